# SPDX-License-Identifier: GPL-2.0-only
"""Figures of results; each is a Figure of matplotlib, to be shown or saved (savefig("a.png")).

Axes are labelled by the names of columns, whose units stand in brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_UNITS = {
    "us": "us",
    "ms": "ms",
    "s": "s",
    "mbps": "Mbit/s",
    "bytes": "bytes",
    "w": "W",
    "nj": "nJ",
    "mib": "MiB",
}


def _axes(x: str, y: str) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure as Made

    figure = Made(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(_label(x))
    axes.set_ylabel(_label(y))
    axes.grid(alpha=0.3)
    return figure, axes


def _label(column: str) -> str:
    # Nested keys such as latency_us.mean have what they are of behind their unit.
    name, _, of = column.partition(".")
    words, _, unit = name.rpartition("_")
    label = name
    if unit in _UNITS:
        label = f"{words} ({_UNITS[unit]})" if words else _UNITS[unit]
    return f"{of} {label}".strip().replace("_", " ")


def plot_cdf(samples: Mapping[str, Iterable[float]], column: str) -> Figure:
    """The cumulative distribution of samples, a curve for each name.

    samples: numbers by name; not-a-number is left out. column: what they are, with its unit last,
    such as "fct_us": the label of the axis, which is logarithmic unless there are samples of 0 or
    less.

    Raises ValueError or TypeError for samples that are no numbers, and if there are none.
    """
    from matplotlib.ticker import LogFormatter

    figure, axes = _axes(column, "share of samples")
    curves = {}
    for name, values in samples.items():
        ordered = np.sort(np.asarray(list(values), dtype=float))
        curves[str(name)] = ordered[~np.isnan(ordered)]
    if not any(map(len, curves.values())):
        raise ValueError(f"there are no samples of {column!r} to draw; give some numbers")
    for name, ordered in curves.items():
        shares = np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
        axes.step(ordered, shares, where="post", label=name)
    if min(ordered[0] for ordered in curves.values() if len(ordered)) > 0:
        axes.set_xscale("log")
        # Numbers as they are, and, where the axis has few powers of ten, between those.
        axes.xaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_minor_formatter(LogFormatter(minor_thresholds=(2, 0.5)))
    axes.set_ylim(0, 1)
    axes.legend()
    return figure


def plot_series(frame: pd.DataFrame, x: str, y: str, by: str | None = None) -> Figure:
    """Means of one column over another, with the range of their samples.

    frame: such as sweep() returns. x, y: names of its columns. by: a column, each of whose values
    has a curve of its own; None for one curve.

    Raises ValueError if there is no such column.
    """
    for column in (x, y, *([by] if by else [])):
        if column not in frame:
            raise ValueError(f"there is no column {column!r}; there are {', '.join(frame)}")
    figure, axes = _axes(x, y)
    groups = frame.groupby(by, sort=False) if by else [("", frame)]
    for name, group in groups:
        points = group.groupby(x)[y].agg(["mean", "min", "max"])
        axes.plot(points.index, points["mean"], marker="o", label=str(name))
        axes.fill_between(points.index, points["min"], points["max"], alpha=0.2)
    if by:
        axes.legend(title=_label(by))
    return figure


def plot_links(
    frame: pd.DataFrame, column: str = "utilization", layers: Iterable[int] | None = None
) -> Figure:
    """A column of the links of a torus as maps: a panel for each port, and each z a row of them.

    frame: as LinkMeter.to_frame() gives it of a torus, a row for each link; its columns x, y, z and
    port say where a link begins, and the panels are maps over x and y. layers: some z, all unless
    given. All panels have one scale, from 0 to the largest value.

    Raises ValueError for a frame without these columns, or a layer that there is not.
    """
    from matplotlib.figure import Figure as Made

    needed = ("x", "y", "z", "port", column)
    missing = [name for name in needed if name not in frame]
    if missing:
        raise ValueError(
            f"the frame has no column {' and no '.join(map(repr, missing))}; give one of a torus, "
            f"as sim.meter(cube).to_frame() makes it, and one of its columns"
        )
    ports = list(dict.fromkeys(frame["port"]))
    there = sorted(set(frame["z"]))
    rows = there if layers is None else list(layers)
    if not ports or not rows or not set(rows) <= set(there):
        raise ValueError(f"layers={rows!r}; there are {', '.join(map(str, there)) or 'no links'}")
    width, height = int(frame["x"].max()) + 1, int(frame["y"].max()) + 1
    largest = float(frame[column].max())
    figure = Made(
        figsize=(2 + 1.5 * len(ports), 1.2 + 1.5 * len(rows)), layout="constrained"
    )
    panels = figure.subplots(len(rows), len(ports), sharex=True, sharey=True, squeeze=False)
    image = None
    for (z, port), links in frame.groupby(["z", "port"], sort=False):
        if z not in rows:
            continue
        values = np.full((height, width), np.nan)
        values[links["y"], links["x"]] = links[column]
        axes = panels[rows.index(z)][ports.index(port)]
        image = axes.imshow(values, origin="lower", vmin=0, vmax=largest or 1, cmap="viridis")
        axes.set_title(f"port {port}, z = {z}", fontsize="small")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.yaxis.get_major_locator().set_params(integer=True)
    figure.supxlabel("x")
    figure.supylabel("y")
    assert image is not None
    figure.colorbar(image, ax=panels.ravel().tolist(), label=_label(column))
    return figure
