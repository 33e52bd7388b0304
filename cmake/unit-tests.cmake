# The GoogleTest programs, one for each folder: test/routing/link-state/*-test.cc are
# routing-link-state-test, behind camcube_test_prefix. A standalone build always has them where
# GoogleTest is installed; inside an ns-3 tree they are there on demand, with the tier "unit" alone.
include(GoogleTest)
set(camcube_test_programs "")
foreach(source ${camcube_unit_tests})
  get_filename_component(folder ${source} DIRECTORY)
  string(REGEX REPLACE "^test/" "" folder ${folder})
  string(REPLACE "/" "-" name ${folder})
  set(name ${camcube_test_prefix}${name}-test)
  list(APPEND camcube_test_programs ${name})
  list(APPEND sources_of_${name} ${source})
endforeach()
list(REMOVE_DUPLICATES camcube_test_programs)
# The sources of the programs once more, without their work: a test has them read bad options.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${camcube_programs})
foreach(source ${camcube_programs})
  get_filename_component(name ${source} NAME_WE)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  file(STRINGS ${source} includes REGEX "^#include")
  list(JOIN includes "\n" includes)
  set(parse_only ${CMAKE_CURRENT_BINARY_DIR}/parse-only/${name}.cc)
  configure_file(test/program/parse-only-program.cc.in ${parse_only} @ONLY)
  list(APPEND sources_of_${camcube_test_prefix}program-test ${parse_only})
endforeach()
list(APPEND sources_of_${camcube_test_prefix}program-test test/program/parse-only-experiment.cc)
set(test_main ${camcube_test_prefix}test-main)
add_library(${test_main} OBJECT test/support/test-main.cc)
target_link_libraries(${test_main} PRIVATE camcube-experiment GTest::gtest)
foreach(name ${camcube_test_programs})
  add_executable(${name} ${sources_of_${name}} $<TARGET_OBJECTS:${test_main}>)
  target_link_libraries(${name} camcube-experiment GTest::gtest)
  target_include_directories(${name} PRIVATE test/support test/program)
  target_compile_definitions(${name} PRIVATE CAMCUBE_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  # Code of tests runs once, mostly: what -O3 gains there, it takes several times to compile.
  target_compile_options(${name} PRIVATE -O1)
  if(COMMAND camcube_unite)
    camcube_unite(${name})
    camcube_precompile(${name} <ns3/node-container.h> <ns3/string.h> <gtest/gtest.h>)
  endif()
  gtest_discover_tests(
    ${name}
    TEST_FILTER "-*Slow*:*Bench*"
    DISCOVERY_TIMEOUT 120
    PROPERTIES LABELS unit TIMEOUT 900
  )
  if(NOT CAMCUBE_SANITIZE AND NOT COMMAND build_lib)
    gtest_discover_tests(
      ${name}
      TEST_FILTER "*Slow*"
      DISCOVERY_TIMEOUT 120
      PROPERTIES LABELS deep TIMEOUT 3600
    )
    gtest_discover_tests(
      ${name}
      TEST_FILTER "*Bench*"
      DISCOVERY_TIMEOUT 120
      PROPERTIES LABELS bench TIMEOUT 1800 RUN_SERIAL TRUE
    )
  endif()
endforeach()
