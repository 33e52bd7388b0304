# SPDX-License-Identifier: GPL-2.0-only
"""Paths by DCellRouting."""

from ..frame.claim import Claim

CLAIM = Claim(
    title="Paths by DCellRouting",
    paper="DCell, SIGCOMM 2008",
    where="section 4.1",
    says="paths by DCellRouting are 5.16 hops on average of 420 servers (4,2), 5.50 of 930 (5,2) "
    "and 5.73 of 1,806 (6,2); computed.",
    how="no program prints the mean over all pairs. The unit tests baseline-dcell hold means and "
    "deviations to two decimals.",
)
