# SPDX-License-Identifier: GPL-2.0-only
"""Runs one of camcube's programs, and reads what it has found."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2]

TOPOLOGIES = ["torus", "fattree", "dcell", "bcube"]
"""What camcube-compare compares."""


def folder() -> Path:
    """Where the programs are: CAMCUBE_PROGRAMS, or build/bin."""
    return Path(os.environ.get("CAMCUBE_PROGRAMS", SOURCES / "build" / "bin"))


class Results(dict):
    """The results of a run, and the command that anyone gets them by."""

    def __init__(self, document: dict, command: str) -> None:
        super().__init__(document["results"])
        self.document = document
        self.command = command


def run(name: str, **options: object) -> Results:
    """Runs build/bin/camcube-NAME with some options, as --option=value; returns its results.

    options: underscores are hyphens, lists are joined by commas, True is the option alone.

    Raises RuntimeError with the program's own words if it fails.
    """
    given = [_option(key, value) for key, value in options.items()]
    with tempfile.TemporaryDirectory(prefix="camcube-paper-") as place:
        file = Path(place) / "results.json"
        done = subprocess.run(
            [*_ended_with_us(), folder() / f"camcube-{name}", *given, "--quiet", f"--json={file}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
            raise RuntimeError(f"camcube-{name} {shlex.join(given)}: {said[-1]}")
        document = json.loads(file.read_text(encoding="utf-8"))
    return Results(document, f"./camcube run {name} {shlex.join(given)}")


def _ended_with_us() -> list[str]:
    """Has a program end when this process is killed, where the system can."""
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def _option(key: str, value: object) -> str:
    name = "--" + key.replace("_", "-")
    if value is True:
        return name
    if isinstance(value, (list, tuple)):
        value = ",".join(map(str, value))
    return f"{name}={value}"


def build_id() -> str:
    """What the programs are built of: results of other builds are not taken for theirs."""
    seen = hashlib.sha256()
    built = folder().parent
    for path in sorted({*built.glob("lib/libcamcube*.so"), *built.glob("bin/camcube-*")}):
        seen.update(path.name.encode())
        seen.update(hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()


def versions() -> dict[str, str]:
    """What the programs are and were made with, by name."""
    document = run("torus", sides="1x1x1").document
    return {
        "camcube": document["version"],
        "ns-3": document.get("ns3_version", "unknown"),
        "compiler": document.get("compiler", "unknown"),
    }
