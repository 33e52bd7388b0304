# SPDX-License-Identifier: GPL-2.0-only
"""Services that are deployed while the cube runs."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by, of_largest
from ..frame.figure import figure
from ..frame.rule import exactly


def measure(k, size, run):
    found = program.run("deployment", k=k, size=size, start_up="1ms", run=run)
    steps = [found["first"], found["upgrade"]]
    return {
        "command": found.command,
        "not_running": sum(step["servers"] - step["running"] for step in steps),
        "running_elsewhere": sum(step["running_elsewhere"] for step in steps),
        "lost_requests": found["requests"]["lost"],
        "servers": found["first"]["servers"],
        "last_us": found["first"]["start_us"]["max"] - 1000,
    }


def figures(frame):
    largest = of_largest(frame, "size")
    return [
        figure(
            "servers of the region without the service",
            "",
            "0",
            [frame["not_running"].max()],
            exactly(0),
        ),
        figure(
            "servers elsewhere that run it", "", "0", [frame["running_elsewhere"].max()], exactly(0)
        ),
        figure(
            "requests lost while it is replaced", "", "", [frame["lost_requests"].max()], exactly(0)
        ),
        figure(
            "until the last of the region runs it, start-up aside", "µs", "", largest["last_us"]
        ),
    ]


CLAIM = Claim(
    title="Services come and go at run time",
    paper="WREN 2009",
    where="section 4.6",
    says="services can be deployed, and withdrawn, at run time, scoped to a region of the cube.",
    how="camcube-deployment rolls a service out in a box of servers, and replaces it by another "
    "version while requests come in. A server takes 1 ms to start it.",
    measure=measure,
    grid={"k": [10], "size": [2, 4, 6, 8], "run": range(1, 4)},
    quick={"k": [5], "size": [2, 4], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Time until the last server of the region runs the service, start-up aside.",
        x=Axis("region_count", "servers of the region"),
        y=Axis("last_us", "µs"),
        points=lambda frame: by(frame, "servers", "last_us"),
    ),
)
