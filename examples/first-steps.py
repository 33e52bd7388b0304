# SPDX-License-Identifier: GPL-2.0-only
"""A torus whose links fail while packets cross it: see doc/python.rst."""

import camcube as cc

with cc.Simulation(seed=1, run=1) as sim:
    cube = sim.torus(6, 6, 6, DataRate="1Gbps", Delay="1us", routing="distance-vector")
    failed = cube.fail_links(0.1, at="1ms")
    flows = sim.routed(cc.patterns.permutation(), rate="200Mbps", duration="5ms")
    port = sim.record(cube.servers[0].port("+x"), "PhyTxEnd")
    sim.run()
    hops = cube.route_table(cube.servers[0])["hops"]

packets = flows.summary()
print(f"{failed} of {3 * 6**3} links fail")
print(f"{packets['delivered_packets']} of {packets['offered_packets']} packets arrive,")
print(f"after {packets['mean_hops']:.2f} hops and {packets['latency_us']['mean']:.1f} us on the mean")
print(f"server 0 reaches {(hops >= 0).sum()} servers, the farthest over {hops.max()} links")
print(f"its port +x has sent {len(port)} frames, the last at {port.array['time_us'][-1]:.1f} us")
