# The tests of the standalone build. All run in the release build; under the sanitizers, which slow
# a simulation down several times, `./camcube test` leaves out those with Slow in their names.
enable_testing()

find_package(GTest QUIET)
if(GTest_FOUND)
  include(GoogleTest)
  # One program for each folder: test/routing/link-state/*-test.cc are routing-link-state-test.
  foreach(source ${camcube_unit_tests})
    get_filename_component(folder ${source} DIRECTORY)
    string(REGEX REPLACE "^test/" "" folder ${folder})
    string(REPLACE "/" "-" name ${folder})
    list(APPEND camcube_test_programs ${name}-test)
    list(APPEND sources_of_${name}-test ${source})
  endforeach()
  list(REMOVE_DUPLICATES camcube_test_programs)
  foreach(name ${camcube_test_programs})
    add_executable(${name} ${sources_of_${name}})
    target_link_libraries(${name} camcube-experiment GTest::gtest_main)
    target_include_directories(${name} PRIVATE test/support)
    target_compile_definitions(${name} PRIVATE CAMCUBE_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 1800)
  endforeach()
else()
  message(STATUS "GoogleTest was not found: no unit tests (libgtest-dev on Debian)")
endif()

# With which options a program is done soon, and has results that depend on the seed.
set(soon_camcube-bench --parts=torus --k=3 --runs=1 --hops=2000)
set(soon_camcube-compare --servers=16 --duration=5ms --loads=0.5 --incast=4 --chains=2)
set(soon_camcube-energy --k=4 --duration=3ms --warmup=1ms --loads=0,0.05,1)
set(soon_camcube-resilience --k=3 --shares=0,0.3 --events=3)
set(soon_camcube-routes --k=4 --fail-links=0.3 --fail-servers=0.1)
set(soon_camcube-structure --servers=16 --failures --seeds=3)
set(soon_camcube-throughput --k=4 --duration=5ms)
set(soon_camcube-torus --constant)

# Every program gets every option wrong once, and is held to give equal results for equal seeds.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(Python3_FOUND)
  foreach(source ${camcube_programs})
    get_filename_component(name ${source} NAME_WE)
    add_test(NAME BadInput.${name} COMMAND ${Python3_EXECUTABLE}
                                           ${CMAKE_CURRENT_SOURCE_DIR}/test/program/bad-input.py
                                           $<TARGET_FILE:${name}>
    )
    set(options ${soon_${name}})
    set(constant ${options})
    list(FILTER constant INCLUDE REGEX "^--constant$")
    list(REMOVE_ITEM options --constant)
    add_test(NAME Determinism.${name}
             COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/test/program/determinism.py ${constant}
                     $<TARGET_FILE:${name}> ${options}
    )
    set_tests_properties(BadInput.${name} Determinism.${name} PROPERTIES TIMEOUT 1200)
  endforeach()
  # Examples print what their pages say, with the same times wherever they run.
  foreach(source ${camcube_examples})
    get_filename_component(name ${source} NAME_WE)
    add_test(NAME Example.${name}
             COMMAND ${Python3_EXECUTABLE}
                     ${CMAKE_CURRENT_SOURCE_DIR}/test/program/example-test.py $<TARGET_FILE:${name}>
                     ${CMAKE_CURRENT_SOURCE_DIR}/examples/${name}.expected
    )
  endforeach()
  # What services may get wrong that does not compile.
  string(REPLACE " " ";" cxx_flags "${CMAKE_CXX_FLAGS}")
  add_test(NAME Refused
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/test/program/refused-test.py
                   ${CMAKE_CXX_COMPILER} ${CMAKE_CURRENT_SOURCE_DIR}/test/program/refused ${cxx_flags}
                   -std=c++${CMAKE_CXX_STANDARD}
                   "-I$<JOIN:$<TARGET_PROPERTY:camcube,INCLUDE_DIRECTORIES>,;-I>"
           COMMAND_EXPAND_LISTS
  )
  # ns-3 splits NS_LOG at each colon, and yet a name with its namespace must switch a component on.
  foreach(component DistanceVector camcube::DistanceVector)
    add_test(NAME Log.${component} COMMAND camcube-routes --k=3 --fail-links=0.1 --quiet)
    set_tests_properties(
      Log.${component} PROPERTIES ENVIRONMENT "NS_LOG=${component}=level_info"
                                  PASS_REGULAR_EXPRESSION "node [0-9]+. neighbor at .[xyz] lost"
    )
  endforeach()
  add_test(NAME RoutesOracle COMMAND ${Python3_EXECUTABLE}
                                     ${CMAKE_CURRENT_SOURCE_DIR}/test/program/routes-oracle.py
                                     $<TARGET_FILE:camcube-routes>
  )
  add_test(NAME Outputs COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/test/program/outputs-test.py
                                ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}
  )
  set_tests_properties(Outputs PROPERTIES TIMEOUT 600)
  if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CAMCUBE_SANITIZE)
    set(guard ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/test/program/instruction-guard.py)
    set(guarded $<TARGET_FILE:camcube-bench> "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
                "${ns3_VERSION}"
    )
    add_test(NAME InstructionCounts COMMAND ${guard} ${guarded})
    set_tests_properties(InstructionCounts PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1200)
    add_custom_target(
      renew-instruction-counts
      COMMAND ${guard} --renew ${guarded}
      DEPENDS camcube-bench
      VERBATIM
    )
  else()
    message(STATUS "Instructions are counted in release builds only")
  endif()
  add_test(NAME Report COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/test/program/report-test.py
                               ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}
  )
  set_tests_properties(Report PROPERTIES TIMEOUT 1200 SKIP_RETURN_CODE 77)
else()
  message(STATUS "Python 3 was not found: the programs are not tried with bad input, and "
                 "instructions are not counted"
  )
endif()
