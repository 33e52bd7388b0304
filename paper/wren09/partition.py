# SPDX-License-Identifier: GPL-2.0-only
"""What random failures leave of a torus and of a DCell."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_least, at_most

SIZES = {"torus": "20x20x20", "dcell": "9,2"}
SURVIVES_PERCENT = 95
"""Of the working servers, that are together where a network is said to survive."""
KINDS = ("links", "servers")


def measure(topology, orders, run):
    found = program.run(
        "structure",
        topologies=topology,
        sizes=f"{topology}={SIZES[topology]}",
        failures=True,
        seeds=orders,
        run=run,
        pairs=1,
        sources=1,
    )
    row = {"command": found.command}
    for point in found["failures"]:
        if point["failing"] in KINDS:
            name = f"{point['failing']}_{100 * point['failed_share']:g}"
            row[f"largest_percent_{name}"] = 100 * point["largest_component_share"]["mean"]
            row[f"parted_percent_{name}"] = 100 * point["partitioned_probability"]["mean"]
    for threshold in found["thresholds"]:
        if threshold["failing"] in KINDS:
            row[f"first_cut_percent_{threshold['failing']}"] = (
                100 * threshold["first_partition_failed_share"]["mean"]
            )
    return row


def figures(frame):
    torus, dcell = (frame[frame["topology"] == name] for name in SIZES)
    found = []
    for kind in KINDS:
        found += [
            figure(
                f"torus, 50 % of the {kind} failed: working servers in the largest part",
                "%",
                "survived",
                torus[f"largest_percent_{kind}_50"],
                at_least(SURVIVES_PERCENT),
                when=f"a torus survives if {SURVIVES_PERCENT} % of what works is together ({kind})",
            ),
            figure(
                f"torus, {kind} failed when the first server is cut off",
                "%",
                "over 50",
                torus[f"first_cut_percent_{kind}"],
                at_least(50),
                when=f"a torus survives only if nobody is cut off ({kind})",
            ),
            figure(
                f"DCell, {kind} failed when the first server is cut off",
                "%",
                "under 5",
                dcell[f"first_cut_percent_{kind}"],
                at_most(5),
                when=f"{kind} of a DCell fail at random, and one server cut off is a partition",
            ),
        ]
    return found


def points(frame):
    for topology, rows in frame.groupby("topology", sort=False):
        for column in rows:
            if column.startswith("largest_percent_links_"):
                yield topology, float(column.rpartition("_")[2]) / 100, list(rows[column].dropna())


CLAIM = Claim(
    title="When a torus and a DCell fall apart",
    paper="WREN 2009",
    where="sections 3.1 and 6",
    says="20×20×20 survives up to 50 % of its links or servers failed; a DCell can be partitioned "
    "with fewer than 5 % of its servers or links failed (no set-up is given).",
    how="camcube-structure has parts fail in random orders and counts, without a simulator, what "
    "could still be connected: torus of 8,000 servers, DCell (9,2) of 8,190. Chosen to do harm, "
    "six links cut a server off a torus and three off this DCell, far below 5 % of either; so "
    "random failures are what is measured.",
    measure=measure,
    grid={"topology": list(SIZES), "orders": [100], "run": range(1, 6)},
    quick={"topology": list(SIZES), "orders": [30], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Share of the working servers in the largest part, as links fail at random.",
        x=Axis("failed_links_share", "share of the links that has failed"),
        y=Axis("largest_part_percent", "working servers in the largest part (%)"),
        points=points,
    ),
)
