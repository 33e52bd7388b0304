# SPDX-License-Identifier: GPL-2.0-only
"""What a port tells of the frames that it sends: see doc/tutorial.rst."""

import camcube as cc


class Sender(cc.Service):
    """Sends when it is told to."""

    id = 4242


with cc.Simulation(seed=1, run=1) as sim:
    cube = sim.torus(4, 4, 4, routing="intact")
    sender = cube.install(Sender, servers=[0])[0]
    sizes = (100, 1000, 10)
    sim.at("10us", lambda: [sender.send_to((1, 0, 0), 7, bytes(size)) for size in sizes])
    # trace begins
    sent = sim.record(cube.server(0, 0, 0).port("+x"), "PhyTxEnd")
    sim.run()
    # trace ends

# rows begin
for row in sent.array:
    print(f"{row['time_us']:.2f} us: {row['packet_bytes']} bytes")
# rows end
