# SPDX-License-Identifier: GPL-2.0-only
"""Unmodified TCP over the virtual NIC."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by, of_largest
from ..frame.figure import figure
from ..frame.rule import exactly


def measure(topology, servers, run):
    found = program.run(
        "compare",
        topologies=topology,
        servers=servers,
        workload="permutation",
        flow_size=1_000_000,
        run=run,
    )
    row = found["topologies"][0]
    return {
        "command": found.command,
        "completed_percent": 100 * row["flows_completed"] / row["flows"],
        "goodput_a_flow_mbps": row["flow_goodput_mbps"]["mean"],
    }


def figures(frame):
    torus = frame[frame["topology"] == "torus"]
    largest = of_largest(frame, "servers")
    return [
        figure(
            "TCP flows that complete over the torus",
            "%",
            "100",
            torus["completed_percent"],
            exactly(100),
        ),
        *(
            figure(
                f"goodput of a flow, {name}, {rows['servers'].max()} servers",
                "Mbit/s",
                "",
                rows["goodput_a_flow_mbps"],
            )
            for name, rows in largest.groupby("topology", sort=False)
        ),
    ]


CLAIM = Claim(
    title="TCP/IP over the virtual NIC",
    paper="WREN 2009",
    where="on legacy applications",
    says="TCP/IP runs unmodified over a virtual NIC, whose packets the routing service carries.",
    how="camcube-compare has every server send 1 MB to one other over ns-3’s own TCP, over the "
    "torus and over a fat-tree. The claim holds if every flow completes. A server of the torus has "
    "six ports, one of the fat-tree one.",
    measure=measure,
    grid={"topology": ["torus", "fattree"], "servers": [27, 64, 125], "run": range(1, 4)},
    quick={"topology": ["torus", "fattree"], "servers": [27], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Mean goodput of a flow when every server sends to one other.",
        x=Axis("servers_count", "servers"),
        y=Axis("goodput_mbps", "Mbit/s"),
        points=lambda frame: by(frame, "servers", "goodput_a_flow_mbps", series="topology"),
    ),
)
