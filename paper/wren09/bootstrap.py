# SPDX-License-Identifier: GPL-2.0-only
"""Servers that find out where they are."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import exactly

KINDS = {
    "failed": "failed",
    "swapped": "exchanged far ends",
    "mixed": "a mix of all faults",
}
"""What may be wrong with a cable."""


def measure(kind, share, k, run):
    found = program.run("bootstrap", k=k, kind=kind, share=share, run=run)
    trial = found["trials"][0]
    return {
        "command": found.command,
        "identified_percent": 100 * trial["identified_servers"] / trial["servers"],
        "wrong_servers": trial["wrong_servers"],
    }


def figures(frame):
    claimed = frame[frame["share"] == 0.25]
    found = []
    for kind, rows in claimed.groupby("kind", sort=False):
        words = f"25 % of the cables bad ({KINDS[kind]})"
        found += [
            figure(
                f"servers at wrong places, most of {len(rows)} cubes, {words}",
                "",
                "0",
                [rows["wrong_servers"].max()],
                exactly(0),
                when=f"no identity is wrong ({KINDS[kind]})",
            ),
            figure(
                f"servers with an identity, least of {len(rows)} cubes, {words}",
                "%",
                "100",
                [rows["identified_percent"].min()],
                exactly(100),
                when=f"every server has one ({KINDS[kind]})",
            ),
        ]
    return found


CLAIM = Claim(
    title="Bootstrap with a quarter of the cables bad",
    paper="WREN 2009",
    where="section 3.3",
    says="a decentralised algorithm gives every server its coordinate; it tolerates up to 25 % of "
    "links failed or wrongly wired, and still gives each server its correct identity.",
    how="camcube-bootstrap wires cubes wrongly at random, has servers that know nothing but the "
    "sides find out where they are, and compares that with the wiring. The protocol is this "
    "module’s, as the paper does not give its own. It leaves a server without a place where its "
    "evidence does not suffice.",
    measure=measure,
    grid={
        "kind": list(KINDS),
        "share": [0.05, 0.1, 0.15, 0.2, 0.25, 0.3],
        "k": [12],
        "run": range(1, 6),
    },
    quick={"kind": list(KINDS), "share": [0.1, 0.25], "k": [6], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Servers that do not find out where they are, against the share of bad cables, by "
        "the kind of fault.",
        x=Axis("bad_cables_share", "share of the cables that is bad"),
        y=Axis("unidentified_percent", "servers without a place (%)"),
        points=lambda frame: by(
            frame.assign(left=100 - frame["identified_percent"]), "share", "left", series="kind"
        ),
    ),
)
