# SPDX-License-Identifier: GPL-2.0-only
"""Every example in Python prints what its expected output says, and is short."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


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


def _python_path():
    import os

    return {"PYTHONPATH": os.environ["PYTHONPATH"]}
