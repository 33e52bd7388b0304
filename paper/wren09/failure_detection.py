# SPDX-License-Identifier: GPL-2.0-only
"""How soon all know that a server has failed."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by, of_largest
from ..frame.figure import figure
from ..frame.rule import at_most


def measure(k, run):
    found = program.run(
        "resilience", k=k, kind="servers", shares=0, events=10, rate="10kbps", run=run
    )
    converged = found["trials"][0]["convergence_us"]
    return {
        "command": found.command,
        "mean_ms": converged["mean"] / 1e3,
        "longest_ms": converged["max"] / 1e3,
    }


def figures(frame):
    largest = of_largest(frame, "k")
    return [
        figure(
            "until the last server has its final routes, mean",
            "ms",
            "a few",
            largest["mean_ms"],
            at_most(5),
        ),
        figure(
            "the same, longest of ten failures", "ms", "a few", largest["longest_ms"], at_most(5)
        ),
    ]


CLAIM = Claim(
    title="A server’s failure is known to all",
    paper="WREN 2009",
    where="section 4.3",
    says="the failure of a server is known to all others a few milliseconds later, from routing "
    "state.",
    how="camcube-resilience has servers of an intact cube fail one by one, noticed by carrier. "
    "Time is from a failure to the last routing message or change of a route anywhere. “A few” is "
    "taken for five. Services that have asked are told 1 ms (an attribute) after that, which no "
    "program measures.",
    measure=measure,
    grid={"k": [8, 12, 16, 20], "run": range(1, 4)},
    quick={"k": [4, 6, 8], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Longest time of ten failures until all routes are final, against the side of the "
        "cube.",
        x=Axis("side_count", "servers along an axis"),
        y=Axis("longest_ms", "ms"),
        points=lambda frame: by(frame, "k", "longest_ms"),
    ),
)
