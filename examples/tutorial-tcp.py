# SPDX-License-Identifier: GPL-2.0-only
"""A transfer by ns-3's own TCP/IP over a torus: see doc/tutorial.rst."""

import camcube as cc

with cc.Simulation(seed=1, run=1) as sim:
    # transfer begins
    network = sim.network("torus", servers=27, line_rate="1Gbps", queue=64, line_overhead=24)
    flow = (0, 13, "0us", 1_000_000)  # source, destination, start, bytes
    transfers = sim.transfer(network, cc.workloads.flows([flow]))
    sim.run(until="1s")
    # transfer ends
    # results begin
    print(f"from {network.addresses[0]} to {network.addresses[13]}")
    flows = transfers.to_frame()
    print(f"{flows['received_bytes'][0]} bytes in {flows['fct_us'][0]:.1f} us")
    # results end
