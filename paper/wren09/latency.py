# SPDX-License-Identifier: GPL-2.0-only
"""How long a packet takes."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_most, between


def measure(rate_mbps, k, run):
    found = program.run(
        "throughput",
        k=k,
        flows=k**3,
        rate=f"{rate_mbps}Mbps",
        duration="3ms",
        warmup="1ms",
        run=run,
    )
    return {
        "command": found.command,
        "hop_us": found["idle_latency_us"] / found["mean_hops"],
        "mean_us": found["latency_us"]["mean"],
        "p999_us": found["latency_us"]["p999"],
    }


def figures(frame):
    loaded = frame[frame["rate_mbps"] == 300]
    return [
        figure("a hop of an idle cube", "µs", "microseconds", loaded["hop_us"], between(1, 100)),
        figure(
            "end to end at 300 Mbps a server, 99.9 % of all packets within",
            "µs",
            "under 1,000",
            loaded["p999_us"],
            at_most(1000),
        ),
    ]


CLAIM = Claim(
    title="Latency of a hop, and from end to end",
    paper="WREN 2009",
    where="on the torus",
    says="a hop takes in the order of microseconds, and the way from end to end less than 1 ms.",
    how="camcube-throughput, a permutation of all servers over links of 1 Gbps: packets of 1,500 "
    "bytes, which take 12 µs on a link, are stored and forwarded, and take 1 µs at each server. In "
    "the order of microseconds is taken for 1 to 100.",
    measure=measure,
    grid={"rate_mbps": [100, 200, 300, 350], "k": [20], "run": range(1, 4)},
    quick={"rate_mbps": [100, 300], "k": [8], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Mean latency, and within which time 99.9 % of all packets arrive, against the "
        "rate of each flow.",
        x=Axis("rate_mbps", "rate of a flow (Mbps)"),
        y=Axis("latency_us", "µs"),
        points=lambda frame: [
            *by(frame, "rate_mbps", "mean_us", "mean"),
            *by(frame, "rate_mbps", "p999_us", "99.9th percentile"),
        ],
        paper=1000,
    ),
)
