# SPDX-License-Identifier: GPL-2.0-only
"""Who sends to whom. No server ever sends to itself; the simulation's seed and run decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import _camcube

Pairs = list[tuple[int, int]]
"""(source, destination), by the servers' numbers."""


@dataclass(frozen=True)
class Pattern:
    """A pattern, for any number of servers."""

    name: str
    _make: Callable[[int], Pairs]

    def pairs(self, servers: int) -> Pairs:
        """The pairs among so many servers, from the simulation's next random stream."""
        return self._make(servers)


def permutation() -> Pattern:
    """Every server sends to one and receives from one."""
    return Pattern("permutation", _camcube.permutation)


def random(flows: int) -> Pattern:
    """So many pairs, each independent of the others."""
    return Pattern("random", lambda servers: _camcube.random_pairs(servers, flows))


def all_to_all() -> Pattern:
    """All ordered pairs."""
    return Pattern("all-to-all", _camcube.all_to_all)


def incast(senders: int) -> Pattern:
    """So many random servers send to one random server."""
    return Pattern("incast", lambda servers: _camcube.incast(servers, senders))


def stride(step: int) -> Pattern:
    """Server i sends to i + step, modulo their number."""
    return Pattern("stride", lambda servers: _camcube.stride(servers, step))


def staggered(p: float, q: float, subnet: int, pod: int) -> Pattern:
    """Within the subnet with probability p, within the pod with q, beyond otherwise.

    Source: Al-Fares et al., SIGCOMM 2008, section 5.
    """
    return Pattern(
        "staggered", lambda servers: _camcube.staggered(servers, p, q, subnet, pod)
    )
