# SPDX-License-Identifier: GPL-2.0-only
"""What became of flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _camcube
from .patterns import Pairs, Pattern

if TYPE_CHECKING:
    from .torus import Torus


class RoutedFlows:
    """Constant-rate flows over multi-hop routing; Simulation.routed() makes them."""

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
        """Who sends to whom."""
        nodes = [server.node for server in torus.servers]
        self._traffic = _camcube.send_routed(
            nodes, self.pairs, rate, packet_size, duration, warmup
        )

    def summary(self) -> dict:
        """What became of the packets so far: counts, latency in microseconds, hops."""
        return self._traffic.packets()
