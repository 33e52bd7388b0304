#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Measures how much faster several ranks of MPI simulate one cube than one process.

usage: ranks-speed.py [--ranks=2] [--k=20] [--duration=4ms] [--runs=3] [--check=1.6] FOLDER

FOLDER holds the programs of a build with MPI, as ./camcube in-tree --mpi makes it. For cables of 0.1, 1, 10
and 100 us, one process and ranks take turns, and the fastest run of each counts. Nothing else should
run on the machine, which needs a processor for each rank. The time of processors that is printed is that of
a whole run, set-up included, and a rank that waits for another is busy. --check ends with status 1 if cables
of 10 us gain less than that.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

from program_results import OF_THE_MACHINE, without

ranks_test = __import__("ranks-test")

DELAYS_US = (0.1, 1, 10, 100)


def measure(launcher, program, options):
    """Returns the results of one run, its ranks if there are several, and seconds of processors."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "result.json"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*launcher, str(program), *options, f"--json={file}", "--quiet"],
                       env=ranks_test.environment(polite=False), check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        document = json.loads(file.read_text("utf-8"))
    ranks = document.get("ranks", {}).get("processor_s", [after.ru_utime - before.ru_utime])
    return document["results"], ranks


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--ranks", type=int, default=2)
    parser.add_argument("--k", type=int, default=20)
    parser.add_argument("--duration", default="4ms")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check", type=float)
    given = parser.parse_args()
    program = given.folder / ranks_test.THROUGHPUT
    gained = None
    print("cable (us)  one process  ranks (million packet-hops/s)  times as fast  "
          "processors (s): one process, ranks")
    for delay in DELAYS_US:
        options = [f"--k={given.k}", f"--duration={given.duration}", "--warmup=1ms",
                   f"--delay={delay}us"]
        best = {}
        for _ in range(given.runs):
            for kind, launcher in (("one", []), ("ranks", ranks_test.mpirun(given.ranks))):
                results, seconds = measure(launcher, program, options)
                speed = results["packet_hops_per_s"] * 1e-6
                if kind not in best or speed > best[kind][0]:
                    best[kind] = speed, seconds, without(OF_THE_MACHINE, results)
        one, ranks = best["one"], best["ranks"]
        if one[2] != ranks[2]:
            sys.exit(f"the results of {given.ranks} ranks are not those of one process")
        times = ranks[0] / one[0]
        gained = times if delay == 10 else gained
        print(f"{delay:10g}  {one[0]:11.2f}  {ranks[0]:31.2f}  {times:13.2f}  {one[1][0]:.1f}, "
              + " ".join(f"{each:.1f}" for each in ranks[1]), flush=True)
    if given.check and gained < given.check:
        sys.exit(f"cables of 10 us gain {gained:.2f}, less than {given.check}")


if __name__ == "__main__":
    main()
