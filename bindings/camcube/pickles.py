# SPDX-License-Identifier: GPL-2.0-only
"""Values that a process may hand to another, or copy: what tasks of executors are made of."""

import copyreg

from ._camcube import DataRate, Key, Time


def key_from_hex(text: str) -> Key:
    """A key of 40 hexadecimal digits, as pickles find it by name."""
    return Key.from_hex(text)


copyreg.pickle(Time, lambda time: (Time, (f"{time.ns}ns",)))  # type: ignore[arg-type]
copyreg.pickle(DataRate, lambda rate: (DataRate, (f"{rate.bps}bps",)))  # type: ignore[arg-type]
copyreg.pickle(Key, lambda key: (key_from_hex, (key.hex,)))  # type: ignore[arg-type]
