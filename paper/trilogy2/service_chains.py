# SPDX-License-Identifier: GPL-2.0-only
"""Traffic that crosses chains of random servers."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by, of_largest
from ..frame.figure import figure


def measure(topology, length, servers, run):
    found = program.run(
        "compare", topologies=topology, servers=servers, chains=length, duration="4ms", run=run
    )
    point = found["chain_curve"][0]
    return {
        "command": found.command,
        "mean_hops": point["hops"]["mean"],
        "longest_hops": point["hops"]["max"],
        "latency_us": point["latency_us"]["mean"],
        "delivered_percent": 100 * point["delivered_share"],
    }


def figures(frame):
    longest = of_largest(frame, "length")
    found = []
    for topology, rows in longest.groupby("topology", sort=False):
        words = f"{rows['length'].max()} servers crossed, {topology}"
        found += [
            figure(f"mean hops, {words}", "hops", "", rows["mean_hops"]),
            figure(f"most hops, {words}", "hops", "", rows["longest_hops"]),
            figure(f"arrives, {words}", "%", "", rows["delivered_percent"]),
        ]
    return found


CLAIM = Claim(
    title="Service chains",
    paper="Trilogy 2, D1.4, 2015",
    where="section 3.1.3",
    says="a topology for network functions is worth what a packet takes, on average and at most, "
    "that enters, crosses n random servers and leaves. No figures are held.",
    how="camcube-compare sends datagrams along chains over all four topologies, from gateway to "
    "gateway. Hops are cables; a server passes on in no time.",
    measure=measure,
    grid={
        "topology": program.TOPOLOGIES,
        "length": [1, 2, 4, 8],
        "servers": [64],
        "run": range(1, 4),
    },
    quick={
        "topology": program.TOPOLOGIES,
        "length": [1, 4],
        "servers": [16],
        "run": range(1, 4),
    },
    figures=figures,
    plot=Plot(
        caption="Mean hops from gateway to gateway against the servers crossed.",
        x=Axis("crossed_count", "servers crossed"),
        y=Axis("path_hops", "hops"),
        points=lambda frame: by(frame, "length", "mean_hops", series="topology"),
    ),
)
