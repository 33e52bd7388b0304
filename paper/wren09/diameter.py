# SPDX-License-Identifier: GPL-2.0-only
"""How far servers are from each other."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import figure
from ..frame.rule import exactly, within


def measure(k):
    found = program.run("torus", sides=f"{k}x{k}x{k}")
    return {
        "command": found.command,
        "diameter_hops": found["diameter_hops"],
        "mean_hops": found["mean_hops"],
    }


def figures(frame):
    def of(k, column):
        return frame[frame["k"] == k][column]

    return [
        figure("diameter of 20×20×20", "hops", "30", of(20, "diameter_hops"), exactly(30)),
        figure("diameter of 30×30×30", "hops", "45", of(30, "diameter_hops"), exactly(45)),
        figure("mean path of 20×20×20", "hops", "15", of(20, "mean_hops"), within(15, 1)),
        figure("mean path of 12×12×12", "hops", "9", of(12, "mean_hops"), within(9, 1)),
    ]


def points(frame):
    for column, name in (("diameter_hops", "diameter"), ("mean_hops", "mean path")):
        for k, hops in zip(frame["k"], frame[column]):
            yield name, k, [hops]


CLAIM = Claim(
    title="Diameter and mean path",
    paper="WREN 2009",
    where="on the torus",
    says="the diameter is 30 hops of 20×20×20 servers and 45 of 30×30×30; the mean path is 15 hops "
    "of 20×20×20 and 9 of 12×12×12.",
    how="camcube-torus counts the servers at each distance, in closed form. The mean is over pairs "
    "of two different servers, which is why it is 0.01 hops above a quarter of all three sides.",
    measure=measure,
    grid={"k": [4, 8, 12, 16, 20, 24, 30]},
    figures=figures,
    plot=Plot(
        caption="Diameter and mean path of k × k × k servers.",
        x=Axis("side_count", "servers along an axis"),
        y=Axis("path_hops", "hops"),
        points=points,
    ),
)
