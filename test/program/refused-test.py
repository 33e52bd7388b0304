#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compiles programs that must not compile, and holds each to the sentence that its comment names.

usage: refused-test.py COMPILER STANDARD INCLUDE_FOLDER[:INCLUDE_FOLDER...]
"""
import pathlib
import re
import subprocess
import sys


def main():
    compiler, standard, folders = sys.argv[1:]
    options = ["-fsyntax-only", standard, *(f"-I{folder}" for folder in folders.split(":"))]
    wrong = []
    programs = sorted((pathlib.Path(__file__).parent / "refused").glob("*.cc"))
    for program in programs:
        expected = re.search(r"^// refused: (.*)$", program.read_text(), re.MULTILINE)[1]
        run = subprocess.run(
            [compiler, *options, str(program)], capture_output=True, text=True
        )
        is_accepted = expected == "nothing"
        if (run.returncode == 0) != is_accepted or (not is_accepted and expected not in run.stderr):
            wrong.append(f"{program.name}: expected \"{expected}\", exit status {run.returncode}:\n"
                         f"{run.stderr[:2000]}")
    print("\n".join(wrong) or f"{len(programs)} programs compile or are refused as they say")
    return 1 if wrong or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
