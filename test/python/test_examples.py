# SPDX-License-Identifier: GPL-2.0-only
"""Every example in Python prints what its expected output says, and is short.

Those in C++ are held to theirs by ctest; of a tutorial both have one output.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROGRAMS, show

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


def test_first_figure_of_the_readme(tmp_path):
    text = (EXAMPLES[0].parents[1] / "README.md").read_text()
    part = text.split("## From Python\n", 1)[1].split("\n## ", 1)[0]
    script = "\n".join(line[4:] for line in part.splitlines() if line.startswith("    "))
    assert script.startswith("import camcube") and len(script.splitlines()) <= 10
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [sys.executable, "-B", "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=tmp_path,
        env={"PATH": "", "MPLCONFIGDIR": str(tmp_path), **_python_path()},
    )
    took, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode == 0, run.stderr
    assert "'delivered_packets'" in run.stdout
    assert (tmp_path / "latency.png").read_bytes().startswith(b"\x89PNG")
    # On a machine with nothing else to do it takes as long as it computes.
    computed = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    show(f"the lines of README.md have their figure after {took:.1f} s, {computed:.1f} s of computing")
    assert computed <= 10


def _python_path():
    import os

    return {"PYTHONPATH": os.environ["PYTHONPATH"]}
