#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds every root of camcube-keys to a search over the links that it reports.

usage: roots-oracle.py PROGRAM

Knows of the cube only its sides and what the two files say. Every server of a part of the cube must
see the same root of a key: one of the servers of the part that are nearest to the key's place. A
run that differs is named by its options, seed among them.
"""

import collections
import subprocess
import sys

import oracle

RUNS = [
    ("4x4x4", [], 1),
    ("3x3x3", ["--fail-links=0.4", "--fail-servers=0.2"], 4),
    ("5x4x3", ["--fail-links=0.6", "--spacing=20us"], 4),
    ("2x3x6", ["--fail-servers=0.6", "--spacing=0s"], 4),
    ("6x1x4", ["--fail-links=0.5", "--fail-servers=0.3"], 4),
    ("6x6x6", ["--fail-links=0.3", "--fail-servers=0.3", "--spacing=100us"], 2),
]
COLUMNS = ["time_us", "server", "key_x", "key_y", "key_z", "key_hash", "root"]


def find_parts(links, servers):
    """Returns the servers by the first of those that they reach."""
    near = collections.defaultdict(set)
    for link in links:
        if link["state"] == "up":
            a, b = int(link["server_a"]), int(link["server_b"])
            near[a].add(b)
            near[b].add(a)
    part = {}
    for first in range(servers):
        todo = [] if first in part else [first]
        while todo:
            server = todo.pop()
            if server not in part:
                part[server] = first
                todo += near[server]
    return part


def find_faults(sides, rows, part):
    """Yields what is wrong with roots."""
    def distance(server, place):
        at = [server % sides[0], server // sides[0] % sides[1], server // (sides[0] * sides[1])]
        steps = (abs(a - b) for a, b in zip(at, place))
        return sum(min(step, side - step) for step, side in zip(steps, sides))

    seen = {}
    for row in rows:
        place = tuple(int(row["key_" + axis]) for axis in "xyz")
        server, root = int(row["server"]), int(row["root"])
        mine = part[server]
        if part[root] != mine:
            yield f"server {server} sees a root {root} that it cannot reach"
        elif seen.setdefault((mine, place, row["key_hash"]), root) != root:
            yield f"servers of one part see different roots of the key {row}"
        elif distance(root, place) != min(distance(other, place) for other in part
                                          if part[other] == mine):
            yield f"a server is nearer than the root: {row}"


def check(program, text, options):
    """Returns how many rows were checked, and what is wrong with some."""
    sides = [int(side) for side in text.split("x")]
    servers = sides[0] * sides[1] * sides[2]
    command = [program, "--sides=" + text, "--keys=30", "--links=links.csv", "--roots=roots.csv",
               "--quiet", *options]
    subprocess.run(command, check=True)
    columns, rows = oracle.read_rows("roots.csv")
    faults = [] if rows and columns == COLUMNS else ["the columns are others"]
    live = {row["server"] for row in rows}
    if len(rows) != 30 * len(live):
        faults.append("there is not one row for each live server and key")
    faults += find_faults(sides, rows, find_parts(oracle.read_rows("links.csv")[1], servers))
    return len(rows), [f"{' '.join(command[1:])}: {fault}" for fault in faults[:5]]


if __name__ == "__main__":
    sys.exit(oracle.run_all(RUNS, check, ["roots"]))
