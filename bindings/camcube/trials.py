# SPDX-License-Identifier: GPL-2.0-only
"""Runs trials in processes of their own, and keeps what is done."""

from __future__ import annotations

import ctypes
import hashlib
import inspect
import json
import multiprocessing
import os
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NoReturn

from . import _camcube

Parameters = dict
"""What a trial is called with, by name."""


class TrialError(RuntimeError):
    """A trial has raised an exception, or its process was ended."""


class Store:
    """A file that keeps each trial's result as soon as it is there.

    A trial is known by its function's source, its parameters and the version of this package.
    """

    def __init__(self, file: str | os.PathLike, fn: Callable) -> None:
        self._identity = _identify(fn)
        self._file = Path(file)
        self._runs = sqlite3.connect(self._file, timeout=60)
        try:
            self._runs.execute(
                "CREATE TABLE IF NOT EXISTS runs"
                " (key TEXT PRIMARY KEY, parameters TEXT, result TEXT)"
            )
        except sqlite3.DatabaseError as error:
            raise ValueError(f"{file} is no store of trials: {error}") from None

    def _key(self, parameters: Parameters) -> str:
        text = json.dumps([self._identity, parameters], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, parameters: Parameters) -> object | None:
        """A result that is kept; None if there is none."""
        row = self._runs.execute(
            "SELECT result FROM runs WHERE key = ?", (self._key(parameters),)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, parameters: Parameters, result: object) -> None:
        """Keeps a result, on the disk when this returns."""
        with self._runs:
            self._runs.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?)",
                (self._key(parameters), json.dumps(parameters, default=str), json.dumps(result)),
            )

    def close(self) -> None:
        """Lets go of the file."""
        self._runs.close()


def _identify(fn: Callable) -> str:
    try:
        source = inspect.getsource(fn)
    except (OSError, TypeError):
        code = getattr(fn, "__code__", None)
        source = repr(fn if code is None else (code.co_code, code.co_consts))
    return f"{_camcube.__version__}\n{getattr(fn, '__qualname__', fn)}\n{source}"


def run_all(
    fn: Callable[..., object],
    all_parameters: Iterable[Parameters],
    jobs: int = 1,
    store: str | os.PathLike | None = None,
    executor: object | None = None,
    progress: bool | Callable[[int, int], object] = True,
) -> list[Any]:
    """Calls fn(**parameters) for each, in forked processes; returns results in their order.

    Results are what JSON can hold. Those that store has are not run again. An exception, or the
    end of a process, raises TrialError when all others are done; the others are kept.
    """
    if _camcube.session():
        raise RuntimeError("a simulation is open in this process; leave its with-block first")
    if not isinstance(jobs, int) or jobs < 1:
        raise ValueError(f"jobs={jobs!r}; give a number of processes from 1 on")
    tasks = list(all_parameters)
    kept = Store(store, fn) if store is not None else None
    results: list[Any] = [kept.get(task) if kept else None for task in tasks]
    missing = [number for number, result in enumerate(results) if result is None]
    errors: list[str] = []
    show = _Progress(progress, len(tasks), len(tasks) - len(missing))
    run = _run_in_executor(executor) if executor is not None else _run_forked(jobs)
    try:
        for number, result, error in run(fn, [(number, tasks[number]) for number in missing]):
            if error is not None:
                errors.append(f"{_describe(tasks[number])}: {error}")
            else:
                results[number] = result
                if kept:
                    kept.put(tasks[number], result)
            show.step()
    finally:
        show.close()
        if kept:
            kept.close()
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise TrialError(errors[0] + more)
    return results


Outcome = tuple[int, object, "str | None"]
"""A task's number, its result, and what went wrong."""


def _run_forked(jobs: int) -> Callable[..., Iterator[Outcome]]:
    def run(fn: Callable, tasks: list[tuple[int, Parameters]]) -> Iterator[Outcome]:
        waiting = list(reversed(tasks))
        running: dict[Any, tuple[int, Child]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < jobs:
                    number, parameters = waiting.pop()
                    child = Child(fn, parameters)
                    running[child.pipe] = (number, child)
                for pipe in wait(list(running)):
                    number, child = running.pop(pipe)
                    result, error = child.collect()
                    yield number, result, error
        finally:
            for _, child in running.values():
                child.kill()

    return run


def _run_in_executor(executor: Any) -> Callable[..., Iterator[Outcome]]:
    from concurrent.futures import as_completed

    if hasattr(executor, "get_executor"):  # a Dask client
        executor = executor.get_executor(pure=False)
    if not hasattr(executor, "submit"):
        raise TypeError(f"{executor!r} is no executor; give one of concurrent.futures, or a client")

    def run(fn: Callable, tasks: list[tuple[int, Parameters]]) -> Iterator[Outcome]:
        futures = {executor.submit(run_one, fn, task): number for number, task in tasks}
        try:
            for future in as_completed(futures):
                try:
                    result, error = future.result()
                except Exception as raised:  # of the executor itself
                    result, error = None, f"{type(raised).__name__}: {raised}"
                yield futures[future], result, error
        finally:
            for future in futures:
                future.cancel()

    return run


def run_one(fn: Callable, parameters: Parameters) -> tuple[object, str | None]:
    """Calls a function in a forked process; returns its result, and what went wrong."""
    return Child(fn, parameters).collect()


class Child:
    """A trial in a process of its own, which ends with this one."""

    def __init__(self, fn: Callable, parameters: Parameters) -> None:
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
    fn: Callable, parameters: Parameters, pipe: Connection, words: int, parent: int
) -> NoReturn:
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this sees to that
        _end_with(parent)
        os.dup2(words, 2)
        try:
            result = fn(**parameters)
            json.dumps(result)  # or it could not be kept
            pipe.send((result, None))
        except BaseException as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__}: {error} (line {where.lineno} of {where.name})"
            pipe.send((None, what))
        sys.stdout.flush()
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    """Has this process killed when its parent ends; where the system cannot, it goes on a while."""
    set_death_signal = 1
    try:
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(0)


def _describe(parameters: Parameters) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in parameters.items()) or "the trial"


class _Progress:
    """How many trials are done: tqdm's bar, or a function that is told."""

    def __init__(self, how: bool | Callable[[int, int], object], total: int, done: int) -> None:
        self._total, self._done = total, done
        self._tell = how if callable(how) else None
        self._bar = None
        if how is True:
            from tqdm import tqdm

            self._bar = tqdm(total=total, initial=done, unit="run", delay=2)

    def step(self) -> None:
        self._done += 1
        if self._bar is not None:
            self._bar.update()
        if self._tell is not None:
            self._tell(self._done, self._total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
