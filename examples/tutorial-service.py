# SPDX-License-Identifier: GPL-2.0-only
"""A service that sees packets at every hop, and changes or drops them: see doc/tutorial.rst."""

import camcube as cc


class Footprints(cc.Service):
    """Has packets carry the names of servers that they pass, a to y; server h lets none pass."""

    id = 4242

    def __init__(self, number):
        super().__init__()
        self.name = chr(ord("a") + number)

    def placed(self):
        self.add_endpoint(7, self.arrive)
        self.add_interceptor(7, self.pass_by)

    def arrive(self, packet):
        print("a packet came by", packet.payload.decode())

    def pass_by(self, packet, port):
        packet.payload += self.name.encode()
        if self.name == "h":
            print("h drops a packet")
            return cc.Verdict.DROP
        return cc.Verdict.FORWARD


with cc.Simulation(seed=1, run=1) as sim:
    # install begins
    cube = sim.torus(5, 5, 1, routing="intact", Choice="FixedOrder")
    services = [cube.install(Footprints, i, servers=[i])[0] for i in range(len(cube))]
    sim.at("10us", lambda: services[0].send_to((1, 2, 0), 7, b""))
    sim.at("20us", lambda: services[0].send_to((2, 2, 0), 7, b""))
    sim.run()
    # install ends
