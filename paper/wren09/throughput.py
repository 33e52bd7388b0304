# SPDX-License-Identifier: GPL-2.0-only
"""8,000 flows at 300 Mbps, and the highest rate without loss."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_least, exactly


def measure(pattern, adaptive, rate_mbps, k, run):
    found = program.run(
        "throughput",
        k=k,
        flows=k**3,
        pattern=pattern,
        rate=f"{rate_mbps}Mbps",
        duration="4ms",
        warmup="1500us",
        run=run,
        **({"adaptive": True} if adaptive else {}),
    )
    return {
        "command": found.command,
        "lost_percent": 100 * found["lost_packets"] / found["offered_packets"],
        "latency_us": found["latency_us"]["mean"],
        "idle_latency_us": found["idle_latency_us"],
        "mean_hops": found["mean_hops"],
    }


def figures(frame):
    found = []
    for (pattern, adaptive), rows in frame.groupby(["pattern", "adaptive"], sort=False):
        words = {
            "permutation": "each server sends to one other",
            "random": "independent random pairs",
        }[pattern] + (", adaptive routing" if adaptive else "")
        at_300 = rows[rows["rate_mbps"] == 300]
        found += [
            figure(
                f"packets lost at 300 Mbps, {words}",
                "%",
                "without congestion",
                at_300["lost_percent"],
                exactly(0),
                when=words,
            ),
            figure(
                f"highest rate without loss, {words}",
                "Mbps",
                "300",
                _highest(rows),
                at_least(300),
                when=f"rate, {words}",
            ),
        ]
    return found


def _highest(rows):
    """Of each run, the highest rate up to which nothing is lost."""
    for _, run in rows.sort_values("rate_mbps").groupby("run"):
        lossless = (run["lost_percent"] == 0).cumprod().astype(bool)
        yield run["rate_mbps"][lossless].max() if lossless.any() else 0


CLAIM = Claim(
    title="8,000 flows of 300 Mbps",
    paper="WREN 2009",
    where="section 3.1",
    says="8,000 concurrent flows between random servers of 20×20×20, at 300 Mbps each on links of "
    "1 Gbps, without congestion.",
    how="camcube-throughput sends at constant rates over the routing service, one flow a server, "
    "1,500 bytes a packet, queues of 64 packets, and a random shortest path for each packet. The "
    "bound is 400 Mbps: 48,000 links each way for 8,000 flows of 15 hops. The paper does not say "
    "whether its random servers are a permutation. Without congestion is taken for without loss, "
    "in 2.5 ms after a warm-up of 1.5. With adaptive routing, servers tell their neighbours of "
    "queues, and packets go by where the fewest wait.",
    measure=measure,
    grid={
        "pattern": ["permutation", "random"],
        "adaptive": [False, True],
        "rate_mbps": [200, 250, 300, 330, 360, 370, 380],
        "k": [20],
        "run": range(1, 4),
    },
    quick={
        "pattern": ["permutation", "random"],
        "adaptive": [False, True],
        "rate_mbps": [200, 300, 360],
        "k": [8],
        "run": range(1, 4),
    },
    figures=figures,
    plot=Plot(
        caption="Packets lost against the rate of each flow.",
        x=Axis("rate_mbps", "rate of a flow (Mbps)"),
        y=Axis("lost_percent", "packets lost (%)"),
        points=lambda frame: by(
            frame.assign(
                way=frame["pattern"] + frame["adaptive"].map({False: "", True: ", adaptive"})
            ),
            "rate_mbps",
            "lost_percent",
            series="way",
        ),
    ),
)
