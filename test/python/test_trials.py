# SPDX-License-Identifier: GPL-2.0-only
"""Comparisons and sweeps: equal whatever runs them, and nothing that is done is done again."""

import copy
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import need, show

import camcube as cc


def trial(share, run):
    with cc.Simulation(run=run) as sim:
        cube = sim.torus(3, 3, 3)
        cube.fail_links(share, at="1ms")
        flows = sim.routed(cc.patterns.permutation(), duration="3ms")
        sim.run(until="5ms")
        return flows.summary()


SWEEP = {"share": [0, 0.1, 0.2], "run": range(1, 3)}


def test_the_same_whatever_runs_it(tmp_path):
    frame = cc.sweep(trial, **SWEEP, progress=False)
    assert list(frame["share"]) == [0, 0, 0.1, 0.1, 0.2, 0.2] and list(frame["run"]) == [1, 2] * 3
    assert frame["offered_packets"].min() > 0 and "latency_us.mean" in frame
    told = []
    assert cc.sweep(trial, jobs=2, progress=lambda *n: told.append(n), **SWEEP).equals(frame)
    assert told == [(i, 6) for i in range(1, 7)]
    with ThreadPoolExecutor(2) as executor:
        assert cc.sweep(trial, executor=executor, **SWEEP).equals(frame)
    with ProcessPoolExecutor(2) as executor:
        assert cc.sweep(trial, executor=executor, **SWEEP).equals(frame)
    store = tmp_path / "runs.sqlite"
    assert cc.sweep(trial, store=store, **SWEEP).equals(frame)
    begin = time.perf_counter()
    assert cc.sweep(trial, store=store, **SWEEP).equals(frame)
    assert time.perf_counter() - begin < 0.5


def test_a_changed_trial_is_run_anew(tmp_path):
    store = tmp_path / "runs.sqlite"
    results = []
    for factor in (1, 2):
        source = f"def scaled(n):\n    return {{'value': {factor} * n}}\n"
        module = tmp_path / f"scaled{factor}.py"
        module.write_text(source)
        space = {"__name__": "scaled"}
        exec(compile(source, str(module), "exec"), space)
        results.append(list(cc.sweep(space["scaled"], n=[1, 2], store=store)["value"]))
    assert results == [[1, 2], [2, 4]]


def test_errors_of_trials_are_told_when_others_are_done(tmp_path):
    def some(n):
        if n == 2:
            os.abort()
        if n == 3:
            raise ValueError("of the user")
        return {"n": n}

    store = tmp_path / "runs.sqlite"
    with pytest.raises(cc.TrialError, match="n=2: its process ended by SIGABRT .and 1 more"):
        cc.sweep(some, n=[1, 2, 3, 4], store=store)
    with pytest.raises(cc.TrialError, match="n=3: ValueError: of the user"):
        cc.sweep(some, n=[3])
    assert sqlite3.connect(store).execute("SELECT count(*) FROM runs").fetchone() == (2,)
    with pytest.raises(cc.TrialError, match="is not JSON serializable"):
        cc.sweep(lambda n: {"n": object()}, n=[1])
    with pytest.raises(TypeError, match="returns a dict"):
        cc.sweep(lambda n: n, n=[1])


LONG = """
import sys, time
import camcube as cc

def slow(n):
    with cc.Simulation(run=n) as sim:
        sim.torus(3, 3, 3, routing="intact")
        flows = sim.routed(cc.patterns.permutation(), duration="1ms")
        sim.run()
        time.sleep(0.05)
    with open(LOG, "a") as log:
        log.write(f"{n}\\n")
    return flows.summary()

if __name__ == "__main__":
    cc.sweep(slow, n=range(1, 41), jobs=2, store=STORE, progress=False).to_csv(sys.stdout)
"""


def write_long(folder: Path) -> Path:
    script = folder / "long.py"
    names = f"LOG = {str(folder / 'log')!r}\nSTORE = {str(folder / 'runs.sqlite')!r}\n"
    script.write_text(names + LONG)
    return script


