# SPDX-License-Identifier: GPL-2.0-only
"""The frame of ./camcube paper: rules and verdicts, what is stored, and the page."""

import csv
import math
import os
import random
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import need, show

SOURCES = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(SOURCES), str(SOURCES / "test" / "program")]

import drawn_curves  # noqa: E402
from paper.frame import catalogue, measurement, page, program  # noqa: E402
from paper.frame.claim import Axis, Claim, Plot, by  # noqa: E402
from paper.frame.estimate import Estimate  # noqa: E402
from paper.frame.figure import Figure, Source, figure  # noqa: E402
from paper.frame.refused import Refused  # noqa: E402
from paper.frame.rule import Judgement, at_least, at_most, between, exactly, within  # noqa: E402
from paper.frame.verdict import Outcome, judge  # noqa: E402
from report.canvas import plain  # noqa: E402

CLAIMS = catalogue.find()


def run_paper(*arguments: object, **how: object) -> subprocess.CompletedProcess:
    """Runs it as the front door does."""
    paths = [str(SOURCES), *sys.path, os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-B", "-m", "paper", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        text=True,
        timeout=120,
        **how,
    )


# --- rules and verdicts ---


def test_intervals_hold_the_truth():
    known = Estimate.of([1, 2, 3])
    assert known.mean == 2 and math.isclose(known.high - 2, 4.302653 / math.sqrt(3), rel_tol=1e-6)
    assert (
        Estimate.of([7]) == Estimate(7, 7, 7, 1)
        and Estimate.of([0.1] * 3).low == Estimate.of([0.1] * 3).high
    )
    for wrong in ([], [1, math.nan], [math.inf]):
        with pytest.raises(ValueError, match="no mean"):
            Estimate.of(wrong)
    seed = random.randrange(10**6)
    draw = random.Random(seed)
    rounds = [Estimate.of([draw.gauss(5, 2) for _ in range(5)]) for _ in range(2000)]
    held = statistics.mean(each.low <= 5 <= each.high for each in rounds)
    assert 0.93 <= held <= 0.97, f"seed {seed}: {held}"


def test_rules_take_all_of_the_interval():
    inside, outside, across = Estimate(2, 1, 3, 5), Estimate(9, 8, 10, 5), Estimate(4, 2, 6, 5)
    for rule in (at_most(4), between(1, 4), within(2, 50), between(0.5, 3)):
        assert rule.judge(inside) is Judgement.HOLDS, rule
        assert rule.judge(outside) is Judgement.FAILS, rule
        assert rule.judge(across) is Judgement.OPEN, rule
    assert (
        at_least(1).judge(inside) is Judgement.HOLDS
        and at_least(4).judge(inside) is Judgement.FAILS
    )
    assert exactly(0.3).judge(Estimate.of([0.1 + 0.2])) is Judgement.HOLDS
    assert exactly(0).judge(Estimate.of([0, 0, 1e-3])) is Judgement.OPEN
    assert exactly(0).judge(Estimate.of([1e-3])) is Judgement.FAILS


def test_verdicts_follow_from_figures():
    def verdict(*values):
        return judge(
            [figure(f"figure {value}", "", "", [value, value], exactly(1)) for value in values]
        )

    across = Figure("across", "", "", Estimate(1, 0, 2, 2), at_most(1))
    assert verdict(1, 1).outcome is Outcome.REPRODUCED
    assert verdict(2, 3).outcome is Outcome.REFUTED
    mixed = verdict(1, 2)
    assert mixed.outcome is Outcome.CONDITIONAL and mixed.reason == "figure 1; not: figure 2"
    assert judge([across]).outcome is Outcome.OPEN and "across" in judge([across]).reason
    assert judge([across, figure("off", "", "", [2], exactly(1))]).outcome is Outcome.REFUTED
    assert judge([figure("alone", "", "", [1])]).outcome is Outcome.UNJUDGED
    assert judge([]).outcome is Outcome.UNJUDGED


def test_what_is_recalled_judges_nothing():
    with pytest.raises(ValueError, match="recalled judges nothing"):
        figure("x", "", "75", [75], exactly(75), Source.RECALLED)


def test_claims_are_whole():
    assert len(CLAIMS) >= 20
    for name, claim in CLAIMS.items():
        assert re.fullmatch(r"[a-z0-9]+/[a-z0-9-]+", name), name
        assert (
            claim.says.endswith(".") and claim.how.endswith(".") and claim.title and claim.where
        ), name
        assert (claim.measure is not None) == bool(claim.grid), name
        assert set(claim.grid_of(True)) == set(claim.grid), name
        assert all(len(list(values)) > 0 for values in claim.grid.values()), name


