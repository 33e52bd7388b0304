# SPDX-License-Identifier: GPL-2.0-only
"""What one more failure costs in routing messages, and how soon it is known."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_most, within


def measure(kind, share, k, events, run):
    found = program.run(
        "resilience", k=k, kind=kind, shares=share, events=events, rate="10kbps", run=run
    )
    trial = found["trials"][0]
    return {
        "command": found.command,
        "messages_a_server": trial["messages_per_event_and_live_server"],
        "longest_us": trial["convergence_us"]["max"],
        "connected_percent": 100 * trial["connected_pairs_share"],
    }


CLAIMED = {"links": ("link", "below 0.025", 0.025), "servers": ("server", "8.89", 8.89)}
"""What one that fails is called, and what it costs at most: in the paper's words, and as a number."""


def figures(frame):
    found = []
    for (kind, share), rows in frame.groupby(["kind", "share"], sort=False):
        one, words, most = CLAIMED[kind]
        after = f"after {100 * share:g} % of all {kind}" if share else f"{kind} of an intact cube"
        found.append(
            figure(
                f"messages a server, one {one} fails, {after}",
                "",
                words,
                rows["messages_a_server"],
                at_most(most),
                when=f"messages of {kind}, {after}",
            )
        )
    return found


CLAIM = Claim(
    title="Routing messages for one more failure",
    paper="WREN 2009",
    where="section 3.1",
    says="in 20×20×20, up to 50 % of links or servers failed, a link failure costs below 0.025 "
    "messages on each server, and a server failure 8.89 messages a server.",
    how="camcube-resilience has a share of all links, or servers, fail at once and then some more "
    "of them one by one, and counts the messages of the distance-vector protocol for each of "
    "these. The paper’s protocol is not published: ours must take no more messages. Almost no "
    "traffic, 10 kbps a server.",
    measure=measure,
    grid={
        "kind": ["links", "servers"],
        "share": [0, 0.1, 0.3, 0.5],
        "k": [20],
        "events": [3],
        "run": range(1, 4),
    },
    quick={
        "kind": ["links", "servers"],
        "share": [0],
        "k": [20],
        "events": [3],
        "run": range(1, 4),
    },
    figures=figures,
    plot=Plot(
        caption="Messages a live server for one more failure, as more and more has failed.",
        x=Axis("failed_share", "share that has failed before"),
        y=Axis("messages_count", "messages a live server", True),
        points=lambda frame: by(frame, "share", "messages_a_server", series="kind"),
    ),
)
