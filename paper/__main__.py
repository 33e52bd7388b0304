# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m paper [NAME...] [options]; --help explains them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from .frame import catalogue, interruption, options
from .frame.refused import Refused

CALLED_FROM = Path(os.environ.get("CAMCUBE_CALLED_FROM", "."))


def main(arguments: Sequence[str]) -> int:
    """Does what the arguments say; returns the exit status."""
    chosen = options.parse(arguments)
    claims = catalogue.find()
    if chosen.list:
        _print(f"{name:<32} {claim.title}" for name, claim in claims.items())
        return 0
    claims = catalogue.choose(claims, chosen.names)
    # What processes leave that are killed goes with it.
    with tempfile.TemporaryDirectory(prefix="camcube-paper-") as scratch:
        os.environ["TMPDIR"] = tempfile.tempdir = scratch
        return _measure(claims, chosen, arguments)


def _measure(
    claims: catalogue.Claims, chosen: options.argparse.Namespace, arguments: Sequence[str]
) -> int:
    from .frame import executor, measurement, page

    folder = CALLED_FROM / chosen.out
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "runs.sqlite"
    measurement.check_store(store)
    with executor.open_executor(chosen.executor, chosen.jobs) as runner:
        measured = measurement.measure_all(
            claims, chosen.quick, chosen.jobs, store, runner, not chosen.quiet
        )
    # How it was run changes nothing of what the page says, so the page does not have it.
    path = page.write(
        folder, measured, [each for each in arguments if each in (*chosen.names, "--quick")]
    )
    _print(
        [
            *(f"{name:<32} {each.verdict.outcome.value}" for name, each in measured.items()),
            "",
            f"open {path}",
        ]
    )
    return int(any(each.has_failed for each in measured.values()))


def _print(lines: Iterable[str]) -> None:
    try:
        print("\n".join(lines), flush=True)
    except OSError as error:
        sys.stdout = None  # or it is flushed once more
        raise OSError(f"the standard output cannot be written: {error.strerror}") from error


if __name__ == "__main__":
    interruption.watch()
    try:
        sys.exit(main(sys.argv[1:]))
    except (Refused, OSError) as error:
        sys.exit(f"camcube paper: {error}")
    except interruption.Interrupted as interrupted:
        print("\ncamcube paper: interrupted; the same command goes on", file=sys.stderr)
        interrupted.end()
