# SPDX-License-Identifier: GPL-2.0-only
"""What a figure must be for a claim to hold."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from .estimate import Estimate


class Judgement(enum.Enum):
    """What a rule says of a figure."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"  # the interval reaches across the bound
    NONE = "not judged"  # it has no rule


@dataclass(frozen=True)
class Rule:
    """Bounds, both included: a figure holds if its interval is within, and fails if none of it is."""

    low: float
    high: float
    words: str

    def judge(self, ours: Estimate) -> Judgement:
        """Whether a figure is within the bounds."""
        slack = 1e-9 * max(abs(bound) for bound in (self.low, self.high, 1) if math.isfinite(bound))
        if self.low - slack <= ours.low and ours.high <= self.high + slack:
            return Judgement.HOLDS
        if ours.high < self.low - slack or ours.low > self.high + slack:
            return Judgement.FAILS
        return Judgement.OPEN


def exactly(value: float) -> Rule:
    """No other value."""
    return Rule(value, value, f"exactly {value:g}")


def at_least(value: float) -> Rule:
    """That value or more."""
    return Rule(value, math.inf, f"at least {value:g}")


def at_most(value: float) -> Rule:
    """That value or less."""
    return Rule(-math.inf, value, f"at most {value:g}")


def within(value: float, percent: float) -> Rule:
    """So many percent around a value that the paper rounds, or that other random choices move."""
    width = abs(value) * percent / 100
    return Rule(value - width, value + width, f"{value:g} within {percent:g} %")


def between(low: float, high: float) -> Rule:
    """Neither less nor more."""
    return Rule(low, high, f"{low:g} to {high:g}")
