# SPDX-License-Identifier: GPL-2.0-only
"""A simulation, from its beginning to its end."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from . import _camcube, interpreter_exit
from ._camcube import DataRate, Event, Time
from .defaults import set_default
from .flows import RoutedFlows
from .link_meter import LinkMeter
from .network import Network, Transfers
from .notebook import show_table
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
        seed: from 1 on, below 2**32. run: from 0 on, below 2**64. Runs of one seed are independent
        of each other.

        Raises RuntimeError if there is another simulation, ValueError for a seed of 0, TypeError for
        what is no such number.
        """
        _camcube.begin(seed, run)
        self._title = f"<Simulation of seed {seed}, run {run}>"
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

    def __repr__(self) -> str:
        return self._title

    def _repr_html_(self) -> str:
        return show_table(
            self._title, lambda: {"time": self.now, "newest torus": self._newest or "none"}
        )

    def end(self) -> None:
        """Ends the simulation. What was made by it raises RuntimeError when it is used later.

        Raises RuntimeError from within run(): call stop() there.
        """
        if self.is_open:
            _camcube.end()

    @property
    def is_open(self) -> bool:
        """Whether it has not ended, a bool."""
        return self._number == _camcube.session()

    def _check(self) -> None:
        if not self.is_open:
            raise RuntimeError("this simulation has ended; begin another")

    @property
    def now(self) -> Time:
        """The simulated time since the start, a Time: sim.now.us, sim.now.ms."""
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
        """Makes a torus of kx * ky * kz servers, each with six ports (fewer along sides of 1).

        kx, ky, kz: servers along each axis, 1 to 256. routing: "distance-vector" or "link-state",
        which survive failures, or "intact", which knows of none and costs nothing.
        attributes: by name, where not as below. Rates and times are texts with a unit.

        ports    DataRate="1Gbps", ProcessingDelay="1us" (from a frame's last bit to its service),
                 Mtu=1500 (bytes), LineOverhead=24 (bytes of line time beyond a frame's own)
        cables   Delay="100ns"
        routing  QueueLimit=64 (packets that wait for a link), HopLimit=255 (links that a packet may
                 cross), HoldTime="1ms" and HoldLimit=64 (packets that wait for a path),
                 Choice="RandomPath", "RandomLink", "LongestAxis", "FixedOrder", "PerFlow" or
                 "LeastUtilized" (which of several shortest paths)

        All there are, the protocol's and failure detection's among them, are listed by attributes():

            server = cube.servers[0]
            server.port("+x").attributes(), cube.cables[0].attributes()
            server.node.find("ns3::camcube::MultiHopRouting").attributes()
            [(each.type_name, each.attributes()) for each in server.node.applications]

        Raises TypeError for an attribute that none of these has or a side that is no int, ValueError
        for an impossible value, RuntimeError after the end.
        """
        self._check()
        self._newest = Torus(_camcube.Cube(kx, ky, kz, routing, attributes), routing)
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
        rate: of each flow, "300Mbps", counted in whole packets. packet_size: bytes behind the
        Ethernet header, above 14, and within the ports' Mtu. duration: sources send so long, from
        the start, each from a random part of its interval on. warmup: packets sent before do not
        count. on: the torus; the newest unless given.

        Raises ValueError or TypeError for what cannot be sent, RuntimeError if there is no torus, for
        a second one over a torus, and after the end.
        """
        self._check()
        torus = on or self._newest
        if torus is None:
            raise RuntimeError("there is no torus to send over; make one: sim.torus(8, 8, 8)")
        return RoutedFlows(torus, pattern, rate, packet_size, duration, warmup)

    def network(self, topology: str, servers: int = 64, **options: object) -> Network:
        """Makes a network with ns-3's TCP/IP on its servers: the smallest with so many servers.

        topology: "torus", "fattree", "dcell" or "bcube". servers: 2 to 65536. options: as compare()
        has them:

        all      line_rate="1Gbps", delay="1us" (of a cable), queue=100 (packets that wait for a port)
        torus    processing="1us" (at each server), line_overhead=0 (bytes of a frame),
                 torus_choice="RandomPath", torus_paths="Shortest" or "LinkDisjoint", reorder=True,
                 sleep=False
        others   fattree_routing="Ecmp", "TwoLevelTables" or "PacketSpray", dcell_level=0,
                 bcube_level=0 (0: whichever has fewest servers)

        Raises ValueError or TypeError for another topology, option or value, RuntimeError after the
        end.
        """
        self._check()
        return Network(topology, servers, options)

    def transfer(self, network: Network, workload: Workload) -> Transfers:
        """Sends a workload over a network, by TCP, or as datagrams.

        network: one of network(). workload: one of camcube.workloads.

        Raises TypeError for what is no workload, ValueError if it needs more servers than there are
        or begins in the past, RuntimeError for a second one over a network and after the end.
        """
        self._check()
        return Transfers(network, workload)

    def meter(
        self,
        on: Torus | Network,
        start: str | Time = "0us",
        until: str | Time | None = None,
    ) -> LinkMeter:
        """Counts what each link of a torus or a network carries, each way, at no cost per packet.

        on: the torus or network. start, until: the window, times since the start; without until it ends when results are
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
        recorded, and column "end" says which. source: one of their trace_sources(). Read it any
        time: recording.array is a structured NumPy array, a field for each column, with units in
        their names.

        Raises AttributeError if there is no such trace source, TypeError for what is no object,
        ValueError for none, RuntimeError after the end.
        """
        self._check()
        return Recording.of(what, source)

    def at(self, time: str | Time, fn: Callable[[], object]) -> Event:
        """Calls a function at a time. Returns an Event, whose cancel() has that not happen.

        time: since the start, "3ms". fn: is called with nothing; what it raises ends the run.

        Raises ValueError or TypeError for what is no time, or past, TypeError for what is no
        function, RuntimeError after the end.
        """
        self._check()
        return _camcube.schedule(time, fn)

    def connect(self, path: str, fn: Callable[..., object]) -> None:
        """Calls fn with what the trace sources at a path of ns-3's configuration tell.

        path: such as "/NodeList/*/DeviceList/*/PhyTxEnd". fn: is called with as many arguments as
        the source has: bytes for packets, Time, numbers.

        Raises ValueError if nothing is at the path, AttributeError for no such source, TypeError for
        what is no function, RuntimeError after the end.
        """
        self._check()
        where, _, source = path.rpartition("/")
        for found in _camcube.find(where):
            found.connect(source, fn)

    def set_default(self, name: str, value: object) -> None:
        """Sets the default of an attribute, such as "ns3::TcpSocket::SegmentSize".

        name: the class, two colons, and the attribute. value: a text, number, bool, Time or
        DataRate. It holds for what is made from now on, in later simulations of this process, too.

        Raises ValueError if there is no such class, AttributeError for no such attribute, ValueError
        or TypeError for a value that it does not take.
        """
        self._check()
        set_default(name, value)

    def run(self, until: str | Time | None = None) -> None:
        """Runs until a time since the start, or until nothing is left to do; may be called again.

        until: "25ms"; None for the end of all events.

        Raises what a callback raises, KeyboardInterrupt after Ctrl-C, ValueError or TypeError for
        what is no time, or past, RuntimeError from within a run, after one that has failed, and
        after the end.
        """
        self._check()
        interpreter_exit.run(until)

    def stop(self) -> None:
        """Ends run() after the present event."""
        self._check()
        _camcube.stop()
