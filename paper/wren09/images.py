# SPDX-License-Identifier: GPL-2.0-only
"""One image for all servers, and a slow link on its way."""

from ..frame import program
from ..frame.claim import Axis, Claim, Plot, by
from ..frame.figure import figure
from ..frame.rule import at_most, exactly


def measure(k, slow, mbytes, run):
    found = program.run("images", k=k, size=mbytes * 1_000_000, slow=slow, run=run)
    return {
        "command": found.command,
        "missing": found["missing_servers"] + found["wrong_servers"],
        "last": found["time_us"]["max"] / found["link_time_us"],
    }


def figures(frame):
    even = frame[frame["slow"] == 1].set_index("run")
    slow = frame[frame["slow"] < 1].set_index("run")
    return [
        figure("servers without the image", "", "0", frame["missing"], exactly(0)),
        figure("last server, in times of the image over one link", "times", "", even["last"]),
        figure(
            "the same, of those not behind a link of a tenth of the rate",
            "times",
            "no sibling is delayed",
            slow["last"],
        ),
        figure(
            "delay of these by the slow link",
            "%",
            "0",
            100 * (slow["last"] / even["last"] - 1),
            at_most(1),
        ),
    ]


CLAIM = Claim(
    title="A slow child delays no sibling",
    paper="WREN 2009",
    where="section 4.4",
    says="an image goes over a multicast tree whose interior servers keep it on disk and repair "
    "loss from the parent; a slow child delays no sibling.",
    how="camcube-images sends one image from one server to all others of a cube; then the source’s "
    "link at +x has a tenth of the rate of others. Delays of up to 1 % are taken for none.",
    measure=measure,
    grid={"k": [8], "slow": [1, 0.5, 0.2, 0.1], "mbytes": [8], "run": range(1, 4)},
    quick={"k": [4], "slow": [1, 0.1], "mbytes": [2], "run": range(1, 4)},
    figures=figures,
    plot=Plot(
        caption="Time until the last server that is not behind the slow link has the image, in "
        "times of the image over one link, against the rate of the slow link.",
        x=Axis("slow_share", "rate of the slow link (share of others)"),
        y=Axis("time_ratio", "times"),
        points=lambda frame: by(frame, "slow", "last"),
        paper=1,
    ),
)
