# Which file belongs to what is said by its folder, and nowhere else. All paths are relative to
# the top level: ns-3's build_lib wants its headers so.
macro(camcube_find kind variable)
  file(${kind} ${variable} CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${ARGN})
endmacro()

camcube_find(GLOB_RECURSE camcube_sources model/*.cc helper/*.cc)
camcube_find(GLOB_RECURSE camcube_headers model/*.h helper/*.h)
camcube_find(GLOB camcube_programs examples/*.cc)
# GoogleTest, in the standalone build
camcube_find(GLOB camcube_unit_tests test/*-test.cc)
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
  helper/experiment/build-versions.cc PROPERTIES COMPILE_DEFINITIONS
                                                 CAMCUBE_NS3_VERSION="${ns3_release}"
)
