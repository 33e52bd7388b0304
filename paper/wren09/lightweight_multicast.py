# SPDX-License-Identifier: GPL-2.0-only
"""Receivers that share next hops."""

from ..frame.claim import Claim

CLAIM = Claim(
    title="Light-weight multicast",
    paper="WREN 2009",
    where="section 4",
    says="at each hop a packet goes to the smallest set of next hops that covers its receivers.",
    how="no program measures how many links that takes, unit tests only: "
    "services-lightweight-multicast.",
)
