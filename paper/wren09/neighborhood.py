# SPDX-License-Identifier: GPL-2.0-only
"""How many servers are near."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import Source, figure
from ..frame.rule import at_least, exactly


def measure(k):
    found = program.run("torus", sides=f"{k}x{k}x{k}")
    return {"command": found.command, "servers_at_hops": found["servers_at_hops"]}


def figures(frame):
    near = [sum(counts[:11]) for counts in frame[frame["k"] == 20]["servers_at_hops"]]
    others = [count - 1 for count in near]
    return [
        figure("other servers within 10 hops", "", "over 1,000", others, at_least(1001)),
        figure("the same and the server itself", "", "1,558", near, exactly(1558), Source.COMPUTED),
    ]


def points(frame):
    for counts in frame[frame["k"] == 20]["servers_at_hops"]:
        for hops in range(1, len(counts)):
            yield "20×20×20", hops, [sum(counts[1 : hops + 1])]


CLAIM = Claim(
    title="Servers within ten hops",
    paper="WREN 2009",
    where="on the torus",
    says="within a radius of 10 hops there are over a thousand servers.",
    how="camcube-torus counts the servers of 20×20×20 at each distance from one, which is all of "
    "them, as a torus looks the same from each.",
    measure=measure,
    grid={"k": [20]},
    figures=figures,
    plot=Plot(
        caption="Other servers within a radius, of 20×20×20.",
        x=Axis("radius_hops", "radius (hops)"),
        y=Axis("servers_count", "other servers"),
        points=points,
    ),
)
