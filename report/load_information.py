# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m report.load_information RESULTS.json PLOT.svg

Draws what camcube-load-information has found: how old loads are that servers know of each other,
against what it takes on links; a curve for each way.
"""

from . import looks, one_plot

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


def draw(found):
    """Returns the figure of one result."""
    points = found[0]["points"]
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


if __name__ == "__main__":
    one_plot.main("camcube-load-information", draw)
