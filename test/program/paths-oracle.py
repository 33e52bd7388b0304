#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds every path of camcube-paths to a search over the links that it reports.

usage: paths-oracle.py PROGRAM

Knows of the cube only its sides and what the two files say. Each path must be a walk over live links
from its source to its destination, no more than two hops longer than the shortest there is, and
without extra hops by base routing; pairs without path must be those that no search connects. In
intact cubes the paths of LinkDisjointPaths share no link within a pair, and there are three at least;
with failures they may share some, as many as the program says. A run that differs is named by its
options, seed among them.
"""

import collections
import json
import subprocess
import sys

import oracle

RUNS = [
    ("4x4x4", ["--pairs=all"], 1),
    ("5x5x5", ["--pairs=all"], 1),
    ("3x4x5", ["--pairs=all"], 1),
    ("2x3x4", ["--pairs=all"], 1),
    ("8x8x8", [], 2),
    ("4x4x4", ["--forwarding=Shortest", "--pairs=all"], 1),
    ("4x4x4", ["--fail-links=0.1", "--pairs=all"], 2),
    ("5x4x3", ["--fail-links=0.3", "--fail-servers=0.1", "--pairs=all"], 2),
    ("2x3x6", ["--fail-servers=0.5", "--spacing=0s", "--pairs=all"], 2),
    ("6x6x6", ["--fail-links=0.5", "--fail-servers=0.2", "--spacing=20us"], 2),
    ("6x6x6", ["--fail-links=0.3", "--forwarding=Shortest"], 2),
]
COLUMNS = ["source", "destination", "path", "servers"]


def count_links(rows):
    """Returns how many live links lead from a server to another."""
    links = collections.Counter()
    for row in rows:
        if row["state"] == "up":
            a, b = int(row["server_a"]), int(row["server_b"])
            links[a, b] += 1
            links[b, a] += 1
    return links


def search(near, source):
    """Returns the distances from a server."""
    distance, todo = {source: 0}, collections.deque([source])
    while todo:
        here = todo.popleft()
        for there in near[here]:
            if there not in distance:
                distance[there] = distance[here] + 1
                todo.append(there)
    return distance


class Run:
    def __init__(self, text, options):
        self.intact = not any(option.startswith("--fail") for option in options)
        self.disjoint = "--forwarding=Shortest" not in options
        self.sides = [int(side) for side in text.split("x")]
        self.links = count_links(oracle.read_rows("links.csv")[1])
        near = collections.defaultdict(list)
        for a, b in self.links:
            near[a].append(b)
        self.distance = {source: search(near, source) for source in
                         range(self.sides[0] * self.sides[1] * self.sides[2])}
        self.shared, self.extra, self.pairs = 0, [], 0

    def find_faults_of_path(self, row, number):
        source, destination = int(row["source"]), int(row["destination"])
        walk = [int(server) for server in row["servers"].split(" ")]
        if int(row["path"]) != number:
            yield f"the paths of the pair are not numbered from 0: {row}"
        if (walk[0], walk[-1]) != (source, destination) or destination in walk[:-1]:
            yield f"the path does not lead from source to destination: {row}"
        if not all(self.links[link] for link in zip(walk, walk[1:])):
            yield f"the path has a link that is not up: {row}"
        extra = len(walk) - 1 - self.distance[source].get(destination, 0)
        self.extra.append(extra)
        if not 0 <= extra <= (2 if self.disjoint else 0):
            yield f"the path has {extra} extra hops: {row}"

    def find_faults_of_pair(self, rows):
        self.pairs += 1
        for number, row in enumerate(rows):
            yield from self.find_faults_of_path(row, number)
        uses = collections.Counter()
        for row in rows:
            walk = row["servers"].split(" ")
            uses.update((int(a), int(b)) for a, b in zip(walk, walk[1:]))
        # Round an axis of two servers, two links lead from one to the other.
        shared = sum(count > self.links[link] for link, count in uses.items())
        self.shared += shared
        if self.intact and self.disjoint and shared:
            yield f"paths of one pair share {shared} links: {rows}"
        if self.intact and self.disjoint and len(rows) < 3:
            yield f"a pair has {len(rows)} paths: {rows}"

    def find_faults(self, rows, results):
        pairs = collections.defaultdict(list)
        for row in rows:
            pairs[int(row["source"]), int(row["destination"])].append(row)
        for pair in pairs.values():
            yield from self.find_faults_of_pair(pair)
        says = results["extra_hops_per_path"]
        if self.extra and says["max"] != max(self.extra):
            yield f"the most extra hops are {max(self.extra)}, and not {says['max']}"
        if results["packets_lost"]:
            yield "packets between pairs that have a path were lost"
        if results["pairs"] - results["pairs_without_path"] != self.pairs:
            yield "the file has other pairs than the results say"
        if min(self.sides) > 2 and results["shared_links"] != self.shared:
            yield f"{self.shared} links are shared, and not {results['shared_links']}"
        if results["pairs"] == results["live_servers"] * (results["live_servers"] - 1):
            connected = sum(len(distance) - 1 for distance in self.distance.values())
            if connected != self.pairs:
                yield f"{self.pairs} pairs have paths, and a search connects {connected}"


def check(program, text, options):
    """Returns how many paths were checked, and what is wrong with some."""
    command = [program, "--sides=" + text, "--links=links.csv", "--paths=paths.csv",
               "--json=results.json", "--quiet", *options]
    subprocess.run(command, check=True)
    columns, rows = oracle.read_rows("paths.csv")
    with open("results.json", encoding="utf-8") as file:
        results = json.load(file)["results"]
    run = Run(text, options)
    faults = [] if rows and columns == COLUMNS else ["the columns are others"]
    faults += run.find_faults(rows, results)
    return len(rows), [f"{' '.join(command[1:])}: {fault}" for fault in faults[:5]]


if __name__ == "__main__":
    sys.exit(oracle.run_all(RUNS, check, ["paths"]))
