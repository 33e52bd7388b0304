# SPDX-License-Identifier: GPL-2.0-only
"""Defaults of attributes, and which of them this process has set."""

from __future__ import annotations

from . import _camcube

CHANGED: dict[str, str] = {}
"""The values of attributes whose defaults have been set, as texts, by name."""


def set_default(name: str, value: object) -> None:
    """Sets the default of an attribute, such as "ns3::TcpSocket::SegmentSize".

    name: of the class and the attribute. value: as the attribute takes it.

    Raises ValueError for a name that there is not, ValueError or TypeError for what it does not
    take.
    """
    _camcube.set_default(name, value)
    CHANGED[name] = repr(value.Get() if isinstance(value, _camcube.AttributeValue) else value)
