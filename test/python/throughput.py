# SPDX-License-Identifier: GPL-2.0-only
"""The scenario of camcube-throughput, from Python and by the program."""

import json
import subprocess

from conftest import PROGRAMS

import camcube as cc


def throughput(seed=1, run=1, k=4, duration="5ms"):
    """From Python."""
    with cc.Simulation(seed=seed, run=run) as sim:
        sim.torus(
            k, k, k, routing="intact", DataRate="1Gbps", Delay="100ns", ProcessingDelay="1us"
        )
        flows = sim.routed(
            cc.patterns.permutation(), "300Mbps", 1500, duration=duration, warmup="2ms"
        )
        sim.run()
        return flows.summary()


def run_program(k=4, duration="5ms"):
    """By the program."""
    command = [PROGRAMS / "camcube-throughput", f"--k={k}", f"--duration={duration}"]
    out = subprocess.run(
        [*command, "--quiet", "--json=/dev/stdout"], capture_output=True, text=True, check=True
    )
    return json.loads(out.stdout)["results"]
