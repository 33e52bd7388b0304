# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m report.load_information RESULTS.json PLOT.svg

Draws what camcube-load-information has found: how old loads are that servers know of each other,
against what it takes on links; a curve for each way.
"""

import io
import json
import pathlib
import sys

from . import looks, output, results

MARKS = {"polling": "torus", "gossip": "fattree", "convergecast": "dcell", "piggyback": "bcube"}
STATISTICS = (("mean", 1.0, "mean"), ("p99", 0.4, "99th percentile"))
COST = "extra_bytes_a_second_and_server"


def curves(points):
    """Returns by way and statistic the points of a curve: bytes a second, milliseconds."""
    found = {}
    for point in points:
        for statistic, _, _ in STATISTICS:
            age = point["age_us"][statistic]
            if age and point[COST] > 0:  # no logarithm otherwise
                found.setdefault((point["way"], statistic), []).append((point[COST], age / 1e3))
    return {name: sorted(curve) for name, curve in found.items()}


def draw(points):
    """Returns the figure."""
    looks.apply()
    from matplotlib.figure import Figure  # once its backend is chosen

    figure = Figure(figsize=(looks.WIDTH_INCHES, 4.4), layout="constrained")
    axes = figure.add_subplot()
    drawn = curves(points)
    for statistic, alpha, words in STATISTICS:
        for way, mark in MARKS.items():
            if (way, statistic) in drawn:
                axes.plot(*zip(*drawn[way, statistic]), alpha=alpha, label=f"{way}, {words}",
                          gid=f"{way}-{statistic}", **looks.of(mark))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("extra bytes on links (a second and server)")
    axes.set_ylabel("age of what is known (ms)")
    axes.legend(ncols=2, frameon=False)
    return figure


def main(arguments):
    if len(arguments) != 2:
        raise results.Unusable("give the results of camcube-load-information, and the plot to write")
    source, plot = arguments
    try:
        with open(source, encoding="utf-8") as file:
            points = json.load(file)["results"]["points"]
        drawn = draw(points)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise results.Unusable(f"{source} has no results of camcube-load-information; make them by "
                               f"--json={source}") from error
    text = io.StringIO()
    drawn.savefig(text, format="svg", metadata={"Date": None})
    try:
        output.write(pathlib.Path(plot), text.getvalue())
    except OSError as error:
        raise results.Unusable(f"{plot} cannot be written: {error}") from error


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except results.Unusable as error:
        sys.exit(f"report: {error}")
