#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs a program twice with the same seed and run, then with ns-3's own event list, then with others.

usage: determinism.py [--constant] PROGRAM [OPTION...]

The JSON of equal seed and run, whatever the event list, must be equal to the byte, apart from what
measures this machine (wall time, memory and what is derived from them); another run, and another
seed, must give other results. With --constant the program has nothing random, and they must be
equal too.
"""

import json
import os
import sys

import program_results


def main():
    arguments = sys.argv[1:]
    constant = arguments[0] == "--constant"
    command = arguments[constant:]

    def results(seed, run, *options):
        return json.dumps(
            program_results.run(*command, f"--seed={seed}", f"--run={run}", *options)
        )

    first = results(1, 1)
    if results(1, 1) != first:
        sys.exit("the same seed and run gave other results the second time")
    if results(1, 1, "--SchedulerType=ns3::MapScheduler") != first:
        sys.exit("the results depend on the event list")
    for seed, run in ((1, 2), (2, 1)):
        if (results(seed, run) == first) != constant:
            sys.exit(f"seed {seed} and run {run} against seed 1 and run 1: the results are "
                     + ("different" if constant else "the same"))
    print(f"measured: {os.path.basename(command[0])}: same seed and run, same {len(first)} bytes "
          + "of results" + ("" if constant else "; other seed or run, others"))


main()
