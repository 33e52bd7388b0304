# Which file belongs to what is said by its folder, and nowhere else. All paths are relative to
# the top level: ns-3's build_lib wants its headers so.
macro(camcube_find kind variable)
  file(${kind} ${variable} CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${ARGN})
endmacro()

# The product: what an ns-3 program links.
camcube_find(GLOB_RECURSE camcube_sources model/*.cc helper/*.cc)
camcube_find(GLOB_RECURSE camcube_headers model/*.h helper/*.h)
include(cmake/public-headers.cmake)
# The laboratory: what the measuring programs share.
camcube_find(GLOB camcube_experiment_sources experiment/*/*.cc)
list(FILTER camcube_experiment_sources EXCLUDE REGEX "^experiment/programs/")
camcube_find(GLOB camcube_experiment_headers experiment/*/*.h)
# The page of --view: its files become part of the library, so that it needs none of them.
camcube_find(GLOB camcube_page experiment/view/page/*)
set(camcube_page_parts "")
foreach(file ${camcube_page})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND camcube_page_parts "    {\"${name}\", R\"camcube(${text})camcube\"},\n")
endforeach()
set(camcube_page_source ${CMAKE_CURRENT_BINARY_DIR}/view-page-parts.cc)
configure_file(experiment/view/view-page-parts.cc.in ${camcube_page_source} @ONLY)
list(APPEND camcube_experiment_sources ${camcube_page_source})
camcube_find(GLOB camcube_programs experiment/programs/*.cc)
camcube_find(GLOB camcube_examples examples/*.cc)
# GoogleTest, in the standalone build: one program for each folder
camcube_find(GLOB_RECURSE camcube_unit_tests test/*-test.cc)
# ns-3 test suites, inside an ns-3 tree
camcube_find(GLOB camcube_test_suites test/*-test-suite.cc)
# A cube on several processes needs ns-3's module mpi, built with MPI.
if(camcube_mpi)
  set_source_files_properties(
    experiment/frame/launched-ranks.cc PROPERTIES COMPILE_DEFINITIONS CAMCUBE_MPI
  )
else()
  foreach(files sources headers public_headers)
    list(FILTER camcube_${files} EXCLUDE REGEX "^model/parallel/")
  endforeach()
endif()
# What binds real hosts is written for Linux, and is left out of an ns-3 tree elsewhere.
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
  foreach(files sources headers public_headers experiment_sources experiment_headers programs)
    list(FILTER camcube_${files} EXCLUDE REGEX
         "/live/|/live-port-helper|/server-helper|/camcube-live|/camcube-server"
    )
  endforeach()
  list(FILTER camcube_unit_tests EXCLUDE REGEX "/live/|/virtual-nic-room")
endif()

# Headers of others that must be installed; camcube_missing says how to have the first that is not.
set(camcube_missing "")
macro(camcube_find_header variable header package)
  find_path(${variable} ${header})
  if(NOT ${variable} AND NOT camcube_missing)
    set(camcube_missing "the header ${header} was not found; on Debian, type: apt-get install "
                        "${package}; elsewhere, point -D${variable} at the folder that holds it."
    )
    string(CONCAT camcube_missing ${camcube_missing})
  endif()
endmacro()
camcube_find_header(CAMCUBE_JSON_INCLUDE nlohmann/json.hpp nlohmann-json3-dev)
camcube_find_header(CAMCUBE_BOOST_INCLUDE boost/graph/compressed_sparse_row_graph.hpp libboost-dev)

# For results, which say what they were made with: an installed ns-3 knows its version, and so does
# a source tree.
if(DEFINED ns3_VERSION)
  set(ns3_release ${ns3_VERSION})
else()
  set(ns3_release ${NS3_VER})
endif()
set_source_files_properties(
  experiment/frame/build-versions.cc PROPERTIES COMPILE_DEFINITIONS
                                                CAMCUBE_NS3_VERSION="${ns3_release}"
)

# camcube_stage(FOLDER HEADER...): all say #include "ns3/x.h", so headers are staged as an ns-3 tree
# would, flat. Of the library camcube, public headers are in one folder, and in another all of them
# for those who see the private ones, too.
function(camcube_stage folder)
  file(REMOVE_RECURSE ${folder}/ns3)
  file(MAKE_DIRECTORY ${folder}/ns3)
  foreach(header ${ARGN})
    get_filename_component(name ${header} NAME)
    if(EXISTS ${folder}/ns3/${name})
      message(FATAL_ERROR "Two headers are called ${name}; ns-3 stages them in one folder.")
    endif()
    if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${header})
      message(FATAL_ERROR "There is no ${header}, which cmake/public-headers.cmake lists.")
    endif()
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${header} ${folder}/ns3/${name} SYMBOLIC)
  endforeach()
endfunction()

# camcube_umbrella(FILE HEADER...): writes one header that includes them all.
function(camcube_umbrella file)
  set(text "// Every public header of the library.\n#pragma once\n")
  foreach(header ${ARGN})
    get_filename_component(name ${header} NAME)
    string(APPEND text "#include \"ns3/${name}\"\n")
  endforeach()
  file(WRITE ${file} "${text}")
endfunction()
