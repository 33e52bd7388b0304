# SPDX-License-Identifier: GPL-2.0-only
"""What a trial is known by: all that its results could depend on, but for files that it reads."""

from __future__ import annotations

import functools
import hashlib
import pickle
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from . import _camcube

_INSTALLED = {"site-packages", "dist-packages"}
_STANDARD = Path(sysconfig.get_path("stdlib")).resolve()


def identify(fn: Callable) -> str:
    """A hash of a function and of what it refers to, equal in all processes.

    That are the code of functions and classes of one's own that it names, on and on, defaults,
    variables that it uses of its module and of functions around it, the sources of modules of
    one's own, and the versions of Python and of this package. Libraries count as they are.
    """
    seen = hashlib.sha256(f"{_camcube.__version__}\n{sys.version}\n".encode())
    for part in _parts(fn, set()):
        seen.update(part.encode(errors="surrogateescape") + b"\n")
    return seen.hexdigest()


def _parts(value: Any, met: set[int]) -> Iterator[str]:
    """Texts that a value differs from others by; met: what is being looked at, as it may loop."""
    if isinstance(value, (int, float, complex, str, bytes, type(None), type(...))):
        yield f"{type(value).__name__} {value!r}"
        return
    if id(value) in met:
        yield "again"
        return
    met.add(id(value))
    yield from _parts_of(value, met)
    if not isinstance(value, (FunctionType, type)):  # equal constants are one object, or are not
        met.discard(id(value))


def _parts_of(value: Any, met: set[int]) -> Iterator[str]:
    if isinstance(value, functools.partial):
        yield "partial"
        yield from _parts((value.func, value.args, value.keywords), met)
    elif isinstance(value, MethodType):
        yield from _parts((value.__func__, value.__self__), met)
    elif isinstance(value, FunctionType):
        yield from _parts_of_function(value, met)
    elif isinstance(value, CodeType):
        yield f"code {value.co_code.hex()} {value.co_names}"
        yield from _parts(value.co_consts, met)
    elif isinstance(value, type):
        yield from _parts_of_class(value, met)
    elif isinstance(value, ModuleType):
        yield from _parts_of_module(value)
    elif isinstance(value, (list, tuple)):
        yield f"{type(value).__name__} of {len(value)}"
        for each in value:
            yield from _parts(each, met)
    elif isinstance(value, (set, frozenset)):
        yield from sorted("\n".join(_parts(each, met)) for each in value)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _parts(key, met)
            yield from _parts(each, met)
    elif isinstance(value, (property, classmethod, staticmethod)):
        yield from _parts(getattr(value, "fget", None) or getattr(value, "__func__", None), met)
    elif isinstance(value, (_camcube.Time, _camcube.DataRate)):
        yield repr(value)
    else:
        yield from _parts_of_object(value, met)


def _parts_of_function(fn: FunctionType, met: set[int]) -> Iterator[str]:
    yield f"function {fn.__qualname__}"
    if not _is_own(fn.__module__):
        return
    yield from _parts((fn.__code__, fn.__defaults__, fn.__kwdefaults__), met)
    for cell in fn.__closure__ or ():
        try:
            yield from _parts(cell.cell_contents, met)
        except ValueError:  # of a variable that has no value yet
            yield "empty"
    for name in sorted(_names(fn.__code__)):
        if name in fn.__globals__:
            yield name
            yield from _parts(fn.__globals__[name], met)


def _names(code: CodeType) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names


def _parts_of_class(kind: type, met: set[int]) -> Iterator[str]:
    yield f"class {kind.__qualname__}"
    if not _is_own(kind.__module__):
        return
    yield from _parts(kind.__bases__, met)
    for name, value in vars(kind).items():
        if name not in ("__dict__", "__weakref__", "__module__", "__doc__"):
            yield name
            yield from _parts(value, met)


def _parts_of_module(module: ModuleType) -> Iterator[str]:
    yield f"module {module.__name__}"
    if _is_own(module.__name__) and (file := getattr(module, "__file__", None)):
        yield Path(file).read_bytes().hex()


def _parts_of_object(value: Any, met: set[int]) -> Iterator[str]:
    kind = type(value)
    yield f"{kind.__module__}.{kind.__qualname__}"
    if _is_own(kind.__module__):
        yield from _parts_of_class(kind, met)
        yield from _parts(getattr(value, "__dict__", None), met)
        return
    try:
        yield pickle.dumps(value).hex()
    except Exception:  # whatever it says, it is nothing that could be told from others
        return


def _is_own(name: str | None) -> bool:
    """Whether a module is the user's: neither Python's, nor installed, nor of this package."""
    module = sys.modules.get(name or "")
    if name is None or name.split(".")[0] == __package__:
        return False
    if module is None or name == "__main__":
        return True
    file = getattr(module, "__file__", None)
    if file is None:
        return False
    path = Path(file).resolve()
    return _STANDARD not in path.parents and not _INSTALLED & set(path.parts)
