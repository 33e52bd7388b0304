# SPDX-License-Identifier: GPL-2.0-only
"""Networks of any topology with ns-3's TCP/IP, and workloads over them."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from . import _camcube
from ._camcube import Channel, Node, Time
from .workloads import Workload

if TYPE_CHECKING:
    import pandas as pd


class Network:
    """A network; Simulation.network() makes it."""

    def __init__(self, topology: str, servers: int, options: dict) -> None:
        if topology not in _camcube.TOPOLOGIES:
            raise ValueError(
                f"there is no topology {topology!r}; give one of {', '.join(_camcube.TOPOLOGIES)}"
            )
        if not isinstance(servers, int) or not 2 <= servers <= 65536:
            raise ValueError(f"servers={servers!r}; give a number from 2 to 65536")
        self._network = _camcube.TestNetwork(topology, servers, options)
        self.topology = topology
        """Its name."""

    @property
    def servers(self) -> list[Node]:
        """Its servers, by number."""
        return self._network.servers()

    @property
    def switches(self) -> list[Node]:
        """Its switches; none in a torus."""
        return self._network.switches()

    @property
    def cables(self) -> list[Channel]:
        """All its cables."""
        return self._network.cables()

    @property
    def addresses(self) -> list[str]:
        """The IPv4 address of each server."""
        return self._network.addresses()

    @property
    def inventory(self) -> dict:
        """What it is made of: instance, servers, switches, ports, cables, mean hops between pairs."""
        return self._network.inventory()

    def fail_links(
        self, share: float, at: str | Time = "0us", spacing: str | Time = "0us"
    ) -> int:
        """Breaks a share of all cables, drawn at random; returns how many."""
        return self._network.fail("links", share, at, spacing)

    def fail_servers(
        self, share: float, at: str | Time = "0us", spacing: str | Time = "0us"
    ) -> int:
        """Breaks a share of all servers, drawn at random; returns how many."""
        return self._network.fail("servers", share, at, spacing)

    def fail_switches(
        self, share: float, at: str | Time = "0us", spacing: str | Time = "0us"
    ) -> int:
        """Breaks a share of all switches, drawn at random; returns how many."""
        return self._network.fail("switches", share, at, spacing)

    def __repr__(self) -> str:
        return f"<Network {self.topology}>"


class Transfers:
    """A workload under way; Simulation.transfer() begins it. Results stay when the simulation ends."""

    def __init__(self, network: Network, workload: Workload) -> None:
        if not isinstance(workload, Workload):
            raise TypeError(f"{workload!r} is no workload; give one of camcube.workloads")
        self._transfers = _camcube.send_workload(network._network, workload.options)

    def summary(self) -> dict:
        """What became of flows and packets so far, as doc/workloads.rst defines it."""
        return json.loads(self._transfers.summary())

    def to_frame(self) -> pd.DataFrame:
        """A row for each flow, columns with units."""
        import pandas

        return pandas.read_csv(io.StringIO(self._transfers.flows_csv()))
