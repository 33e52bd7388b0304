# SPDX-License-Identifier: GPL-2.0-only
"""Numbers of all servers are summed up on their way, at every hop, by a service in Python."""

import struct

import camcube as cc


class Sum(cc.Service):
    """Adds up what its children send, and its own number, and sends that to its parent.

    A server's parent is its neighbour one step nearer to the first server: along z, then y, then x.
    """

    id = 4242

    def __init__(self, number):
        super().__init__()
        self.total = number
        self.missing = None

    def placed(self):
        at = self.coordinate
        # The last axis along which it is away from the first server; children lie along that one
        # and those behind it.
        axis = max((a for a in range(3) if at[a]), default=0)
        self.parent = 2 * axis + 1 if any(at) else None
        self.missing = sum(at[a] < SIDES[a] - 1 for a in range(axis, 3))

    def begin(self):
        """Those without children begin."""
        if self.missing == 0:
            self.pass_on()

    def receive(self, frame, port):
        (value,) = struct.unpack("!q", frame.payload)
        self.total += value
        self.missing -= 1
        if self.missing == 0:
            self.pass_on()

    def pass_on(self):
        if self.parent is not None:
            self.send_or_queue(self.parent, struct.pack("!q", self.total))


SIDES = (5, 4, 3)
with cc.Simulation() as sim:
    cube = sim.torus(*SIDES, routing="intact")
    sums = [cube.install(Sum, i, servers=[i])[0] for i in range(len(cube))]
    sim.at("1ms", lambda: [each.begin() for each in sums])
    sim.run()
    print(f"the sum over {len(cube)} servers is {sums[0].total}, which takes {sim.now - '1ms'}")
