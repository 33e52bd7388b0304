# SPDX-License-Identifier: GPL-2.0-only
"""The same code in simulation and on machines."""

from ..frame.claim import Claim

CLAIM = Claim(
    title="The same code on 27 servers",
    paper="WREN 2009",
    where="section 5",
    says="the same code runs in simulation and on 27 servers, 3×3×3, with ports of 100 Mbps.",
    how="it takes root, and real time: sudo ./camcube live --processes runs 27 servers as "
    "processes of their own on Ethernet cables of this machine.",
)
