# SPDX-License-Identifier: GPL-2.0-only
"""A file that keeps what trials have found."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from .identity import identify, identify_values


class Store:
    """A file that keeps each trial's result as soon as it is there.

    A trial is known by identify() and its parameters, so a result is not mistaken for that of a
    trial that has changed since.
    """

    def __init__(self, file: str | os.PathLike, fn: Callable) -> None:
        """
        file: made if it is not there. fn: the trial.

        Raises OSError for a file that cannot be opened or written, ValueError for another file.
        """
        self._identity = identify(fn)
        self._file = Path(file)
        try:
            self._runs = sqlite3.connect(self._file, timeout=60)
            self._runs.execute(
                "CREATE TABLE IF NOT EXISTS runs"
                " (key TEXT PRIMARY KEY, parameters TEXT, result TEXT)"
            )
            self._runs.execute("SELECT key, parameters, result FROM runs LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise self._explain(error) from None

    def _explain(self, error: sqlite3.Error) -> Exception:
        """What an error of the database means for the file."""
        words = str(error)
        if "no such column" in words or not isinstance(error, sqlite3.OperationalError):
            return ValueError(f"{self._file} is no store of trials: {words}; give another file")
        return OSError(f"cannot keep trials in {str(self._file)!r}: {words}; give another file")

    def _key(self, parameters: dict) -> str:
        text = self._identity + identify_values(parameters)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, parameters: dict) -> object | None:
        """A result that is kept; None if there is none."""
        key = self._key(parameters)
        try:
            row = self._runs.execute("SELECT result FROM runs WHERE key = ?", (key,)).fetchone()
            return None if row is None else json.loads(row[0])
        except sqlite3.Error as error:
            raise self._explain(error) from None
        except (TypeError, json.JSONDecodeError):
            return None  # it is damaged, so it is found anew

    def put(self, parameters: dict, result: object) -> None:
        """Keeps a result, on the disk when this returns."""
        row = (self._key(parameters), json.dumps(parameters, default=repr), json.dumps(result))
        try:
            with self._runs:
                self._runs.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", row)
        except sqlite3.Error as error:
            raise self._explain(error) from None

    def close(self) -> None:
        """Lets go of the file."""
        self._runs.close()
