# SPDX-License-Identifier: GPL-2.0-only
"""What a measurement has found."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Result:
    """What a measurement has found; nothing changes it any more."""

    def __init__(self, summary: dict, rows: list[dict] | None = None) -> None:
        self._summary = summary
        self._rows = [summary] if rows is None else rows

    def summary(self) -> dict:
        """All of it, with units in the names of keys, as the program of the same name writes it."""
        return copy.deepcopy(self._summary)

    def to_frame(self) -> pd.DataFrame:
        """A row for each case that was measured, or the only one; nested keys joined by dots."""
        import pandas

        return pandas.json_normalize(self._rows)

    def _repr_html_(self) -> str:
        return self.to_frame()._repr_html_()

    def __repr__(self) -> str:
        cases = "1 case" if len(self._rows) == 1 else f"{len(self._rows)} cases"
        return f"<{type(self).__name__} of {cases}>"
