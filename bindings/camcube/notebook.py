# SPDX-License-Identifier: GPL-2.0-only
"""What a notebook shows of an object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MEASURES = (
    "flows",
    "flows_completed",
    "goodput_mbps",
    "fct_us.mean",
    "fct_us.p99",
    "lost_packets",
    "latency_us.mean",
    "hops.mean",
)
"""What is shown of all that is measured of flows; nested keys are joined by dots."""


def show_table(title: str, rows: Callable[[], Mapping[str, object]]) -> str:
    """An object as a table of HTML: a title, and a row for each of its properties.

    Where these cannot be had, as the simulation has ended, it says so. All text is escaped.
    """
    try:
        shown = rows()
    except RuntimeError as error:
        shown = {"state": error}
    body = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(_as_text(value))}</td></tr>"
        for name, value in shown.items()
    )
    return f"<table><caption>{escape(title)}</caption><tbody>{body}</tbody></table>"


def show_frame(title: str, frame: pd.DataFrame) -> str:
    """A data frame as a table of HTML under a title. All text is escaped."""
    return f"<div><p>{escape(title)}</p>{frame.to_html(escape=True)}</div>"


def flatten(values: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Nested mappings as one, their keys joined by dots."""
    flat: dict[str, object] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat.update(flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def _as_text(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
