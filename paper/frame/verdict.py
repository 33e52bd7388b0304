# SPDX-License-Identifier: GPL-2.0-only
"""What a claim comes to, by what its figures come to."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from .figure import Figure
from .rule import Judgement


class Outcome(enum.Enum):
    """What becomes of a claim."""

    REPRODUCED = "reproduced"
    REFUTED = "refuted"
    CONDITIONAL = "holds only when"
    OPEN = "undecided"
    UNJUDGED = "not judged"
    UNMEASURED = "not measured"


@dataclass(frozen=True)
class Verdict:
    """An outcome, and why it is that."""

    outcome: Outcome
    reason: str


def judge(figures: Sequence[Figure]) -> Verdict:
    """The verdict of a claim: every figure that has a rule must hold.

    If some hold and others fail, the claim holds only when those that hold are meant. If an
    interval reaches across a bound and nothing fails, more seeds would decide.
    """
    conditions = {
        judgement: [each.condition for each in figures if each.judgement is judgement]
        for judgement in Judgement
    }
    holds, fails, is_open = (
        conditions[each] for each in (Judgement.HOLDS, Judgement.FAILS, Judgement.OPEN)
    )
    if not (holds or fails or is_open):
        return Verdict(
            Outcome.UNJUDGED, "no figure that is sure to be the paper's; ours stands alone"
        )
    if not fails and not is_open:
        return Verdict(Outcome.REPRODUCED, _count(len(holds), "figure") + " within the rule")
    if not holds and not is_open:
        return Verdict(Outcome.REFUTED, "outside the rule: " + _list(fails))
    if not fails:
        return Verdict(Outcome.OPEN, "more seeds would decide: " + _list(is_open))
    if not holds:
        return Verdict(Outcome.REFUTED, f"outside: {_list(fails)}; undecided: {_list(is_open)}")
    rest = f"; undecided: {_list(is_open)}" if is_open else ""
    return Verdict(Outcome.CONDITIONAL, f"{_list(holds)}; not: {_list(fails)}{rest}")


def _list(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
