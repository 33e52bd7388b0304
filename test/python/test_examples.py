# SPDX-License-Identifier: GPL-2.0-only
"""Every example in Python prints what its expected output says, and is short.

Those in C++ are held to theirs by ctest; of a tutorial both have one output.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROGRAMS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))
TUTORIAL = [path for path in EXAMPLES if path.stem.startswith("tutorial-")]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_example(example, tmp_path):
    figure = tmp_path / "figure.png"
    run = subprocess.run(
        [sys.executable, "-B", example, figure],
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": "", "MPLCONFIGDIR": str(tmp_path), **_python_path()},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == example.with_suffix(".expected").read_text()
    assert len(example.read_text().splitlines()) <= 60
    if "argv" in example.read_text():
        assert figure.stat().st_size > 1000


@pytest.mark.parametrize("tutorial", TUTORIAL, ids=lambda path: path.stem)
def test_tutorial_in_both_languages(tutorial):
    program = tutorial.with_suffix(".cc")
    assert len(program.read_text().splitlines()) <= 60
    built = PROGRAMS / tutorial.stem
    if not built.exists():
        pytest.fail(f"there is no {built}; ./camcube build makes it")
    run = subprocess.run([built], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == tutorial.with_suffix(".expected").read_text()
    page = (EXAMPLES[0].parents[1] / "doc" / "tutorial.rst").read_text()
    for each in (tutorial, program, tutorial.with_suffix(".expected")):
        assert f"literalinclude:: ../examples/{each.name}" in page


def _python_path():
    import os

    return {"PYTHONPATH": os.environ["PYTHONPATH"]}
