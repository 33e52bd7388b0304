# SPDX-License-Identifier: GPL-2.0-only
"""What became of flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _camcube
from .notebook import flatten, show_table
from .patterns import Pairs, Pattern

if TYPE_CHECKING:
    import pandas as pd

    from .torus import Torus


class RoutedFlows:
    """Constant-rate flows over multi-hop routing; Simulation.routed() makes them.

    Results stay when the simulation ends.
    """

    def __init__(
        self,
        torus: Torus,
        pattern: Pattern | Pairs,
        rate: str | _camcube.DataRate,
        packet_size: int,
        duration: str | _camcube.Time,
        warmup: str | _camcube.Time,
    ) -> None:
        self.pairs = pattern.pairs(len(torus)) if isinstance(pattern, Pattern) else list(pattern)
        """Who sends to whom: a list of (source, destination), servers' numbers."""
        nodes = [server.node for server in torus.servers]
        self._traffic = _camcube.send_routed(
            nodes, self.pairs, rate, packet_size, duration, warmup
        )

    def summary(self) -> dict:
        """What became of the packets so far, also after the end of the simulation.

        A dict of offered_packets, delivered_packets and lost_packets (or still on their way);
        latency_us, a dict of mean, p50, p99 and p999 in microseconds, one way; and mean_hops, the
        links crossed. Means of nothing are not-a-number.
        """
        return self._traffic.packets()

    def to_frame(self) -> pd.DataFrame:
        """A row for each pair of servers, in the order in which their flows begin.

        Columns: source, destination (servers' numbers), offered_packets, delivered_packets,
        lost_packets, mean_latency_us, max_latency_us, mean_hops. Several flows of one pair are one
        row; means of nothing are not-a-number.
        """
        import pandas

        return pandas.DataFrame(self._traffic.pairs())

    def _repr_html_(self) -> str:
        return show_table(repr(self), lambda: flatten(self.summary()))

    def __repr__(self) -> str:
        return f"<RoutedFlows of {len(self.pairs)} pairs>"
