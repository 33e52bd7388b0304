# SPDX-License-Identifier: GPL-2.0-only
"""The package says what its functions take and give, to people and to type checkers."""

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import camcube as cc

SOURCES = Path(__file__).parents[2]
PACKAGE = Path(cc.__file__).parent


def test_mypy(tmp_path):
    pytest.importorskip("mypy")
    checked = subprocess.run(
        [
            sys.executable,
            *("-B", "-m", "mypy", "--ignore-missing-imports", f"--cache-dir={tmp_path}"),
            *sorted(SOURCES.glob("bindings/camcube/*.py")),
            *sorted(SOURCES.glob("examples/*.py")),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "MYPYPATH": str(SOURCES / "bindings")},
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def public_things():
    for name in cc.__all__:
        thing = getattr(cc, name)
        yield name, thing
        if inspect.ismodule(thing):
            for inner in vars(thing):
                value = getattr(thing, inner)
                if not inner.startswith("_") and getattr(value, "__module__", "") == thing.__name__:
                    yield f"{name}.{inner}", value
        elif inspect.isclass(thing):
            for inner, value in vars(thing).items():
                if not inner.startswith("_") and (callable(value) or isinstance(value, property)):
                    if inner in ("name", "value"):  # of pybind11's enumerations
                        continue
                    yield f"{name}.{inner}", value


def test_everything_public_is_described():
    undescribed = [
        name
        for name, thing in public_things()
        if not isinstance(thing, (str, tuple, int)) and not inspect.getdoc(thing)
    ]
    assert not undescribed


def test_stubs_name_what_the_extension_has():
    stub = ast.parse((PACKAGE / "_camcube.pyi").read_text())
    classes = {node.name: node for node in stub.body if isinstance(node, ast.ClassDef)}
    names = {node.name for node in stub.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    here = {name for name in vars(cc._camcube) if not name.startswith("__")}
    assert here - names == {"TOPOLOGIES", "WORKLOADS"}
    assert names <= here
    for name, node in classes.items():
        said = {
            item.name if isinstance(item, ast.FunctionDef) else item.target.id
            for item in node.body
            if isinstance(item, (ast.FunctionDef, ast.AnnAssign))
        }
        has = {each for each in vars(getattr(cc._camcube, name)) if not each.startswith("__")}
        bases = [base.id for base in node.bases]
        for base in bases:
            inherited = classes.get(base)
            said |= {item.name for item in inherited.body if isinstance(item, ast.FunctionDef)} if inherited else set()
        missing = {each for each in has - said if each not in ("name", "value") and "Enum" not in bases}
        assert not missing, f"{name}: {missing}"
