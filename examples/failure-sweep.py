# SPDX-License-Identifier: GPL-2.0-only
"""How packets fare as ever more links fail, over some runs: a data frame, and a figure of it."""

import sys

import camcube as cc


def trial(share, run):
    """One run: what becomes of packets that are sent after a share of all links has failed."""
    with cc.Simulation(seed=1, run=run) as sim:
        cube = sim.torus(4, 4, 4)
        cube.fail_links(share, at="1ms")
        flows = sim.routed(
            cc.patterns.permutation(), rate="100Mbps", duration="8ms", warmup="4ms"
        )
        sim.run()
    return flows.summary()


if __name__ == "__main__":
    frame = cc.sweep(trial, share=[0, 0.1, 0.2, 0.3], run=range(1, 4), jobs=2, progress=False)
    print(frame.groupby("share")[["mean_hops", "lost_packets", "latency_us.mean"]].mean().round(2))
    if len(sys.argv) > 1:  # a file for the figure
        cc.plots.plot_series(frame, "share", "mean_hops").savefig(sys.argv[1])
