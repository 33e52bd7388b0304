# SPDX-License-Identifier: GPL-2.0-only
"""The torus: its servers, cables, routes, and what fails in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np

from . import _camcube
from ._camcube import Channel, NetDevice, Node, Time
from .service import Service

S = TypeVar("S", bound=Service)

PORTS = ("+x", "-x", "+y", "-y", "+z", "-z")
"""The names of a server's ports, in order."""


class Server:
    """A server of a torus."""

    def __init__(self, cube: _camcube.Cube, number: int) -> None:
        self._cube = cube
        self.number = number
        """x + kx * (y + ky * z)"""

    @property
    def coordinate(self) -> tuple[int, int, int]:
        """Its place in the torus: (x, y, z)."""
        return self._cube.coordinate(self.number)

    @property
    def node(self) -> Node:
        """Its ns-3 node: attributes, trace sources, devices, applications."""
        return self._cube.server(self.number)

    def port(self, port: int | str) -> NetDevice:
        """Its port of a number or a name: +x, -x, +y, -y, +z, -z are 0 to 5."""
        if isinstance(port, str):
            if port not in PORTS:
                raise ValueError(f"there is no port {port!r}; give one of {', '.join(PORTS)}")
            port = PORTS.index(port)
        found = self._cube.port(self.number, port)
        if found is None:
            raise ValueError(f"server {self.number} has no port {port}")
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Server) and other.node == self.node

    def __hash__(self) -> int:
        return hash(self.number)

    def __repr__(self) -> str:
        return f"<Server {self.number} at {self.coordinate}>"


class Torus:
    """A torus of servers without switches; Simulation.torus() makes it."""

    def __init__(self, cube: _camcube.Cube) -> None:
        self._cube = cube
        self.servers = [Server(cube, number) for number in range(cube.size)]
        """All servers, by number."""

    def __len__(self) -> int:
        return len(self.servers)

    @property
    def sides(self) -> tuple[int, int, int]:
        """Servers along each axis."""
        return self._cube.sides

    def server(self, x: int, y: int, z: int) -> Server:
        """The server at a coordinate."""
        return self.servers[self._cube.number((x, y, z))]

    @property
    def cables(self) -> list[Channel]:
        """All cables: server by server, axis by axis, at the server whose plus port it is in."""
        return self._cube.cables()

    def route_table(self, server: Server | int) -> np.ndarray:
        """The routes of a server now: a structured array of one row for each destination.

        Fields: destination (its number), hops (-1: there is no path), next_hops (ports as bits).
        """
        hops, next_hops = self._cube.routes(_number(server))
        table = np.empty(
            len(hops), dtype=[("destination", "i4"), ("hops", "i2"), ("next_hops", "u1")]
        )
        table["destination"] = np.arange(len(hops))
        table["hops"] = hops
        table["next_hops"] = next_hops
        return table

    def fail_links(
        self,
        what: float | Iterable[Channel],
        at: str | Time = "0us",
        spacing: str | Time = "0us",
    ) -> int:
        """Breaks links: a share of all drawn at random, or some cables; returns how many.

        at: when the first breaks, since the start. spacing: from one to the next.
        """
        if isinstance(what, (int, float)):
            return self._cube.fail_share_of_links(what, at, spacing)
        cables = list(what)
        self._cube.fail_links(cables, at, spacing)
        return len(cables)

    def fail_servers(
        self,
        what: float | Iterable[Server | int],
        at: str | Time = "0us",
        spacing: str | Time = "0us",
    ) -> int:
        """Breaks servers: a share of all (a float), or some; returns how many."""
        if isinstance(what, (int, float)):
            return self._cube.fail_share_of_servers(what, at, spacing)
        nodes = [self._node(server) for server in what]
        self._cube.fail_servers(nodes, at, spacing)
        return len(nodes)

    def repair_links(
        self,
        what: Iterable[Channel] | None = None,
        at: str | Time = "0us",
        spacing: str | Time = "0us",
    ) -> int:
        """Mends some links, or all that this torus was told to break; returns how many."""
        if what is None:
            return self._cube.repair_all_links(at, spacing)
        cables = list(what)
        self._cube.repair_links(cables, at, spacing)
        return len(cables)

    def repair_servers(
        self,
        what: Iterable[Server | int] | None = None,
        at: str | Time = "0us",
        spacing: str | Time = "0us",
    ) -> int:
        """Mends some servers, or all that this torus was told to break; returns how many."""
        if what is None:
            return self._cube.repair_all_servers(at, spacing)
        nodes = [self._node(server) for server in what]
        self._cube.repair_servers(nodes, at, spacing)
        return len(nodes)

    def fail_file(self, file: str) -> Time:
        """Does what a failure file says; returns when the last of it happens."""
        return self._cube.fail_file(str(file))

    def enable_pcap(self, prefix: str) -> None:
        """Captures at all ports, into files whose names begin with a prefix.

        Raises OSError for a file that cannot be written.
        """
        self._cube.enable_pcap_all(str(prefix))

    def enable_ascii(self, prefix: str) -> None:
        """Traces all ports as text, into files whose names begin with a prefix, before run().

        Raises OSError for a file that cannot be written.
        """
        self._cube.enable_ascii_all(str(prefix))

    def install(
        self,
        service: type[S],
        *arguments: object,
        servers: Iterable[Server | int] | None = None,
        **named: object,
    ) -> list[S]:
        """Puts a service of a class on servers, all unless given; returns them in that order.

        Each is made by service(*arguments, **named).
        """
        installed = []
        for server in self.servers if servers is None else servers:
            made = service(*arguments, **named)
            _camcube.install_service(made, self._node(server), made.id)
            installed.append(made)
        return installed

    def install_keys(self) -> None:
        """Has services route to keys (Service.keys)."""
        self._cube.install("ns3::camcube::KeyRouting", {})

    def install_groups(self, **attributes: object) -> None:
        """Has services send to groups (Service.groups).

        attributes: of the trees, Paths="Base" or "MiniCubes", SleepingLinks="Wake" or "Avoid".
        """
        self._cube.install("ns3::camcube::GroupTree", attributes)
        self._cube.install("ns3::camcube::GroupMulticast", {})

    def _node(self, server: Server | int) -> Node:
        return self._cube.server(_number(server))

    def __repr__(self) -> str:
        return f"<Torus of {'x'.join(map(str, self.sides))} servers>"


def _number(server: Server | int) -> int:
    if isinstance(server, Server):
        return server.number
    if isinstance(server, int):
        return server
    raise TypeError(f"{server!r} is no server; give a Server or its number")
