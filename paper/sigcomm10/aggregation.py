# SPDX-License-Identifier: GPL-2.0-only
"""Records that are added up on their way to one server."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, of_largest
from ..frame.figure import Source, figure

METHODS = ("six-trees", "one-tree", "tcp-torus", "tcp-fattree")


def measure(method, k, kbytes, run):
    found = program.run(
        "aggregation", k=k, methods=method, patterns="all-to-one", bytes=1000 * kbytes, run=run
    )
    trial = found["trials"][0]
    return {"command": found.command, "speed_up": trial["speedup"] if trial["done"] else None}


def figures(frame):
    largest = of_largest(frame, "kbytes")
    return [
        figure(
            f"time of a switch over that of {method}",
            "times",
            "all six links are used" if method == "six-trees" else "",
            rows["speed_up"],
            source=Source.RECALLED,
        )
        for method, rows in largest.groupby("method", sort=False)
    ]


CLAIM = Claim(
    title="Aggregation over six trees",
    paper="SIGCOMM 2010",
    where="on aggregation (recalled, unverified)",
    says="parents are chosen deterministically over coordinates of keys, so that trees survive "
    "failures, and all six links of the root are used.",
    how="camcube-aggregation has all servers of a cube send records of the same keys to one of "
    "them, added up on the way along six trees or one, or as they are by TCP. Speed-up is over a "
    "switch with one link of 1 Gbps to each server. No figure of the paper is held, so none judges.",
    measure=measure,
    grid={"method": list(METHODS), "k": [3], "kbytes": [100, 1000], "run": range(1, 4)},
    quick={"method": list(METHODS), "k": [3], "kbytes": [100], "run": [1]},
    figures=figures,
    plot=Plot(
        caption="Speed-up over a switch against the records of each server.",
        x=Axis("records_kbytes", "records of each server (kB)", True),
        y=Axis("speed_up_ratio", "times as fast as a switch", True),
        points=lambda frame: (
            (method, kbytes, list(rows["speed_up"].dropna()))
            for (method, kbytes), rows in frame.groupby(["method", "kbytes"], sort=False)
        ),
    ),
)
