# SPDX-License-Identifier: GPL-2.0-only
"""Multicast over trees that are repaired while servers fail."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import exactly


def measure(k, failed, run):
    found = program.run(
        "groups", k=k, fail_servers=failed, groups=5, changes=0, messages=200, run=run
    )
    messages = found["messages"]
    return {
        "command": found.command,
        "due": messages["due"],
        "missed": messages["missed"],
        "doubled": messages["doubled"],
        "later_control_frames": found["control_frames"]["after"],
        "control_frames_a_link": found["control_frames"]["after"]
        / max(1, found["trees_after"]["links"]),
    }


def figures(frame):
    found = []
    for failed, rows in frame.groupby("failed"):
        when = f"{100 * failed:g} % of the servers fail"
        found += [
            figure(
                f"messages that a connected member missed, {when}",
                "",
                "repaired",
                rows["missed"],
                exactly(0),
                when=f"none is missed, {when}",
            ),
            figure(
                f"messages that came twice, {when}",
                "",
                "",
                rows["doubled"],
                exactly(0),
                when=f"none is doubled, {when}",
            ),
        ]
    intact = frame[frame["failed"] == 0]
    return [
        *found,
        figure(
            "control frames once the trees stand, nothing fails",
            "",
            "0",
            intact["later_control_frames"],
            exactly(0),
            when="no control traffic in steady state",
        ),
    ]


CLAIM = Claim(
    title="Group trees repair themselves",
    paper="WREN 2009",
    where="section 4",
    says="the tree of a group is the union of its members’ paths to the root; it is repaired from "
    "local notices of failed links, and takes no control traffic in steady state.",
    how="camcube-groups has members send messages to their groups while servers fail one after "
    "another, and counts what was due to members that stayed connected, what was missed and what "
    "came twice. In steady state, trees stand and members send.",
    measure=measure,
    grid={"k": [8], "failed": [0, 0.05, 0.1, 0.2], "run": range(1, 6)},
    quick={"k": [5], "failed": [0, 0.1], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Control frames for each link of the trees, as more servers fail.",
        x=Axis("failed_share", "share of the servers that fails"),
        y=Axis("frames_count", "control frames a link of the trees"),
        points=lambda frame: by(frame, "failed", "control_frames_a_link"),
    ),
)
