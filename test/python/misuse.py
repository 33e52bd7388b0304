# SPDX-License-Identifier: GPL-2.0-only
"""Tables of misuses, all in one process, which goes on to right runs."""

import gc
from collections.abc import Callable

from conftest import show


def check_misuses(
    wrong: list[tuple[str, Callable]],
    make_scene: Callable[[], object],
    end: Callable[[], object],
    right: Callable[[], object],
) -> None:
    """Looks that each of wrong, pairs (what it is, what does it in a scene), raises an exception
    that says something, and that right() finds the same in between and afterwards."""
    expected = right()
    silent = []
    for number, (what, fn) in enumerate(wrong):
        scene = make_scene()
        try:
            fn(scene)
        except (TypeError, ValueError, AttributeError, RuntimeError, LookupError, OSError,
                ArithmeticError) as error:
            assert str(error), what
        else:
            silent.append(what)
        finally:
            end()
        if number % 40 == 0:
            assert right() == expected, f"after {what}"
    gc.collect()
    assert not silent
    assert right() == expected
    show(f"{len(wrong)} misuses: an exception each, and right runs in between and afterwards")
