# SPDX-License-Identifier: GPL-2.0-only
"""What the scripts share that hold trees of groups to the links there are."""

import collections

FAULTS = []


def add_fault(text):
    FAULTS.append(text)


def check_tree(rows, members, near, live, where):
    """Looks at one group's tree at one rest."""
    part = find_parts(near)
    parent = {int(row["server"]): row["parent"] for row in rows}
    if len(parent) != len(rows):
        add_fault(f"{where}: a server stands in the tree twice")
    kids = collections.Counter(int(up) for up in parent.values() if up)
    roots = collections.Counter()
    for server, up in parent.items():
        if not up:
            roots[part[server]] += 1
        elif int(up) not in near[server]:
            add_fault(f"{where}: no link joins {server} and its parent {up}")
        if server not in members and not kids[server]:
            add_fault(f"{where}: {server} is a leaf and no member")
        at, steps = server, 0
        while parent.get(at) and steps <= len(parent):
            at, steps = int(parent[at]), steps + 1
        if parent.get(at) != "":
            add_fault(f"{where}: from {server} up there is no root")
    for server in members:
        if server in live and server not in parent:
            add_fault(f"{where}: the member {server} is not in the tree")
    if roots and max(roots.values()) > 1:
        add_fault(f"{where}: a part has several roots")


def find_parts(near):
    """Returns the first server of its part for each server."""
    part = {}
    for first in sorted(near):
        todo = [first]
        while todo:
            server = todo.pop()
            if server not in part:
                part[server] = first
                todo += near[server]
    return part


def find_neighbors(links, counts):
    near = {int(link[end]): set() for link in links for end in ("server_a", "server_b")}
    for link in links:
        if counts(link):
            near[int(link["server_a"])].add(int(link["server_b"]))
            near[int(link["server_b"])].add(int(link["server_a"]))
    return near
