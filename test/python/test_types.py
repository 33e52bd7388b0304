# SPDX-License-Identifier: GPL-2.0-only
"""The package says what its functions take and give, to people and to type checkers."""

import ast
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import need, show

import camcube as cc

SOURCES = Path(__file__).parents[2]
PACKAGE = Path(cc.__file__).parent


def test_mypy(tmp_path):
    need("mypy", "mypy")
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


# Classes of the extension that users get from others, beside those that the package names.
GIVEN = ("Application", "Channel", "Groups", "Keys", "NetDevice", "Node", "Object", "Requests")


def public_things():
    """Names and things that users see, and whose documentation says what holds for all of a kind."""
    for name in (*cc.__all__, *GIVEN, "ServiceBase"):
        thing = getattr(cc, name, None) or getattr(cc._camcube, name)
        yield name, thing, None
        if inspect.ismodule(thing):
            for inner in vars(thing):
                value = getattr(thing, inner)
                if not inner.startswith("_") and getattr(value, "__module__", "") == thing.__name__:
                    yield f"{name}.{inner}", value, thing
        elif inspect.isclass(thing):
            for inner, value in vars(thing).items():
                if inner in ("name", "value") and thing in (cc.SendResult, cc.Verdict):
                    continue  # of pybind11's enumerations
                if isinstance(value, (staticmethod, classmethod)):
                    value = getattr(thing, inner)
                if not inner.startswith("_") and (callable(value) or isinstance(value, property)):
                    yield f"{name}.{inner}", value, thing


def parameters_of(thing):
    """The names that a function or the making of a class takes."""
    if inspect.isclass(thing):
        return parameters_of(thing.__init__) if "__init__" in vars(thing) else []
    try:
        return [name for name in inspect.signature(thing).parameters if name not in ("self", "cls")]
    except (TypeError, ValueError):  # of pybind11: its first line says them
        line = (thing.__doc__ or "").partition("\n")[0]
        return [name for name in re.findall(r"[(,] ?(\w+): ", line) if name != "self"]


def words_on(thing, whole):
    """What is written of a thing, without the line in which pybind11 repeats its parameters."""
    texts = [inspect.getdoc(thing) or ""]
    if inspect.isclass(thing):
        texts.append(inspect.getdoc(thing.__init__) or "")
    elif whole is not None:
        texts.append(inspect.getdoc(whole) or "")
    return "\n".join(re.sub(r"^\w+\(.*\) -> .*$", "", text, flags=re.MULTILINE) for text in texts)


# They are made by others, so what they are made of is no user's concern.
MADE_BY_OTHERS = {
    *(*GIVEN, "ServiceBase", "Event", "Forwarding", "Packet", "SendResult", "TrialError", "Verdict"),
    *("Comparison", "CubeView", "LinkMeter", "Network", "Recording", "RoutedFlows", "RoutesResult"),
    *("Server", "ServiceChains", "StructureResult", "Torus", "Transfers"),
    *("patterns.Pattern", "workloads.Workload"),
}


def test_everything_public_is_described():
    undescribed, unnamed, unraised = [], [], []
    count = 0
    for name, thing, whole in public_things():
        if isinstance(thing, (str, tuple, int)):
            continue
        words = words_on(thing, None)
        if len(words.split()) < 3:
            undescribed.append(name)
        if name in MADE_BY_OTHERS or not callable(thing):
            continue
        parameters = parameters_of(thing)
        count += len(parameters)
        words = words_on(thing, whole)
        unnamed += [f"{name}({p})" for p in parameters if not re.search(rf"\b{p}\b", words)]
        if parameters and not re.search(r"[Rr]aises\s.*\w+Error", words, re.DOTALL):
            unraised.append(name)
    assert not undescribed, "these say nothing of themselves"
    assert not unnamed, "these parameters are not explained"
    assert not unraised, "these do not say what they raise"
    show(f"{count} parameters of public functions are explained")


# What the pages call things.
CALLED = {
    "cc": cc,
    "cube": cc.Torus,
    "flows": cc.RoutedFlows,
    "frame": cc.Frame,
    "log": cc.Recording,
    "network": cc.Network,
    "packet": cc.Packet,
    "port": cc._camcube.NetDevice,
    "result": cc.Comparison,
    "self": cc.Service,
    "server": cc.Server,
    "sim": cc.Simulation,
    "transfers": cc.Transfers,
}


def test_pages_name_what_there_is():
    called = "|".join(CALLED)
    kept = {"cube.servers", "server.number", "network.topology", "frame.to_frame"}
    found = set()
    for page in (SOURCES / "README.md", SOURCES / "doc/python.rst", SOURCES / "doc/tutorial.rst"):
        for thing, name in re.findall(rf"(?<![\w./-])({called})\.([a-zA-Z_]\w*)", page.read_text()):
            if f"{thing}.{name}" not in kept:
                assert hasattr(CALLED[thing], name), f"{page.name} says {thing}.{name}"
            found.add((thing, name))
    assert len(found) >= 40
    show(f"{len(found)} names on the pages on Python are those of the package")


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
