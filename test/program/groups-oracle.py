#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds the trees and deliveries of camcube-groups to what its files say of members and links.

usage: groups-oracle.py PROGRAM

Knows of the cube only its sides and what the files say. At each rest every tree must be one without
loops in each part of the cube, over links that are up, with all members of the part, and without a
leaf that is none. No member may get a message twice, and whoever was a member from before a message
to the end, and is in the part of its sender in the end, must have got it: nothing is mended here, so
the two were connected all the time. A run that differs is named by its options, seed among them.
"""

import collections
import subprocess
import sys

import oracle
from tree_oracle import FAULTS, add_fault, check_tree, find_neighbors, find_parts

RUNS = [
    ("4x4x4", [], 1),
    ("4x4x4", ["--share=1", "--groups=2"], 1),
    ("3x3x3", ["--fail-links=0.4", "--fail-servers=0.2"], 4),
    ("5x4x3", ["--fail-links=0.6", "--spacing=20us"], 4),
    ("2x3x6", ["--fail-servers=0.6", "--spacing=0s"], 4),
    ("6x1x4", ["--fail-links=0.5", "--fail-servers=0.3", "--share=0.3"], 4),
    ("6x6x6", ["--fail-servers=0.1", "--spacing=200us", "--tree-paths=base"], 3),
    ("6x6x6", ["--fail-links=0.3", "--fail-servers=0.3", "--spacing=100us"], 3),
]
COLUMNS = {
    "tree": ["time_us", "group", "server", "parent"],
    "deliveries": ["time_us", "group", "message", "server"],
    "members": ["time_us", "group", "server", "event"],
    "links": ["server_a", "port_a", "server_b", "port_b", "state"],
}


def read(name):
    columns, rows = oracle.read_rows(name + ".csv")
    assert columns == COLUMNS[name], f"the columns of {name} are {columns}"
    return rows


def find_members(changes, until):
    """Returns since when servers have been members, by group, at a time."""
    since = collections.defaultdict(dict)
    for row in changes:
        if float(row["time_us"]) <= until:
            group, server = row["group"], int(row["server"])
            if (row["event"] == "join") == (server in since[group]):
                add_fault(f"a server joins or leaves twice: {row}")
            if row["event"] == "join":
                since[group][server] = float(row["time_us"])
            else:
                since[group].pop(server, None)
    return since


def check_deliveries(rows, since, part):
    """Looks at all messages. Returns how many deliveries were due."""
    got = collections.defaultdict(list)
    for row in rows:
        got[row["message"]].append((float(row["time_us"]), row["group"], int(row["server"])))
    due = 0
    for message, deliveries in got.items():
        sent, group, source = deliveries[0]
        servers = [server for _, _, server in deliveries]
        if len(set(servers)) != len(servers):
            add_fault(f"a member got message {message} twice")
        for server, joined in since[group].items():
            if joined < sent and part.get(server) is not None and part[server] == part.get(source):
                due += 1
                if server not in servers:
                    add_fault(f"the member {server} did not get message {message} of {source}")
    return due


def check(program, sides, options):
    """Returns how many tree links were checked, and deliveries."""
    files = [f"--{name}={name}.csv" for name in COLUMNS]
    command = [program, "--sides=" + sides, "--messages=300", "--quiet", *files, *options]
    subprocess.run(command, check=True)
    FAULTS.clear()
    tree, changes, links = read("tree"), read("members"), read("links")
    rests = sorted({float(row["time_us"]) for row in tree})
    intact = find_neighbors(links, lambda link: True)
    damaged = find_neighbors(links, lambda link: link["state"] == "up")
    groups = {row["group"] for row in changes}
    live = {server for server in damaged if damaged[server]}
    for rest in rests:
        members = find_members(changes, rest)
        is_first = rest == rests[0] and len(rests) > 1
        for group in groups:
            rows = [row for row in tree if row["group"] == group and float(row["time_us"]) == rest]
            check_tree(rows, members[group], intact if is_first else damaged,
                       set(intact) if is_first else live, f"group {group} at {rest} us")
    due = check_deliveries(read("deliveries"), find_members(changes, float("inf")),
                           find_parts(damaged))
    return len(tree), due, [f"{' '.join(command[1:])}: {fault}" for fault in FAULTS[:5]]


if __name__ == "__main__":
    sys.exit(oracle.run_all(RUNS, check, ["places in trees", "deliveries due"]))
