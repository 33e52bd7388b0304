# The Python package camcube, in build/python: the extension, and beside it the sources in Python.
# Debian's Python is meant, whichever python3 comes first on the PATH; another by
# -DPYTHON_EXECUTABLE=.
set(PYTHON_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "the Python for whom the package is built")
find_package(pybind11 QUIET)
if(CAMCUBE_SANITIZE OR NOT pybind11_FOUND)
  message(STATUS "No Python package: it needs pybind11 (pybind11-dev on Debian), and no sanitizers")
  return()
endif()

camcube_find(GLOB camcube_extension_sources bindings/extension/*.cc)
camcube_find(
  GLOB camcube_python_sources bindings/camcube/*.py bindings/camcube/*.pyi
  bindings/camcube/py.typed
)
# What most users do needs no Python, so only who asks for it waits for it.
pybind11_add_module(_camcube MODULE NO_EXTRAS EXCLUDE_FROM_ALL ${camcube_extension_sources})
target_link_libraries(_camcube PRIVATE camcube-experiment)
# Symbols are visible, unlike what pybind11 chooses: pools of objects, in headers, must be one with
# those of the library.
set_target_properties(
  _camcube PROPERTIES CXX_VISIBILITY_PRESET default LIBRARY_OUTPUT_DIRECTORY
                                                    ${CMAKE_BINARY_DIR}/python/camcube
)
# Its code passes calls on: -O3 would only take longer to compile. Not less than -O2, for functions of
# headers are taken from here, and not from our libraries.
target_compile_options(_camcube PRIVATE -Wno-attributes -O2)
camcube_unite(_camcube)
if(CAMCUBE_PRECOMPILE)
  target_precompile_headers(
    _camcube PRIVATE <pybind11/pybind11.h> <pybind11/stl.h> <ns3/packet.h> <ns3/simulator.h>
    <ns3/node-container.h>
  )
endif()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/python/camcube)
foreach(source ${camcube_python_sources})
  get_filename_component(name ${source} NAME)
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${source}
       ${CMAKE_BINARY_DIR}/python/camcube/${name} SYMBOLIC
  )
endforeach()

# cmake --install build --component python --prefix DIR puts the package into DIR/camcube, after
# _camcube has been built. Our libraries go with it, so DIR needs neither build/ nor the sources, and
# may be moved; ./camcube python --install and pip (pyproject.toml) do it by this.
set_target_properties(
  _camcube camcube camcube-experiment PROPERTIES INSTALL_RPATH "$ORIGIN" INSTALL_RPATH_USE_LINK_PATH
                                                                          TRUE
)
install(
  TARGETS _camcube camcube camcube-experiment
  LIBRARY DESTINATION camcube COMPONENT python EXCLUDE_FROM_ALL
)
install(
  FILES ${camcube_python_sources}
  DESTINATION camcube
  COMPONENT python
  EXCLUDE_FROM_ALL
)

enable_testing()
# camcube_python_test(NAME LABEL [ARGUMENT...]): pytest with some arguments.
function(camcube_python_test name label)
  add_test(NAME ${name} COMMAND ${PYTHON_EXECUTABLE} -B -m pytest -q --capture=sys
                                  -p no:cacheprovider ${ARGN})
  set_tests_properties(
    ${name}
    PROPERTIES
      LABELS ${label} TIMEOUT 900
      ENVIRONMENT
      "PYTHONPATH=${CMAKE_BINARY_DIR}/python;CAMCUBE_PROGRAMS=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
  )
endfunction()

set(python_tests ${CMAKE_CURRENT_SOURCE_DIR}/test/python)
set(python_speed ${python_tests}/test_speed.py)
camcube_python_test(Python python ${python_tests} --ignore=${python_speed})
camcube_python_test(PythonSpeed bench ${python_speed})
set_tests_properties(Python PROPERTIES COST 950)
set_tests_properties(PythonSpeed PROPERTIES RUN_SERIAL TRUE)

# The papers' claims: a cheap one of them; all of them in smaller sizes are long.
set(paper_command ${PYTHON_EXECUTABLE} -B -m paper --quiet)
add_test(
  NAME Paper
  COMMAND ${paper_command} wren09/neighborhood --out=${CMAKE_BINARY_DIR}/paper-test
  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
)
set_tests_properties(Paper PROPERTIES LABELS python PASS_REGULAR_EXPRESSION "neighborhood +reproduced")
add_test(
  NAME PaperQuick
  COMMAND ${paper_command} --quick --out=${CMAKE_BINARY_DIR}/paper-quick
  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
)
set_tests_properties(PaperQuick PROPERTIES LABELS deep TIMEOUT 3600 COST 1800)
set_tests_properties(
  Paper PaperQuick
  PROPERTIES
    ENVIRONMENT
    "PYTHONPATH=${CMAKE_BINARY_DIR}/python;CAMCUBE_PROGRAMS=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};MPLCONFIGDIR=${CMAKE_BINARY_DIR}/matplotlib"
)
