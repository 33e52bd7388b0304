# SPDX-License-Identifier: GPL-2.0-only
"""All claims, by name."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Sequence

from .claim import Claim
from .refused import Refused

PAPERS = ("wren09", "sigcomm10", "baselines", "trilogy2")
"""The folders of claims, in the order of the page."""

Claims = dict[str, Claim]
"""Claims by name: the paper's folder and the file's name, such as "wren09/diameter"."""


def find() -> Claims:
    """Every file of a paper's folder is a claim."""
    found = {}
    for paper in PAPERS:
        package = importlib.import_module(f"paper.{paper}")
        for each in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
            module = importlib.import_module(f"paper.{paper}.{each.name}")
            found[f"{paper}/{each.name.replace('_', '-')}"] = module.CLAIM
    return found


def choose(claims: Claims, names: Sequence[str]) -> Claims:
    """Those that some names mean, in the order of the page; all for none.

    names: of claims, with or without their paper's, or of papers.

    Raises Refused for another.
    """
    chosen: set[str] = set()
    for name in names:
        meant = [each for each in claims if name in (each, *each.split("/"))]
        if not meant:
            raise Refused(_no_such_claim(name, claims))
        chosen.update(meant)
    return {name: claim for name, claim in claims.items() if not names or name in chosen}


def _no_such_claim(name: str, claims: Claims) -> str:
    words = [part for each in claims for part in (each, *each.split("/"))]
    near = difflib.get_close_matches(name, words, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"there is no claim {name[:60]!r}; {hint}./camcube paper --list names them all"
