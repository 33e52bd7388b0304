# SPDX-License-Identifier: GPL-2.0-only
"""Services that take turns on a link."""

import camcube as cc

from ..frame.claim import Axis, Claim, Plot
from ..frame.figure import figure
from ..frame.rule import within

WEIGHTS = {"equal": (1, 1, 1), "weighted": (1, 2, 4)}


def measure(weights, run):
    sent = [0] * len(WEIGHTS[weights])
    with cc.Simulation(run=run) as sim:
        cube = sim.torus(2, 1, 1, routing="intact")
        for number, weight in enumerate(WEIGHTS[weights]):
            saturate(cube, number, weight, sent)
        sim.run(until="20ms")
    return {f"share_{number}": each / sum(sent) for number, each in enumerate(sent)}


def saturate(cube, number, weight, sent):
    """Has a service of its own send on a link whenever it may."""

    class Saturating(cc.Service):
        id = 5000 + number

        def deployed(self):
            while self.send(0, bytes(1000)) == cc.SendResult.SENT:
                pass  # until the link is busy, and it is polled when that is free

        def poll(self, port):
            sent[number] += port == 0
            return bytes(1000) if port == 0 else None

        def receive(self, frame, port):
            pass

    cube.install(Saturating)
    for server in cube.servers:
        server.node.applications[-1].set("Weight", weight)


def figures(frame):
    found = []
    for weights, rows in frame.groupby("weights", sort=False):
        parts = WEIGHTS[weights]
        for number, weight in enumerate(parts):
            fair = weight / sum(parts)
            words = f"weights {', '.join(map(str, parts))}"
            found.append(
                figure(
                    f"share of a link of service {number + 1}, {words}",
                    "",
                    f"{fair:.3g}",
                    rows[f"share_{number}"],
                    within(fair, 1),
                    when=words,
                )
            )
    return found


def points(frame):
    for weights, rows in frame.groupby("weights", sort=False):
        for number, weight in enumerate(WEIGHTS[weights]):
            yield weights, number + 1, list(rows[f"share_{number}"])


CLAIM = Claim(
    title="Fair and weighted turns on a link",
    paper="SIGCOMM 2010",
    where="section 2",
    says="each time a packet has been sent on a link, the services are polled in order until one "
    "has a packet; weights are an easy extension.",
    how="In Python: three services of one server send frames of 1,000 bytes on one link of 1 Gbps "
    "whenever they are polled, for 20 ms, with equal weights and with weights of 1, 2 and 4. "
    "Nothing is random here.",
    measure=measure,
    grid={"weights": list(WEIGHTS), "run": [1]},
    figures=figures,
    plot=Plot(
        caption="Share of the frames on one link that each of three services has sent.",
        x=Axis("service_count", "service"),
        y=Axis("frames_share", "share of the frames"),
        points=points,
    ),
)
