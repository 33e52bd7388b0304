# SPDX-License-Identifier: GPL-2.0-only
"""A file that keeps what trials have found."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from .identity import identify


class Store:
    """A file that keeps each trial's result as soon as it is there.

    A trial is known by its parameters and by identify(), so a result is not mistaken for that of a
    trial that has changed since.
    """

    def __init__(self, file: str | os.PathLike, fn: Callable) -> None:
        self._identity = identify(fn)
        self._file = Path(file)
        self._runs = sqlite3.connect(self._file, timeout=60)
        try:
            self._runs.execute(
                "CREATE TABLE IF NOT EXISTS runs"
                " (key TEXT PRIMARY KEY, parameters TEXT, result TEXT)"
            )
        except sqlite3.DatabaseError as error:
            raise ValueError(f"{file} is no store of trials: {error}") from None

    def _key(self, parameters: dict) -> str:
        text = json.dumps([self._identity, parameters], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, parameters: dict) -> object | None:
        """A result that is kept; None if there is none."""
        row = self._runs.execute(
            "SELECT result FROM runs WHERE key = ?", (self._key(parameters),)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, parameters: dict, result: object) -> None:
        """Keeps a result, on the disk when this returns."""
        with self._runs:
            self._runs.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?)",
                (self._key(parameters), json.dumps(parameters, default=str), json.dumps(result)),
            )

    def close(self) -> None:
        """Lets go of the file."""
        self._runs.close()
