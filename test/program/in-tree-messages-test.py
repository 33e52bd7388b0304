#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What keeps the module from being built in an ns-3 tree is said, and the tree is configured.

usage: in-tree-messages-test.py

Trees are stand-ins, with as much of ns-3's build systems as the module calls: a CMake project that
adds contrib/*, and waf's context of configuration. Each fault is one sentence with the command that
mends it; a tree without fault has the module.
"""

import importlib.machinery
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import types

SOURCES = pathlib.Path(__file__).resolve().parents[2]
CMAKE_TREE = """
cmake_minimum_required(VERSION 3.16)
project(stand-in LANGUAGES NONE)
set(HIGHLIGHTED_STATUS STATUS)
set(NS3_VER 3.48)
macro(build_lib)
  add_library(libcamcube INTERFACE)
  message(STATUS "BUILT ${ARGV}")
endmacro()
# What else it adds is not compiled here.
function(add_library name)
  if(name STREQUAL "camcube-experiment")
    _add_library(${name} INTERFACE)
  else()
    _add_library(${ARGV})
  endif()
endfunction()
function(target_include_directories)
endfunction()
function(target_link_libraries)
endfunction()
file(GLOB modules contrib/*)
foreach(module ${modules})
  add_subdirectory(${module})
endforeach()
message(STATUS "THE REST IS CONFIGURED")
"""
HIDE_HEADERS = ["-DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF",
                "-DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF",
                f"-DCMAKE_MAKE_PROGRAM={shutil.which('ninja')}"]

faults = []


def check(holds, what, text):
    if not holds:
        faults.append(f"{what}; it said:\n{text}")


def configure_cmake(folder, *options):
    """Returns what CMake says in a tree that has the module in a folder of that name."""
    with tempfile.TemporaryDirectory() as name:
        tree = pathlib.Path(name)
        (tree / "CMakeLists.txt").write_text(CMAKE_TREE, "utf-8")
        (tree / "contrib").mkdir()
        os.symlink(SOURCES, tree / "contrib" / folder)
        done = subprocess.run(
            ["cmake", "-G", "Ninja", "-S", name, "-B", name + "/build", *options], text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    check(done.returncode == 0, f"the tree with contrib/{folder} was not configured", done.stdout)
    check("THE REST IS CONFIGURED" in done.stdout, "ns-3 was left out", done.stdout)
    return done.stdout.replace(name, "TREE")


class Context:
    """waf's, as far as it is asked."""

    def __init__(self, folder, headers):
        path = types.SimpleNamespace(name=folder, abspath=lambda: f"TREE/contrib/{folder}")
        path.parent = types.SimpleNamespace(abspath=lambda: "TREE/contrib")
        self.path, self.headers, self.said = path, headers, []
        self.not_built = []
        self.env = types.SimpleNamespace(append_value=lambda _, name: self.not_built.append(name))

    def check_cxx(self, header_name, mandatory):
        return self.headers or mandatory

    def report_optional_feature(self, name, caption, enabled, why):
        self.said.append(f"{caption}: {enabled} ({why})")


def configure_waf(folder, release="3.35", headers=True):
    """Returns what waf's summary says; it is empty if the module is built."""
    sys.modules["wutils"] = types.SimpleNamespace(VERSION=release)
    loader = importlib.machinery.SourceFileLoader("camcube_wscript", str(SOURCES / "wscript"))
    module = importlib.util.module_from_spec(
        importlib.util.spec_from_loader("camcube_wscript", loader))
    loader.exec_module(module)
    context = Context(folder, headers)
    module.configure(context)
    check(context.not_built == ([folder] if context.said else []), "said or not built",
          f"{context.said}, {context.not_built}")
    return "\n".join(context.said)


def main():
    sys.dont_write_bytecode = True
    text = configure_cmake("camcube")
    check("BUILT LIBNAME;camcube;" in text and "Skipping" not in text, "the module is missing", text)
    text = configure_cmake("other")
    check("Skipping contrib/other" in text and "BUILT" not in text
          and "type: mv TREE/contrib/other TREE/contrib/camcube" in text, "a wrong folder", text)
    text = configure_cmake("camcube", *HIDE_HEADERS)
    check("Skipping contrib/camcube" in text and "BUILT" not in text
          and "type: apt-get install nlohmann-json3-dev" in text, "a missing header", text)
    text = configure_cmake("camcube", *HIDE_HEADERS, "-DCAMCUBE_JSON_INCLUDE=/")
    check("type: apt-get install libboost-dev" in text, "another missing header", text)

    check(configure_waf("camcube") == "", "the module is missing", configure_waf("camcube"))
    for text, remedy in (
        (configure_waf("other"), "type: mv TREE/contrib/other TREE/contrib/camcube"),
        (configure_waf("camcube", "3.34"), "this is 3.34; type: git clone --branch ns-3.48"),
        (configure_waf("camcube", headers=False), "type: apt-get install nlohmann-json3-dev"),
    ):
        check(remedy in text and "False" in text, f"expected {remedy}", text)
    if faults:
        sys.exit("\n".join(faults))
    print("each fault is one sentence with its remedy, and the tree is configured")


main()
