#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Has the four ways of load information drawn, and reads the curves off the plot.

usage: load-plot-test.py PROGRAM

Ends with status 77 where there is no matplotlib.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has Debian's modules
WAYS = ("polling", "gossip", "convergecast", "piggyback")


def draw(folder, *arguments):
    """Returns the finished process of the script."""
    return subprocess.run([SYSTEM_PYTHON, "-B", "-m", "report.load_information", *arguments],
                          cwd=SOURCES, env=dict(os.environ, MPLCONFIGDIR=folder),
                          capture_output=True, text=True)


def faults(program, folder):
    """Yields what is wrong, a sentence each."""
    source, plot = f"{folder}/load.json", f"{folder}/load.svg"
    subprocess.run([program, "--k=3", "--periods=1ms,4ms", "--quiet", f"--json={source}"], check=True)
    drawn = draw(folder, source, plot)
    if drawn.returncode != 0:
        yield f"the plot was not drawn: {drawn.stderr}"
        return
    text = pathlib.Path(plot).read_text(encoding="utf-8")
    points = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))["results"]["points"]
    if [point["way"] for point in points] != [way for way in WAYS for _ in range(2)]:
        yield "there are not two points for each way"
    for way in WAYS:
        for statistic in ("mean", "p99"):
            curve = re.search(rf'id="{way}-{statistic}".*?<path d="(.*?)"', text, re.DOTALL)
            if not curve or len(re.findall("[ML] ", curve[1])) != 2:
                yield f"no curve of two points is drawn for {way}, {statistic}"
    for arguments in ((), (source, f"{folder}/none/a.svg"), (f"{folder}/none.json", plot), (plot, plot)):
        refused = draw(folder, *arguments)
        if refused.returncode != 1 or not refused.stderr.startswith("report: "):
            yield f"{arguments} was not refused in a sentence: {refused.stderr}"


def main():
    if subprocess.run([SYSTEM_PYTHON, "-c", "import matplotlib"], capture_output=True).returncode:
        return 77
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(os.path.abspath(sys.argv[1]), folder))
    print("\n".join(found) or "four ways are drawn, two curves each")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
