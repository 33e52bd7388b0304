# SPDX-License-Identifier: GPL-2.0-only
"""A file that is stored at each hop against one from end to end."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import figure
from ..frame.rule import at_least

PERIODS_MS = (1, 2, 5, 10, 20)


def measure(pattern, period_ms, run):
    found = program.run(
        "file-transfer",
        patterns=pattern,
        run=run,
        **({} if pattern == "standing" else {"period": f"{period_ms}ms"}),
    )
    row = found["patterns"][0]
    return {
        "command": found.command,
        "by_links_ms": row["by_links_ms"],
        "tcp_ms": row["tcp_ms"],
        "speed_up": row["tcp_ms"] / row["by_links_ms"],
    }


def figures(frame):
    moving = frame[frame["pattern"] == "random"]
    found = [
        figure(
            f"time of TCP over time by links, bottleneck moves each {period} ms",
            "times",
            "can be above 1",
            rows["speed_up"],
            at_least(1),
        )
        for period, rows in moving.groupby("period_ms")
    ]
    standing = frame[frame["pattern"] == "standing"]
    return [*found, figure("the same, bottleneck stands still", "times", "", standing["speed_up"])]


CLAIM = Claim(
    title="A file with a deadline, by links or from end to end",
    paper="WREN 2009",
    where="section 4.1.2",
    says="a file that is buffered on disk and sent again hop by hop can beat a transfer from end "
    "to end when the bottleneck moves.",
    how="camcube-file-transfer sends one file over a path of several hops of 1 Gbps, of which one, "
    "drawn at random after each period, has 100 Mbps; by the service that stores it at each hop, "
    "and by TCP over virtual NICs.",
    measure=measure,
    grid={"pattern": ["random", "standing"], "period_ms": list(PERIODS_MS), "run": range(1, 6)},
    quick={"pattern": ["random", "standing"], "period_ms": [1, 5], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Time from end to end over time by links, against how long a bottleneck stays; "
        "above 1, links are faster.",
        x=Axis("period_ms", "the bottleneck stays for (ms)"),
        y=Axis("speed_up_ratio", "times as fast"),
        points=lambda frame: (
            (pattern, period, list(rows["speed_up"]))
            for (pattern, period), rows in frame.groupby(["pattern", "period_ms"])
        ),
        paper=1,
    ),
)
