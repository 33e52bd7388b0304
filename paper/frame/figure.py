# SPDX-License-Identifier: GPL-2.0-only
"""A number of a paper beside ours."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from .estimate import Estimate
from .rule import Judgement, Rule


class Source(enum.Enum):
    """How sure the paper's number is."""

    STATED = "stated"
    COMPUTED = "computed"  # from what is stated; it can be computed again
    RECALLED = "recalled, unverified"  # never judged by


@dataclass(frozen=True)
class Figure:
    """A number of a paper, ours, and what ours must be.

    A figure without a rule is shown and not judged; one that is recalled has none.
    """

    what: str
    unit: str
    paper: str  # in its words; empty if it gives no number
    ours: Estimate
    rule: Rule | None = None
    source: Source = Source.STATED
    when: str = ""  # under which condition, for a verdict that depends on it; what, unless given

    def __post_init__(self) -> None:
        if self.rule is not None and self.source is Source.RECALLED:
            raise ValueError(f"{self.what}: a number that is recalled judges nothing; give no rule")

    @property
    def judgement(self) -> Judgement:
        """What the rule says of ours."""
        return self.rule.judge(self.ours) if self.rule is not None else Judgement.NONE

    @property
    def condition(self) -> str:
        """When it holds, if it does."""
        return self.when or self.what


def figure(
    what: str,
    unit: str,
    paper: str,
    ours: Iterable[float],
    rule: Rule | None = None,
    source: Source = Source.STATED,
    when: str = "",
) -> Figure:
    """A figure of the values of some runs."""
    return Figure(what, unit, paper, Estimate.of(ours), rule, source, when)
