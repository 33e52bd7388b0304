# The tests of the standalone build, in tiers that are labels of ctest:
#   unit     GoogleTest cases, each done in seconds, and what reads the sources
#   system   whole programs: bad input, determinism, reference results, routes, the report
#   python   the Python package, by pytest (cmake/bindings.cmake)
#   deep     GoogleTest cases with Slow in their names: long, large, or many at random; a live cube
#            under load
#   bench    those with Bench in their names, and counts of instructions: alone on the machine
#   package  the build inside an ns-3 tree
# Under the sanitizers, which slow a simulation down several times, there are only the first two, and
# of whole programs those that others do not run already.
enable_testing()
set(program_tests ${CMAKE_CURRENT_SOURCE_DIR}/test/program)
set(made_with "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" "${ns3_VERSION}")

find_package(GTest QUIET)
if(GTest_FOUND)
  set(camcube_test_prefix "")
  include(cmake/unit-tests.cmake)
  add_custom_target(unit-tests DEPENDS ${camcube_test_programs})
else()
  message(STATUS "GoogleTest was not found: no unit tests (libgtest-dev on Debian)")
endif()

find_package(Python3 COMPONENTS Interpreter QUIET)
if(NOT Python3_FOUND)
  message(STATUS "Python 3 was not found: no program is tried, and no instruction counted")
  return()
endif()

# camcube_program_test(NAME LABEL SCRIPT [ARGUMENT...]): a script of test/program; status 77 says
# that what it needs is not installed.
function(camcube_program_test name label script)
  add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B ${program_tests}/${script} ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 1200 SKIP_RETURN_CODE 77)
endfunction()

camcube_program_test(Includes unit includes.py)
camcube_program_test(InTreeMessages unit in-tree-messages-test.py)
# What a service may get wrong that does not compile.
camcube_program_test(
  Refused unit refused-test.py ${CMAKE_CXX_COMPILER} -std=c++${CMAKE_CXX_STANDARD}
  $<JOIN:$<TARGET_PROPERTY:camcube,INTERFACE_INCLUDE_DIRECTORIES>,:>
)

# With which options a program is done soon, and has results that depend on the seed.
set(soon_camcube-aggregation --bytes=20000 --fail-links=0.2 --methods=six-trees,one-tree)
set(soon_camcube-bench --parts=torus --k=3 --runs=1 --hops=2000)
set(soon_camcube-bootstrap --k=4 --share=0.2)
set(soon_camcube-cache --k=4 --keys=10 --requests=500 --writes=0.2)
set(soon_camcube-compare --servers=16 --duration=5ms --loads=0.5 --incast=4 --chains=2)
set(soon_camcube-deployment --k=4 --size=2 --fail-links=0.1 --start-up=1ms)
set(soon_camcube-energy --k=4 --duration=3ms --warmup=1ms --loads=0,0.05,1)
set(soon_camcube-file-transfer --k=5 --hops=2 --bytes=1000000 --period=1ms)
set(soon_camcube-gateways --k=3 --servers=16 --connections=100 --exchanges=2 --duration=5ms)
set(soon_camcube-groups --k=4 --fail-links=0.2 --fail-servers=0.1 --messages=200)
set(soon_camcube-images --k=4 --size=500000 --fail-servers=0.1 --late=0.1)
set(soon_camcube-keys --k=4 --fail-links=0.2 --fail-servers=0.1 --keys=200)
set(soon_camcube-live --constant)
set(soon_camcube-naming --k=3 --lookups=50 --operations=15)
set(soon_camcube-load-information --k=3 --periods=1ms,5ms)
set(soon_camcube-paths --k=4 --fail-links=0.1 --pairs=100)
set(soon_camcube-resilience --k=3 --shares=0,0.3 --events=3)
set(soon_camcube-routes --k=4 --fail-links=0.3 --fail-servers=0.1)
set(soon_camcube-server --constant)
set(soon_camcube-structure --servers=16 --failures --seeds=3)
set(soon_camcube-throughput --k=4 --duration=5ms)
set(soon_camcube-torus --constant)

# Every program is given bad input, and is held to give equal results for equal seeds, and those
# that are stored.
foreach(source ${camcube_programs})
  get_filename_component(name ${source} NAME_WE)
  camcube_program_test(BadInput.${name} system bad-input.py $<TARGET_FILE:${name}>)
  set(options ${soon_${name}})
  set(constant ${options})
  list(FILTER constant INCLUDE REGEX "^--constant$")
  list(REMOVE_ITEM options --constant)
  if(NOT CAMCUBE_SANITIZE)
    camcube_program_test(
      Determinism.${name} system determinism.py ${constant} $<TARGET_FILE:${name}> ${options}
    )
  endif()
  if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/test/reference/${name}.json)
    message(FATAL_ERROR "${name} has no reference results. Write test/reference/${name}.json with "
                        "\"program\" and \"options\" as the others have them, then: "
                        "ninja renew-references"
    )
  endif()
