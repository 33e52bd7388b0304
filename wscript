# SPDX-License-Identifier: GPL-2.0-only
"""The build inside an ns-3.35 tree, as contrib/camcube; later releases read CMakeLists.txt.

Which file belongs to what is said by its folder, as in cmake/files.cmake.
"""

import os
import re

import wutils


def options(opt):
    pass


def configure(conf):
    why = _fault(conf)
    if why:
        # In the summary of the rest of ns-3, which is configured all the same.
        conf.report_optional_feature("camcube", "Data centre without switches", False, why)
        conf.env.append_value("MODULES_NOT_BUILT", conf.path.name)


def _fault(conf):
    """What keeps the module from being built: one sentence, with the command that mends it."""
    if conf.path.name != "camcube":
        here, right = conf.path.abspath(), conf.path.parent.abspath() + "/camcube"
        return "ns-3 takes a module's name from its folder; type: mv {0} {1}".format(here, right)
    release = [int(number) for number in re.findall(r"\d+", wutils.VERSION)][:2]
    if len(release) == 2 and release < [3, 35]:
        return (
            "camcube needs ns-3.35 or later, and this is {0}; type: "
            "git clone --branch ns-3.48 https://gitlab.com/nsnam/ns-3-dev.git".format(wutils.VERSION)
        )
    for header, package in (
        ("nlohmann/json.hpp", "nlohmann-json3-dev"),
        ("boost/graph/compressed_sparse_row_graph.hpp", "libboost-dev"),
    ):
        if not conf.check_cxx(header_name=header, mandatory=False):
            return "the header {0} was not found; on Debian, type: apt-get install {1}".format(
                header, package
            )
    return None


def build(bld):
    if bld.path.name in bld.env["MODULES_NOT_BUILT"]:
        return
    # As a cube on several processes, what is in model/parallel needs CMake.
    alone = "model/parallel/"
    public = [
        header
        for header in _listed(bld, "cmake/public-headers.cmake", "camcube_public_headers")
        if not header.startswith(alone)
    ]
    exposed = _listed(bld, "cmake/public-headers.cmake", "camcube_exposed_headers")
    headers = bld(features="ns3header", module="camcube")
    headers.source = public + exposed

    module = bld.create_ns3_module("camcube", _listed(bld, "CMakeLists.txt", "camcube_needs"))
    module.source = _find(bld, "model/**/*.cc", "helper/**/*.cc", but=alone)
    module.includes = _stage(
        bld, "include-private", _find(bld, "model/**/*.h", "helper/**/*.h", but=alone)
    )
    module.cxxflags = _schedule_lambdas(bld)

    # A library of its own, beside the module: ns-3 knows one module a folder.
    own = bld(features="cxx cxxshlib", name="camcube-experiment", use=["ns3-camcube"])
    own.target = bld.srcnode.path_from(bld.path) + "/lib/camcube-experiment"  # as ns-3's libraries
    own.source = _find(bld, "experiment/*/*.cc", but="experiment/programs/") + [_page_parts(bld)]
    own.export_includes = module.includes + _stage(
        bld, "include-experiment", _find(bld, "experiment/*/*.h")
    )
    own.includes = own.export_includes
    own.defines = ['CAMCUBE_NS3_VERSION="{0}"'.format(wutils.VERSION)]
    own.cxxflags = _schedule_lambdas(bld)
    own.env.append_value("INCLUDES", bld.out_dir)

    test = bld.create_ns3_module_test_library("camcube")
    test.source = _find(bld, "test/*-test-suite.cc")
    test.use.append("camcube-experiment")
    test.cxxflags = _schedule_lambdas(bld)

    for source in _find(bld, "experiment/programs/*.cc"):
        _add_program(bld, source).use.append("camcube-experiment")
    if bld.env["ENABLE_EXAMPLES"]:
        for source in _find(bld, "examples/*.cc"):
            _add_program(bld, source)


def _add_program(bld, source):
    name = os.path.splitext(os.path.basename(source))[0]
    program = bld.create_ns3_program(name, ["camcube"])
    program.path = bld.path.find_dir("examples")  # where test.py looks for them
    program.source = [bld.path.find_resource(source)]
    program.cxxflags = _schedule_lambdas(bld)
    return program


def _schedule_lambdas(bld):
    """Flags that have ns-3.35 schedule lambdas: what makes events of them is seen first."""
    return ["-include", bld.path.find_resource("model/core/ns3-release.h").abspath()]


def _page_parts(bld):
    """The page of --view as a source: its files become part of the library."""
    template = bld.path.find_resource("experiment/view/view-page-parts.cc.in").read(encoding="utf-8")
    parts = [
        '    {"%s", R"camcube(%s)camcube"},\n' % (os.path.basename(file),
                                                 bld.path.find_resource(file).read(encoding="utf-8"))
        for file in _find(bld, "experiment/view/page/*")
    ]
    source = bld.path.get_bld().make_node("view-page-parts.cc")
    source.parent.mkdir()
    text = template.replace("@camcube_page_parts@", "".join(parts))
    if not os.path.exists(source.abspath()) or source.read(encoding="utf-8") != text:
        source.write(text, encoding="utf-8")
    return source


def _find(bld, *patterns, but=None):
    """Files below this folder, by their paths in it."""
    paths = sorted(node.path_from(bld.path) for node in bld.path.ant_glob(list(patterns)))
    return [path for path in paths if not but or not path.startswith(but)]


def _listed(bld, file, variable):
    """The words that a CMake file sets a variable to."""
    text = bld.path.find_resource(file).read()
    words = re.findall(r"set\(%s\s([^$)]*)\)" % variable, text)[0]
    return re.sub("#.*", "", words).split()


def _stage(bld, name, headers):
    """Has `#include "ns3/x.h"` find headers that ns-3 does not know; returns the include path."""
    folder = os.path.join(bld.path.get_bld().abspath(), name)
    os.makedirs(os.path.join(folder, "ns3"), exist_ok=True)
    for header in headers:
        link = os.path.join(folder, "ns3", os.path.basename(header))
        if os.path.lexists(link):
            os.remove(link)
        os.symlink(bld.path.find_resource(header).abspath(), link)
    return [folder]
