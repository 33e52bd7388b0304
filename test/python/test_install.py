# SPDX-License-Identifier: GPL-2.0-only
"""The package that is installed needs neither the sources nor the build folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import camcube as cc

SOURCES = Path(__file__).parents[2]
BUILD = Path(cc.__file__).absolute().parents[2]

SCRIPT = """
import sys
import camcube as cc
with cc.Simulation() as sim:
    cube = sim.torus(3, 3, 3)
    flows = sim.routed(cc.patterns.permutation(), duration="1ms")
    sim.run()
print(flows.summary()["delivered_packets"], cc.__version__)
print(*{line.split()[-1] for line in open("/proc/self/maps") if "/" in line}, sep="\\n")
print(*{module.__file__ for module in sys.modules.values() if getattr(module, "__file__", "")},
      sep="\\n")
"""


@pytest.fixture
def installed(tmp_path):
    if not (BUILD / "cmake_install.cmake").exists():
        pytest.skip(f"{BUILD} is no build folder of CMake")
    subprocess.run(
        ["cmake", "--install", BUILD, "--component", "python", "--prefix", tmp_path / "first"],
        check=True,
        capture_output=True,
        env={**os.environ, "DESTDIR": ""},
    )
    return shutil.move(tmp_path / "first", tmp_path / "moved")


def test_installed_package_stands_alone(installed, tmp_path):
    run = subprocess.run(
        [sys.executable, "-B", "-c", SCRIPT],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
    )
    assert run.returncode == 0, run.stderr
    first, *files = run.stdout.splitlines()
    assert int(first.split()[0]) > 0 and first.split()[1] == cc.__version__
    ours = {Path(file).name for file in files if file.startswith(str(installed))}
    assert {"__init__.py", "ns3.py", "libcamcube.so", "libcamcube-experiment.so"} <= ours
    assert not [file for file in files if file.startswith((f"{BUILD}/", f"{SOURCES}/"))]


def test_installed_package_is_all_of_it(installed):
    there = {path.name for path in (SOURCES / "bindings" / "camcube").iterdir() if path.is_file()}
    here = {path.name for path in (installed / "camcube").iterdir()}
    assert there <= here
    assert {name.split(".")[0] for name in here - there} == {
        "_camcube",
        "libcamcube",
        "libcamcube-experiment",
    }


def test_pip_would_install_the_same():
    """pyproject.toml names the component and the target, and finds the version."""
    tomllib = pytest.importorskip("tomllib")
    import re

    project = tomllib.loads((SOURCES / "pyproject.toml").read_text())
    tool = project["tool"]["scikit-build"]
    assert tool["install"]["components"] == ["python"]
    assert tool["build"]["targets"] == ["_camcube"]
    version = tool["metadata"]["version"]
    text = (SOURCES / version["input"]).read_text()
    assert re.search(version["regex"], text)["value"] == cc.__version__
