# SPDX-License-Identifier: GPL-2.0-only
"""Values that are kept by name."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by, of_largest
from ..frame.figure import figure
from ..frame.rule import exactly


def measure(k, run):
    found = program.run("naming", k=k, lookups=300, operations=5, clients=2, run=run)
    return {
        "command": found.command,
        "failed": found["puts"]["failed"] + found["gets"]["failed"],
        "get_hops": found["gets"]["hops"]["mean"],
        "chord_hops": found["chord"]["hops"]["mean"],
    }


def figures(frame):
    largest = of_largest(frame, "k")
    words = f"{largest['k'].max() ** 3:,} servers"
    return [
        figure("values that were put and not got", "", "0", [frame["failed"].max()], exactly(0)),
        figure(f"hops of a look-up, there and back, {words}", "hops", "", largest["get_hops"]),
        figure(f"the same by Chord over these links, {words}", "hops", "", largest["chord_hops"]),
    ]


CLAIM = Claim(
    title="Values at the servers nearest to a key",
    paper="WREN 2009",
    where="section 4.5.2",
    says="keys are hashed to coordinates of the cube, and a pair is stored at the set of servers "
    "nearest to that coordinate.",
    how="camcube-naming puts 300 names and looks them up while nothing fails. The claim holds if "
    "every name is found. What a look-up takes has no figure in the paper; beside it stands what "
    "the same look-ups take hop by hop in a ring of Chord over the same cube.",
    measure=measure,
    grid={"k": [3, 5, 8], "run": range(1, 4)},
    quick={"k": [3, 4], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Links that a look-up crosses, there and back, against the side of the cube.",
        x=Axis("side_count", "servers along an axis"),
        y=Axis("path_hops", "hops"),
        points=lambda frame: [
            *by(frame, "k", "get_hops", "nearest servers"),
            *by(frame, "k", "chord_hops", "Chord"),
        ],
    ),
)
