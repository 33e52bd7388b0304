# SPDX-License-Identifier: GPL-2.0-only
"""What servers know of each other's load, by four ways."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import figure
from ..frame.rule import exactly

WAYS = ("polling", "gossip", "convergecast", "piggyback")


def measure(way, period_ms, k, run):
    found = program.run("load-information", k=k, ways=way, periods=f"{period_ms}ms", run=run)
    point = found["points"][0]
    return {
        "command": found.command,
        "age_ms": point["age_us"]["mean"] / 1e3,
        "unknown_percent": 100 * point["unknown_share"],
        "kbytes_a_second": point["extra_bytes_a_second_and_server"] / 1e3,
    }


def figures(frame):
    found = []
    for way, rows in frame.groupby("way", sort=False):
        fastest = rows[rows["period_ms"] == rows["period_ms"].min()]
        found += [
            figure(
                f"loads that are not known, by {way}",
                "%",
                "",
                rows["unknown_percent"],
                exactly(0),
                when=way,
            ),
            figure(f"mean age of a load, by {way}", "ms", "", fastest["age_ms"]),
            figure(f"cost, by {way}", "kB a second and server", "", fastest["kbytes_a_second"]),
        ]
    return found


def points(frame):
    for (way, _), rows in frame.groupby(["way", "period_ms"], sort=False):
        yield way, rows["kbytes_a_second"].mean(), list(rows["age_ms"])


CLAIM = Claim(
    title="Load information, four ways",
    paper="WREN 2009",
    where="section 4.5.1",
    says="servers know each other’s load by polling, gossip, a convergecast tree, or piggy-backed "
    "on packets that pass anyway. No figures are given.",
    how="camcube-load-information runs each way beside flows from every server to another, and "
    "measures how old what is known is, and what it costs on links beyond the flows. A way holds "
    "if no server lacks another’s load. Age and cost are those of the shortest period.",
    measure=measure,
    grid={"way": list(WAYS), "period_ms": [1, 2, 5, 10, 20], "k": [4], "run": range(1, 4)},
    quick={"way": list(WAYS), "period_ms": [1, 5], "k": [3], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Mean age of what is known against what it costs; nearer to the lower left corner "
        "is better.",
        x=Axis("cost_kbytes", "extra kB on links (a second and server)", True),
        y=Axis("age_ms", "age (ms)", True),
        points=points,
    ),
)
