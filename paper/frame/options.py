# SPDX-License-Identifier: GPL-2.0-only
"""The command line of ./camcube paper."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from .program import SOURCES
from .refused import Refused


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise Refused(f"{message}; ./camcube paper --help explains the options")


class _Once(argparse.Action):
    """An option that may be given once."""

    def __call__(self, parser, namespace, values, option_string=None):
        given = namespace.__dict__.setdefault("given", set())
        if self.dest in given:
            raise Refused(f"{option_string} is given twice; give it once")
        given.add(self.dest)
        setattr(namespace, self.dest, True if self.nargs == 0 else values)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What the arguments ask for: names, out, jobs, executor, quick, quiet, list.

    Raises Refused for what cannot be, or has no effect.
    """
    options = _parser().parse_args(arguments)
    given = getattr(options, "given", set())
    if options.list and (len(given) > 1 or options.names):
        raise Refused("--list measures nothing, so all else would have no effect; give it alone")
    if "jobs" in given and options.executor not in (None, "dask"):
        raise Refused(
            f"--jobs={options.jobs} would have no effect: {options.executor} has as many workers as it "
            f"has; leave it out"
        )
    if options.jobs < 1:
        raise Refused(f"--jobs={options.jobs}; give a number of processes from 1 on")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="./camcube paper",
        usage="./camcube paper [NAME...] [options]",
        description="Measures what the papers claim, and writes one page: each claim, the paper's "
        "figures, ours with their 95 % intervals over runs, and a verdict. What has been measured "
        "is kept, so the same command goes on after an interruption.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a claim, or a paper; all, if none is given"
    )
    parser.add_argument(
        "--list", action=_Once, nargs=0, default=False, help="name the claims, and do no more"
    )
    parser.add_argument(
        "--out",
        action=_Once,
        default=SOURCES / "build" / "paper",
        metavar="DIR",
        type=Path,
        help="folder for the page, its data and what is measured [build/paper]",
    )
    parser.add_argument(
        "--quick",
        action=_Once,
        nargs=0,
        default=False,
        help="smaller cubes and fewer runs, where a claim takes long; verdicts are then of those",
    )
    parser.add_argument(
        "--jobs",
        action=_Once,
        default=_usual_jobs(),
        metavar="N",
        type=int,
        help="processes at once [one a processor]",
    )
    parser.add_argument(
        "--executor",
        action=_Once,
        metavar="WHAT",
        help="what runs them instead: dask, for workers of Dask on this machine, as many as "
        "--jobs, or the address of a scheduler, tcp://HOST:8786 [none]",
    )
    parser.add_argument("--quiet", action=_Once, nargs=0, default=False, help="no progress")
    return parser


def _usual_jobs() -> int:
    wanted = os.environ.get("CAMCUBE_JOBS", str(os.cpu_count() or 1))
    if not wanted.isdecimal():
        raise Refused(f"CAMCUBE_JOBS={wanted!r:.60}; give a number of processes from 1 on")
    return int(wanted)
