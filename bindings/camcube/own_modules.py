# SPDX-License-Identifier: GPL-2.0-only
"""Modules of the user's own, as against Python's, installed ones, and this package."""

from __future__ import annotations

import ast
import importlib.util
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_INSTALLED = {"site-packages", "dist-packages"}
_STANDARD = Path(sysconfig.get_path("stdlib")).resolve()


def is_own(name: str | None) -> bool:
    """Whether a module of some name is the user's."""
    if name is None or name.split(".")[0] == __package__:
        return False
    file = _file_of(name)
    if name == "__main__" or (name not in sys.modules and file is None):
        return name not in sys.builtin_module_names  # it was made by hand
    return file is not None and _STANDARD not in file.parents and not _INSTALLED & set(file.parts)


def sources(name: str, met: set[str]) -> Iterator[bytes]:
    """The source of a module of one's own, and of those of one's own that it imports, on and on.

    name: of the module. met: names of those that have been; gets those that are met.
    """
    if name in met or not is_own(name):
        return
    met.add(name)
    file = _file_of(name)
    if file is None:
        return
    source = file.read_bytes()
    yield source
    for imported in sorted(_imported_by(name, source)):
        yield from sources(imported, met)


def _file_of(name: str) -> Path | None:
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None and name not in sys.modules:
        try:
            spec = importlib.util.find_spec(name)
        except (ImportError, ValueError, AttributeError):
            return None
        file = spec.origin if spec is not None and spec.has_location else None
    return Path(file).resolve() if file else None


def _imported_by(name: str, source: bytes) -> set[str]:
    """The names of all that a module may import: of from a import b, a and a.b."""
    package = name if _is_package(name) else name.rpartition(".")[0]
    found = {loaded for loaded in sys.modules if loaded.startswith(f"{name}.")}
    try:
        tree = ast.parse(source)
    except SyntaxError:  # it is no source in Python
        return found
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return {each for each in found if each}


def _is_package(name: str) -> bool:
    return hasattr(sys.modules.get(name), "__path__")
