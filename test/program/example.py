#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds the output of an example to the file beside it.

usage: example.py PROGRAM EXPECTED
"""

import difflib
import subprocess
import sys


def main():
    program, path = sys.argv[1:]
    output = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    if output != expected:
        lines = difflib.unified_diff(expected.splitlines(), output.splitlines(), "expected",
                                     "output", lineterm="")
        sys.exit("\n".join(lines))


main()
