# SPDX-License-Identifier: GPL-2.0-only
"""Figure 1: throughput over link-disjoint paths against base routing."""

import random

import camcube as cc
from camcube import ns3

from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import figure
from ..frame.rule import at_least, exactly

ENDPOINT = 2
"""Of the packets of sim.routed()."""


def measure(k, run):
    source, to = random.Random(run).sample(range(k**3), 2)
    base, disjoint = (rate(k, source, to, is_disjoint, run) for is_disjoint in (False, True))
    return {
        "base_mbps": base,
        "disjoint_mbps": disjoint,
        "gain": disjoint / base,
        "kind": kind_of(k, source, to),
    }


def rate(k, source, to, is_disjoint, run):
    """Mbit/s that arrive at one server of what another sends by all its links."""
    with cc.Simulation(run=run) as sim:
        cube = sim.torus(k, k, k, routing="intact")
        if is_disjoint:
            service = ns3.ServiceHelper("ns3::camcube::LinkDisjointPaths")
            service.SetAttribute("Endpoint", ENDPOINT)
            service.Install([server.node for server in cube.servers])
        flow = sim.routed([(source, to)], rate="7Gbps", duration="12ms", warmup="2ms")
        sim.run()
        return flow.summary()["delivered_packets"] * 1500 * 8 / 10e-3 / 1e6


def kind_of(k, source, to):
    """How many links of the source are on shortest paths: few, many, or both of an axis."""
    steps = [abs(a - b) for a, b in zip(place(k, source), place(k, to))]
    if any(2 * step == k for step in steps):
        return "half_way"
    return "many" if all(steps) else "few"


def place(k, server):
    return server % k, server // k % k, server // k**2


def figures(frame):
    few, many, half_way = (
        frame[frame["kind"] == kind]["gain"] for kind in ("few", "many", "half_way")
    )
    return [
        figure(
            f"destinations that gain, of {len(frame)}",
            "%",
            "100",
            [100 * (frame["gain"] > 1).mean()],
            exactly(100),
            when="always a gain",
        ),
        figure(
            f"gain, least of {len(few) + len(many)} destinations not half-way round an axis",
            "times",
            "above 1",
            [min(*few, *many)],
            at_least(1),
            when="no loss where no axis is half-way round",
        ),
        figure(
            f"gain, least of {len(half_way)} destinations half-way round an axis",
            "times",
            "above 1",
            [half_way.min()],
            at_least(1),
            when="no loss where an axis is half-way round",
        ),
        figure("gain with three links on shortest paths", "times", "", many),
        figure(
            "gain with fewer",
            "times",
            "most",
            few,
            at_least(round(many.mean(), 3)),
            when="most gain with fewer than three links on shortest paths",
        ),
    ]


def points(frame):
    for column, name in (("base_mbps", "base routing"), ("disjoint_mbps", "link-disjoint")):
        for rank, each in enumerate(sorted(frame[column]), start=1):
            yield name, each, [rank / len(frame)]


CLAIM = Claim(
    title="Figure 1: throughput over link-disjoint paths",
    paper="SIGCOMM 2010",
    where="section 3.1, figure 1",
    says="from one random server to random destinations, one after another, link-disjoint paths "
    "always gain over base routing, most where there are fewer than three shortest paths.",
    how="In Python: a server sends packets of 1,500 bytes by all its links, faster than they take "
    "them, to one destination in each run, as a torus looks the same from every source; what "
    "arrives in 10 ms, after 2 ms of warm-up, is its throughput. The paper has 2,000 destinations "
    "of 10,000 packets each. Which link a packet takes is drawn at random among those on shortest "
    "paths, where the paper takes the first free one, which is the same when all are always busy.",
    measure=measure,
    grid={"k": [20], "run": range(1, 101)},
    quick={"k": [8], "run": range(1, 41)},
    figures=figures,
    plot=Plot(
        caption="Distribution of raw throughput from one server to random destinations.",
        x=Axis("throughput_mbps", "raw throughput (Mbit/s)"),
        y=Axis("destinations_share", "share of destinations"),
        points=points,
    ),
)
