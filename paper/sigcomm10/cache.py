# SPDX-License-Identifier: GPL-2.0-only
"""How far the nearest of several caches is."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import Source, figure
from ..frame.rule import within

COMPUTED_HOPS = {1: 15, 2: 7.5, 4: 3.6, 5: 3.0}
"""At 20×20×20, by caches along each axis."""


def measure(k, caches, run):
    found = program.run(
        "cache", k=k, caches=caches, choices="Nearest", keys=400, requests=8000, run=run
    )
    hits = found["trials"][0]["hit_hops"]
    return {
        "command": found.command,
        "all_caches": caches**3,
        "hit_hops": hits["mean"],
        "hits": hits["samples"],
    }


def figures(frame):
    return [
        figure(
            f"distance of a hit, {rows['all_caches'].max()} caches a key",
            "hops",
            f"{COMPUTED_HOPS[caches]:g}",
            rows["hit_hops"],
            within(COMPUTED_HOPS[caches], 5),
            Source.COMPUTED,
        )
        for caches, rows in frame[frame["k"] == 20].groupby("caches")
    ]


CLAIM = Claim(
    title="Caches nearer than the root",
    paper="SIGCOMM 2010",
    where="section 3.3 (recalled, unverified)",
    says="with several caches for each key, evenly spread, a request asks the nearest, and on a "
    "miss that goes on to the root. The paper’s own figures are not held; the mean distances "
    "beside ours are computed.",
    how="camcube-cache has random servers of 20×20×20 ask for keys at the nearest of 1, 8, 64 and "
    "125 caches, and counts the hops to where there was a hit.",
    measure=measure,
    grid={"k": [20], "caches": list(COMPUTED_HOPS), "run": range(1, 6)},
    quick={"k": [20], "caches": list(COMPUTED_HOPS), "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Mean distance of a hit against the number of caches for a key.",
        x=Axis("caches_count", "caches for a key", True),
        y=Axis("distance_hops", "hops"),
        points=lambda frame: by(frame, "all_caches", "hit_hops"),
    ),
)
