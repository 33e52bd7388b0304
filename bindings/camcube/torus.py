# SPDX-License-Identifier: GPL-2.0-only
"""The torus: its servers, cables, routes, and what fails in it."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import TypeVar

import numpy as np

from . import _camcube
from ._camcube import Channel, NetDevice, Node, Time
from .cube_view import CubeView
from .notebook import show_table
from .service import Service

S = TypeVar("S", bound=Service)

PORTS = ("+x", "-x", "+y", "-y", "+z", "-z")
"""The names of a server's ports, in order."""


class Server:
    """A server of a torus. Used after its simulation it raises RuntimeError."""

    def __init__(self, cube: _camcube.Cube, number: int) -> None:
        self._cube = cube
        self.number = number
        """Its number, x + kx * (y + ky * z)."""

    @property
    def coordinate(self) -> tuple[int, int, int]:
        """Its place in the torus: (x, y, z), ints from 0 on."""
        return self._cube.coordinate(self.number)

    @property
    def node(self) -> Node:
        """Its ns-3 node: attributes, trace sources, devices, applications."""
        return self._cube.server(self.number)

    def port(self, port: int | str) -> NetDevice:
        """One of its ports.

        port: a name or a number: "+x", "-x", "+y", "-y", "+z", "-z" are 0 to 5.

        Raises ValueError if there is none, TypeError for what is neither.
        """
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
    """A torus of servers without switches; Simulation.torus() makes it. len() is their number.

    Used after the end of its simulation it raises RuntimeError.
    """

    def __init__(self, cube: _camcube.Cube, routing: str) -> None:
        self._cube = cube
        self._title = f"<Torus of {'x'.join(map(str, cube.sides))} servers>"
        self.routing = routing
        """What keeps its routes: "distance-vector", "link-state" or "intact"."""
        self.servers = [Server(cube, number) for number in range(cube.size)]
        """All servers, by number."""

    def __len__(self) -> int:
        return len(self.servers)

    @property
    def sides(self) -> tuple[int, int, int]:
        """Servers along each axis: (kx, ky, kz)."""
        return self._cube.sides

    def server(self, x: int, y: int, z: int) -> Server:
        """The server at a coordinate.

        x, y, z: its place along each axis, from 0 on.

        Raises IndexError or ValueError if there is none.
        """
        return self.servers[self._cube.number((x, y, z))]

    @property
    def cables(self) -> list[Channel]:
        """All cables, a list of three a server.

        Server by server and axis by axis, each at the server whose plus port it is in: cables[3 * n]
        is in port +x of server n (in a torus without a side of 1).
        """
        return self._cube.cables()

    def route_table(self, server: Server | int) -> np.ndarray:
        """The routes of a server now: a structured array of one row for each destination.

        server: a Server or its number. Shape: (servers,). Fields: destination (its number, int32),
        hops (links, int16; -1: there is no path), next_hops (ports on shortest paths as bits, uint8:
        bit 0 is +x, bit 5 -z).

        Raises IndexError for a server that is not there, TypeError for what is none, RuntimeError
        before the first run(), as routing begins then.
        """
        hops, next_hops = self._cube.routes(_number(self._cube, server))
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

        what: a share, a float of 0.0 to 1.0, or a list of cables. at: when the first breaks, since
        the start. spacing: from one to the next.

        Raises ValueError for another share, what is no time or a cable of another torus, TypeError
        for what is no cable.
        """
        if isinstance(what, str) or not isinstance(what, Iterable):
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
        """Breaks servers: a share of all drawn at random, or some; returns how many.

        what: a share, a float of 0.0 to 1.0, or a list of servers or their numbers. at: when the
        first breaks, since the start. spacing: from one to the next.

        Raises ValueError for another share, what is no time or a server of another torus, IndexError
        for a server that is not there, TypeError for what is none.
        """
        if isinstance(what, str) or not isinstance(what, Iterable):
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
        """Mends some links, or all that this torus was told to break; returns how many.

        what: a list of cables; None for all. at: when the first is mended, since the start. spacing:
        from one to the next.

        Raises ValueError for what is no time, TypeError for what is no cable.
        """
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
        """Mends some servers, or all that this torus was told to break; returns how many.

        what: a list of servers or their numbers; None for all. at: when the first is mended, since the start. spacing:
        from one to the next.

        Raises ValueError for what is no time, IndexError for a server that is not there,
        TypeError for what is no server.
        """
        if what is None:
            return self._cube.repair_all_servers(at, spacing)
        nodes = [self._node(server) for server in what]
        self._cube.repair_servers(nodes, at, spacing)
        return len(nodes)

    def fail_file(self, file: str) -> Time:
        """Does what a failure file says; returns the Time when the last of it happens.

        file: its lines are time_us,kind,server,port; see doc/resilience.rst.

        Raises ValueError or OSError, RuntimeError for a file that cannot be read, or makes no sense.
        """
        return self._cube.fail_file(str(file))

    def enable_pcap(self, prefix: str) -> None:
        """Captures at all ports, into files of pcap.

        prefix: what their names begin with: prefix-NODE-PORT.pcap.

        Raises OSError for a file that cannot be written, RuntimeError after the end of the
        simulation.
        """
        self._cube.enable_pcap_all(str(prefix))

    def enable_ascii(self, prefix: str) -> None:
        """Traces all ports as text, into files whose names begin with a prefix, before run().

        Raises OSError for a file that cannot be written.
        """
        self._cube.enable_ascii_all(str(prefix))

    def view(self, file: str, until: str | Time | None = None) -> CubeView:
        """Shows the torus in 3D on a page that any browser opens without a network.

        It is written at once, and anew after each run(), with what was recorded until then: the load
        of each link over time, and which links and servers sleep or have failed. Its CubeView takes
        trees and paths.

        file: the page, "cube.html". until: when the recording ends, since the start; unless given,
        it ends with run(until=...). Samples are spread over that time; a run() without an end, and
        without this one, is one sample, as more would have it last longer.

        Raises OSError if the file cannot be written, RuntimeError if three.js is missing (package
        libjs-three of Debian), ValueError for more than 32768 servers, or a time that is past.
        """
        return CubeView(self, file, until)

    def install(
        self,
        service: type[S],
        *arguments: object,
        servers: Iterable[Server | int] | None = None,
        **named: object,
    ) -> list[S]:
        """Puts a service of a class on servers; returns a list of them, in that order.

        service: the class; each is made by service(*arguments, **named). servers: a list of servers
        or their numbers, all unless given.

        Raises TypeError for what is no class of services, ValueError for an id that is no number from
        1 to 65535, IndexError for a server that is not there.
        """
        if not callable(service):
            raise TypeError(f"{service!r} is no class; give one that derives from camcube.Service")
        installed = []
        for server in self.servers if servers is None else servers:
            made = service(*arguments, **named)
            if not isinstance(made, Service):
                raise TypeError(f"{made!r} is no service; derive its class from camcube.Service")
            _camcube.install_service(made, self._node(server), made.id)
            installed.append(made)
        return installed

    def install_keys(self) -> None:
        """Has services route to keys (Service.keys). To be called once."""
        self._cube.install("ns3::camcube::KeyRouting", {})

    def install_groups(self, **attributes: object) -> None:
        """Has services send to groups (Service.groups).

        attributes: of the trees, Paths="Base" or "MiniCubes", SleepingLinks="Wake" or "Avoid".

        Raises AttributeError for another attribute, ValueError or TypeError for another value.
        """
        self._cube.install("ns3::camcube::GroupTree", attributes)
        self._cube.install("ns3::camcube::GroupMulticast", {})

    def install_power(self, **attributes: object) -> None:
        """Has cables account for their energy, for the energy of a meter; all stay awake.

        attributes: of ns3::camcube::LinkPower, IdlePower=1.0, SendPower=1.0, SleepPower=0.05 (W),
        SleepTime="182us", WakeTime="16500ns".

        Raises TypeError for an attribute that it does not have, ValueError for an impossible value,
        or if cables account for their energy already, with attributes of their own.
        """
        self._cube.install_power(attributes)

    def sleep_links(self, **attributes: object) -> None:
        """Lets links sleep when nobody needs them; routes stay as they are. To be called once.

        attributes: of ns3::camcube::SleepPolicy, IdleTime="200us", MinimumAwake="400us",
        SleepUtilization=0.1, WakeUtilization=0.8, WakeQueue=4, ..., of the service that decides
        (Weight), and those of install_power(), which this includes.

        Raises as install_power(), and ValueError if links sleep already.
        """
        self._cube.sleep_links(attributes)

    def _number(self, server: Server | int) -> int:
        number = _number(self._cube, server)
        self._cube.server(number)  # or there is none
        return number

    def _node(self, server: Server | int) -> Node:
        return self._cube.server(_number(self._cube, server))

    def _repr_html_(self) -> str:
        def rows() -> dict[str, object]:
            cables = self.cables
            down = sum(not cable.is_up for cable in cables)
            return {
                "servers": len(self),
                "cables": len(cables),
                "routing": self.routing,
                "links down now": down,
            }

        return show_table(self._title, rows)

    def __repr__(self) -> str:
        return self._title


def _number(cube: _camcube.Cube, server: Server | int) -> int:
    if isinstance(server, Server):
        if server._cube is not cube:
            raise ValueError(f"{server!r} is a server of another torus; give one of this torus")
        return server.number
    if isinstance(server, Integral):
        return int(server)
    raise TypeError(f"{server!r} is no server; give a Server or its number")


def sides_of(k: int | tuple[int, int, int]) -> dict[str, int]:
    """The sides of a torus, by name: those of three axes, or one for all."""
    sides = tuple(k) if isinstance(k, (tuple, list)) else (k, k, k)
    if len(sides) != 3:
        raise TypeError(f"k={k!r}; give servers along each axis, or three numbers for x, y and z")
    return dict(zip(("kx", "ky", "kz"), sides))
