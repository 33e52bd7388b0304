# Which file belongs to what is said by its folder, and nowhere else.
set(camcube_dir ${CMAKE_CURRENT_LIST_DIR}/..)

file(GLOB_RECURSE camcube_sources CONFIGURE_DEPENDS ${camcube_dir}/model/*.cc
     ${camcube_dir}/helper/*.cc
)
file(GLOB_RECURSE camcube_headers CONFIGURE_DEPENDS ${camcube_dir}/model/*.h
     ${camcube_dir}/helper/*.h
)
file(GLOB camcube_programs CONFIGURE_DEPENDS ${camcube_dir}/examples/*.cc)
# GoogleTest, in the standalone build
file(GLOB camcube_unit_tests CONFIGURE_DEPENDS ${camcube_dir}/test/*-test.cc)
# ns-3 test suites, inside an ns-3 tree
file(GLOB camcube_test_suites CONFIGURE_DEPENDS ${camcube_dir}/test/*-test-suite.cc)
