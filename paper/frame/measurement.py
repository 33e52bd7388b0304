# SPDX-License-Identifier: GPL-2.0-only
"""Measures claims: what is stored is not run again."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import camcube as cc

from . import interruption
from .catalogue import Claims
from .claim import Claim
from .figure import Figure
from .program import build_id
from .refused import Refused
from .verdict import Outcome, Verdict, judge

if TYPE_CHECKING:
    import pandas as pd


class Trial:
    """What measures a claim, known by the build, too, whose programs it runs."""

    def __init__(self, measure: Callable[..., dict], build: str) -> None:
        self.measure = measure
        self.build = build

    def __call__(self, **parameters: object) -> dict:
        return self.measure(**parameters)


@dataclass
class Measured:
    """A claim with what came of it: rows and figures, or why there are none."""

    claim: Claim
    grid: dict[str, list]
    frame: pd.DataFrame | None
    figures: list[Figure]
    verdict: Verdict

    @property
    def has_failed(self) -> bool:
        """Whether there are no figures where there should be some."""
        return self.verdict.outcome is Outcome.UNMEASURED and self.claim.measure is not None


def check_store(store: Path) -> None:
    """Refuses a store that another version of camcube has filled, and marks a new one as of this.

    Raises Refused for that, and for a file that cannot be written or is no store.
    """
    try:
        with closing(sqlite3.connect(store, timeout=60)) as file, file:
            file.execute("CREATE TABLE IF NOT EXISTS version (camcube TEXT)")
            known = file.execute("SELECT camcube FROM version").fetchone()
            if known is None:
                file.execute("INSERT INTO version VALUES (?)", (cc.__version__,))
    except sqlite3.OperationalError as error:
        raise Refused(f"{store} cannot be used: {error}; give another folder") from None
    except sqlite3.DatabaseError as error:
        raise Refused(f"{store} is no store of trials: {error}; give another folder") from None
    if known is not None and known[0] != cc.__version__:
        raise Refused(
            f"{store} is of camcube {known[0]}, and this is {cc.__version__}; give another folder, "
            f"or remove that file"
        )


def measure_all(
    claims: Claims,
    is_quick: bool,
    jobs: int,
    store: Path,
    executor: Any = None,
    show: bool = True,
) -> dict[str, Measured]:
    """Measures some claims, one after the other, and judges them.

    jobs: processes at once. store: the file that keeps runs. executor: what runs them instead, as
    camcube.sweep() has it. show: whether there is a bar.
    """
    build = build_id()
    grids = {
        name: {key: list(values) for key, values in claim.grid_of(is_quick).items()}
        for name, claim in claims.items()
    }
    with closing(_Progress(grids, show)) as progress:
        return {
            name: _measure(
                claim,
                grids[name],
                jobs=jobs,
                store=store,
                executor=executor,
                build=build,
                progress=progress.of(name),
            )
            for name, claim in claims.items()
        }


def _measure(claim: Claim, grid: dict[str, list], build: str, **how: Any) -> Measured:
    if claim.measure is None:
        return Measured(claim, {}, None, [], Verdict(Outcome.UNMEASURED, claim.how))
    try:
        frame = cc.sweep(Trial(claim.measure, build), **how, **grid)
    except cc.TrialError as error:
        return Measured(claim, grid, None, [], Verdict(Outcome.UNMEASURED, str(error)))
    try:
        figures = list(claim.figures(frame))
    except ValueError as error:
        return Measured(claim, grid, frame, [], Verdict(Outcome.UNMEASURED, str(error)))
    return Measured(claim, grid, frame, figures, judge(figures))


class _Progress:
    """A bar over the runs of all claims."""

    def __init__(self, grids: dict[str, dict[str, list]], show: bool) -> None:
        from tqdm import tqdm

        self._sizes = {name: _size(grid) for name, grid in grids.items()}
        self._bar = tqdm(total=sum(self._sizes.values()), unit="run", disable=not show)
        self._before = 0  # runs of claims that are done

    def of(self, name: str) -> Callable[[int, int], None]:
        """Tells what is measured now; returns what is told when a run of it is done."""
        self._bar.set_description(name)
        before, self._before = self._before, self._before + self._sizes[name]
        self._bar.update(before - self._bar.n)  # of stored runs nothing is told

        def tell(done: int, _all: int) -> None:
            self._bar.update(before + done - self._bar.n)
            interruption.check()

        return tell

    def close(self) -> None:
        """Ends the bar."""
        self._bar.close()


def _size(grid: dict[str, list]) -> int:
    # A claim that no program measures has no grid.
    return math.prod(len(values) for values in grid.values()) if grid else 0
