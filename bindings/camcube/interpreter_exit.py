# SPDX-License-Identifier: GPL-2.0-only
"""Runs that Python does not cut short in the midst of C++ when it ends."""

from __future__ import annotations

import atexit
import threading
import time

from . import _camcube
from ._camcube import Time

_PATIENCE = 5.0  # seconds for a callback to return
_is_exiting = threading.Event()


def run(until: str | Time | None = None) -> None:
    """Runs the simulation; see Simulation.run().

    In a daemon thread it ends that thread when Python ends meanwhile.
    """
    if not _is_exiting.is_set():
        _camcube.run(until)
    if _is_exiting.is_set():
        raise SystemExit


@atexit.register
def _stop_run() -> None:
    _is_exiting.set()
    latest = time.monotonic() + _PATIENCE
    while _camcube.session() and _camcube.is_running() and time.monotonic() < latest:
        _camcube.stop()
        time.sleep(0.001)
