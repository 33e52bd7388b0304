# SPDX-License-Identifier: GPL-2.0-only
"""A simulation, from its beginning to its end."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from . import _camcube
from ._camcube import DataRate, Event, Time
from .flows import RoutedFlows
from .link_meter import LinkMeter
from .network import Network, Transfers
from .patterns import Pattern
from .recording import Recording
from .service_chains import ServiceChains
from .torus import Torus
from .workloads import Workload


class Simulation:
    """One run: a function of the scenario, the seed and the run number.

    It owns what is made by it, keeps that alive until its end, and ends it in order. There is one
    at a time in a process; results that were taken from it stay.

        with cc.Simulation(seed=1, run=1) as sim:
            cube = sim.torus(4, 4, 4)
            sim.run(until="10ms")

    What a callback raises ends the run, and run() raises it.
    """

    def __init__(self, seed: int = 1, run: int = 1) -> None:
        """
        seed: from 1 on; run: from 0 on. Runs of one seed are independent of each other.

        Raises RuntimeError if there is another simulation, ValueError for a seed of 0.
        """
        _camcube.begin(seed, run)
        self._number = _camcube.session()
        self._newest: Torus | None = None

    def __enter__(self) -> Simulation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """Ends the simulation. What was made by it raises RuntimeError when it is used later."""
        if self.is_open:
            _camcube.end()

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self._number == _camcube.session()

    def _check(self) -> None:
        if not self.is_open:
            raise RuntimeError("this simulation has ended; begin another")

    @property
    def now(self) -> Time:
        """The simulated time since the start."""
        self._check()
        return _camcube.now()

    def torus(
        self,
        kx: int,
        ky: int,
        kz: int,
        routing: str = "distance-vector",
        **attributes: object,
    ) -> Torus:
        """Makes a torus of kx * ky * kz servers.

        routing: "distance-vector" or "link-state", which survive failures, or "intact".
        attributes: of ports (DataRate="1Gbps", ProcessingDelay="1us", Mtu=1500), cables
        (Delay="1us"), the routing service (QueueLimit=64, Choice="RandomPath") and its protocol.

        Raises TypeError for an attribute that none of these has, ValueError for an impossible
        value.
        """
        self._check()
        self._newest = Torus(_camcube.Cube(kx, ky, kz, routing, attributes))
        return self._newest

    def routed(
        self,
        pattern: Pattern | list[tuple[int, int]],
        rate: str | _camcube.DataRate = "300Mbps",
        packet_size: int = 1500,
        duration: str | Time = "20ms",
        warmup: str | Time = "0us",
        on: Torus | None = None,
    ) -> RoutedFlows:
        """Sends packets at a constant rate over multi-hop routing, without IP.

        pattern: who sends to whom, one of camcube.patterns, or pairs (source, destination) of
        servers' numbers.
        rate: of each flow, counted in whole packets. packet_size: bytes behind the Ethernet header.
        duration: sources send so long, from the start. warmup: packets sent before do not count.
        on: the torus; the newest unless given.
        """
        self._check()
        torus = on or self._newest
        if torus is None:
            raise RuntimeError("there is no torus to send over; make one: sim.torus(8, 8, 8)")
        return RoutedFlows(torus, pattern, rate, packet_size, duration, warmup)

    def network(self, topology: str, servers: int = 64, **options: object) -> Network:
        """Makes a network with ns-3's TCP/IP on its servers: the smallest with so many servers.

        topology: torus, fattree, dcell or bcube. options: line_rate="1Gbps", delay="1us", queue=100,
        processing="1us" (torus), torus_paths="LinkDisjoint", ...: as compare() has them.
        """
        self._check()
        return Network(topology, servers, options)

    def transfer(self, network: Network, workload: Workload) -> Transfers:
        """Sends a workload of camcube.workloads over a network, by TCP, or as datagrams."""
        self._check()
        return Transfers(network, workload)

    def meter(
        self,
        on: Torus | Network,
        start: str | Time = "0us",
        until: str | Time | None = None,
    ) -> LinkMeter:
        """Counts what each link of a torus or a network carries, each way, at no cost per packet.

        start, until: the window, times since the start; without until it ends when results are
        read. Energy needs cables that account for it: Torus.install_power(), or links that sleep.

        Raises ValueError for a window that is empty or has begun.
        """
        self._check()
        return LinkMeter(on, start, until)

    def chain(
        self,
        network: Network,
        length: int = 4,
        chains: int | None = None,
        gateways: int | None = None,
        rate: str | DataRate = "20Mbps",
        packet_size: int = 1400,
        duration: str | Time = "20ms",
    ) -> ServiceChains:
        """Sends datagrams along random service chains over a network of its own.

        Each enters at a gateway, crosses length random servers one after the other, and leaves at a
        gateway; of a network that has more servers than were asked for, so many take part. chains:
        how many, one a server unless given; gateways: one in eight servers. rate: payload of each
        chain. packet_size: payload of a datagram in bytes. duration: datagrams enter so long, from
        now on. The chains are those that camcube-compare draws.

        Raises ValueError for chains that do not fit, or if something else is measured on this
        network.
        """
        self._check()
        return ServiceChains(
            network,
            {
                "length": length,
                **({} if chains is None else {"chains": chains}),
                **({} if gateways is None else {"gateways": gateways}),
                "rate": rate,
                "packet_size": packet_size,
                "duration": duration,
            },
        )

    def record(self, what: object, source: str) -> Recording:
        """Records what a trace source tells, in C++, at no cost per event in Python.

        what: a port, cable, node, application or a list of such; of a cable, both its ports are
        recorded, and column "end" says which. Read it any time: recording.array is a structured
        NumPy array, a field for each column, with units in their names.

        Raises AttributeError if there is no such trace source.
        """
        self._check()
        return Recording.of(what, source)

    def at(self, time: str | Time, fn: Callable[[], object]) -> Event:
        """Calls fn at a time since the start. Returns what cancels it."""
        self._check()
        return _camcube.schedule(time, fn)

    def connect(self, path: str, fn: Callable[..., object]) -> None:
        """Calls fn with what the trace sources at a path of ns-3's configuration tell.

        path: such as "/NodeList/*/DeviceList/*/PhyTxEnd".
        """
        self._check()
        where, _, source = path.rpartition("/")
        for found in _camcube.find(where):
            found.connect(source, fn)

    def set_default(self, name: str, value: object) -> None:
        """Sets the default of an attribute, such as "ns3::TcpSocket::SegmentSize".

        It holds for what is made from now on, in later simulations of this process, too.
        """
        self._check()
        _camcube.set_default(name, value)

    def run(self, until: str | Time | None = None) -> None:
        """Runs until a time since the start, or until nothing is left to do; may be called again.

        Ctrl-C ends the run and raises KeyboardInterrupt.
        """
        self._check()
        _camcube.run(until)

    def stop(self) -> None:
        """Ends run() after the present event."""
        self._check()
        _camcube.stop()
