# SPDX-License-Identifier: GPL-2.0-only
"""Link-disjoint paths: how many, and how much longer."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by, of_largest
from ..frame.figure import figure
from ..frame.rule import at_least, at_most, exactly


def measure(k, pairs, run):
    found = program.run("paths", k=k, pairs=pairs, run=run)
    return {
        "command": found.command,
        "least_paths": found["paths_per_pair"]["min"],
        "mean_paths": found["paths_per_pair"]["mean"],
        "most_extra_hops": found["extra_hops_per_path"]["max"],
        "shared_links": found["shared_links"],
    }


def figures(frame):
    return [
        figure("paths of a pair, least", "", "3", frame["least_paths"], at_least(3)),
        figure(
            "hops of a path beyond the distance, most",
            "hops",
            "2",
            frame["most_extra_hops"],
            at_most(2),
        ),
        figure("links on more than one path of a pair", "", "0", frame["shared_links"], exactly(0)),
        figure(
            f"paths of a pair, mean, k = {frame['k'].max()}",
            "",
            "",
            of_largest(frame, "k")["mean_paths"],
        ),
    ]


CLAIM = Claim(
    title="Three link-disjoint paths, two extra hops",
    paper="SIGCOMM 2010",
    where="section 3.1",
    says="packets leave by all links on shortest paths, and on any axis with none by both "
    "neighbours of it; there are at least three link-disjoint paths, with at most two extra hops.",
    how="camcube-paths sends a packet by each path of random pairs of an intact cube, and every "
    "server notes where it leaves.",
    measure=measure,
    grid={"k": [4, 8, 12, 20], "pairs": [500], "run": range(1, 4)},
    quick={"k": [4, 8], "pairs": [100], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Link-disjoint paths of a pair against the side of the cube.",
        x=Axis("side_count", "servers along an axis"),
        y=Axis("paths_count", "paths of a pair, mean"),
        points=lambda frame: by(frame, "k", "mean_paths"),
        paper=3,
    ),
)
