# Inside an ns-3 tree (3.36 and later), as contrib/camcube.
get_filename_component(camcube_folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
if(NOT camcube_folder STREQUAL "camcube")
  message(FATAL_ERROR "ns-3 takes a module's name from its folder. Type:\n"
                      "  mv ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/../camcube"
  )
endif()

include(cmake/files.cmake)
include_directories(SYSTEM ${CAMCUBE_JSON_INCLUDE} ${CAMCUBE_BOOST_INCLUDE})

build_lib(
  LIBNAME camcube
  SOURCE_FILES ${camcube_sources}
  HEADER_FILES ${camcube_headers}
  LIBRARIES_TO_LINK ${camcube_needs}
  TEST_SOURCES ${camcube_test_suites}
)
