# SPDX-License-Identifier: GPL-2.0-only
"""The same workload over several topologies, and sweeps of trials of one's own."""

from __future__ import annotations

import io
import itertools
import json
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from . import _camcube
from ._camcube import Time
from .network import check_options
from .notebook import MEASURES, show_frame
from .trials import run_all
from .workloads import Workload

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

TOPOLOGIES: tuple[str, ...] = tuple(_camcube.TOPOLOGIES)
"""What compare() knows: torus, fattree, dcell, bcube."""


def compare(
    topologies: Sequence[str] = TOPOLOGIES,
    workload: Workload = Workload("websearch", {"name": "websearch"}),
    seed: int = 1,
    runs: Iterable[int] = (1,),
    jobs: int = 1,
    deadline: str | Time = "1s",
    store: str | os.PathLike | None = None,
    executor: object | None = None,
    progress: bool | Callable[[int, int], object] = True,
    **network: object,
) -> Comparison:
    """Sends one workload over several topologies, each run in a process of its own.

    topologies: names, see TOPOLOGIES. workload: one of camcube.workloads. seed: from 1 on. runs: run
    numbers of that seed. jobs: processes at once. deadline: simulated time after which flows stay
    incomplete. store: a file that keeps each run as it is done, so that the same call later does only
    what is missing. executor: one of concurrent.futures, or a client of Dask, that calls run instead.
    progress: whether there is a bar; or a function (done, all) that is told.
    network: line_rate="1Gbps", delay="1us", queue=100, processing="1us" (torus), torus_choice,
    torus_paths, fattree_routing, ...: as Simulation.network() lists them.

    Raises ValueError or TypeError for what cannot be, TrialError if a run failed, RuntimeError while
    a simulation is open.
    """
    names = [topologies] if isinstance(topologies, str) else list(topologies)
    for name in names:
        if name not in TOPOLOGIES:
            raise ValueError(f"there is no topology {name!r}; give some of {', '.join(TOPOLOGIES)}")
    if not isinstance(workload, Workload):
        raise TypeError(f"{workload!r} is no workload; give one of camcube.workloads")
    numbers = list(runs)
    check_options(names, network)
    _camcube.check_trial(workload.options, network)
    common = {
        "workload": _as_text(workload.options),
        "network": _as_text(network),
        "deadline": str(Time(deadline)),
        "seed": seed,
    }
    tasks = [
        {"topology": name, "run": run, **common} for name in names for run in numbers
    ]
    results = run_all(_run_topology, tasks, jobs, store, executor, progress)
    return Comparison(workload.name, tasks, results)


def _as_text(options: dict) -> dict:
    return {
        name: str(value) if isinstance(value, (Time, _camcube.DataRate)) else value
        for name, value in options.items()
    }


def _run_topology(
    topology: str, run: int, workload: dict, network: dict, deadline: str, seed: int
) -> dict:
    if "flow_list" in workload:
        workload = {"flow_list": [tuple(flow) for flow in workload["flow_list"]]}
    outcome, flows = _camcube.run_trial(topology, workload, network, deadline, seed, run)
    return {"outcome": json.loads(outcome), "flows_csv": flows}


