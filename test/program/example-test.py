#!/usr/bin/env python3
"""Runs an example and compares what it prints with a file: example-test.py PROGRAM EXPECTED"""
import difflib
import pathlib
import subprocess
import sys


def main():
    program, expected = sys.argv[1:]
    run = subprocess.run([program], capture_output=True, text=True)
    difference = list(
        difflib.unified_diff(
            pathlib.Path(expected).read_text().splitlines(),
            run.stdout.splitlines(),
            "expected",
            "printed",
            lineterm="",
        )
    )
    print("\n".join(difference) + run.stderr)
    return 1 if difference or run.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
