# SPDX-License-Identifier: GPL-2.0-only
"""What one more failure costs a torus of which more and more has failed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from . import _camcube
from ._camcube import DataRate, Time
from .result import Result
from .torus import sides_of


class ResilienceResult(Result):
    """What failures have cost; resilience() measures it. A row for each kind and share."""


def resilience(
    k: int | tuple[int, int, int] = 8,
    kinds: Iterable[str] = ("links", "servers"),
    shares: Iterable[float] = (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5),
    routing: str = "distance-vector",
    events: int = 20,
    spacing: str | Time = "10ms",
    rate: str | DataRate = "10Mbps",
    packet_size: int = 1000,
    seed: int = 1,
    run: int = 1,
    progress: Callable[[str, float | None], object] | None = None,
) -> ResilienceResult:
    """Measures what one more failure costs, as a torus has failed more and more: camcube-resilience.

    k: servers along each axis, or along x, y and z. kinds: what fails, "links" or "servers".
    shares: what of them has failed before, at once. routing: "distance-vector" or "link-state".
    events: further failures, one by one, spacing apart, which are measured. rate, packet_size:
    payload of the probes that each server sends meanwhile, in a second and in bytes each. progress:
    called with what is being done, and which share of it is done, None where that is not known.
    seed, run: what random choices depend on, as those of Simulation.

    Raises ValueError or TypeError for what cannot be, RuntimeError while a simulation is open.
    """
    options = {
        **sides_of(k),
        "kinds": kinds,
        "shares": shares,
        "routing": routing,
        "events": events,
        "spacing": spacing,
        "rate": rate,
        "packet_size": packet_size,
    }
    found = json.loads(_camcube.measure_resilience(options, seed, run, progress))
    return ResilienceResult(found, found["trials"])
