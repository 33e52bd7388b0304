# SPDX-License-Identifier: GPL-2.0-only
"""What Python costs: alone on the machine, so not with the other tests."""

import resource
import time

from conftest import run_script, show
from ring import Ring
from throughput import run_program, throughput

import camcube as cc


def user_seconds(who):
    return resource.getrusage(who).ru_utime


def test_bulk_runs_cost_what_the_program_costs():
    scenario = {"k": 8, "duration": "20ms"}
    ratios = []
    for _ in range(5):
        begin = user_seconds(resource.RUSAGE_SELF)
        found = throughput(**scenario)
        here = user_seconds(resource.RUSAGE_SELF) - begin
        begin = user_seconds(resource.RUSAGE_CHILDREN)
        expected = run_program(**scenario)
        ratios.append(here / (user_seconds(resource.RUSAGE_CHILDREN) - begin))
        assert found == {key: expected[key] for key in found}
    ratio = sorted(ratios)[2]
    show(f"a bulk run takes {ratio:.3f} times what the program takes, median of 5")
    assert ratio <= 1.03


def test_a_hop_costs_little():
    hops = 100_000
    best = 1e9
    for _ in range(3):
        with cc.Simulation() as sim:
            cube = sim.torus(4, 4, 4, routing="intact")
            services = cube.install(Ring)
            sim.at("1ms", lambda: services[0].send(0, hops.to_bytes(8, "big")))
            begin = time.process_time()
            sim.run()
            best = min(best, (time.process_time() - begin) / hops)
    show(f"a hop through a service in Python takes {best * 1e6:.2f} us, payload read and rewritten")
    assert best <= 5e-6


def test_import_is_quick():
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        run_script("import camcube")
        with_package = time.perf_counter() - begin
        begin = time.perf_counter()
        run_script("pass")
        times.append(with_package - (time.perf_counter() - begin))
    show(f"import camcube takes {min(times):.2f} s")
    assert min(times) <= 0.3
