# SPDX-License-Identifier: GPL-2.0-only
"""What ns-3's log components say while a simulation runs."""

from __future__ import annotations

import enum
import warnings

from . import _camcube


class LogLevel(enum.IntFlag):
    """What a log component says: each LOG_LEVEL_... is that level and all above it."""

    LOG_NONE = 0
    LOG_ERROR = 0x1
    LOG_LEVEL_ERROR = 0x1
    LOG_WARN = 0x2
    LOG_LEVEL_WARN = 0x3
    LOG_DEBUG = 0x4
    LOG_LEVEL_DEBUG = 0x7
    LOG_INFO = 0x8
    LOG_LEVEL_INFO = 0xF
    LOG_FUNCTION = 0x10
    LOG_LEVEL_FUNCTION = 0x1F
    LOG_LOGIC = 0x20
    LOG_LEVEL_LOGIC = 0x3F
    LOG_ALL = 0xFFFFFFF
    LOG_LEVEL_ALL = 0xFFFFFFF
    LOG_PREFIX_FUNC = 0x80000000
    LOG_PREFIX_TIME = 0x40000000
    LOG_PREFIX_NODE = 0x20000000
    LOG_PREFIX_LEVEL = 0x10000000
    LOG_PREFIX_ALL = 0xF0000000


LOG_NONE = LogLevel.LOG_NONE
LOG_ERROR = LogLevel.LOG_ERROR
LOG_LEVEL_ERROR = LogLevel.LOG_LEVEL_ERROR
LOG_WARN = LogLevel.LOG_WARN
LOG_LEVEL_WARN = LogLevel.LOG_LEVEL_WARN
LOG_DEBUG = LogLevel.LOG_DEBUG
LOG_LEVEL_DEBUG = LogLevel.LOG_LEVEL_DEBUG
LOG_INFO = LogLevel.LOG_INFO
LOG_LEVEL_INFO = LogLevel.LOG_LEVEL_INFO
LOG_FUNCTION = LogLevel.LOG_FUNCTION
LOG_LEVEL_FUNCTION = LogLevel.LOG_LEVEL_FUNCTION
LOG_LOGIC = LogLevel.LOG_LOGIC
LOG_LEVEL_LOGIC = LogLevel.LOG_LEVEL_LOGIC
LOG_ALL = LogLevel.LOG_ALL
LOG_LEVEL_ALL = LogLevel.LOG_LEVEL_ALL
LOG_PREFIX_FUNC = LogLevel.LOG_PREFIX_FUNC
LOG_PREFIX_TIME = LogLevel.LOG_PREFIX_TIME
LOG_PREFIX_NODE = LogLevel.LOG_PREFIX_NODE
LOG_PREFIX_LEVEL = LogLevel.LOG_PREFIX_LEVEL
LOG_PREFIX_ALL = LogLevel.LOG_PREFIX_ALL


def log(component: str, level: str | None = "info") -> None:
    """Has a log component tell what happens, on the error stream, with the time.

    component: a class, such as "DistanceVector". level: "error", "warn", "debug", "info",
    "function", "logic" or "all", with what is more serious; None for nothing.

    Warns if ns-3 was built without its own logs: then classes of this module log, and those of
    ns-3 do not. Raises ValueError for a component or a level that there is none of.
    """
    if level is None:
        set_log(component, LogLevel.LOG_ALL | LogLevel.LOG_PREFIX_ALL, False)
        return
    found = LogLevel.__members__.get(f"LOG_LEVEL_{str(level).upper()}")
    if found is None:
        raise ValueError(
            f"there is no log level {level!r}; give error, warn, debug, info, function, logic or "
            "all"
        )
    set_log(component, found | LogLevel.LOG_PREFIX_TIME, True)


def set_log(component: str, level: LogLevel, is_on: bool) -> None:
    """Switches levels of a component on or off; log() says what it raises."""
    if not isinstance(component, str):
        raise TypeError(f"{component!r} is no log component; give the name of a class")
    if not isinstance(level, LogLevel):
        raise TypeError(f"{level!r} is no log level; give one such as ns3.LOG_LEVEL_INFO")
    name = component.removeprefix("ns3::").removeprefix("camcube::")
    if not _camcube.set_log(name, int(level), is_on):
        nearest = _camcube.find_nearest(name, _camcube.log_components())
        remedy = f"did you mean {nearest}?" if nearest else 'give the name of a class, "Runtime"'
        raise ValueError(f"there is no log component {component!r:.60}; {remedy}")
    if is_on and not _camcube.can_log(name):
        warnings.warn(
            f"{component} logs nothing: this ns-3 was built without its logs, and "
            "only classes of camcube log",
            stacklevel=3,
        )
