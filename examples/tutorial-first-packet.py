# SPDX-License-Identifier: GPL-2.0-only
"""A torus, and the first packet over it: see doc/tutorial.rst."""

import camcube as cc


class Greeter(cc.Service):
    """Says what packets come to it."""

    id = 4242

    def placed(self):
        self.add_endpoint(7, self.greet)

    def greet(self, packet):
        print(f"{sim.now.ns} ns: {len(packet.payload)} bytes over {packet.hops} links")


# torus begins
with cc.Simulation(seed=1, run=1) as sim:
    cube = sim.torus(4, 4, 4, DataRate="1Gbps", Delay="1us", routing="intact")
    print(f"{len(cube.servers)} servers, {len(cube.cables)} cables")
    # torus ends
    # send begins
    greeters = cube.install(Greeter)
    sim.at("10us", lambda: greeters[0].send_to((2, 1, 3), 7, b"hello"))
    sim.run()
    # send ends
