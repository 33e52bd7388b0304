# SPDX-License-Identifier: GPL-2.0-only
"""The page that shows a torus in 3D."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import fspath
from typing import TYPE_CHECKING

from . import _camcube
from ._camcube import Time

if TYPE_CHECKING:
    from .torus import Server, Torus


class CubeView:
    """A page that shows a torus in 3D; Torus.view() makes it. It is written anew after each run().

    After the end of the simulation write() and document go on with what was recorded.
    """

    def __init__(self, torus: Torus, file: str, until: str | Time | None) -> None:
        self._torus = torus
        self.file = fspath(file)
        """The page's name, a str."""
        self._view = torus._cube.view(self.file, until)

    def add_path(self, name: str, servers: Iterable[Server | int]) -> None:
        """Adds a path, from its first server to its last, as it is now.

        name: for people. servers: a list of servers or their numbers, each a neighbour of the one
        before.

        Raises ValueError for servers that are no neighbours, or none, IndexError for a server that is
        not there, TypeError for what is none, RuntimeError after the end.
        """
        self._view.add_path(name, [self._torus._number(server) for server in servers])

    def add_tree(self, name: str, parents: Mapping[Server | int, Server | int | None]) -> None:
        """Adds a tree as it is now.

        name: for people. parents: a dict from servers or their numbers to their parents; None for a
        root.

        Raises ValueError for a parent that is no neighbour, IndexError for a server that is not
        there, TypeError for what is none, RuntimeError after the end.
        """
        self._view.add_tree(
            name,
            {
                self._torus._number(server): None if parent is None else self._torus._number(parent)
                for server, parent in parents.items()
            },
        )

    def add_group(self, group: tuple[tuple[int, int, int], int], name: str | None = None) -> None:
        """Adds the tree of a group as the servers that live have it now; needs install_groups().

        group: its place and its number, as services join it. name: for people.

        Raises RuntimeError without install_groups() and after the end, ValueError for a place outside
        the torus, TypeError for what is no group.
        """
        try:
            place, number = group
        except (TypeError, ValueError):
            raise TypeError(f"{group!r} is no group; give its place and its number") from None
        self._view.add_group(f"group {number}" if name is None else name, place, number)

    def write(self) -> None:
        """Writes the page as of now, with what was added since the last run.

        Raises OSError if it cannot be written, RuntimeError if three.js is missing.
        """
        self._view.write()

    @property
    def document(self) -> dict:
        """All that the page shows, as of now: a dict, as doc/view.rst explains it."""
        return json.loads(self._view.document())

    def __repr__(self) -> str:
        return f"<CubeView in {self.file}>"
