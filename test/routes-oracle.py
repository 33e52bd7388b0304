#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds every route of camcube-routes to a breadth-first search over the links that it reports.

usage: routes-oracle.py PROGRAM

Knows of the torus only what the two files say: which server hangs on which port of which, and
what is up. A run that differs is named by its options, seed among them.
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
"""
RUNS = [
    (["--sides=4"], 1),
    (["--sides=4", "--fail-links=0.3", "--fail-servers=0.1", "--spacing=0s"], 6),
    (["--sides=5x4x3", "--fail-links=0.5", "--spacing=20us"], 6),
    (["--sides=2x3x6", "--fail-servers=0.4", "--spacing=100us"], 6),
    (["--sides=3x3x5", "--fail-links=0.2", "--flap=0.3", "--spacing=50us"], 6),
    (["--sides=6x1x4", "--fail-links=0.3", "--fail-servers=0.2", "--repair=0.5"], 6),
    (["--sides=4x4x2", "--fail-links=0.4", "--fail-servers=0.3", "--repair=1"], 4),
    (["--sides=3x4x5", "--fail-links=0.1", "--keep-alive=1ms", "--settle=50ms"], 2),
    (["--sides=3", "--fail-links=0.2", "--fail-file=failures.csv", "--spacing=30us"], 4),
    (["--k=7", "--fail-links=0.3", "--flap=0.1", "--spacing=0s"], 1),
]


def read(name, header):
    with open(name, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        found = next(rows)
        if found != header:
            sys.exit(f"{name} begins with {found}, not with {header}")
        yield from rows


def read_links():
    """Returns {server: {port: neighbour}} of the links that are up, and the number of servers."""
    up, servers = collections.defaultdict(dict), set()
    for a, port_a, b, port_b, state in read(
        "links.csv", ["server_a", "port_a", "server_b", "port_b", "state"]
    ):
        servers |= {int(a), int(b)}
        if state not in ("up", "down"):
            sys.exit(f"links.csv: a link is {state}")
        if state == "up":
            up[int(a)][port_a] = int(b)
            up[int(b)][port_b] = int(a)
    return up, max(servers) + 1


def search(up, start):
    distance, queue = {start: 0}, collections.deque([start])
    while queue:
        here = queue.popleft()
        for there in up[here].values():
            if there not in distance:
                distance[there] = distance[here] + 1
                queue.append(there)
    return distance


def check(command):
    """Returns how many routes there are, and how many are wrong."""
    subprocess.run(command + ["--quiet", "--links=links.csv", "--routes=routes.csv"], check=True)
    up, servers = read_links()
    distances = [search(up, destination) for destination in range(servers)]
    routes, wrong, origins = 0, 0, collections.Counter()
    for server, destination, distance, ports in read(
        "routes.csv", ["server", "destination", "distance", "next_hop_ports"]
    ):
        server, to = int(server), distances[int(destination)]
        nearer = {p for p, there in up[server].items() if to.get(there, -9) + 1 == to.get(server)}
        right = int(distance) == to.get(server, -1) and set(ports.split()) == nearer
        routes, wrong = routes + 1, wrong + (not right)
        origins[server] += 1
    # A server without lines has failed, so it has no link; any other has a line for everybody.
    wrong += sum(1 for server in range(servers) if origins[server] == 0 and up[server])
    wrong += sum(1 for lines in origins.values() if lines != servers)
    return routes, wrong


def main():
    program = os.path.abspath(sys.argv[1])
    runs = total = failures = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("failures.csv", "w", encoding="utf-8") as file:
            file.write(FILE)
        for options, seeds in RUNS:
            for seed in range(1, seeds + 1):
                command = [program, *options, f"--seed={seed}"]
                routes, wrong = check(command)
                runs, total, failures = runs + 1, total + routes, failures + wrong
                if wrong:
                    print(f"{wrong} of {routes} routes are wrong:", " ".join(command))
    print(f"measured: camcube-routes: {failures} of {total} routes differ from a search over the "
          f"links in {runs} runs")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
