#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds the histories that camcube-naming writes to what a store of values promises.

usage: naming-oracle.py PROGRAM

For each key there must be an order of the operations in which a get finds what was put last, and no
operation comes before one that had ended before it began. Puts and deletes that failed, or never
ended, may stand anywhere after their beginning, or nowhere. All orders are searched, none twice from
the same operations done and the same value. A run that differs is named by its options, seed among
them. The judge itself is held to histories that are known to be wrong.
"""

import collections
import math
import subprocess
import sys

import oracle

COLUMNS = ["client", "op", "key", "value", "invoked_us", "completed_us", "result"]
BAD_NETWORK = ["--lost=0.03", "--doubled=0.04", "--late=0.06"]
RUNS = [
    ("3x3x3", ["--crashes=0", "--cuts=0"], 1),
    ("3x3x3", ["--crashes=6", *BAD_NETWORK], 2),
    ("3x3x3", ["--crashes=12", "--cuts=6", "--span=7ms", "--pause=150us", *BAD_NETWORK], 2),
    ("4x3x5", ["--crashes=8", "--storms=4", "--keys=3", "--clients=6", *BAD_NETWORK], 1),
    ("4x4x4", ["--crashes=10", "--replicas=2", "--keys=1"], 1),
    ("3x3x3", ["--crashes=10", "--replicas=5", *BAD_NETWORK], 1),
]

Operation = collections.namedtuple("Operation", "is_read value begin end")


def read_operations(rows):
    """Returns what has to be ordered, by key; a value is None if there is none."""
    operations = collections.defaultdict(list)
    for row in rows:
        assert row["result"] in ("ok", "absent", "failed", ""), row
        assert (row["completed_us"] == "") == (row["result"] == ""), row
        is_known = row["result"] in ("ok", "absent")
        is_read = row["op"] == "get"
        if is_known or not is_read:
            is_none = row["op"] == "delete" or row["result"] == "absent"
            operations[row["key"]].append(
                Operation(
                    is_read,
                    None if is_none else row["value"],
                    float(row["invoked_us"]),
                    float(row["completed_us"]) if is_known else math.inf,
                )
            )
    return operations


def has_order(operations):
    """Returns whether operations on one key have an order."""
    operations = sorted(operations, key=lambda operation: operation.begin)
    everything = (1 << len(operations)) - 1
    seen = set()
    todo = [(0, None)]  # the operations done, as bits, and the value then
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        done, value = state
        left = [i for i in range(len(operations)) if not done >> i & 1]
        latest = min((operations[i].end for i in left), default=math.inf)
        if done == everything or latest == math.inf:
            return True
        for i in left:
            operation = operations[i]
            if operation.begin > latest:
                break
            if not operation.is_read:
                todo.append((done | 1 << i, operation.value))
            elif operation.value == value:
                todo.append((done | 1 << i, value))
    return False


def check_judge():
    """Ends the program unless histories that are known to be wrong are found to be so."""

    def row(op, value, begin, end, result="ok"):
        return dict(zip(COLUMNS, ["0", op, "k", value, str(begin), str(end), result]))

    good = [
        [row("put", "a", 0, 1), row("get", "a", 2, 3)],
        [row("put", "a", 0, 1), row("put", "b", 2, 9), row("get", "a", 4, 5)],
        [row("put", "a", 0, 5, "failed"), row("get", "a", 8, 9)],
        [row("put", "a", 0, "", ""), row("get", "", 8, 9, "absent")],
    ]
    bad = [
        [row("put", "a", 0, 1), row("get", "", 2, 3, "absent")],
        [row("put", "a", 0, 1), row("put", "b", 2, 3), row("get", "a", 4, 5)],
        [row("put", "b", 2, 9), row("get", "b", 3, 4), row("get", "", 5, 6, "absent")],
        [row("put", "a", 0, 1), row("delete", "", 2, 3), row("get", "a", 4, 5)],
    ]
    for history in good:
        assert has_order(read_operations(history)["k"]), history
    for history in bad:
        assert not has_order(read_operations(history)["k"]), history


def check(program, sides, options):
    """Returns how many operations were ordered, and those that failed."""
    command = [program, "--sides=" + sides, "--lookups=1", "--quiet", "--history=h.csv", *options]
    subprocess.run(command, check=True)
    columns, rows = oracle.read_rows("h.csv")
    assert columns == COLUMNS, f"the columns of the history are {columns}"
    faults = [
        f"{' '.join(command[1:])}: there is no order of what was done with {key}"
        for key, operations in read_operations(rows).items()
        if not has_order(operations)
    ]
    failed = sum(row["result"] == "failed" for row in rows)
    return len(rows), failed, faults


if __name__ == "__main__":
    check_judge()
    sys.exit(oracle.run_all(RUNS, check, ["operations", "failed"]))
