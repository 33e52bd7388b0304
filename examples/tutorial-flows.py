# SPDX-License-Identifier: GPL-2.0-only
"""Flows over multi-hop routing: see doc/tutorial.rst."""

import camcube as cc

with cc.Simulation(seed=1, run=1) as sim:
    cube = sim.torus(6, 6, 6, Delay="1us", routing="intact")
    # flows begin
    pairs = [(server, (server + 43) % 216) for server in range(216)]
    flows = sim.routed(pairs, rate="200Mbps", packet_size=1500, duration="5ms")
    # flows end
    sim.run()

# results begin
packets = flows.summary()
print(f"{packets['delivered_packets']} of {packets['offered_packets']} packets arrive")
print(f"over {packets['mean_hops']:.2f} links, in {packets['latency_us']['mean']:.1f} us")
# results end
