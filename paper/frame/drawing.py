# SPDX-License-Identifier: GPL-2.0-only
"""The plots of claims: each is drawn from the CSV of its data, read back."""

from __future__ import annotations

from pathlib import Path

from report import canvas, looks
from report.dataset import Dataset
from report.plots import Plot as Drawn

from .claim import Axis, Claim
from .estimate import Estimate
from .measurement import Measured


def save(name: str, measured: Measured, folder: Path) -> None:
    """Writes the data of a claim's plot, if it has one."""
    plot = measured.claim.plot
    if plot is None or measured.frame is None:
        return
    y = plot.y.column
    rows = []
    for curve, x, runs in plot.points(measured.frame):
        if runs := list(runs):
            found = Estimate.of(runs)
            rows.append((curve, x, found.mean, found.low, found.high, found.runs))
    columns = ("series_name", plot.x.column, y, f"low95_{y}", f"high95_{y}", "runs_count")
    Dataset(f"{name}-plot", columns, rows).save(folder)


def draw(name: str, claim: Claim, folder: Path) -> Drawn | None:
    """The plot of a claim; None if there is no data for it."""
    plot = claim.plot
    dataset = Dataset.load(folder, f"{name}-plot") if plot is not None else None
    if plot is None or dataset is None:
        return None
    looks.apply()
    drawing = canvas.Canvas(dataset, series="series_name")
    x, y = plot.x.column, plot.y.column
    for curve in drawing.looks:
        if len(dataset.where(series_name=curve)) > 1:
            drawing.band(0, curve, x, f"low95_{y}", f"high95_{y}")
        drawing.curve(0, curve, x, y)
    axes = drawing.panels[0]
    _scale(axes.xaxis, plot.x, dataset, [x])
    _scale(axes.yaxis, plot.y, dataset, [y, f"high95_{y}"], plot.paper)
    if plot.paper is not None:
        drawing.level(0, plot.paper, "the paper")
    drawing.legend()
    return Drawn(dataset, claim.title, plot.caption, drawing)


def _scale(
    along: object, axis: Axis, dataset: Dataset, columns: list[str], paper: float | None = None
) -> None:
    values = [row[column] for row in dataset.rows for column in columns]
    values += [] if paper is None else [paper]
    (canvas.logarithmic if axis.logarithmic else canvas.linear)(along, values)
    along.set_label_text(axis.label)
