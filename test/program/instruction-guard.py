#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compares what fixed runs of camcube-bench cost, in instructions, with stored values.

usage: instruction-guard.py [--renew] PROGRAM COMPILER NS3

A run's instructions a packet-hop, counted by callgrind, may differ from the stored value by 2%. The
values hold for the compiler and the ns-3 they were stored with; with others they may differ by 30%,
which is said. --renew stores what is counted now. Exit status 77 means that nothing was compared.
"""

import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys

STORE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instruction-counts.json")
NOT_COMPARED = 77
TOLERANCE = 0.02  # the C library has other code for other processors
LOOSE_TOLERANCE = 0.30  # with another compiler or ns-3
RUNS = {
    "routing service, k=8": ["--once=routed", "--k=8", "--hops=40000"],
    "TCP over the cube, k=4": ["--once=tcp", "--tcp-k=4", "--duration=1ms"],
    "TCP over the fat-tree, k=4": ["--once=fat-tree", "--fat-tree=4", "--duration=2ms"],
}


def count(program, options):
    output = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no",
         "--toggle-collect=CamCubeMeasuredRun", program, *options],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ).stdout
    instructions = re.search(r"Collected : (\d+)", output)
    hops = re.search(r"packet-hops measured: (\d+)", output)
    if not instructions or not hops:
        sys.exit(f"callgrind counted nothing; it said:\n{output}")
    return int(instructions.group(1)) / int(hops.group(1))


def main():
    renew = "--renew" in sys.argv[1:]
    program, compiler, ns3 = [word for word in sys.argv[1:] if word != "--renew"]
    if not shutil.which("valgrind"):
        print("NOT COMPARED: callgrind is not installed; the package is valgrind")
        sys.exit(NOT_COMPARED)
    # A count does not depend on what else runs.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = pool.map(lambda options: round(count(program, options), 1), RUNS.values())
        counts = dict(zip(RUNS, counted))
    if renew:
        with open(STORE, "w", encoding="utf-8") as file:
            json.dump({"compiler": compiler, "ns3": ns3, "instructions_per_hop": counts}, file,
                      indent=2)
            file.write("\n")
        print(f"stored in {STORE}: {counts}")
        return
    with open(STORE, encoding="utf-8") as file:
        stored = json.load(file)
    same = (compiler, ns3) == (stored["compiler"], stored["ns3"])
    tolerance = TOLERANCE if same else LOOSE_TOLERANCE
    if not same:
        print(f"COMPARED LOOSELY, to within {tolerance:.0%}: the values are of "
              f"{stored['compiler']} with ns-3 {stored['ns3']}, and this is {compiler} with "
              f"ns-3 {ns3}")
    wrong = []
    for name, now in counts.items():
        before = stored["instructions_per_hop"][name]
        print(f"measured: {name}: {now:.0f} instructions a packet-hop, stored {before:.0f}")
        if abs(now / before - 1) > tolerance:
            wrong.append(f"{name}: {now:.0f} instructions a packet-hop, stored were {before:.0f}")
    if wrong:
        sys.exit("\n".join(wrong) + "\nIf that is meant, store the new values: "
                 "ninja -C build renew-instruction-counts")


main()
