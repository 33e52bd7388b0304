# SPDX-License-Identifier: GPL-2.0-only
"""Who sends to whom, for Simulation.routed().

No server ever sends to itself; what is random is decided by the simulation's seed and run.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import _camcube

Pairs = list[tuple[int, int]]
"""(source, destination), by the servers' numbers."""


@dataclass(frozen=True)
class Pattern:
    """A pattern, for any number of servers; the functions of this module make it."""

    name: str
    """What it is called."""
    _function: str  # of the extension, so that a pattern is plain data, and can be pickled
    _parameters: tuple[float, ...] = ()

    def pairs(self, servers: int) -> Pairs:
        """The pairs, a list of (source, destination), from the simulation's next random stream.

        servers: how many there are, numbered from 0 on.

        Raises ValueError for too few of them, RuntimeError without a simulation.
        """
        return getattr(_camcube, self._function)(servers, *self._parameters)


def permutation() -> Pattern:
    """Every server sends to one and receives from one."""
    return Pattern("permutation", "permutation")


def random(flows: int) -> Pattern:
    """Pairs of different servers, each independent of the others.

    flows: how many. Simulation.routed() raises ValueError or TypeError for what cannot be.
    """
    return Pattern("random", "random_pairs", (flows,))


def all_to_all() -> Pattern:
    """All ordered pairs."""
    return Pattern("all-to-all", "all_to_all")


def incast(senders: int) -> Pattern:
    """Some random servers send to one random server.

    senders: how many. Simulation.routed() raises ValueError if there are not as many.
    """
    return Pattern("incast", "incast", (senders,))


def stride(step: int) -> Pattern:
    """Server i sends to i + step, modulo their number.

    step: from 1 on. Simulation.routed() raises ValueError for a multiple of their number.
    """
    return Pattern("stride", "stride", (step,))


def staggered(p: float, q: float, subnet: int, pod: int) -> Pattern:
    """Each server sends to one: in its subnet or pod, or beyond.

    p: the probability of a server of the same subnet. q: that of one of the same pod, but not
    subnet; otherwise it is one of another pod. subnet, pod: servers in each, numbered in a row.
    Simulation.routed() raises ValueError for what cannot be.

    Source: Al-Fares et al., SIGCOMM 2008, section 5.
    """
    return Pattern("staggered", "staggered", (p, q, subnet, pod))
