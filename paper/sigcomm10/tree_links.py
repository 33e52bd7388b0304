# SPDX-License-Identifier: GPL-2.0-only
"""Figure 2: links of trees by recursive mini-cubes."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import Source, figure
from ..frame.rule import at_least, exactly, within

COMPUTED_PERCENT = {0.01: 21, 0.05: 24, 0.1: 23, 0.3: 13}
"""Saved by corners of halved cubes, as the paper's recursion is understood."""


def measure(k, share, groups, run):
    links = {}
    for paths in ("base", "mini-cubes"):
        found = program.run(
            "groups",
            k=k,
            share=share,
            groups=groups,
            changes=0,
            messages=0,
            tree_paths=paths,
            run=run,
        )
        links[paths] = found["trees_before"]["links"] / groups
    return {
        "command": found.command,
        "base_links": links["base"],
        "mini_cube_links": links["mini-cubes"],
        "saved_percent": 100 * (1 - links["mini-cubes"] / links["base"]),
    }


def figures(frame):
    def saved(share):
        return frame[frame["share"] == share].set_index("run")["saved_percent"]

    found = [
        figure(
            f"links saved, {share:g} of the servers join",
            "%",
            str(percent),
            saved(share),
            None,
            Source.COMPUTED,
        )
        for share, percent in COMPUTED_PERCENT.items()
    ]
    return [
        *found,
        figure(
            "links saved if all join", "%", "none", saved(1), exactly(0), when="no gain if all join"
        ),
        *(
            figure(
                f"saved at 0.1 beyond what is saved at {share:g}",
                "%",
                words,
                saved(0.1) - saved(share),
                at_least(0),
                when=when,
            )
            for share, words, when in (
                (0.01, "rises", "the gain rises from 0.01 to 0.1"),
                (0.3, "falls after", "the gain falls beyond 0.1"),
                (0.002, "small below 0.01", "the gain is smaller below 0.01"),
            )
        ),
    ]


CLAIM = Claim(
    title="Figure 2: trees by recursive mini-cubes",
    paper="SIGCOMM 2010",
    where="section 3.2, figure 2",
    says="trees whose paths go along the corners of recursively halved cubes have fewer links than "
    "those by base routing: little gain below 0.01 of all servers, rising to 0.1, falling after "
    "that, and none if all join.",
    how="camcube-groups has a share of all servers join groups with random roots, and counts the "
    "links of their trees by base routing and by mini-cubes. Of several axes, ours takes the "
    "longest first, which saves more than the order x, y, z of the paper; what is computed is for "
    "a cube of 20 halved as 10, 5, 2 and 1.",
    measure=measure,
    grid={"k": [20], "share": [0.002, 0.01, 0.05, 0.1, 0.3, 1], "groups": [10], "run": range(1, 4)},
    quick={"k": [8], "share": [0.002, 0.01, 0.05, 0.1, 0.3, 1], "groups": [10], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Links of trees that mini-cubes save over base routing, against the share of "
        "servers that join.",
        x=Axis("joining_share", "share of the servers that joins", True),
        y=Axis("saved_percent", "links saved (%)"),
        points=lambda frame: by(frame, "share", "saved_percent"),
    ),
)
