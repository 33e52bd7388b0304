#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds every route of camcube-routes to a breadth-first search over the links that it reports.

usage: routes-oracle.py PROGRAM [OPTION...]

Knows of the torus only what the two files say: which server hangs on which port of which, and
what is up. These links in turn must be those of a torus whose servers are numbered
x + kx * (y + ky * z), with as much down as the options say. A run that differs is named by its
options, seed among them.
"""

import collections
import csv
import os
import subprocess
import sys
import tempfile

FILE = """time_us,kind,server,port
1000,link,0,+x
1000,server,7,
1020.5,link,5,-z
1300,link-repair,0,+x
2000,server-repair,7,
2500,server,11
"""
# What that leaves down in a 3x3x3 cube: the cable between 23 and 5, and a server.
FILE_CABLE, FILE_SERVER = (23, "+z", 5, "-z"), 11
RUNS = [
    (["--sides=4"], 1),
    (["--sides=4", "--fail-links=0.3", "--fail-servers=0.1", "--spacing=0s"], 6),
    (["--sides=5x4x3", "--fail-links=0.5", "--spacing=20us"], 6),
    (["--sides=2x3x6", "--fail-servers=0.4", "--spacing=100us"], 6),
    (["--sides=3x3x5", "--fail-links=0.2", "--flap=0.3", "--spacing=50us"], 6),
    (["--sides=6x1x4", "--fail-links=0.3", "--fail-servers=0.2", "--repair=0.5"], 6),
    (["--sides=4x4x2", "--fail-links=0.4", "--fail-servers=0.3", "--repair=1"], 4),
    (["--sides=2", "--fail-links=0.5", "--fail-servers=0.25", "--flap=0.25"], 4),
    (["--sides=3x4x5", "--fail-links=0.1", "--keep-alive=1ms"], 2),
    (["--sides=3", "--fail-file=failures.csv"], 1),
    (["--sides=3", "--fail-links=0.2", "--fail-file=failures.csv", "--spacing=30us"], 4),
    (["--sides=5", "--fail-links=0.4", "--spacing=10us", "--destinations=9"], 2),
    (["--k=7", "--fail-links=0.3", "--flap=0.1", "--spacing=0s"], 1),
]
PROTOCOLS = ["distance-vector", "link-state"]


class Expected:
    """What a run's options say about its end."""

    def __init__(self, options):
        given = dict(option[2:].split("=") for option in options)
        sides = [int(side) for side in (given.get("sides") or given["k"]).split("x")]
        self.sides = sides if len(sides) == 3 else sides * 3
        self.servers = self.sides[0] * self.sides[1] * self.sides[2]
        self.cables = {
            (server, "+" + name, self.neighbor(server, axis), "-" + name)
            for server in range(self.servers)
            for axis, name in enumerate("xyz")
            if self.sides[axis] > 1
        }
        self.lines = int(given.get("destinations", self.servers))
        self.from_file = "fail-file" in given

        def remain(option, number):
            failed = int(float(given.get(option, 0)) * number + 0.5)
            return failed - int(float(given.get("repair", 0)) * failed + 0.5)

        self.links = remain("fail-links", len(self.cables))
        self.dead = remain("fail-servers", self.servers)

    def neighbor(self, server, axis):
        kx, ky, _ = self.sides
        at = [server % kx, server // kx % ky, server // (kx * ky)]
        at[axis] = (at[axis] + 1) % self.sides[axis]
        return at[0] + kx * (at[1] + ky * at[2])

    def find_faults(self, cables, dead):
        """Yields what of {cable: state} and of the dead servers is not as it should be."""
        if set(cables) != self.cables:
            yield "the cables are not those of the torus"
        if len(dead) != self.dead + self.from_file or (self.from_file and FILE_SERVER not in dead):
            yield f"servers {sorted(dead)} are dead"
        down = {cable for cable, state in cables.items() if state == "down"}
        cut_off = {cable for cable in cables if cable[0] in dead or cable[2] in dead}
        if cut_off - down:
            yield "links of dead servers are up"
        down -= cut_off
        if self.from_file and not self.links:
            right = down == {FILE_CABLE}
        elif self.dead or self.from_file:
            right = len(down) <= self.links + self.from_file  # others hang on dead servers
        else:
            right = len(down) == self.links
        if not right:
            yield f"{len(down)} links between live servers are down, {self.links} had to fail"


def read(name, header):
    with open(name, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        found = next(rows)
        if found != header:
            sys.exit(f"{name} begins with {found}, not with {header}")
        yield from rows


def read_cables():
    cables = {}
    for a, port_a, b, port_b, state in read(
        "links.csv", ["server_a", "port_a", "server_b", "port_b", "state"]
    ):
        cable = (int(a), port_a, int(b), port_b)
        if cable in cables or state not in ("up", "down"):
            sys.exit(f"links.csv: {cable} comes twice, or is {state}")
        cables[cable] = state
    return cables


def search(up, start):
    distance, queue = {start: 0}, collections.deque([start])
    while queue:
        here = queue.popleft()
        for there in up[here].values():
            if there not in distance:
                distance[there] = distance[here] + 1
                queue.append(there)
    return distance


def check(command, expected):
    """Returns numbers of routes, of these to nowhere and wrong, and other faults."""
    subprocess.run(command + ["--quiet", "--links=links.csv", "--routes=routes.csv"], check=True)
    cables = read_cables()
    up = collections.defaultdict(dict)  # {server: {port: neighbour}}
    for (a, port_a, b, port_b), state in cables.items():
        if state == "up":
            up[a][port_a] = b
            up[b][port_b] = a
    distances, seen = {}, collections.defaultdict(set)
    counts = collections.Counter()
    for server, destination, distance, ports in read(
        "routes.csv", ["server", "destination", "distance", "next_hop_ports"]
    ):
        server, destination = int(server), int(destination)
        if destination not in distances:
            distances[destination] = search(up, destination)
        to = distances[destination]
        nearer = [p for p, there in up[server].items() if to.get(there, -9) + 1 == to.get(server)]
        right = int(distance) == to.get(server, -1) and sorted(ports.split()) == sorted(nearer)
        seen[server].add(destination)
        counts.update(routes=1, nowhere=server not in to, wrong=not right)
    faults = list(expected.find_faults(cables, set(range(expected.servers)) - set(seen)))
    if counts["routes"] != expected.lines * len(seen) or any(
        len(destinations) != expected.lines for destinations in seen.values()
    ):
        faults.append("not every live server has a line for each destination")
    return counts, faults


def main():
    program, own = os.path.abspath(sys.argv[1]), sys.argv[2:]
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("failures.csv", "w", encoding="utf-8") as file:
            file.write(FILE)
        for protocol in PROTOCOLS:
            runs, total = 0, collections.Counter()
            for options, seeds in RUNS:
                for seed in range(1, seeds + 1):
                    command = [program, f"--protocol={protocol}", *options, f"--seed={seed}", *own]
                    counts, faults = check(command, Expected(options))
                    if counts["wrong"]:
                        faults.append(f"{counts['wrong']} of {counts['routes']} routes are wrong")
                    for fault in faults:
                        print(" ".join(command) + ":", fault)
                    runs, failures = runs + 1, failures + len(faults)
                    total += counts
            print(f"measured: camcube-routes, {protocol}: {total['wrong']} of {total['routes']} "
                  f"routes, {total['nowhere']} of these to nowhere, differ from a search over the "
                  f"links in {runs} runs")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
