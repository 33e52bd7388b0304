# SPDX-License-Identifier: GPL-2.0-only
"""Services that are told of servers and processes that fail."""

from ..frame.claim import Claim

CLAIM = Claim(
    title="Services are told of failures",
    paper="WREN 2009",
    where="section 4.3",
    says="a process may ask to be told of the failure of a server, and sends a request again "
    "before its timeout; the failure of a process is announced over a multicast tree.",
    how="no program measures when those who watch are told. The unit tests "
    "services-failure-notification do: all watchers in 20×20×20 within 1.62 ms.",
)
