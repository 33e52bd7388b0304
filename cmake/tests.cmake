# The tests of the standalone build. All run in the release build; under the sanitizers, which slow
# a simulation down several times, `./camcube test` leaves out those with Slow in their names.
enable_testing()

find_package(GTest QUIET)
if(GTest_FOUND)
  include(GoogleTest)
  foreach(source ${camcube_unit_tests})
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_link_libraries(${name} camcube GTest::gtest_main)
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 1200)
  endforeach()
else()
  message(STATUS "GoogleTest was not found: no unit tests (libgtest-dev on Debian)")
endif()

# Every program gets every option wrong once.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(Python3_FOUND)
  foreach(source ${camcube_programs})
    get_filename_component(name ${source} NAME_WE)
    add_test(NAME BadInput.${name} COMMAND ${Python3_EXECUTABLE}
                                           ${CMAKE_CURRENT_SOURCE_DIR}/test/bad-input.py
                                           $<TARGET_FILE:${name}>
    )
    set_tests_properties(BadInput.${name} PROPERTIES TIMEOUT 1200)
  endforeach()
else()
  message(STATUS "Python 3 was not found: the programs are not tried with bad input")
endif()
