# SPDX-License-Identifier: GPL-2.0-only
"""What trace sources have told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import _camcube
from .notebook import show_frame

if TYPE_CHECKING:
    import pandas as pd


class Recording:
    """Rows that trace sources have told so far; Simulation.record() begins it.

    len() is their number. They stay when the simulation ends. numpy.asarray() takes it, too.
    """

    def __init__(self, rows: _camcube.Recording) -> None:
        self._rows = rows

    @classmethod
    def of(cls, what: object, source: str) -> Recording:
        """Begins to record some objects.

        what: a port, cable, node, server, application or a list of such. source: one of their
        trace_sources().

        Raises AttributeError if there is no such source, TypeError for what is no object, ValueError
        for none.
        """
        objects: list[Any] = list(what) if isinstance(what, (list, tuple)) else [what]
        if not objects:
            raise ValueError("there is nothing to record; give an object, or a list of some")
        origin = "object"
        if len(objects) == 1 and isinstance(objects[0], _camcube.Channel):
            if source not in objects[0].trace_sources():
                objects = objects[0].devices
                origin = "end"
        objects = [getattr(each, "node", each) if _is_server(each) else each for each in objects]
        return cls(_camcube.record(objects, source, origin))

    @property
    def array(self) -> np.ndarray:
        """A structured array of NumPy, of shape (rows,), with a field for each column; a copy.

        Field time_us is the simulated time in microseconds; the others are what the source tells,
        such as packet_bytes, source_x, hops. Several objects have a field "object" with the place of
        each in the list, the two ports of a cable a field "end", 0 or 1.
        """
        return self._rows.array

    def __array__(self, dtype: Any = None) -> np.ndarray:
        return self.array if dtype is None else self.array.astype(dtype)

    def __len__(self) -> int:
        return len(self._rows)

    def to_frame(self) -> pd.DataFrame:
        """The same as a data frame of pandas: a row for each event, columns with units."""
        import pandas

        return pandas.DataFrame(self.array)

    def _repr_html_(self) -> str:
        return show_frame(repr(self), self.to_frame().head())

    def __repr__(self) -> str:
        return f"<Recording of {len(self)} rows>"


def _is_server(what: object) -> bool:
    from .torus import Server

    return isinstance(what, Server)
