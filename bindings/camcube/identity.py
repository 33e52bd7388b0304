# SPDX-License-Identifier: GPL-2.0-only
"""What a trial is known by: all that its results could depend on, but for files that it reads."""

from __future__ import annotations

import dis
import functools
import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from . import _camcube
from .defaults import CHANGED
from .own_modules import is_own, sources


def identify(fn: Callable) -> str:
    """A hash of a function and of what it refers to, equal in all processes.

    fn: what is called. That are the code of functions and classes of one's own that it names, on
    and on, defaults, variables that it uses of its module and of functions around it, the sources of
    other modules of one's own, defaults of attributes that have been set, and the versions of Python
    and of this package. Libraries count as they are.
    """
    return _hash([_camcube.__version__, sys.version, sorted(CHANGED.items()), fn], False)


def identify_values(values: dict[str, object]) -> str:
    """A hash of values by name, equal in all processes and for equal values only.

    Raises TypeError for a value that cannot be told from others.
    """
    return _hash([sorted(values), *(values[name] for name in sorted(values))], True)


def _hash(value: object, is_strict: bool) -> str:
    seen = hashlib.sha256()
    for part in _Walk(is_strict).parts(value):
        seen.update(part.encode(errors="surrogateescape") + b"\n")
    return seen.hexdigest()


class _Walk:
    """Goes through a value and all that it refers to; says what it differs from others by."""

    def __init__(self, is_strict: bool) -> None:
        self._is_strict = is_strict
        self._met: set[int] = set()  # what is being looked at, as it may loop
        self._modules: set[str] = set()

    def parts(self, value: Any) -> Iterator[str]:
        """Texts."""
        if isinstance(value, (int, float, complex, str, bytes, type(None), type(...))):
            yield f"{type(value).__name__} {value!r}"
            return
        if id(value) in self._met:
            yield "again"
            return
        self._met.add(id(value))
        yield from self._parts_of(value)
        if not isinstance(value, (FunctionType, type)):  # equal constants are one object, or are not
            self._met.discard(id(value))

    def _parts_of(self, value: Any) -> Iterator[str]:
        if isinstance(value, functools.partial):
            yield "partial"
            yield from self.parts((value.func, value.args, value.keywords))
        elif isinstance(value, MethodType):
            yield from self.parts((value.__func__, value.__self__))
        elif isinstance(value, FunctionType):
            yield from self._parts_of_function(value)
        elif isinstance(value, BuiltinFunctionType):
            yield f"function {value.__module__}.{value.__qualname__}"
        elif isinstance(value, CodeType):
            yield f"code {value.co_code.hex()} {value.co_names}"
            yield from self.parts(value.co_consts)
        elif isinstance(value, type):
            yield from self._parts_of_class(value)
        elif isinstance(value, ModuleType):
            yield from self._parts_of_module(value.__name__)
        elif isinstance(value, (list, tuple)):
            yield f"{type(value).__name__} of {len(value)}"
            for each in value:
                yield from self.parts(each)
        elif isinstance(value, (set, frozenset)):
            yield type(value).__name__
            yield from sorted("\n".join(self.parts(each)) for each in value)
        elif isinstance(value, dict):
            yield f"dict of {len(value)}"
            for key, each in value.items():
                yield from self.parts(key)
                yield from self.parts(each)
        elif isinstance(value, (property, classmethod, staticmethod)):
            yield from self.parts(
                getattr(value, "fget", None) or getattr(value, "__func__", None)
            )
        elif isinstance(value, (_camcube.Time, _camcube.DataRate)):
            yield repr(value)
        elif isinstance(value, _camcube.Key):
            yield f"Key {value.hex}"
        else:
            yield from self._parts_of_object(value)

    def _parts_of_function(self, fn: FunctionType) -> Iterator[str]:
        yield f"function {fn.__qualname__}"
        if _is_ours(fn) or is_own(fn.__module__):
            for cell in fn.__closure__ or ():
                try:
                    yield from self.parts(cell.cell_contents)
                except ValueError:  # of a variable that has no value yet
                    yield "empty"
        if not is_own(fn.__module__):
            return
        yield from self.parts((fn.__code__, fn.__defaults__, fn.__kwdefaults__))
        for name in sorted(_names(fn.__code__)):
            if name in fn.__globals__:
                yield name
                yield from self.parts(fn.__globals__[name])
        for name in sorted(_imports(fn.__code__)):
            yield from self._parts_of_module(name)

    def _parts_of_class(self, kind: type) -> Iterator[str]:
        yield f"class {kind.__qualname__}"
        if not is_own(kind.__module__):
            return
        yield from self.parts(kind.__bases__)
        for name, value in vars(kind).items():
            if name not in ("__dict__", "__weakref__", "__module__", "__doc__"):
                yield name
                yield from self.parts(value)

    def _parts_of_module(self, name: str) -> Iterator[str]:
        yield f"module {name}"
        for source in sources(name, self._modules):
            yield source.hex()

    def _parts_of_object(self, value: Any) -> Iterator[str]:
        yield from self._parts_of_class(type(value))
        state = getattr(value, "__dict__", None)
        slots = [
            name
            for kind in type(value).__mro__
            for name in _texts(vars(kind).get("__slots__", ()))
            if hasattr(value, name) and not name.startswith("__")
        ]
        wrapped = getattr(value, "__wrapped__", None)
        if wrapped is not None:
            yield from self.parts(wrapped)
        yield from self.parts(state)
        yield from self.parts([(name, getattr(value, name)) for name in slots])
        if _is_ours(type(value)) or is_own(type(value).__module__):
            return
        try:
            yield pickle.dumps(value).hex()
        except Exception as error:  # whatever it says, this cannot be told from others
            if self._is_strict:
                raise TypeError(
                    f"a store cannot tell {value!r:.80} from other values of its kind; give "
                    f"numbers, texts, and lists or dicts of such"
                ) from error


def _is_ours(thing: Any) -> bool:
    """Whether a function or class is of this package, as patterns are made of."""
    return (thing.__module__ or "").split(".")[0] == __package__


def _texts(slots: Any) -> tuple[str, ...]:
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _names(code: CodeType) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names


def _imports(code: CodeType) -> set[str]:
    """The modules that a function itself imports."""
    names = {each.argval for each in dis.get_instructions(code) if each.opname == "IMPORT_NAME"}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _imports(constant)
    return names
