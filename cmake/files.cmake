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
camcube_find(GLOB camcube_programs experiment/programs/*.cc)
camcube_find(GLOB camcube_examples examples/*.cc)
# GoogleTest, in the standalone build: one program for each folder
camcube_find(GLOB_RECURSE camcube_unit_tests test/*-test.cc)
# ns-3 test suites, inside an ns-3 tree
camcube_find(GLOB camcube_test_suites test/*-test-suite.cc)

find_path(CAMCUBE_JSON_INCLUDE nlohmann/json.hpp)
if(NOT CAMCUBE_JSON_INCLUDE)
  message(FATAL_ERROR "The header nlohmann/json.hpp was not found. On Debian, ./camcube setup "
                      "installs it (nlohmann-json3-dev); elsewhere, point "
                      "-DCAMCUBE_JSON_INCLUDE at the folder that holds nlohmann/."
  )
endif()
find_path(CAMCUBE_BOOST_INCLUDE boost/graph/compressed_sparse_row_graph.hpp)
if(NOT CAMCUBE_BOOST_INCLUDE)
  message(FATAL_ERROR "The header boost/graph/compressed_sparse_row_graph.hpp was not found. On "
                      "Debian, ./camcube setup installs it (libboost-dev); elsewhere, point "
                      "-DCAMCUBE_BOOST_INCLUDE at the folder that holds boost/."
  )
endif()

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
