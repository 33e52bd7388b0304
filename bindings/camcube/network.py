# SPDX-License-Identifier: GPL-2.0-only
"""Networks of any topology with ns-3's TCP/IP, and workloads over them."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping
from numbers import Integral
from typing import TYPE_CHECKING

from . import _camcube
from ._camcube import Channel, Node, Time
from .notebook import MEASURES, flatten, show_table
from .workloads import Workload

if TYPE_CHECKING:
    import pandas as pd


_OF_ONE = {
    "torus": (
        "processing", "line_overhead", "torus_choice", "torus_paths", "reorder", "sleep"
    ),
    "fattree": ("fattree_routing",),
    "dcell": ("dcell_level",),
    "bcube": ("bcube_level",),
}
"""Options that one topology alone has."""


def check_options(topologies: Collection[str], options: Mapping[str, object]) -> None:
    """Raises ValueError for an option that no topology of these has."""
    for topology, names in _OF_ONE.items():
        for name in names:
            if name in options and topology not in topologies:
                raise ValueError(
                    f"{name}={options[name]!r:.60} would have no effect: it is of {topology!r}, and "
                    f"this is {' and '.join(map(repr, topologies))}; leave it out"
                )


class Network:
    """A network of any topology with ns-3's TCP/IP; Simulation.network() makes it.

    Used after the end of its simulation it raises RuntimeError.
    """

    def __init__(self, topology: str, servers: int, options: dict) -> None:
        if topology not in _camcube.TOPOLOGIES:
            raise ValueError(
                f"there is no topology {topology!r}; give one of {', '.join(_camcube.TOPOLOGIES)}"
            )
        if not isinstance(servers, (int, Integral)) or not 2 <= servers <= 65536:
            raise ValueError(f"servers={servers!r}; give a number from 2 to 65536")
        check_options([topology], options)
        self._network = _camcube.TestNetwork(topology, servers, options)
        self.topology = topology
        """Its name: one of camcube.TOPOLOGIES."""

    @property
    def servers(self) -> list[Node]:
        """Its servers by number, a list of nodes."""
        return self._network.servers()

    @property
    def switches(self) -> list[Node]:
        """Its switches, a list of nodes; none in a torus."""
        return self._network.switches()

    @property
    def cables(self) -> list[Channel]:
        """All its cables, a list."""
        return self._network.cables()

    @property
    def addresses(self) -> list[str]:
        """The IPv4 address of each server, a list of texts such as "10.0.0.1"."""
        return self._network.addresses()

    @property
    def inventory(self) -> dict:
        """What it is made of: a dict.

        instance (its size, such as "4x4x4" or "k=8"), servers, switches, server_ports (of each
        server), ports (of all), cables, and mean_hops between two different servers.
        """
        return self._network.inventory()

    def fail_links(
        self, share: float, at: str | Time = "0us", spacing: str | Time = "0us"
    ) -> int:
        """Breaks a share of all cables, drawn at random; returns how many.

        share: a float of 0.0 to 1.0. at: when the first breaks, since the start. spacing: from one to the next.

        Raises ValueError for another share, or what is no time.
        """
        return self._network.fail("links", share, at, spacing)

    def fail_servers(
        self, share: float, at: str | Time = "0us", spacing: str | Time = "0us"
    ) -> int:
        """Breaks a share of all servers, drawn at random; returns how many.

        share: a float of 0.0 to 1.0. at: when the first breaks, since the start. spacing: from one to the next.

        Raises ValueError for another share, or what is no time.
        """
        return self._network.fail("servers", share, at, spacing)

    def fail_switches(
        self, share: float, at: str | Time = "0us", spacing: str | Time = "0us"
    ) -> int:
        """Breaks a share of all switches, drawn at random; returns how many.

        share: a float of 0.0 to 1.0. at: when the first breaks, since the start. spacing: from one to the next.

        Raises ValueError for another share, or what is no time.
        """
        return self._network.fail("switches", share, at, spacing)

    def _repr_html_(self) -> str:
        return show_table(repr(self), lambda: self.inventory)

    def __repr__(self) -> str:
        return f"<Network {self.topology}>"


class Transfers:
    """A workload under way; Simulation.transfer() begins it. Results stay when the simulation ends."""

    def __init__(self, network: Network, workload: Workload) -> None:
        if not isinstance(workload, Workload):
            raise TypeError(f"{workload!r} is no workload; give one of camcube.workloads")
        self._name = workload.name
        self._transfers = _camcube.send_workload(network._network, workload.options)

    def summary(self) -> dict:
        """What became of flows and packets so far: a dict.

        flows, flows_completed, offered_bytes, received_bytes, goodput_mbps, offered_packets,
        lost_packets ..., and dicts of mean, p50, p99 ... : fct_us (completion times in
        microseconds), flow_goodput_mbps, latency_us, hops. doc/workloads.rst defines them.
        """
        return json.loads(self._transfers.summary())

    def to_frame(self) -> pd.DataFrame:
        """A row for each flow, in the order of their starts.

        Columns: source, destination (servers' numbers), start_us, bytes, received_bytes, completed,
        fct_us (not-a-number unless completed), goodput_mbps.
        """
        import pandas

        return pandas.read_csv(io.StringIO(self._transfers.flows_csv()))

    def _repr_html_(self) -> str:
        def rows() -> dict[str, object]:
            measured = flatten(self.summary())
            return {name: measured[name] for name in MEASURES if name in measured}

        return show_table(repr(self), rows)

    def __repr__(self) -> str:
        return f"<Transfers of workload {self._name}>"
