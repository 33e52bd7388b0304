# SPDX-License-Identifier: GPL-2.0-only
"""Runs trials in processes of their own, and keeps what is done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from numbers import Integral
from typing import Any

from . import _camcube
from .child import Child, run_one
from .store import Store

Parameters = dict
"""What a trial is called with, by name."""


class TrialError(RuntimeError):
    """A trial has raised an exception, or its process was ended."""


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
    if not isinstance(jobs, (int, Integral)) or jobs < 1:
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
