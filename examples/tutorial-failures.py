# SPDX-License-Identifier: GPL-2.0-only
"""Links break and are mended, and routes follow: see doc/tutorial.rst."""

import camcube as cc


def tell():
    """Says how far the first server's routes reach now."""
    hops = cube.route_table(0)["hops"]
    hops = hops[hops >= 0]  # -1 says that there is no path
    print(f"{sim.now.us:.0f} us: {len(hops)} servers, {hops.mean():.3f} links on the mean")


with cc.Simulation(seed=1, run=1) as sim:
    # failures begin
    cube = sim.torus(6, 6, 6, routing="distance-vector")
    broken = cube.fail_links(0.25, at="1ms")
    cube.repair_links(at="3ms")
    print(f"{broken} of {len(cube.cables)} links break at 1 ms, and are mended at 3 ms")
    for at in ("900us", "1100us", "2ms", "4ms"):
        sim.at(at, tell)
    # failures end
    sim.run(until="5ms")
