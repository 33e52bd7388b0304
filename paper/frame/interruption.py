# SPDX-License-Identifier: GPL-2.0-only
"""Signals that end this process: it takes unfinished files away first, and ends what it started."""

from __future__ import annotations

import logging  # noqa: F401  so that its part of a fork is within ours
import os
import signal
from types import FrameType
from typing import NoReturn

_received: list[int] = []
_forks: list[None] = []  # under way


class Interrupted(BaseException):
    """A signal has come."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def end(self) -> NoReturn:
        """Ends this process as the signal would have."""
        signal.signal(self.number, signal.SIG_DFL)
        signal.raise_signal(self.number)
        raise SystemExit(128 + self.number)


def watch() -> None:
    """Has Ctrl-C and SIGTERM raise Interrupted, here or, amid a fork, by the next check()."""
    os.register_at_fork(
        before=lambda: _forks.append(None),
        after_in_parent=_forks.clear,
        after_in_child=_forks.clear,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _raise)


def check() -> None:
    """Raises Interrupted if a signal has come."""
    if _received:
        raise Interrupted(_received[0])


def _raise(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    if not _forks:  # what is raised amid a fork is printed, and dropped
        raise Interrupted(number)