endforeach()
camcube_find(GLOB camcube_references test/reference/*.json)
foreach(reference ${camcube_references})
  get_filename_component(name ${reference} NAME_WE)
  camcube_program_test(
    Reference.${name} system reference.py ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} ${made_with}
    ${CMAKE_CURRENT_SOURCE_DIR}/${reference}
  )
endforeach()
foreach(source ${camcube_examples})
  get_filename_component(name ${source} NAME_WE)
  camcube_program_test(
    Example.${name} system example.py $<TARGET_FILE:${name}>
    ${CMAKE_CURRENT_SOURCE_DIR}/examples/${name}.expected
  )
endforeach()
# ns-3 splits NS_LOG at each colon, and yet a name with its namespace must switch a component on.
foreach(component DistanceVector camcube::DistanceVector)
  add_test(NAME Log.${component} COMMAND camcube-routes --k=3 --fail-links=0.1 --quiet)
  set_tests_properties(
    Log.${component} PROPERTIES ENVIRONMENT "NS_LOG=${component}=level_info" LABELS system
                                PASS_REGULAR_EXPRESSION "node [0-9]+. neighbor at .[xyz] lost"
  )
endforeach()
camcube_program_test(RoutesOracle system routes-oracle.py $<TARGET_FILE:camcube-routes>)
camcube_program_test(GroupsOracle system groups-oracle.py $<TARGET_FILE:camcube-groups>)
camcube_program_test(ImagesOracle system images-oracle.py $<TARGET_FILE:camcube-images>)
camcube_program_test(RootsOracle system roots-oracle.py $<TARGET_FILE:camcube-keys>)
camcube_program_test(PathsOracle system paths-oracle.py $<TARGET_FILE:camcube-paths>)
camcube_program_test(BootstrapOracle system bootstrap-oracle.py $<TARGET_FILE:camcube-bootstrap>)
camcube_program_test(NamingOracle system naming-oracle.py $<TARGET_FILE:camcube-naming>)
# Those that take longest begin first, so that none is left alone at the end.
set_tests_properties(
  RoutesOracle GroupsOracle ImagesOracle BootstrapOracle PathsOracle NamingOracle PROPERTIES COST 900
)
if(CAMCUBE_SANITIZE)
  return()
endif()

camcube_program_test(OnePlot system one-plot-test.py ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
camcube_program_test(Outputs system outputs-test.py ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
camcube_program_test(Report system report-test.py ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
camcube_program_test(NetAnim system netanim-test.py ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
camcube_program_test(View system view-test.py ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
camcube_program_test(Live system live-test.py $<TARGET_FILE:camcube-live>)
camcube_program_test(LiveProcesses system live-processes-test.py $<TARGET_FILE:camcube-server>)
camcube_program_test(LiveSoak deep live-soak-test.py $<TARGET_FILE:camcube-live>)
# One cube at a time, and its processes alone on the machine.
set_tests_properties(Live LiveSoak PROPERTIES RESOURCE_LOCK live-cube)
set_tests_properties(LiveProcesses PROPERTIES RUN_SERIAL TRUE)
set_tests_properties(Report Outputs View PROPERTIES COST 1000)

set(camcube_program_targets ${camcube_programs})
list(TRANSFORM camcube_program_targets REPLACE ".*/(.*)\\.cc" "\\1")
list(TRANSFORM camcube_references PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
add_custom_target(
  renew-references
  COMMAND ${Python3_EXECUTABLE} -B ${program_tests}/reference.py --renew
          ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} ${made_with} ${camcube_references}
  DEPENDS ${camcube_program_targets}
  VERBATIM
)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(counted $<TARGET_FILE:camcube-bench> ${made_with})
  camcube_program_test(InstructionCounts bench instruction-guard.py ${counted})
  set_tests_properties(InstructionCounts PROPERTIES RUN_SERIAL TRUE)
  add_custom_target(
    renew-instruction-counts
    COMMAND ${Python3_EXECUTABLE} -B ${program_tests}/instruction-guard.py --renew ${counted}
    DEPENDS camcube-bench
    VERBATIM
  )
else()
  message(STATUS "Instructions are counted in release builds only")
endif()

add_test(NAME InsideNs3Tree COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/camcube in-tree)
set_tests_properties(
  InsideNs3Tree PROPERTIES LABELS package TIMEOUT 3600 RUN_SERIAL TRUE
)
