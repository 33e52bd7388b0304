# SPDX-License-Identifier: GPL-2.0-only
"""What sleeping links save as load grows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from . import _camcube
from ._camcube import Time
from .result import Result


class EnergyResult(Result):
    """What sleeping links have saved; energy() measures it. A row for each load."""


def energy(
    k: int = 8,
    loads: Iterable[float] = (0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1),
    duration: str | Time = "20ms",
    warmup: str | Time = "4ms",
    seed: int = 1,
    run: int = 1,
    progress: Callable[[str, float | None], object] | None = None,
) -> EnergyResult:
    """Measures what links that sleep save, against links that are always on: camcube-energy.

    The same constant-rate flows, one from each server to another, go over a torus of k * k * k
    servers twice. loads: shares of what all links can carry, 0 to 2. duration: sources send so
    long; warmup: nothing is measured before. progress: called with what is being done, and which
    share of it is done.
    seed, run: what random choices depend on, as those of Simulation.

    Raises ValueError or TypeError for what cannot be, RuntimeError while a simulation is open.
    """
    options = {"k": k, "loads": loads, "duration": duration, "warmup": warmup}
    found = json.loads(_camcube.measure_energy(options, seed, run, progress))
    return EnergyResult(found, found["loads"])
