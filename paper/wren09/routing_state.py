# SPDX-License-Identifier: GPL-2.0-only
"""What a server keeps of its routes."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_most


def measure(k, share):
    failures = {"fail_links": share, "spacing": "0s"} if share else {}
    found = program.run("routes", k=k, **failures)
    return {
        "command": found.command,
        "servers": found["servers"],
        "state_bytes": found["state_bytes_per_server"]["max"],
    }


def figures(frame):
    largest = frame[frame["servers"] >= 100_000]
    return [
        figure(
            f"state of the largest, {_of(share)}",
            "MB",
            "2",
            rows["state_bytes"] / 1e6,
            at_most(2),
            when=_of(share),
        )
        for share, rows in largest.groupby("share")
    ]


def _of(share):
    return f"{share:.4g} of the links failed" if share else "no link failed"


CLAIM = Claim(
    title="Routing state of 100,000 servers",
    paper="WREN 2009",
    where="on multi-hop routing",
    says="all routing state for 100,000 servers, backups included, takes 2 MB a server.",
    how="camcube-routes counts what the distance-vector protocol of each server keeps, in a cube "
    "of 47×47×47, 103,823 servers; the figure is the server’s with most. A share of all links "
    "fails in one instant. What the geometry of the known cube gives is computed when it is asked "
    "for, and not kept.",
    measure=measure,
    grid={"k": [10, 20, 30, 47], "share": [0, 0.0001]},
    quick={"k": [10, 20], "share": [0, 0.0001]},
    figures=figures,
    plot=Plot(
        caption="Largest routing state of a server against the number of servers.",
        x=Axis("servers_count", "servers", True),
        y=Axis("state_bytes", "bytes", True),
        points=lambda frame: by(
            frame.assign(name=frame["share"].map(_of)), "servers", "state_bytes", series="name"
        ),
        paper=2e6,
    ),
)
