# SPDX-License-Identifier: GPL-2.0-only
"""What BCube is made of."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import Source, figure
from ..frame.rule import exactly

SIZES = ("4,1", "8,1", "4,2", "8,2", "4,3")
"""n and k."""


def measure(size):
    found = program.run("structure", topologies="bcube", sizes=f"bcube={size}", pairs=100)
    row = found["topologies"][0]
    return {
        "command": found.command,
        "servers": row["servers"],
        "switches": row["switches"],
        "diameter_hops": row["paths"]["diameter_hops"],
        "least_disjoint_paths": row["disjoint_paths"]["node_disjoint_paths"]["min"],
    }


def figures(frame):
    found = []
    for size, rows in frame.groupby("size", sort=False):
        n, k = map(int, size.split(","))
        name = f"BCube ({size})"
        found += [
            figure(
                f"servers of {name}",
                "",
                f"{n ** (k + 1):,}",
                rows["servers"],
                exactly(n ** (k + 1)),
            ),
            figure(
                f"switches of {name}",
                "",
                f"{(k + 1) * n**k:,}",
                rows["switches"],
                exactly((k + 1) * n**k),
            ),
            figure(
                f"diameter of {name}",
                "switch crossings",
                str(k + 1),
                rows["diameter_hops"],
                exactly(k + 1),
                Source.COMPUTED,
            ),
            figure(
                f"node-disjoint paths of a pair, least, {name}",
                "",
                str(k + 1),
                rows["least_disjoint_paths"],
                source=Source.RECALLED,
            ),
        ]
    return found


CLAIM = Claim(
    title="What BCube is made of",
    paper="BCube, SIGCOMM 2009",
    where="section 3.1",
    says="n^(k+1) servers and (k+1) n^k switches; each hop mends one digit, so the diameter is k+1.",
    how="camcube-structure searches from every server, and counts node-disjoint paths of 100 "
    "random pairs by maximum flows. A step to the next server is a hop.",
    measure=measure,
    grid={"size": list(SIZES)},
    figures=figures,
    plot=Plot(
        caption="Diameter against the number of servers.",
        x=Axis("servers_count", "servers", True),
        y=Axis("diameter_hops", "hops"),
        points=lambda frame: [
            ("bcube", servers, [hops])
            for servers, hops in sorted(zip(frame["servers"], frame["diameter_hops"]))
        ],
    ),
)
