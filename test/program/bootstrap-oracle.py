#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds what camcube-bootstrap's files say of coordinates and bad cables to its file of the wiring.

usage: bootstrap-oracle.py PROGRAM

Knows of the cube only its sides and what the files say. All identified servers but one in 10,000 must
count from one server, which is found by their votes; and between two of them that are right, each
cable that does not join what it should, and each that is missing, must be reported, and no other.
A run that differs is named by its options, seed among them.
"""

import collections
import itertools
import subprocess
import sys

import oracle

KINDS = ("failed", "wrong-server", "swapped", "wrong-port", "mixed")
RUNS = [(sides, [f"--kind={kind}", f"--share={share}"], 1)
        for sides, kinds, shares in (("5x5x5", KINDS, (0, 0.1, 0.2)), ("4x6x5", KINDS, (0.15,)),
                                     ("8x8x8", ("mixed",), (0.2,)))
        for kind in kinds
        for share in shares]
CABLE = ["server_a", "port_a", "server_b", "port_b"]
PORTS = ["+x", "-x", "+y", "-y", "+z", "-z"]


def read_cables(name):
    columns, rows = oracle.read_rows(name)
    assert columns == CABLE, f"the columns of {name} are {columns}"
    return {frozenset([(row["server_a"], row["port_a"]), (row["server_b"], row["port_b"])])
            for row in rows}


def name_server(place, sides):
    x, y, z = (at % side for at, side in zip(place, sides))
    return str(x + sides[0] * (y + sides[1] * z))


def plan_cables(sides):
    """Returns the cables as they should be."""
    for place in itertools.product(*map(range, sides)):
        for axis in range(3):
            far = [at + (axis == other) for other, at in enumerate(place)]
            yield frozenset([(name_server(place, sides), PORTS[2 * axis]),
                             (name_server(far, sides), PORTS[2 * axis + 1])])


def find_right(rows, sides):
    """Returns how many servers are identified, and those that count from the same one as most."""
    origins = {}
    for row in rows:
        if row["identified"] == "1":
            number = int(row["server"])
            true = (number % sides[0], number // sides[0] % sides[1],
                    number // (sides[0] * sides[1]))
            says = (int(row[axis]) for axis in "xyz")
            origins[row["server"]] = name_server([a - b for a, b in zip(true, says)], sides)
    most = collections.Counter(origins.values()).most_common(1)[0][0]
    return len(origins), {server for server, origin in origins.items() if origin == most}


def check(program, text, options):
    """Returns how many servers are identified, bad cables were checked, and what is wrong."""
    command = [program, "--sides=" + text, "--wiring=wiring.csv", "--coordinates=coordinates.csv",
               "--bad=bad.csv", "--quiet", *options]
    subprocess.run(command, check=True)
    sides = [int(side) for side in text.split("x")]
    identified, right = find_right(oracle.read_rows("coordinates.csv")[1], sides)
    wiring, bad, planned = read_cables("wiring.csv"), read_cables("bad.csv"), set(plan_cables(sides))
    plugged = {end for cable in wiring for end in cable}
    missing = {cable for cable in planned if not any(end in plugged for end in cable)}
    wrong = {cable for cable in wiring - planned | missing
             if all(server in right for server, _ in cable)}
    faults = [] if identified == len(right) else [f"{identified - len(right)} servers are wrong"]
    faults += [f"{sorted(cable)} is not reported" for cable in wrong - bad]
    faults += [f"{sorted(cable)} is reported, and is good" for cable in bad & wiring & planned]
    return identified, len(wrong), [f"{' '.join(command[1:])}: {fault}" for fault in faults[:5]]


if __name__ == "__main__":
    sys.exit(oracle.run_all(RUNS, check, ["servers identified", "bad cables"], protocols=[None]))
