# SPDX-License-Identifier: GPL-2.0-only
"""The roots of keys while servers fail."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import exactly


def measure(k, failed, keys, run):
    failures = {"fail_servers": failed, "spacing": "100us"} if failed else {}
    found = program.run("keys", k=k, **failures, keys=keys, run=run)
    part = found["largest_part"]
    return {
        "command": found.command,
        "views_that_differ": found["views_that_differ"],
        "moved_percent": 100 * (1 - part["keys_at_their_place"] / keys),
        "hops_from_place": part["hops_from_place_mean"],
        "most_over_mean": part["most_keys_of_a_server"] * part["servers"] / keys,
        "delivered_percent": 100 * found["packets"]["delivered"] / found["packets"]["sent"],
    }


def figures(frame):
    found = []
    for failed, rows in frame.groupby("failed"):
        when = f"{100 * failed:g} % of the servers failed"
        found += [
            figure(
                f"views of roots that differ, {when}",
                "",
                "0",
                rows["views_that_differ"],
                exactly(0),
                when=when,
            ),
            figure(
                f"keys of the server with most, over the mean, {when}",
                "times",
                "spread",
                rows["most_over_mean"],
            ),
            figure(f"distance of a root from its key, {when}", "hops", "", rows["hops_from_place"]),
        ]
    return found


CLAIM = Claim(
    title="Keys under failures",
    paper="SIGCOMM 2010",
    where="section 2.1",
    says="a key’s root is the server at its coordinate, and with failures the live server "
    "numerically closest, the same everywhere, with a deterministic tie-break that spreads keys.",
    how="camcube-keys has servers fail one after another, and then asks every live server for the "
    "root of every key. The claim holds if no two servers of a connected part differ. How evenly "
    "keys are spread has no figure in the paper.",
    measure=measure,
    grid={"k": [8], "failed": [0, 0.1, 0.2, 0.3, 0.4, 0.5], "keys": [5000], "run": range(1, 6)},
    quick={"k": [5], "failed": [0, 0.2, 0.5], "keys": [500], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Keys of the server that has most, over the mean of all live servers.",
        x=Axis("failed_share", "share of the servers that has failed"),
        y=Axis("keys_ratio", "times the mean"),
        points=lambda frame: by(frame, "failed", "most_over_mean"),
    ),
)
