# The Python package camcube, in build/python: the extension, and beside it the sources in Python.
# Debian's Python is meant, whichever python3 comes first on the PATH; another by
# -DPYTHON_EXECUTABLE=.
find_package(pybind11 QUIET)
if(CAMCUBE_SANITIZE OR NOT pybind11_FOUND)
  message(STATUS "No Python package: it needs pybind11 (pybind11-dev on Debian), and no sanitizers")
  return()
endif()

camcube_find(GLOB camcube_extension_sources bindings/extension/*.cc)
camcube_find(GLOB camcube_python_sources bindings/camcube/*)
pybind11_add_module(_camcube MODULE NO_EXTRAS ${camcube_extension_sources})
target_link_libraries(_camcube PRIVATE camcube-experiment)
set_target_properties(
  _camcube PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/python/camcube
)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/python/camcube)
foreach(source ${camcube_python_sources})
  get_filename_component(name ${source} NAME)
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${source}
       ${CMAKE_BINARY_DIR}/python/camcube/${name} SYMBOLIC
  )
endforeach()
