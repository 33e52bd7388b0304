#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Has the plots drawn that stand alone, and reads the curves off them.

usage: one-plot-test.py FOLDER_OF_PROGRAMS

Ends with status 77 where there is no matplotlib.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has Debian's modules
LOADS = ("load_information", "camcube-load-information", [["--k=3", "--periods=1ms,4ms"]], 2,
         [f"{way}-{statistic}" for way in ("polling", "gossip", "convergecast", "piggyback")
          for statistic in ("mean", "p99")])
KINDS = ("failed", "mixed")
PLACES = ("bootstrap", "camcube-bootstrap",
          [[f"--kind={kind}", "--k=4", "--shares=0,0.3,0.5", "--cubes=1"] for kind in KINDS], 3,
          [f"{kind}-{what}" for kind in KINDS for what in ("identified", "wrong")])


def draw(folder, module, *arguments):
    """Returns the finished process of a module of the report."""
    return subprocess.run([SYSTEM_PYTHON, "-B", "-m", f"report.{module}", *arguments], cwd=SOURCES,
                          env=dict(os.environ, MPLCONFIGDIR=folder), capture_output=True, text=True)


def faults(programs, folder, module, program, runs, points, names):
    """Yields what is wrong with one plot, a sentence each."""
    sources, plot = [], f"{folder}/{module}.svg"
    for number, options in enumerate(runs):
        sources.append(f"{folder}/{module}-{number}.json")
        subprocess.run([f"{programs}/{program}", *options, "--quiet", f"--json={sources[-1]}"],
                       check=True)
    drawn = draw(folder, module, *sources, plot)
    if drawn.returncode != 0:
        yield f"{module}: the plot was not drawn: {drawn.stderr}"
        return
    text = pathlib.Path(plot).read_text(encoding="utf-8")
    for name in names:
        curve = re.search(rf'id="{name}".*?<path d="(.*?)"', text, re.DOTALL)
        if not curve or len(re.findall("[ML] ", curve[1])) != points:
            yield f"{module}: no curve of {points} points is drawn for {name}"
    for arguments in ((), (sources[0], f"{folder}/none/a.svg"), (f"{folder}/none.json", plot),
                      (plot, plot), (*sources * 9, plot)):
        refused = draw(folder, module, *arguments)
        if refused.returncode != 1 or not refused.stderr.startswith("report: "):
            yield f"{module}: {arguments} was not refused in a sentence: {refused.stderr}"
    foreign = pathlib.Path(sources[0]).read_text(encoding="utf-8").replace(program, "camcube-torus")
    pathlib.Path(f"{folder}/foreign.json").write_text(foreign, encoding="utf-8")
    if draw(folder, module, f"{folder}/foreign.json", plot).returncode != 1:
        yield f"{module}: results of another program were drawn"


def main():
    if subprocess.run([SYSTEM_PYTHON, "-c", "import matplotlib"], capture_output=True).returncode:
        return 77
    with tempfile.TemporaryDirectory() as folder:
        found = [fault for plot in (LOADS, PLACES)
                 for fault in faults(os.path.abspath(sys.argv[1]), folder, *plot)]
    print("\n".join(found) or f"{len(LOADS[-1])} and {len(PLACES[-1])} curves are drawn")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
