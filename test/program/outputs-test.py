#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Outputs are complete or not there, and an output that cannot be written is an error.

usage: outputs-test.py FOLDER_OF_PROGRAMS

What needs a program of its own: full and closed standard outputs, interruptions, full disks, reports
that go on, options without effect, progress of a long set-up.
"""

import contextlib
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has Debian's modules
OF_THE_MACHINE = ("wall_s", "rss_mib")
COMPARISON = ["--servers=16", "--duration=5ms", "--loads=0.5,0.8", "--incast=4", "--chains=2",
              "--failures=0,0.3", "--quiet"]
WITHOUT_EFFECT = [
    "structure --seeds=3",
    "structure --failures-csv=none.csv",
    "structure --topologies=torus --sizes=dcell=4,1",
    "structure --topologies=torus --sizes=torus=3 --servers=9",
    "compare --workload=permutation --load=0.5",
    "compare --workload=permutation --duration=5ms",
    "compare --rate=1Mbps",
    "compare --packet-size=100",
    "compare --flow-size=100",
    "compare --flows=5",
    "compare --gateways=2",
    "compare --failing=servers --failures=none",
    "compare --topologies=bcube --sleep",
    "compare --topologies=torus --fattree-routing=Ecmp",
    "routes --spacing=1ms",
    "routes --repair=0.5 --fail-file=/dev/null",
    "routes --destinations=3",
    "resilience --k=3 --sides=4x4x4",
    "bench --parts=tcp --hops=2000",
    "bench --once=routed --runs=2",
]


def check(holds, sentence):
    """Ends the test with a sentence if something does not hold."""
    if not holds:
        sys.exit(f"outputs-test: {sentence}")


class Programs:
    """The programs, started in an empty folder."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = folder

    def command(self, text):
        """Returns the command of "routes --k=4"."""
        name, *options = text.split() if isinstance(text, str) else text
        return [self.path / f"camcube-{name}", *options]

    def run(self, text, **how):
        """Runs one to its end."""
        how = {"stdout": subprocess.PIPE, **how}
        return subprocess.run(self.command(text), cwd=self.folder, stderr=subprocess.PIPE,
                              text=True, timeout=60, check=False, **how)

    def expect_refusal(self, text, words, **how):
        """It must end with status 1 and one sentence that has the words."""
        done = self.run(text, **how)
        check(done.returncode == 1 and len(done.stderr.splitlines()) == 1
              and done.stderr.startswith("camcube-") and words in done.stderr,
              f"{text} ended with {done.returncode}: {done.stderr}")

    def start(self, text):
        """Starts one; the caller ends it."""
        return subprocess.Popen(self.command(text), cwd=self.folder, stderr=subprocess.PIPE,
                                stdout=subprocess.DEVNULL, text=True)

    def files(self):
        """Returns the names of all files in the folder, the hidden ones too."""
        return sorted(path.name for path in self.folder.iterdir())


def size_of(file):
    """The bytes of a file; 0 of one that has gone since it was listed, as those do that probe."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def wait_for(condition):
    """Waits until something is so; gives up after a while."""
    end = time.monotonic() + 30
    while not condition():
        check(time.monotonic() < end, "waited in vain")
        time.sleep(0.001)


def limit_files():
    """No file can have more than 20,000 bytes, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))


