# SPDX-License-Identifier: GPL-2.0-only
"""A trial in a process of its own."""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import NoReturn

import numpy as np


class Child:
    """A trial in a process of its own, which ends with this one."""

    def __init__(self, fn: Callable, parameters: dict) -> None:
        # By fork itself, as a worker of Dask is not allowed processes of multiprocessing.
        self.pipe, theirs = multiprocessing.Pipe(duplex=False)
        self._words = tempfile.TemporaryFile()
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            _work(fn, parameters, theirs, self._words.fileno(), parent)
        theirs.close()

    def collect(self) -> tuple[object, str | None]:
        """Waits for its end; returns its result, and what went wrong."""
        try:
            answer = self.pipe.recv()
        except EOFError:
            answer = None
        code = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        self.pipe.close()
        with self._words as words:
            if answer is not None:
                return answer
            words.seek(0)
            said = words.read().decode(errors="replace").strip().splitlines()
            how = f"by {signal.Signals(-code).name}" if code < 0 else f"with {code}"
            return None, f"its process ended {how}" + (f": {said[-1]}" if said else "")

    def kill(self) -> None:
        """Ends it."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self.pipe.close()
        self._words.close()


def _work(
    fn: Callable, parameters: dict, pipe: Connection, words: int, parent: int
) -> NoReturn:
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this sees to that
        _end_with(parent)
        os.dup2(words, 2)
        try:
            # As it would be kept, so that it is the same whether it was or not.
            result = json.loads(json.dumps(fn(**parameters), default=_to_plain))
            pipe.send((result, None))
        except BaseException as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{_words_of(error)} (line {where.lineno} of {where.name})"
            pipe.send((None, what))
        sys.stdout.flush()
    finally:
        os._exit(0)


def _to_plain(value: object) -> object:
    """Numbers and arrays of NumPy as what JSON can hold."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    raise TypeError(
        f"a trial returns what JSON can hold, and {value!r:.80}, of type {type(value).__name__}, "
        f"is not JSON serializable"
    )


def _words_of(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:  # of its own __str__
        return type(error).__name__


def _end_with(parent: int) -> None:
    """Has this process killed when its parent ends; where the system cannot, it goes on a while."""
    set_death_signal = 1
    try:
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(0)


def run_one(fn: Callable, parameters: dict) -> tuple[object, str | None]:
    """Calls a function in a forked process; returns its result, and what went wrong."""
    return Child(fn, parameters).collect()