class Comparison:
    """What compare() has measured: table, flows, outcomes, plot_cdf()."""

    def __init__(self, workload: str, tasks: list[dict], results: list[dict]) -> None:
        self.workload = workload
        """The name of what was sent."""
        self._runs = [(task["topology"], task["run"], result) for task, result in zip(tasks, results)]

    @property
    def outcomes(self) -> list[dict]:
        """All that was measured of each run, a list of dicts, as camcube-compare writes it as JSON."""
        return [{"run": run, **result["outcome"]} for _, run, result in self._runs]

    @property
    def table(self) -> pd.DataFrame:
        """A row for each run, columns with units; nested keys are joined by dots.

        Columns: run, name (of the topology), instance, servers, switches, cables, flows_completed,
        goodput_mbps, fct_us.mean, fct_us.p99, latency_us.mean, hops.mean, lost_packets, ...
        """
        import pandas

        return pandas.json_normalize(self.outcomes)

    @property
    def flows(self) -> pd.DataFrame:
        """A row for each flow of each run.

        Columns: topology, run, source, destination, start_us, bytes, received_bytes, completed,
        fct_us (completion time, not-a-number unless completed), goodput_mbps.
        """
        import pandas

        if not self._runs:
            return pandas.DataFrame(columns=["topology", "run"])
        frames = []
        for topology, run, result in self._runs:
            frame = pandas.read_csv(io.StringIO(result["flows_csv"]))
            frame.insert(0, "topology", topology)
            frame.insert(1, "run", run)
            frames.append(frame)
        return pandas.concat(frames, ignore_index=True)

    def plot_cdf(self, column: str = "fct_us") -> Figure:
        """The distribution of a column of flows, a curve for each topology.

        column: one of those of flows, such as "fct_us" or "goodput_mbps".

        Raises ValueError for another.
        """
        from .plots import plot_cdf

        flows = self.flows
        if column not in flows:
            raise ValueError(f"flows have no column {column!r}; they have {', '.join(flows)}")
        return plot_cdf({name: group[column] for name, group in flows.groupby("topology", sort=False)}, column)

    def _repr_html_(self) -> str:
        table = self.table
        columns = ("name", "instance", "run", *MEASURES)
        return show_frame(repr(self), table[[each for each in columns if each in table]])

    def __repr__(self) -> str:
        return f"<Comparison of {len(self._runs)} runs of {self.workload}>"


def sweep(
    trial: Callable[..., dict],
    jobs: int = 1,
    store: str | os.PathLike | None = None,
    executor: object | None = None,
    progress: bool | Callable[[int, int], object] = True,
    **values: Iterable[object],
) -> pd.DataFrame:
    """Calls trial(...) with all combinations of some values, each in a process of its own.

        def trial(share, run):
            with cc.Simulation(run=run) as sim:
                ...
                return flows.summary()

        cc.sweep(trial, share=[0, 0.1, 0.2], run=range(1, 6), jobs=2, store="runs.sqlite")

    Returns a data frame: a row for each, its columns the values and what trial returns.

    trial: a function that returns a dict of what JSON can hold; nested keys are joined by dots.
    values: for each of its parameters, a list. jobs: processes at once. store: a file that keeps
    each run as it is done, so that the same call later does only what is missing; a trial whose
    source has changed is run anew. executor: one of concurrent.futures, or a client of Dask, that
    calls run instead. progress: whether there is a bar; or a function (done, all) that is told.

    Raises TrialError if trials failed, when all others are done, TypeError for what is no function or
    returns no dict, ValueError for another number of jobs, RuntimeError while a simulation is open.
    """
    import pandas

    if not callable(trial):
        raise TypeError(f"{trial!r} is no function that could be called")
    names = list(values)
    for name, given in values.items():
        if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
            raise TypeError(f"{name}={given!r}; give a list of values")
    tasks = [
        dict(zip(names, (_plain(value) for value in combination)))
        for combination in itertools.product(*values.values())
    ]
    results = run_all(trial, tasks, jobs, store, executor, progress)
    rows = []
    for task, result in zip(tasks, results):
        if not isinstance(result, dict):
            raise TypeError(f"a trial returns a dict, and this returned {result!r}")
        if common := set(task) & set(result):
            raise ValueError(
                f"a trial returns {', '.join(map(repr, sorted(common)))}, as parameters are called; "
                f"give that another name"
            )
        rows.append({**task, **result})
    return pandas.json_normalize(rows) if rows else pandas.DataFrame(columns=names)


def _plain(value: object) -> object:
    """Numbers of NumPy as those of Python, which JSON can hold."""
    return value.item() if isinstance(value, np.generic) else value
