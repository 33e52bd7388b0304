# SPDX-License-Identifier: GPL-2.0-only
"""What arrives of what is sent, as more is sent."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure


def measure(topology, load, servers, run):
    found = program.run(
        "compare", topologies=topology, servers=servers, loads=load, duration="4ms", run=run
    )
    point = found["load_curve"][0]
    return {
        "command": found.command,
        "effective_load": point["effective_load"],
        "latency_us": point["latency_us"]["mean"],
    }


def figures(frame):
    full = frame[frame["load"] == 1]
    return [
        figure(f"effective load at full load, {topology}", "", "", rows["effective_load"])
        for topology, rows in full.groupby("topology", sort=False)
    ]


CLAIM = Claim(
    title="Effective load",
    paper="Trilogy 2, D1.4, 2015",
    where="section 3.1.3",
    says="a topology is worth what arrives of the load that is offered. No figures are held.",
    how="camcube-compare has each server send datagrams to one other, a random derangement. Load "
    "is payload as a share of one line’s rate a server; the torus has six lines a server, the "
    "fat-tree one.",
    measure=measure,
    grid={
        "topology": program.TOPOLOGIES,
        "load": [0.2, 0.4, 0.6, 0.8, 1],
        "servers": [64],
        "run": range(1, 4),
    },
    quick={
        "topology": program.TOPOLOGIES,
        "load": [0.5, 1],
        "servers": [16],
        "run": range(1, 4),
    },
    figures=figures,
    plot=Plot(
        caption="Effective load against offered load.",
        x=Axis("offered_load_share", "offered load (share of one line's rate, each server)"),
        y=Axis("effective_load_share", "effective load (share)"),
        points=lambda frame: by(frame, "load", "effective_load", series="topology"),
    ),
)
