# SPDX-License-Identifier: GPL-2.0-only
"""How many links sleep, and what load leaves of that."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_least, exactly


def measure(k, load, run):
    found = program.run("energy", k=k, loads=load, duration="6ms", warmup="3ms", run=run)
    row = found["loads"][0]
    asleep, always = row["sleeping"], row["always_on"]
    return {
        "command": found.command,
        "asleep_percent": 100 * asleep["links_asleep_share"],
        "saved_percent": 100 * row["energy_saved_share"],
        "delivered_percent": _percent(asleep["delivered_packets"], asleep["offered_packets"]),
        "latency_ratio": _ratio(asleep["latency_us"]["mean"], always["latency_us"]["mean"]),
    }


def _percent(part, whole):
    return 100 * part / whole if whole else None


def _ratio(one, other):
    return one / other if one and other else None


def figures(frame):
    idle = frame[frame["load"] == 0]
    loaded = frame[frame["load"] > 0]
    found = [
        figure("links asleep without load", "%", "66", idle["asleep_percent"], at_least(66)),
        figure("energy saved without load", "%", "", idle["saved_percent"]),
    ]
    for load, rows in loaded.groupby("load"):
        words = f"at {100 * load:g} % of what all links carry"
        found += [
            figure(
                f"packets that arrive, {words}",
                "%",
                "no partition",
                rows["delivered_percent"],
                exactly(100),
                when=f"nobody is cut off, {words}",
            ),
            figure(f"latency against links always on, {words}", "times", "", rows["latency_ratio"]),
            figure(f"energy saved, {words}", "%", "", rows["saved_percent"]),
        ]
    return found


CLAIM = Claim(
    title="Two thirds of all links sleep",
    paper="WREN 2009",
    where="on energy",
    says="66 % of all links can sleep without a partition, decided by the two ends of each; they "
    "wake quickly as demand rises. An idle link takes about 1,000 mW, one asleep about 50 mW.",
    how="camcube-energy runs the same flows with links that sleep and with links always on; power "
    "and times of IEEE 802.3az. The ceiling is a spanning tree: 66.67 % of the links of 20×20×20. "
    "Load is a share of what all links can carry. Latency and savings under load have no figure in "
    "the paper.",
    measure=measure,
    grid={"k": [20], "load": [0, 0.001, 0.003, 0.01, 0.03], "run": range(1, 4)},
    quick={"k": [6], "load": [0, 0.01, 0.1], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Links asleep, and energy saved against links always on, as load grows.",
        x=Axis("load_share", "load (share of what all links can carry)"),
        y=Axis("share_percent", "%"),
        points=lambda frame: [
            *by(frame, "load", "asleep_percent", "links asleep"),
            *by(frame, "load", "saved_percent", "energy saved"),
        ],
        paper=66,
    ),
)
