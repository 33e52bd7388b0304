# SPDX-License-Identifier: GPL-2.0-only
"""A kept result is that of this very scenario: whatever it depends on is part of what it is known by."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import camcube as cc
from camcube.identity import identify, identify_values

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


MODULES = {
    "deep.py": "FACTOR = 3\n",
    "middle.py": "import deep\ndef build():\n    return deep.FACTOR\n",
    "pk/__init__.py": "",
    "pk/sub.py": "def f():\n    return 5\n",
    "scenario.py": """
import dataclasses
import functools
import numpy as np
import camcube as cc
import middle
import pk.sub

@functools.lru_cache
def cached(n):
    return n + 1

@dataclasses.dataclass(slots=True)
class Rates:
    line: float = 1.5

RATES = Rates(2.5)
PATTERN = cc.patterns.incast(3)
KEY = cc.Key("a name")
WORKLOAD = cc.workloads.websearch(load=0.4)
ROOT = np.vectorize(lambda n: n * 2)

def trial(n):
    import late
    return {"v": middle.build() + pk.sub.f() + cached(n) + RATES.line + late.LATE,
            "w": (PATTERN, KEY, WORKLOAD, ROOT)}
""",
    "late.py": "LATE = 1\n",
}


@pytest.mark.parametrize(
    "file, before, after",
    [
        ("deep.py", "3", "4"),
        ("middle.py", "deep.FACTOR", "deep.FACTOR + 1"),
        ("pk/sub.py", "5", "6"),
        ("late.py", "1", "2"),
        ("scenario.py", "n + 1", "n + 2"),
        ("scenario.py", "Rates(2.5)", "Rates(3.5)"),
        ("scenario.py", "incast(3)", "incast(4)"),
        ("scenario.py", "a name", "another"),
        ("scenario.py", "load=0.4", "load=0.5"),
        ("scenario.py", "n * 2", "n * 3"),
    ],
)
def test_changes_far_away_are_seen(tmp_path, file, before, after):
    found = []
    for text in (MODULES[file], MODULES[file].replace(before, after), MODULES[file]):
        folder = tmp_path / str(len(found))
        for name, source in {**MODULES, file: text}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(source)
        path = os.pathsep.join([str(folder), os.environ["PYTHONPATH"]])
        run = subprocess.run(
            [sys.executable, "-B", "-c", PRINT],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        found.append(run.stdout)
    assert found[0] == found[2] and found[0] != found[1]


def test_defaults_count():
    fn = lambda: None  # noqa: E731
    before = identify(fn)
    with cc.Simulation() as sim:
        sim.set_default("ns3::TcpSocket::InitialCwnd", 5)
        assert identify(fn) != before
        sim.set_default("ns3::TcpSocket::InitialCwnd", 10)
    cc.defaults.CHANGED.clear()
    assert identify(fn) == before


def test_values_are_told_apart():
    values = [
        *(1, 1.0, True, "1", b"1", None, (1, 2), [1, 2], {"a": 1}, {"a": 2}, {1, 2}),
        *("1ms", cc.Time("1ms"), cc.Time("2ms"), cc.DataRate("1Gbps"), cc.Key("a"), cc.Key("b")),
        *(cc.workloads.websearch(load=0.1), cc.workloads.websearch(load=0.2)),
        *(cc.patterns.incast(3), cc.patterns.incast(4), cc.patterns.permutation()),
        *(np.arange(3), np.arange(4)),
    ]
    assert len({identify_values({"x": value}) for value in values}) == len(values)
    assert identify_values({"a": 1, "b": 2}) == identify_values({"b": 2, "a": 1})
    with pytest.raises(TypeError, match="cannot tell"):
        identify_values({"x": threading.Lock()})
