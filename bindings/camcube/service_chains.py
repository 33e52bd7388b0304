# SPDX-License-Identifier: GPL-2.0-only
"""Datagrams along service chains."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from . import _camcube
from .network import Network

if TYPE_CHECKING:
    import pandas as pd


class ServiceChains:
    """Service chains under way; Simulation.chain() makes them. Results stay."""

    def __init__(self, network: Network, options: dict[str, object]) -> None:
        if not isinstance(network, Network):
            raise TypeError(f"{network!r} is no network; make one: sim.network('torus')")
        self._chains = _camcube.send_chains(network._network, options)

    def summary(self) -> dict:
        """What entered and left so far, latency and hops from gateway to gateway."""
        return json.loads(self._chains.summary())

    def to_frame(self) -> pd.DataFrame:
        """The same as a row; nested keys are joined by dots."""
        import pandas

        return pandas.json_normalize([self.summary()])

    def _repr_html_(self) -> str:
        return self.to_frame()._repr_html_()