# --- what is stored ---


def count(place, run):
    """Notes that it was called; fails where a file says so."""
    with open(f"{place}/calls", "a", encoding="utf-8") as calls:
        calls.write(f"{run}\n")
    if Path(f"{place}/fail").exists() and run == 3:
        raise RuntimeError("of the test")
    return {"found": 10.0 + run / 7}


def counting(place, runs=(1, 2, 3, 4)):
    """A claim that notes its calls."""
    return {
        "test/counting": Claim(
            title="Counting <runs>",
            paper="no paper",
            where="nowhere",
            says="it is 10.",
            how="by counting.",
            measure=count,
            grid={"place": [str(place)], "run": list(runs)},
            figures=lambda frame: [
                figure("what is <found>", "hops", "10", frame["found"], within(10, 10)),
                figure("what is recalled", "hops", "11", frame["found"], None, Source.RECALLED),
            ],
            plot=Plot(
                "What is found.",
                Axis("run_count", "run"),
                Axis("found_hops", "hops"),
                lambda frame: by(frame, "run", "found"),
            ),
        )
    }


def measure(claims, store, **how):
    """Measures claims without a bar."""
    return measurement.measure_all(claims, False, how.pop("jobs", 1), store, show=False, **how)


def calls(place):
    """The runs that were called so far, sorted."""
    return sorted(map(int, (place / "calls").read_text().split()))


def test_only_what_is_missing_is_measured(tmp_path):
    store = tmp_path / "runs.sqlite"
    (tmp_path / "fail").touch()
    failed = measure(counting(tmp_path), store)["test/counting"]
    assert (
        failed.verdict.outcome is Outcome.UNMEASURED
        and "run=3: RuntimeError: of the test" in failed.verdict.reason
    )
    assert calls(tmp_path) == [1, 2, 3, 4]
    (tmp_path / "fail").unlink()
    whole = measure(counting(tmp_path), store, jobs=2)["test/counting"]
    assert whole.verdict.outcome is Outcome.REPRODUCED and list(whole.frame["run"]) == [1, 2, 3, 4]
    assert calls(tmp_path) == [1, 2, 3, 3, 4]
    assert measure(counting(tmp_path), store)["test/counting"].frame.equals(whole.frame)
    assert calls(tmp_path) == [1, 2, 3, 3, 4]


def test_another_build_is_measured_anew(tmp_path, monkeypatch):
    store = tmp_path / "runs.sqlite"
    measure(counting(tmp_path, [1]), store)
    monkeypatch.setattr(measurement, "build_id", lambda: "another")
    measure(counting(tmp_path, [1]), store)
    assert calls(tmp_path) == [1, 1]


def test_the_same_over_dask(tmp_path):
    need("distributed", "python3-distributed")
    from paper.frame.executor import open_executor

    expected = measure(counting(tmp_path), tmp_path / "forked.sqlite")["test/counting"].frame
    with open_executor("dask", 1) as runner:
        found = measure(counting(tmp_path), tmp_path / "dask.sqlite", executor=runner)[
            "test/counting"
        ].frame
    assert found.equals(expected)


def test_stores_of_others_are_refused(tmp_path):
    store = tmp_path / "runs.sqlite"
    measurement.check_store(store)
    measurement.check_store(store)
    with sqlite3.connect(store) as file:
        file.execute("UPDATE version SET camcube = '0.0.1'")
    with pytest.raises(Refused, match=r"is of camcube 0.0.1, and this is"):
        measurement.check_store(store)
    store.write_text("no database, and long enough that SQLite looks at it" * 100)
    with pytest.raises(Refused, match="is no store of trials"):
        measurement.check_store(store)


# --- the page ---


