#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs what was built inside an ns-3 tree: each example, and each program as test/reference has it.

usage: inside-tree.py [--note] TREE COMPILER JOBS

An example must print what stands in examples/*.expected or, where TCP does otherwise from some release
on, in test/reference/examples/NAME.RELEASE; what a program must give, reference.py says.
--note has it keep the results of this release that differ with reason.
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = SOURCES / "test" / "program"
OUTCOMES = ("EQUAL TO THE BYTE", "EQUAL BY HASH", "COMPARED BY KEYS ONLY")
TIMEOUT_S = 600


def link_programs(tree, release, names, folder):
    """Links programs, whose names in a tree hold release and build profile, by their own names."""
    built = sorted((tree / "build" / "contrib" / "camcube" / "examples").iterdir())
    for name in names:
        pattern = re.compile(rf"ns{re.escape(release)}-{re.escape(name)}(-[a-z]+)?")
        found = [path for path in built if pattern.fullmatch(path.name)]
        if not found:
            sys.exit(f"{name} was not built in {tree}; configure it with --enable-examples")
        newest = max(found, key=lambda path: path.stat().st_mtime)  # of several build profiles
        os.symlink(newest, folder / name)


def run(script, *arguments):
    """Returns whether a script of this folder ended well, and what it printed."""
    command = [sys.executable, "-B", str(SCRIPTS / script), *map(str, arguments)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return False, f"not done in {TIMEOUT_S} s"
    return done.returncode == 0, done.stdout


def numbers(release):
    return [int(part) for part in release.split(".")]


def expected_output(example, release):
    """Returns the file of what an example prints with a release: the latest that is not after it."""
    later = {path.name[len(example) + 1:]: path
             for path in (SOURCES / "test" / "reference" / "examples").glob(f"{example}.*")}
    known = [each for each in later if numbers(each) <= numbers(release)]
    return later[max(known, key=numbers)] if known else SOURCES / "examples" / f"{example}.expected"


def list_faults():
    """Holds the list that ns-3's test.py reads to the folder."""
    listed = (SOURCES / "test" / "examples-to-run.py").read_text("utf-8")
    listed = set(re.findall(r'^    \("([^"]+)"', listed, re.MULTILINE))
    there = {path.stem for path in (SOURCES / "examples").glob("*.cc")}
    return [f"test/examples-to-run.py lists {name} wrongly, or does not" for name in listed ^ there]


def try_all(folder, release, compiler, jobs, mode):
    """Yields what was run, whether it ended well, and what it printed."""
    examples = sorted(path.stem for path in (SOURCES / "examples").glob("*.cc"))
    references = sorted((SOURCES / "test" / "reference").glob("*.json"))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        runs = {
            f"program {path.stem}": pool.submit(
                run, "reference.py", *mode, folder, compiler, release, path)
            for path in references
        }
        for name in examples:
            expected = expected_output(name, release)
            runs[f"example {name}"] = pool.submit(run, "example.py", folder / name, expected)
        for what, future in runs.items():
            yield what, *future.result()


def main():
    mode = [word for word in sys.argv[1:] if word == "--note"]
    tree, compiler, jobs = [word for word in sys.argv[1:] if word not in mode]
    tree = pathlib.Path(tree)
    release = (tree / "VERSION").read_text("utf-8").strip()
    # waf's programs find the libraries so.
    os.environ["LD_LIBRARY_PATH"] = f"{tree}/build/lib:{os.environ.get('LD_LIBRARY_PATH', '')}"
    programs = {path.stem for part in ("examples", "experiment/programs")
                for path in (SOURCES / part).glob("*.cc")}
    faults = list_faults()
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        link_programs(tree, release, sorted(programs), folder)
        for what, good, text in try_all(folder, release, compiler, int(jobs), mode):
            counts[what.partition(" ")[0]] += 1
            for outcome in OUTCOMES:
                counts[outcome] += good and outcome in text
            if not good:
                faults.append(f"{what}: {text[-3000:]}")
            elif "KEYS ONLY" in text or mode:
                print(text, end="")
    print(f"ns-3 {release}: {counts['example']} examples, and {counts['program']} runs of programs: "
          + ", ".join(f"{counts[outcome]} {outcome.lower()}" for outcome in OUTCOMES)
          + f"; {len(faults)} faults")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
