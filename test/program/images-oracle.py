#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds the receipts and trees of camcube-images to what it finds out by itself.

usage: images-oracle.py PROGRAM

Knows of the cube its sides and what the files say, and of the image its size and the rules by which
its content and its hash are made (doc/images.rst). Every server that is connected to the source in
the end must have a receipt, with the SHA-256 of the image. The tree must be one without loops at each
rest, with all servers of the source's part in it. A run that differs is named by its options.
"""

import hashlib
import json
import subprocess
import sys

import oracle
from tree_oracle import FAULTS, add_fault, check_tree, find_neighbors, find_parts

RUNS = [
    ("4x4x4", [], 2),
    ("4x4x4", ["--fail-servers=0.2", "--spacing=700us", "--tree-paths=base"], 3),
    ("3x3x3", ["--fail-links=0.3", "--fail-servers=0.2", "--spacing=200us", "--late=0.3"], 3),
    ("5x2x3", ["--fail-links=0.5", "--spacing=0s", "--mtu=1500"], 3),
    ("2x3x4", ["--slow=0.1", "--late=0.5", "--mtu=5000"], 1),
    ("3x3x1", ["--size=0"], 1),
    ("3x3x1", ["--size=10486"], 1),
]
NOT_OF_A_BLOCK = 2 + 11 + 19  # service, tree and image header
COLUMNS = {
    "tree": ["time_us", "group", "server", "parent"],
    "receipts": ["server", "complete_us", "sha256"],
    "links": ["server_a", "port_a", "server_b", "port_b", "state"],
}


def mix(number):
    """The finalizer of SplitMix64."""
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    number = (number ^ number >> 27) * 0x94D049BB133111EB % 2**64
    return number ^ number >> 31


def find_hash(place, number, size, block):
    """Returns the SHA-256 of an image."""
    x, y, z = place
    seed = mix(x << 48 | y << 40 | z << 32 | number)
    # A 256th in whole blocks, but no more of them than 256 KiB have.
    step = block * max(1, min(-(-size // (256 * block)), 2**18 // block))
    index = b""
    for chunk in range(0, size, step):
        end = min(size, chunk + step)
        blocks = b""
        for at in range(chunk, end, block):
            content = mix((seed + at) % 2**64)
            blocks += content.to_bytes(8, "big") + min(block, end - at).to_bytes(2, "big")
        index += hashlib.sha256(blocks).digest()
    return hashlib.sha256(index).hexdigest()


def read(name):
    columns, rows = oracle.read_rows(name + ".csv")
    assert columns == COLUMNS[name], f"the columns of {name} are {columns}"
    return rows


def check(program, sides, options):
    """Returns how many receipts were checked, and places in trees."""
    files = [f"--{name}={name}.csv" for name in COLUMNS]
    size = [] if any(option.startswith("--size") for option in options) else ["--size=1363149"]
    command = [program, "--sides=" + sides, *size, "--json=images.json", "--quiet", *files, *options]
    subprocess.run(command, check=True)
    FAULTS.clear()
    with open("images.json", encoding="utf-8") as file:
        document = json.load(file)
    tree, receipts, links = read("tree"), read("receipts"), read("links")
    kx, ky, _ = map(int, sides.split("x"))
    source = next(int(row["server"]) for row in tree if not row["parent"])
    place = (source % kx, source // kx % ky, source // kx // ky)
    expected = find_hash(place, int(tree[0]["group"]), document["parameters"]["size_bytes"],
                         document["parameters"]["mtu_bytes"] - NOT_OF_A_BLOCK)
    near = find_neighbors(links, lambda link: link["state"] == "up")
    part = find_parts(near)
    have = {int(row["server"]): row["sha256"] for row in receipts}
    if len(have) != len(receipts):
        add_fault("a server has two receipts")
    for server, found in have.items():
        if found != expected:
            add_fault(f"server {server} has {found} instead of {expected}")
    connected = {server for server in near if part[server] == part[source]}
    for server in sorted(connected - set(have)):
        add_fault(f"server {server} does not have the image")
    last = max(float(row["time_us"]) for row in tree)
    rows = [row for row in tree if float(row["time_us"]) == last]
    check_tree(rows, set(near), near, connected, f"the tree at {last} us")
    return len(receipts), len(rows), [f"{' '.join(command[1:])}: {fault}" for fault in FAULTS[:5]]


if __name__ == "__main__":
    sys.exit(oracle.run_all(RUNS, check, ["receipts", "places in trees"]))
