# SPDX-License-Identifier: GPL-2.0-only
"""What the scripts share that hold files of a program to what they find out by themselves."""

import csv
import os
import sys
import tempfile

PROTOCOLS = ("distance-vector", "link-state")


def read_rows(name):
    """Returns the columns of a file, and its rows as dicts."""
    with open(name, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return reader.fieldnames, rows


def run_all(runs, check, counted, protocols=PROTOCOLS):
    """Checks the program of the command line run by run, and says what was found.

    runs: (sides, options, seeds) of each, tried with both protocols unless others
    are given, None for a program that has none. check(program, sides, options)
    is called in an empty folder, and returns numbers, and what is wrong. counted: the names of these
    numbers. Returns an exit status.
    """
    program = os.path.abspath(sys.argv[1])
    total, tried, faults = [0] * len(counted), 0, []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for sides, options, seeds in runs:
            for protocol in protocols:
                for seed in range(1, seeds + 1):
                    more = [*options, f"--seed={seed}"]
                    more += [f"--protocol={protocol}"] if protocol else []
                    *numbers, found = check(program, sides, more)
                    total = [a + b for a, b in zip(total, numbers)]
                    tried, faults = tried + 1, faults + found
    print("\n".join(faults))
    sums = "".join(f", {number} {name}" for number, name in zip(total, counted))
    print(f"measured: {tried} runs of {os.path.basename(program)}{sums}, {len(faults)} faults")
    return 1 if faults else 0
