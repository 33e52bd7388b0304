# SPDX-License-Identifier: GPL-2.0-only
"""What the tests of the Python package share."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import camcube as cc

PROGRAMS = Path(os.environ["CAMCUBE_PROGRAMS"])


@pytest.fixture(autouse=True)
def nothing_left_open():
    """No test leaves a simulation to the next one."""
    yield
    if cc._camcube.session():
        cc._camcube.end()
        pytest.fail("a simulation was left open")


def run_script(text: str, timeout: float = 60) -> subprocess.CompletedProcess:
    """Runs a script in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-B", "-c", text], capture_output=True, text=True, timeout=timeout
    )


def need(module: str, package: str) -> None:
    """Fails where a package of Debian is missing: left out in silence, a test is none."""
    if importlib.util.find_spec(module) is None:
        pytest.fail(
            f"{package} is not installed, so this is not tested; ./camcube setup installs it"
        )


def show(figure: str) -> None:
    """Prints a figure for the summary of all tests."""
    print(f"\nmeasured: {figure}", file=sys.__stdout__, flush=True)
