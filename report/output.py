# SPDX-License-Identifier: GPL-2.0-only
"""Files that are complete under their names or not there."""

import contextlib
import os
import shutil


def write(path, text):
    """Writes a file under another name beside its own, and renames it once all is written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:  # an interruption too
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
