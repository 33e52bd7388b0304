# SPDX-License-Identifier: GPL-2.0-only
"""Path lengths of DCell."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import Source, figure
from ..frame.rule import at_most, between, exactly

COMPUTED = {"4,2": (420, 4.87, 1.27), "5,2": (930, 5.22, 1.23), "6,2": (1806, 5.48, 1.18)}
"""Servers, and mean and deviation of shortest paths, by n and k."""


def measure(size):
    found = program.run("structure", topologies="dcell", sizes=f"dcell={size}", pairs=1)
    row = found["topologies"][0]
    return {
        "command": found.command,
        "servers": row["servers"],
        "mean_hops": row["paths"]["mean_hops"],
        "deviation_hops": row["paths"]["standard_deviation_hops"],
        "diameter_hops": row["paths"]["diameter_hops"],
    }


def figures(frame):
    found = []
    for size, rows in frame.groupby("size", sort=False):
        servers, mean, deviation = COMPUTED[size]
        name = f"DCell ({size})"
        most = 2 ** (int(size[-1]) + 1) - 1
        found += [
            figure(f"servers of {name}", "", f"{servers:,}", rows["servers"], exactly(servers)),
            figure(
                f"mean shortest path, {name}",
                "hops",
                f"{mean}",
                rows["mean_hops"],
                rounds_to(mean),
                Source.COMPUTED,
            ),
            figure(
                f"its deviation, {name}",
                "hops",
                f"{deviation}",
                rows["deviation_hops"],
                rounds_to(deviation),
                Source.COMPUTED,
            ),
            figure(
                f"diameter, {name}", "hops", f"at most {most}", rows["diameter_hops"], at_most(most)
            ),
        ]
    return found


def rounds_to(value):
    return between(value - 0.005, value + 0.005)


CLAIM = Claim(
    title="Path lengths of DCell",
    paper="DCell, SIGCOMM 2008",
    where="sections 3.1 and 4.1",
    says="a DCell of level l has t(l-1) (t(l-1) + 1) servers, t(0) = n; its diameter is at most "
    "2^(k+1) - 1. Means and deviations beside ours are computed.",
    how="camcube-structure searches from every server. A step to the next server is a hop, also "
    "through a mini-switch. Paths by DCellRouting (5.16 hops at (4,2) on average) are measured by "
    "unit tests only.",
    measure=measure,
    grid={"size": list(COMPUTED)},
    figures=figures,
    plot=Plot(
        caption="Mean and diameter of shortest paths against the number of servers.",
        x=Axis("servers_count", "servers"),
        y=Axis("path_hops", "hops"),
        points=lambda frame: [
            (name, servers, [hops])
            for name, column in (("mean", "mean_hops"), ("diameter", "diameter_hops"))
            for servers, hops in zip(frame["servers"], frame[column])
        ],
    ),
)
