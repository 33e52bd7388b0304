# SPDX-License-Identifier: GPL-2.0-only
"""A kept result is that of this very scenario: whatever it depends on is part of what it is known by."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIO = """
import functools
import numpy as np
import camcube as cc
import rates

SHARE = 0.1
TIMES = {"begin": cc.Time("1ms"), "names": {"a", "b", "c"}}
TABLE = np.arange(5)

def scale(n):
    return [f * n for f in (1, 2)] if n in {"x", "y", "z"} else sum(map(lambda m: m + 1, TABLE))

class Base(cc.Service):
    limit = 3

class Sum(Base):
    id = 4242
    def receive(self, frame, port):
        self.total = scale(port)
    @property
    def double(self):
        return 2 * self.total

def inner(factor):
    def trial(n, more=5):
        return {"value": factor * scale(n) + SHARE + rates.LINE, "sum": Sum(), "at": TIMES}
    return trial

trial = functools.partial(inner(7), more=6)
"""
PRINT = "from scenario import *\nfrom camcube.identity import identify\nprint(identify(trial))"


def identity(folder: Path, scenario: str = SCENARIO, rates: str = "LINE = 3\n", seed: int = 0) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "scenario.py").write_text(scenario)
    (folder / "rates.py").write_text(rates)
    path = os.pathsep.join([str(folder), os.environ["PYTHONPATH"]])
    return subprocess.run(
        [sys.executable, "-B", "-c", PRINT],
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_equal_in_all_processes(tmp_path):
    assert len({identity(tmp_path / str(seed), seed=seed) for seed in range(5)}) == 1


@pytest.mark.parametrize(
    "before, after",
    [
        ("SHARE = 0.1", "SHARE = 0.2"),
        ('Time("1ms")', 'Time("2ms")'),
        ('"a", "b"', '"a", "d"'),
        ("arange(5)", "arange(6)"),
        ("in (1, 2)", "in (1, 3)"),
        ('{"x", "y"', '{"x", "w"'),
        ("m + 1", "m + 2"),
        ("m + 1", "m - 1"),
        ("limit = 3", "limit = 4"),
        ("id = 4242", "id = 4243"),
        ("scale(port)", "scale(-port)"),
        ("2 * self.total", "3 * self.total"),
        ("inner(7)", "inner(8)"),
        ("more=5", "more=7"),
        ("more=6", "more=7"),
        ("Sum(Base)", "Sum(cc.Service)"),
    ],
)
def test_changes_are_seen(tmp_path, before, after):
    assert before in SCENARIO
    changed = identity(tmp_path / "changed", SCENARIO.replace(before, after))
    assert changed != identity(tmp_path / "same")


def test_what_does_not_matter_is_not_seen(tmp_path):
    same = identity(tmp_path / "same")
    assert identity(tmp_path / "comment", "# a comment\n\n" + SCENARIO + "\nOTHER = 1\n") == same
    assert identity(tmp_path / "module", rates="LINE = 4\n") != same
