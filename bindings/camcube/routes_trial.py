# SPDX-License-Identifier: GPL-2.0-only
"""Routing alone, while links and servers fail."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from . import _camcube
from ._camcube import Time
from .result import Result
from .torus import sides_of

if TYPE_CHECKING:
    import pandas as pd


class RoutesResult(Result):
    """What routing has cost, and what it ends with; routes() measures it."""

    def __init__(self, summary: dict, links: str, table: str | None) -> None:
        super().__init__(summary)
        self._links, self._table = links, table

    @property
    def links(self) -> pd.DataFrame:
        """A row for each cable: server_a, port_a, server_b, port_b, state ("up" or "down")."""
        import pandas

        return pandas.read_csv(io.StringIO(self._links))

    @property
    def table(self) -> pd.DataFrame:
        """A row for each pair of servers: server, destination, distance, next_hop_ports.

        The distance is -1 and there are no ports where there is no path; ports are joined by a
        space. Servers that have failed have no rows. Raises ValueError unless routes() was given
        destinations.
        """
        import pandas

        if self._table is None:
            raise ValueError("the routes were not kept; give routes(destinations=0) for all")
        return pandas.read_csv(io.StringIO(self._table), keep_default_na=False)


def routes(
    k: int | tuple[int, int, int] = 8,
    routing: str = "distance-vector",
    fail_links: float = 0.0,
    fail_servers: float = 0.0,
    fail_file: str | os.PathLike | None = None,
    flap: float = 0.0,
    repair: float = 0.0,
    spacing: str | Time = "5ms",
    keep_alive: str | Time = "0s",
    settle: str | Time = "0s",
    destinations: int | None = None,
    seed: int = 1,
    run: int = 1,
    progress: Callable[[str, float | None], object] | None = None,
) -> RoutesResult:
    """Measures what routing costs while links and servers fail, and its routes: camcube-routes.

    k: servers along each axis, or along x, y and z. routing: "distance-vector" or "link-state".
    fail_links, fail_servers: shares that fail from 1 ms on, spacing apart ("0s": all at once), and
    repair: the share of these that is mended. fail_file: a failure file. flap: the share of links
    that go down and up again three times. keep_alive: interval of keep-alives, "0s" for none.
    settle: quiet after which routing has settled, "0s" to derive it. destinations: keep the routes
    of all servers to so many, drawn at random, 0 for all (at 8,000 servers 1.3 GB); None for none.
    progress: called with what is being done, and which share of it is done, None where that is not
    known.
    seed, run: what random choices depend on, as those of Simulation.

    Raises ValueError or TypeError for what cannot be, RuntimeError while a simulation is open.
    """
    options = {
        **sides_of(k),
        "routing": routing,
        "fail_links": fail_links,
        "fail_servers": fail_servers,
        "flap": flap,
        "repair": repair,
        "spacing": spacing,
        "keep_alive": keep_alive,
        "settle": settle,
    }
    if fail_file is not None:
        options["fail_file"] = os.fspath(fail_file)
    if destinations is not None:
        options["destinations"] = destinations
    found, links, table = _camcube.measure_routes(options, seed, run, progress)
    return RoutesResult(json.loads(found), links, table)
