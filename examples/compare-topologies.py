# SPDX-License-Identifier: GPL-2.0-only
"""The same flows, of sizes of one's own, over four topologies with ns-3's TCP/IP."""

import random
import sys

import camcube as cc

# Requests of 2 kB and, one in four, 200 kB, between servers drawn at random.
draw = random.Random(1)
flows = []
for i in range(100):
    source, destination = draw.sample(range(16), 2)
    flows.append((source, destination, f"{i * 50}us", 200_000 if i % 4 == 0 else 2_000))

result = cc.compare(workload=cc.workloads.flows(flows), jobs=2, progress=False)
table = result.flows.groupby(["topology", "bytes"], sort=False)["fct_us"].describe()
print(table[["count", "mean", "max"]].round(1))
if len(sys.argv) > 1:  # a file for the figure
    result.plot_cdf("fct_us").savefig(sys.argv[1])
