# SPDX-License-Identifier: GPL-2.0-only
"""Tables of misuses, all in one process, which goes on to right runs."""

import gc
from collections.abc import Callable

from conftest import show


# What pybind11 and C++ say, which tells users nothing.
OF_LIBRARIES = ("incompatible function arguments", "Unable to cast", "stoul")


def check_misuses(
    wrong: list[tuple[str, Callable]],
    make_scene: Callable[[], object],
    end: Callable[[], object],
    right: Callable[[], object],
    is_clear: bool = True,
) -> None:
    """Looks that each of wrong, pairs (what it is, what does it in a scene), raises an exception
    that says something, and that right() finds the same in between and afterwards.

    is_clear: whether all of them say it in words of this package's own."""
    expected = right()
    silent, muttered = [], []
    for number, (what, fn) in enumerate(wrong):
        scene = make_scene()
        try:
            fn(scene)
        except (TypeError, ValueError, AttributeError, RuntimeError, LookupError, OSError,
                ArithmeticError) as error:
            assert str(error), what
            if any(words in str(error) for words in OF_LIBRARIES):
                muttered.append((what, str(error)))
        else:
            silent.append(what)
        finally:
            end()
        if number % 40 == 0:
            assert right() == expected, f"after {what}"
    gc.collect()
    assert not silent
    assert not (is_clear and muttered)
    assert right() == expected
    show(f"{len(wrong)} misuses: an exception each, and right runs in between and afterwards")