class Cells(HTMLParser):
    """The texts of a page's cells."""

    def __init__(self, text):
        super().__init__()
        self.found, self._is_in = [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag in ("td", "th"):
            self._is_in = True
            self.found.append("")

    def handle_endtag(self, tag):
        self._is_in = self._is_in and tag not in ("td", "th")

    def handle_data(self, data):
        if self._is_in:
            self.found[-1] += data


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rounded(number):
    """A number of the data as the page has it."""
    return plain(float(f"{float(number):.5g}"))


def test_the_page_has_the_numbers_of_its_data(tmp_path):
    measured = measure(counting(tmp_path), tmp_path / "runs.sqlite")
    path = page.write(tmp_path, measured, ["test/counting"])
    text = path.read_text(encoding="utf-8")
    cells = Cells(text).found
    rows = rows_of(tmp_path / "claims.csv")
    assert [row["judgement_name"] for row in rows] == ["holds", "not judged"]
    found = [10 + run / 7 for run in (1, 2, 3, 4)]
    for row in rows:
        assert math.isclose(float(row["ours"]), statistics.mean(found))
        for words in (
            row["figure_name"],
            f"{rounded(row['ours'])} hops",
            f"{rounded(row['low95'])} to {rounded(row['high95'])}",
            row["runs_count"],
        ):
            assert words in cells, (words, cells)
        assert row["verdict_name"] == "reproduced" and "reproduced" in cells
    assert "11 hops (recalled, unverified)" in cells and "10 within 10 %" in cells
    assert [float(row["found"]) for row in rows_of(tmp_path / "test-counting.csv")] == found
    assert "./camcube paper test/counting" in text and "<runs>" not in text
    (drawing,) = drawn_curves.figures(text)
    points = rows_of(tmp_path / "test-counting-plot.csv")
    curve = next(
        vertices for mark, vertices in drawn_curves.marks(drawing) if mark["data-mark"] == "curve"
    )
    assert len(curve) == 4 and [float(row["found_hops"]) for row in points] == found
    for (x, y), row in zip(curve, points):
        assert math.isclose(x, float(row["run_count"]), rel_tol=1e-3)
        assert math.isclose(y, float(row["found_hops"]), rel_tol=1e-3)


def test_a_claim_that_cannot_be_measured_says_why(tmp_path):
    (tmp_path / "fail").touch()
    measured = measure(counting(tmp_path), tmp_path / "runs.sqlite")
    text = page.write(tmp_path, measured, []).read_text(encoding="utf-8")
    assert "Not measured" in text and "RuntimeError: of the test" in text
    assert rows_of(tmp_path / "claims.csv")[0]["verdict_name"] == "not measured"


# --- the command ---


def test_interrupted_it_goes_on_to_the_same_page(tmp_path):
    names = ("wren09/diameter", "sigcomm10/disjoint-paths")
    whole = run_paper(*names, "--quick", "--jobs=2", f"--out={tmp_path / 'whole'}")
    assert whole.returncode == 0, whole.stderr
    broken = tmp_path / "broken"
    for number in (signal.SIGTERM, signal.SIGINT):
        process = subprocess.Popen(
            [sys.executable, "-B", "-m", "paper", *names, "--quick", "--jobs=1", f"--out={broken}"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCES), *sys.path])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        before = stored(broken)
        while stored(broken) == before and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
        assert process.returncode not in (0, 1) and "Traceback" not in said, said
        assert not (broken / "index.html").exists()
    again = run_paper(*names, "--quick", f"--out={broken}")
    assert again.returncode == 0, again.stderr
    files = sorted(path.name for path in broken.iterdir())
    assert files == sorted(path.name for path in (tmp_path / "whole").iterdir())
    for name in files:
        if not name.endswith(".sqlite"):
            assert (broken / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    show(
        f"./camcube paper ended twice, {stored(broken)} runs in the end: the same {len(files) - 1} files"
    )


def stored(folder):
    """How many runs a folder has stored."""
    try:
        with sqlite3.connect(f"file:{folder}/runs.sqlite?mode=ro", uri=True) as file:
            return file.execute("SELECT count(*) FROM runs").fetchone()[0]
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["diametre"], "there is no claim 'diametre'; did you mean diameter?"),
        (["x" * 500], "there is no claim 'xxx"),
        (["--jobs=0"], "--jobs=0; give a number of processes from 1 on"),
        (["--jobs=two"], "invalid int value: 'two'"),
        (["--quick", "--quick"], "--quick is given twice"),
        (["--list", "--quick"], "--list measures nothing"),
        (["--list", "diameter"], "--list measures nothing"),
        (["--job=2"], "unrecognized arguments: --job=2"),
        (["--jobs=2", "--executor=tcp://localhost:1"], "--jobs=2 would have no effect"),
        (["diameter", "--out=/dev/null/x"], "Not a directory"),
    ],
)
def test_bad_arguments_end_in_a_sentence(arguments, words):
    done = run_paper(*arguments)
    assert done.returncode == 1 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and words in done.stderr, done.stderr


def test_lists_and_explains():
    assert [line.split()[0] for line in run_paper("--list").stdout.splitlines()] == list(CLAIMS)
    explained = run_paper("--help")
    assert explained.returncode == 0 and "--executor" in explained.stdout
    assert list(catalogue.choose(CLAIMS, ["diameter", "baselines"]))[0] == "wren09/diameter"


def test_programs_fail_in_their_own_words():
    with pytest.raises(RuntimeError, match="camcube-torus --sides=0x1x1: .*sides"):
        program.run("torus", sides="0x1x1")
