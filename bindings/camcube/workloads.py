# SPDX-License-Identifier: GPL-2.0-only
"""What compare() and Simulation.transfer() send, with ns-3's own TCP/IP on the servers.

Servers are numbered from 0 on; a topology may have more than take part. What cannot be raises
ValueError or TypeError in compare() and transfer().
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ._camcube import DataRate, Time


@dataclass(frozen=True)
class Workload:
    """A workload by its name and options; made by the functions of this module."""

    name: str
    """What it is called."""
    options: dict = field(default_factory=dict)
    """What it was made of, by name."""

    def __repr__(self) -> str:
        return self.name


def _make(name: str, **options: object) -> Workload:
    return Workload(name, {"name": name, **options})


def websearch(
    servers: int = 64,
    load: float = 0.5,
    duration: str | Time = "50ms",
    flow_sizes: str = "",
) -> Workload:
    """TCP flows between random servers that arrive at random, of the published web-search sizes.

    servers: how many take part, from 2. load: mean payload that a server is given to send, as a
    share of its line, 0.001 to 1. duration: flows arrive so long, from "100us" on. flow_sizes: a
    file with other sizes, lines of bytes and cumulative probability.
    """
    return _make(
        "websearch", servers=servers, load=load, duration=duration, flow_sizes=flow_sizes
    )


def datamining(
    servers: int = 64, load: float = 0.5, duration: str | Time = "50ms"
) -> Workload:
    """The same with the published data-mining sizes.

    servers: how many take part, from 2. load: mean payload that a server is given to send, as a
    share of its line, 0.001 to 1. duration: flows arrive so long, from "100us" on.
    """
    return _make("datamining", servers=servers, load=load, duration=duration)


def permutation(servers: int = 64, flow_size: int = 1_000_000) -> Workload:
    """Every server sends over TCP to one other, drawn at random.

    servers: how many take part, from 2. flow_size: bytes of each flow.
    """
    return _make("permutation", servers=servers, flow_size=flow_size)


def datagrams(
    servers: int = 64,
    rate: str | DataRate = "300Mbps",
    packet_size: int = 1400,
    duration: str | Time = "50ms",
) -> Workload:
    """Every server sends datagrams to one other, without TCP.

    servers: how many take part, from 2. rate: payload of each. packet_size: bytes of payload of a
    datagram, 12 to 1452. duration: they are sent so long.
    """
    return _make(
        "permutation", servers=servers, rate=rate, packet_size=packet_size, duration=duration
    )


def random(servers: int = 64, flows: int = 0, flow_size: int = 1_000_000) -> Workload:
    """TCP transfers between random servers.

    servers: how many take part, from 2. flows: how many transfers, 0 for one a server. flow_size:
    bytes of each.
    """
    return _make("random", servers=servers, flows=flows, flow_size=flow_size)


def all_to_all(servers: int = 16, flow_size: int = 100_000) -> Workload:
    """Every server sends over TCP to every other.

    servers: how many take part, from 2. flow_size: bytes of each flow.
    """
    return _make("all-to-all", servers=servers, flow_size=flow_size)


def incast(servers: int = 64, senders: int = 16, flow_size: int = 1_000_000) -> Workload:
    """Some servers send over TCP to one, at once.

    servers: how many there are, from 2. senders: how many of them send. flow_size: bytes of each.
    """
    return _make("incast", servers=servers, senders=senders, flow_size=flow_size)


def stride(servers: int = 64, step: int = 1, flow_size: int = 1_000_000) -> Workload:
    """Server i sends over TCP to i + step, modulo their number.

    servers: how many take part, from 2. step: from 1 on. flow_size: bytes of each flow.
    """
    return _make("stride", servers=servers, stride=step, flow_size=flow_size)


def flows(flow_list: Iterable[tuple[int, int, str | Time, int]]) -> Workload:
    """TCP flows of your own.

    flow_list: tuples (source, destination, start, bytes), ordered by their start: servers' numbers,
    a time since the start, and the payload.
    """
    return Workload("flows", {"flow_list": list(flow_list)})
