# SPDX-License-Identifier: GPL-2.0-only
"""A mean with its 95 % interval over seeds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """What several runs have found; of one run, or of equal ones, an interval of no width."""

    mean: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Estimate:
        """The mean of some runs with the 95 % interval of Student's t.

        Raises ValueError if there are none, or some that are no numbers.
        """
        from scipy import stats

        found = [float(value) for value in values]
        if not found or not all(map(math.isfinite, found)):
            raise ValueError(f"no mean of {found}: some runs have no such number")
        mean = math.fsum(found) / len(found)
        spread = math.fsum((value - mean) ** 2 for value in found)
        half = 0.0
        if len(found) > 1 and min(found) < max(found):
            degrees = len(found) - 1
            half = float(stats.t.ppf(0.975, degrees)) * math.sqrt(spread / degrees / len(found))
        return cls(mean, mean - half, mean + half, len(found))
