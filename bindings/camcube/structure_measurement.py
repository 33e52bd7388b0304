# SPDX-License-Identifier: GPL-2.0-only
"""What a topology is worth as a graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from . import _camcube
from .result import Result

if TYPE_CHECKING:
    import pandas as pd


class StructureResult(Result):
    """What a topology is worth as a graph; structure() measures it."""

    def __init__(self, summary: dict, points: list[dict], thresholds: list[dict]) -> None:
        super().__init__(summary)
        self._points, self._thresholds = points, thresholds

    @property
    def failures(self) -> pd.DataFrame:
        """A row for each kind of part and share that fails: what is left, means with intervals.

        Without rows unless structure(failures=True) measured it.
        """
        import pandas

        return pandas.json_normalize(self._points)

    @property
    def thresholds(self) -> pd.DataFrame:
        """A row for each kind of part: the failed share at which the network falls apart."""
        import pandas

        return pandas.json_normalize(self._thresholds)

    def __repr__(self) -> str:
        return f"<StructureResult of {self._summary['name']} {self._summary['instance']}>"


def structure(
    topology: str,
    servers: int = 64,
    size: str | None = None,
    sources: int = 10_000,
    pairs: int = 200,
    failures: bool = False,
    seeds: int = 30,
    shares: list[float] | None = None,
    seed: int = 1,
    run: int = 1,
    progress: Callable[[str, float | None], object] | None = None,
) -> StructureResult:
    """Measures a topology as a graph: paths, cuts, disjoint paths, cost: camcube-structure.

    topology: torus, fattree, dcell or bcube; the smallest with so many servers, or that of a size:
    "4x4x8" of a torus, "8" (k) of a fat-tree, "4,2" (n,k) of a DCell or BCube. sources: search
    paths from so many servers; pairs: count disjoint paths between so many. failures: let growing
    shares of links, servers and switches fail, in so many random orders as seeds says. progress:
    called with what is being done, and which share of it is done.

    The summary is what camcube-structure has for one topology.
    seed, run: what random choices depend on, as those of Simulation.

    Raises ValueError or TypeError for what cannot be, also for more than memory holds, RuntimeError
    while a simulation is open.
    """
    if topology not in _camcube.TOPOLOGIES:
        raise ValueError(
            f"there is no topology {topology!r}; give one of {', '.join(_camcube.TOPOLOGIES)}"
        )
    options: dict[str, object] = {"sources": sources, "pairs": pairs, "failures": failures}
    if size is None:
        options["servers"] = servers
    else:
        options["size"] = size
    if failures:
        options["seeds"] = seeds
        if shares is not None:
            options["shares"] = shares
    elif shares is not None:
        raise ValueError("shares would have no effect; give failures=True, too")
    found = _camcube.measure_structure(topology, options, seed, run, progress)
    return StructureResult(*(json.loads(part) for part in found))