def wait_for(condition) -> None:
    """Waits until something holds, however busy the machine is."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def check_once(log: Path, kept: set, seed: int) -> list:
    """Looks that what had been kept was not run again, and nothing twice."""
    done = log.read_text().split()
    assert not kept & set(done), f"run again, seed {seed}"
    assert len(set(done)) == len(done), f"seed {seed}"
    return done


def test_a_sweep_that_is_killed_goes_on(tmp_path):
    seed = random.randrange(10**6)
    draw = random.Random(seed)
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    command = [sys.executable, "-B", write_long(tmp_path / "whole")]
    whole = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    command = [sys.executable, "-B", write_long(tmp_path / "killed")]
    kept = set()
    log = tmp_path / "killed" / "log"
    for end in (signal.SIGKILL, signal.SIGINT):
        run = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        wait_for(lambda: log.exists() and log.read_text())
        time.sleep(draw.random() * 0.5)
        run.send_signal(end)
        run.communicate(timeout=30)
        time.sleep(0.1)  # nobody writes any more
        check_once(log, kept, seed)
        store = sqlite3.connect(tmp_path / "killed" / "runs.sqlite")
        rows = store.execute("SELECT parameters FROM runs")
        kept = {row[0].split(":")[1].strip(" }") for row in rows}
        store.close()
        log.write_text("")
    assert 0 < len(kept) < 40, f"seed {seed}"
    again = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert again == whole, f"seed {seed}"
    done = check_once(log, kept, seed)
    assert len(done) + len(kept) == 40
    show(f"40 runs, killed twice, of which {len(kept)} were kept: the frame of an undisturbed sweep")


def test_ctrl_c_ends_the_workers(tmp_path):
    command = [sys.executable, "-B", write_long(tmp_path)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    wait_for((tmp_path / "log").exists)
    os.killpg(run.pid, signal.SIGINT)
    _, words = run.communicate(timeout=30)
    assert b"KeyboardInterrupt" in words
    wait_for(lambda: not is_group(run.pid))


def is_group(number: int) -> bool:
    """Whether there are processes of a group."""
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_dask_loses_nothing_when_a_worker_is_killed():
    need("distributed", "python3-distributed")
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster, distributed.Client(cluster) as client:
        victim = next(iter(client.run(os.getpid).values()))

        def told(done, total):
            if done == 3:
                os.kill(victim, signal.SIGKILL)

        frame = cc.sweep(trial, executor=client, progress=told, share=[0, 0.1], run=range(1, 9))
    expected = cc.sweep(trial, progress=False, share=[0, 0.1], run=range(1, 9))
    pd.testing.assert_frame_equal(frame, expected)
    show("16 runs over two workers of Dask, one of them killed: nothing lost, nothing twice")


def test_compares():
    workload = cc.workloads.permutation(servers=8, flow_size=20000)
    result = cc.compare(["torus", "bcube"], workload, runs=[1, 2], jobs=2, progress=False)
    assert list(result.table["name"]) == ["torus", "torus", "bcube", "bcube"]
    assert list(result.table["flows_completed"]) == [8] * 4
    flows = result.flows
    assert len(flows) == 32 and set(flows["topology"]) == {"torus", "bcube"}
    assert result.plot_cdf().axes[0].get_xlabel() == "fct (us)"
    assert "torus" in result._repr_html_()
    again = cc.compare(["torus", "bcube"], workload, runs=[1, 2], progress=False)
    assert again.flows.equals(flows)
    numbers = cc.compare(["torus", "bcube"], workload, runs=(n for n in (1, 2)), progress=False)
    assert len(numbers.table) == 4 and cc.compare([], workload).flows.empty
    own = cc.compare(
        "torus", cc.workloads.flows([(0, 1, "0us", 1000), (1, 0, "1ms", 3000)]), progress=False
    )
    assert list(own.flows["received_bytes"]) == [1000, 3000]


@pytest.mark.parametrize(
    "error, words, act",
    [
        (ValueError, "no topology 'ring'", lambda: cc.compare(["ring"])),
        (TypeError, "no workload", lambda: cc.compare(workload="websearch")),
        (ValueError, "from 0.001 to 1", lambda: cc.compare(workload=cc.workloads.websearch(load=2))),
        (TypeError, "did you mean line_rate", lambda: cc.compare(line_rat="1Gbps")),
        (ValueError, "is no rate", lambda: cc.compare(line_rate="fast")),
        (ValueError, "jobs=0", lambda: cc.compare(jobs=0)),
        (TypeError, "no executor", lambda: cc.sweep(trial, executor=5, share=[0], run=[1])),
        (TypeError, "no function", lambda: cc.sweep(5, n=[1])),
        (ValueError, "no store", lambda: cc.sweep(trial, store=__file__, share=[0], run=[1])),
        (OSError, "cannot keep trials", lambda: cc.sweep(trial, store="/", share=[0], run=[1])),
        (TypeError, "give a list", lambda: cc.sweep(trial, share="abc", run=[1])),
        (TypeError, "progress=5", lambda: cc.sweep(trial, progress=5, share=[0], run=[1])),
        (ValueError, "another name", lambda: cc.sweep(lambda n: {"n": 2}, n=[1], progress=False)),
        (ValueError, "no samples", lambda: cc.plots.plot_cdf({"a": []}, "fct_us")),
        (ValueError, "no column", lambda: cc.plots.plot_series(pd.DataFrame({"a": [1]}), "a", "b")),
    ],
)
def test_says_what_cannot_be(error, words, act):
    with pytest.raises(error, match=words):
        act()


def test_stores_tell_parameters_apart_and_change_no_result(tmp_path):
    store = tmp_path / "runs.sqlite"
    loads = [cc.workloads.websearch(load=load) for load in (0.1, 0.2, 0.3)]

    def of(workload):
        return {"load": workload.options["load"], "pair": (1, 2), "number": np.int64(3)}

    for some in (loads[:2], loads[:2], loads[1:]):
        frame = cc.sweep(of, workload=some, store=store, progress=False)
        assert list(frame["load"]) == [each.options["load"] for each in some]
        assert list(frame["pair"]) == [[1, 2]] * 2 and list(frame["number"]) == [3, 3]
    assert list(cc.sweep(of, workload=[], progress=False).columns) == ["workload"]
    with sqlite3.connect(store) as runs:
        runs.execute("UPDATE runs SET result = 'no JSON'")
    assert list(cc.sweep(of, workload=loads[:1], store=store, progress=False)["load"]) == [0.1]


def test_other_tables_are_no_stores(tmp_path):
    store = tmp_path / "other.sqlite"
    with sqlite3.connect(store) as runs:
        runs.execute("CREATE TABLE runs (a TEXT)")
    with pytest.raises(ValueError, match="no store"):
        cc.sweep(trial, store=store, share=[0], run=[1])


def test_values_are_copied_and_pickled():
    for value in (cc.Time("5us"), cc.DataRate("3Mbps"), cc.Key("a name")):
        for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
            assert again == value and type(again) is type(value)


def test_not_within_a_simulation():
    with cc.Simulation():
        with pytest.raises(RuntimeError, match="leave its with-block"):
            cc.sweep(trial, **SWEEP)
