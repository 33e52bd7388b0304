# A build of its own against an installed ns-3, such as Debian's libns3-dev.
set(CMAKE_CXX_STANDARD 17 CACHE STRING "C++ standard: 17, or what the installed ns-3 asks for")
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON) # for clang-tidy and editors
option(CAMCUBE_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer in all our own code" OFF)
option(CAMCUBE_WERROR "treat warnings as errors" OFF)
# A compiler cache keeps more than these two save, and they get in its way.
if(CMAKE_CXX_COMPILER_LAUNCHER)
  set(no_cache OFF)
else()
  set(no_cache ON)
endif()
option(CAMCUBE_PRECOMPILE "precompile the headers that most sources include" ${no_cache})
option(CAMCUBE_UNITY "compile neighbouring sources of a target as one" ${no_cache})

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, RelWithDebInfo or Debug" FORCE)
endif()
if(NOT CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$" AND NOT CAMCUBE_SANITIZE)
  message(WARNING "This ${CMAKE_BUILD_TYPE} build is not optimised: simulations run several times "
                  "slower, and no time measured with it means anything. For results, configure "
                  "with -DCMAKE_BUILD_TYPE=Release."
  )
endif()

# The package's version match is exact, so ask for none and look afterwards.
find_package(ns3 QUIET)
if(NOT ns3_FOUND)
  message(FATAL_ERROR "No installed ns-3 was found. On Debian 12, ./camcube setup installs it; "
                      "elsewhere, point -Dns3_DIR at the folder that holds ns3Config.cmake."
  )
endif()

# Debian's has no MPI.
set(camcube_mpi OFF)
if(TARGET ns3::mpi OR TARGET ns3::libmpi)
  find_package(MPI QUIET COMPONENTS CXX)
  set(camcube_mpi ${MPI_CXX_FOUND})
endif()
include(cmake/files.cmake)
if(camcube_missing)
  message(FATAL_ERROR "camcube cannot be built: ${camcube_missing}")
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

camcube_stage(
  ${CMAKE_BINARY_DIR}/include ${camcube_public_headers} ${camcube_exposed_headers}
)
camcube_umbrella(${CMAKE_BINARY_DIR}/include/ns3/camcube-module.h ${camcube_public_headers})
camcube_stage(${CMAKE_BINARY_DIR}/include-private ${camcube_headers})
camcube_stage(${CMAKE_BINARY_DIR}/include-experiment ${camcube_experiment_headers})

# ns-3 3.43 renamed its targets from ns3::libX to ns3::X.
set(ns3_modules)
foreach(module ${camcube_needs})
  if(TARGET ns3::${module})
    list(APPEND ns3_modules ns3::${module})
  else()
    list(APPEND ns3_modules ns3::lib${module})
  endif()
endforeach()

if(camcube_mpi)
  if(TARGET ns3::mpi)
    list(APPEND ns3_modules ns3::mpi)
  else()
    list(APPEND ns3_modules ns3::libmpi)
  endif()
  list(APPEND ns3_modules MPI::MPI_CXX)
endif()

add_library(camcube SHARED ${camcube_sources})
target_include_directories(
  camcube
  PUBLIC ${CMAKE_BINARY_DIR}/include
  PRIVATE ${CMAKE_BINARY_DIR}/include-private
)
target_include_directories(camcube SYSTEM PUBLIC ${CAMCUBE_BOOST_INCLUDE})
target_link_libraries(camcube PUBLIC ${ns3_modules})
# Our own lines of NS_LOG work with a release build of ns-3, too, in which its own are compiled out.
target_compile_definitions(camcube PRIVATE NS3_LOG_ENABLE)
target_compile_options(camcube PUBLIC -Wall -Wextra -fno-semantic-interposition)
if(CAMCUBE_WERROR)
  target_compile_options(camcube PUBLIC -Werror)
endif()
if(CAMCUBE_SANITIZE)
  # ns-3's own library is not instrumented, and its templates make vptr checks misfire there.
  set(sanitize -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=undefined)
  target_compile_options(camcube PUBLIC ${sanitize} -fno-omit-frame-pointer)
  target_link_options(camcube PUBLIC ${sanitize})
endif()

add_library(camcube-experiment SHARED ${camcube_experiment_sources})
# Public, so that its programs and the tests see the private headers of camcube, too.
target_include_directories(
  camcube-experiment PUBLIC ${CMAKE_BINARY_DIR}/include-experiment ${CMAKE_BINARY_DIR}/include-private
)
target_include_directories(camcube-experiment SYSTEM PUBLIC ${CAMCUBE_JSON_INCLUDE})
target_link_libraries(camcube-experiment PUBLIC camcube)

# camcube_unite(TARGET [SOURCE...]): compiles the target's sources, of which those with a component
# of NS_LOG are given, several at a time. What templates make of the same types is made once for all
# of them, and the whole build takes less than half the time. NS_LOG defines a variable of the same
# name in each source, so those stay alone.
function(camcube_unite target)
  if(NOT CAMCUBE_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  foreach(source ${ARGN})
    file(STRINGS ${source} logs REGEX "^NS_LOG_COMPONENT_DEFINE" LIMIT_COUNT 1)
    if(logs)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()
camcube_unite(camcube ${camcube_sources})
camcube_unite(camcube-experiment ${camcube_experiment_sources})

# camcube_precompile(TARGET HEADER...): of ns-3 what most sources include, and the headers given.
# Targets that give the same headers to the same kind of target share one. Inside an ns-3 tree
# nothing is precompiled, so a source that lacks an include is seen there.
function(camcube_precompile target)
  if(NOT CAMCUBE_PRECOMPILE)
    return()
  endif()
  get_target_property(type ${target} TYPE)
  string(MAKE_C_IDENTIFIER "camcube_precompiled_${type}_${ARGN}" made)
  get_property(from GLOBAL PROPERTY ${made})
  if(from)
    target_precompile_headers(${target} REUSE_FROM ${from})
    return()
  endif()
  set_property(GLOBAL PROPERTY ${made} ${target})
  target_precompile_headers(
    ${target}
    PRIVATE
    <ns3/packet.h>
    <ns3/simulator.h>
    <ns3/net-device.h>
    <algorithm>
    <functional>
    <map>
    <memory>
    <optional>
    <string>
    <vector>
    ${ARGN}
  )
endfunction()
camcube_precompile(camcube)
camcube_precompile(camcube-experiment <ns3/node-container.h> <nlohmann/json.hpp>)

foreach(source ${camcube_programs})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} camcube-experiment)
  camcube_precompile(${name} <ns3/node-container.h> <nlohmann/json.hpp>)
endforeach()
foreach(source ${camcube_examples})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} camcube)
  # They include whole modules, as ns-3's own examples do.
  camcube_precompile(${name} <ns3/core-module.h> <ns3/camcube-module.h>)
endforeach()

find_package(benchmark QUIET)
if(benchmark_FOUND)
  add_executable(camcube-micro-bench experiment/bench/micro/micro-bench.cc)
  target_link_libraries(camcube-micro-bench camcube-experiment benchmark::benchmark)
else()
  message(STATUS "Google Benchmark was not found: no micro-benchmarks (libbenchmark-dev on Debian)")
endif()

include(cmake/bindings.cmake)
include(cmake/tests.cmake)
