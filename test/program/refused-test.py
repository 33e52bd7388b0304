#!/usr/bin/env python3
"""Compiles programs that must not compile, and holds each to the sentence that its comment names.

refused-test.py COMPILER FOLDER [compiler options]
"""
import pathlib
import re
import subprocess
import sys


def main():
    compiler, folder, *options = sys.argv[1:]
    wrong = []
    programs = sorted(pathlib.Path(folder).glob("*.cc"))
    for program in programs:
        expected = re.search(r"^// refused: (.*)$", program.read_text(), re.MULTILINE)[1]
        run = subprocess.run(
            [compiler, "-fsyntax-only", *options, str(program)], capture_output=True, text=True
        )
        is_accepted = expected == "nothing"
        if (run.returncode == 0) != is_accepted or (not is_accepted and expected not in run.stderr):
            wrong.append(f"{program.name}: expected \"{expected}\", exit status {run.returncode}:\n"
                         f"{run.stderr[:2000]}")
    print("\n".join(wrong) or f"{len(programs)} programs compile or are refused as they say")
    return 1 if wrong or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
