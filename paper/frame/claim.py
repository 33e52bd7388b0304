# SPDX-License-Identifier: GPL-2.0-only
"""A claim of a paper, and how it is measured here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .figure import Figure

if TYPE_CHECKING:
    import pandas as pd

Grid = Mapping[str, Sequence[object]]
"""Parameters of a measurement by name, with all values that each takes."""


@dataclass(frozen=True)
class Axis:
    """An axis of a plot."""

    column: str  # in the data; ends in its unit: _share, _count, _us, ...
    label: str
    logarithmic: bool = False


@dataclass(frozen=True)
class Plot:
    """Curves of means, with their intervals, and a level for what the paper says."""

    caption: str
    x: Axis
    y: Axis
    points: Callable[[pd.DataFrame], Iterable[tuple[str, float, Iterable[float]]]]
    """Of the measured rows: name of the curve, x, and y of each run."""
    paper: float | None = None


@dataclass(frozen=True)
class Claim:
    """What a paper says, and all that is needed to hold it to that."""

    title: str
    paper: str
    where: str  # in the paper
    says: str
    how: str  # it is measured here, and what is different; or why it is not
    measure: Callable[..., dict] | None = None
    """One run: takes a value for each parameter of the grid, returns numbers by name with units.

    None of a claim that no program measures.
    """
    grid: Grid = field(default_factory=dict)
    figures: Callable[[pd.DataFrame], Sequence[Figure]] = lambda frame: []
    """From the rows of all runs to the paper's numbers beside ours, each with its rule."""
    quick: Grid | None = None  # a smaller grid, where the full one takes long
    plot: Plot | None = None

    def grid_of(self, is_quick: bool) -> Grid:
        """What is measured."""
        return self.quick if is_quick and self.quick is not None else self.grid


def of_largest(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows with the largest value of a column."""
    return frame[frame[column] == frame[column].max()]


def by(
    frame: pd.DataFrame, x: str, y: str, name: str = "torus", series: str | None = None
) -> Iterable[tuple[str, float, list[float]]]:
    """Points of a plot: column y against column x, a curve for each value of the column series.

    name: of the curve, where there is one.
    """
    for curve, rows in frame.groupby(series, sort=False) if series else [(name, frame)]:
        for place, runs in rows.groupby(x):
            yield str(curve), place, list(runs[y].dropna())