def check_standard_output(programs):
    """Full and closed devices are errors; a reader that goes away is none."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        for text in ("torus", "torus --help", "torus --version", "torus --json=/dev/stdout --quiet"):
            programs.expect_refusal(text, "no space left on device", stdout=full)
    programs.expect_refusal("torus", "the standard output cannot be written",
                            preexec_fn=lambda: os.close(1))
    for closed in (1, 2):
        done = programs.run("torus --quiet --json=result.json",
                            preexec_fn=lambda descriptor=closed: os.close(descriptor))
        check(done.returncode == 0, f"with stream {closed} closed: {done.stderr}")
        json.loads((programs.folder / "result.json").read_text(encoding="utf-8"))
    (programs.folder / "result.json").unlink()
    for disposition in (signal.SIG_DFL, signal.SIG_IGN):
        reader, writer = os.pipe()
        os.close(reader)
        done = programs.run("torus --sides=256", stdout=writer, restore_signals=False,
                            preexec_fn=lambda d=disposition: signal.signal(signal.SIGPIPE, d))
        os.close(writer)
        check(done.returncode == -signal.SIGPIPE and done.stderr == "",
              f"a pipe without reader: {done.returncode} {done.stderr}")


def check_files(programs):
    """Neither a full disk nor an interruption leaves a file, nor part of one."""
    for option in ("--json", "--links", "--routes"):
        programs.expect_refusal(f"routes --k=2 {option}=/dev/full", "no space left on device")
        programs.expect_refusal(f"routes --k=2 {option}=/proc/file", "no such file or directory")
        programs.expect_refusal(f"routes --k=2 {option}=.", "is a directory")
    programs.expect_refusal("routes --k=4 --routes=routes.csv", "routes.csv cannot be written: file "
                            "too large", preexec_fn=limit_files)
    check(programs.files() == [], f"a full disk left {programs.files()}")
    for number in (signal.SIGINT, signal.SIGTERM):
        process = programs.start("routes --k=12 --routes=routes.csv --quiet")
        wait_for(lambda: any(map(size_of, programs.folder.iterdir())))
        process.send_signal(number)
        process.communicate()
        check(process.returncode == -number, f"{number} ended it with {process.returncode}")
        check(programs.files() == [], f"an interruption left {programs.files()}")


def results(path):
    """Returns a document without what names its folder or measures the machine."""
    def strip(value):
        if isinstance(value, dict):
            return {key: strip(part) for key, part in value.items()
                    if not key.endswith(OF_THE_MACHINE) and key not in ("report", "arguments")}
        return [strip(part) for part in value] if isinstance(value, list) else value
    return json.dumps(strip(json.loads(path.read_text(encoding="utf-8"))))


def check_report(programs):
    """A report that was interrupted goes on, to the same bytes; two never mix."""
    whole, halted = programs.folder / "whole", programs.folder / "halted"
    check(programs.run(["compare", f"--report={whole}", *COMPARISON]).returncode == 0, "no report")
    parts = halted / "parts"
    for least in (3, 12):
        process = programs.start(["compare", f"--report={halted}", *COMPARISON])
        wait_for(lambda: parts.exists() and len(list(parts.glob("*.json"))) >= least)
        process.send_signal(signal.SIGSTOP)
        programs.expect_refusal(["compare", f"--report={halted}", *COMPARISON],
                                f"is being written by process {process.pid}")
        process.kill()
        process.communicate()
        check(not (halted / "compare.json").exists(), "an interrupted report has its result")
    kept = {path: path.stat().st_mtime_ns for path in parts.glob("*.json")}
    programs.expect_refusal(["compare", f"--report={halted}", *COMPARISON, "--seed=2"],
                            "seed 1, not 2; give another folder")
    check(programs.run(["compare", f"--report={halted}", *COMPARISON]).returncode == 0, "not resumed")
    check(all(path.stat().st_mtime_ns == time for path, time in kept.items()),
          "a part was measured twice")
    check(results(whole / "compare.json") == results(halted / "compare.json"),
          "the resumed report differs")
    flows = [{path.name: path.read_bytes() for path in (folder / "flows").iterdir()}
             for folder in (whole, halted)]
    check(flows[0] == flows[1] and len(flows[0]) == 4, "the resumed report has other flows")

    for folder in (whole, whole):  # the second time from its parts
        done = programs.run(f"structure --servers=16 --failures --seeds=3 --report={folder}")
        check(done.returncode == 0 and done.stdout == "", f"structure: {done.stderr}")
    programs.run("structure --servers=16 --failures --seeds=3 --json=alone.json")
    check(results(whole / "structure.json") == results(programs.folder / "alone.json"),
          "structure.json of a report differs")
    programs.expect_refusal("structure --servers=17 --failures --seeds=3 --report=whole",
                            "servers 16, not 17")
    for bad in ("/dev/full", "/proc/none"):
        programs.expect_refusal(["compare", f"--report={bad}"], "--report=" + bad)
    check_page(whole)


def check_page(folder):
    """A page that cannot be written is not there, and says so."""
    if subprocess.run([SYSTEM_PYTHON, "-c", "import matplotlib"], check=False,
                      capture_output=True).returncode != 0:
        print("without matplotlib the page is not tried")
        return
    done = subprocess.run([SYSTEM_PYTHON, "-B", "-m", "report", folder], cwd=SOURCES, check=False,
                          capture_output=True, text=True, preexec_fn=limit_files,
                          env={**os.environ, "MPLCONFIGDIR": str(folder / "caches")})
    check(done.returncode == 1 and done.stderr.splitlines()[-1].startswith("report: ")
          and "the page could not be written" in done.stderr, f"the page was answered: {done.stderr}")
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    check(not (folder / "index.html").exists() and not left, f"half a page is there: {left}")


def check_progress(programs):
    """A set-up of more than a few seconds says how far it is."""
    process = programs.start("routes --sides=64")
    line = process.stderr.readline()
    process.kill()
    process.communicate()
    check("set-up, " in line and "of 262144 servers" in line, f"a long set-up says: {line}")


def main():
    path = pathlib.Path(sys.argv[1]).resolve()
    with contextlib.ExitStack() as stack:
        folders = [pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
                   for _ in range(2)]
        programs = Programs(path, folders[0])
        check_standard_output(programs)
        check_files(programs)
        for text in WITHOUT_EFFECT:
            programs.expect_refusal(text, " would have no effect; ")
        check(programs.files() == [], f"refusals left {programs.files()}")
        check_progress(programs)
        check_report(Programs(path, folders[1]))


main()
