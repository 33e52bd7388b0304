# Inside an ns-3 tree (3.36 and later), as contrib/camcube. What keeps the module from being built is
# said in one sentence with the command that mends it, and the rest of ns-3 is configured.
get_filename_component(camcube_folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
if(NOT camcube_folder STREQUAL "camcube")
  get_filename_component(camcube_right ${CMAKE_CURRENT_SOURCE_DIR} DIRECTORY)
  message(${HIGHLIGHTED_STATUS} "Skipping contrib/${camcube_folder}, since ns-3 takes a module's "
          "name from its folder; type: mv ${CMAKE_CURRENT_SOURCE_DIR} ${camcube_right}/camcube"
  )
  return()
endif()

set(camcube_mpi ${ENABLE_MPI})
if(camcube_mpi)
  list(APPEND camcube_needs ${libmpi} ${MPI_CXX_LIBRARIES})
endif()
include(cmake/files.cmake)
if(camcube_missing)
  message(${HIGHLIGHTED_STATUS} "Skipping contrib/camcube, since ${camcube_missing}")
  return()
endif()
include_directories(SYSTEM ${CAMCUBE_JSON_INCLUDE} ${CAMCUBE_BOOST_INCLUDE})

build_lib(
  LIBNAME camcube
  SOURCE_FILES ${camcube_sources}
  HEADER_FILES ${camcube_public_headers} ${camcube_exposed_headers}
  LIBRARIES_TO_LINK ${camcube_needs}
  TEST_SOURCES ${camcube_test_suites}
)

# 3.43 renamed the targets of modules from libX to X.
if(TARGET libcamcube)
  set(camcube_target libcamcube)
else()
  set(camcube_target camcube)
endif()

# ns-3 knows the public headers only. It compiles sources in an object library, where it has one.
set(camcube_private_include ${CMAKE_CURRENT_BINARY_DIR}/include-private)
camcube_stage(${camcube_private_include} ${camcube_headers})
foreach(target ${camcube_target} ${camcube_target}-obj)
  if(TARGET ${target})
    target_include_directories(${target} PRIVATE ${camcube_private_include})
  endif()
endforeach()

# A library of its own, beside the module of the same tree: ns-3 knows one module a folder. It hands
# the private headers on to its programs and the tests.
camcube_stage(${CMAKE_CURRENT_BINARY_DIR}/include-experiment ${camcube_experiment_headers})
add_library(camcube-experiment SHARED ${camcube_experiment_sources})
target_include_directories(
  camcube-experiment PUBLIC ${CMAKE_CURRENT_BINARY_DIR}/include-experiment
                            ${camcube_private_include}
)
target_link_libraries(camcube-experiment ${camcube_target})
# The test suite tries both libraries.
foreach(suite libcamcube-test camcube-test)
  if(TARGET ${suite})
    target_link_libraries(${suite} camcube-experiment)
  endif()
endforeach()

# All of them, in a release that is to be held to them: ./camcube in-tree --all
option(CAMCUBE_UNIT_TESTS "build the unit tests of camcube, too, which need GoogleTest" OFF)
if(CAMCUBE_UNIT_TESTS)
  find_package(GTest QUIET)
  if(NOT GTest_FOUND)
    message(FATAL_ERROR "CAMCUBE_UNIT_TESTS needs GoogleTest, which was not found. On Debian, type:\n"
                        "  apt-get install libgtest-dev"
    )
  endif()
  enable_testing()
  set(camcube_test_prefix camcube-) # later releases have a target core-test of their own
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/unit-tests)
  include(cmake/unit-tests.cmake)
  if(TARGET camcube-all)
    add_dependencies(camcube-all ${camcube_test_programs})
  endif()
endif()
