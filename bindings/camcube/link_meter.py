# SPDX-License-Identifier: GPL-2.0-only
"""What the links of a network carry, and what power they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _camcube
from ._camcube import Time
from .network import Network
from .torus import Torus

if TYPE_CHECKING:
    import pandas as pd


class LinkMeter:
    """Counts what each link carries, each way; Simulation.meter() makes it. Results stay."""

    def __init__(self, on: Torus | Network, start: str | Time, until: str | Time | None) -> None:
        if not isinstance(on, (Torus, Network)):
            raise TypeError(f"{on!r} has no links; give a torus or a network")
        self._sides: tuple[int, ...] | None = None
        if isinstance(on, Torus):
            self._sides = on.sides
            self._meter = on._cube.meter(start, until)
        else:
            if on.topology == "torus":
                self._sides = tuple(int(side) for side in on.inventory["instance"].split("x"))
            self._meter = on._network.meter(start, until)

    def to_frame(self) -> pd.DataFrame:
        """A row for each link, so two for each cable: what it has carried in the window so far.

        server: the number of the sender; switches are numbered on from the servers. x, y, z: its
        coordinate, of a torus only. port: "+x" to "-z", and in other networks the name of the node
        and the number of its device. packets and bytes: with all that takes time on the line.
        mbps: bytes over the window. utilization: the share of the window in which it was busy.
        """
        import pandas

        columns = self._meter.columns()
        sender, names = columns["sender"], columns["name"]
        frame: dict[str, object] = {"server": sender}
        if self._sides is not None:
            kx, ky, _ = self._sides
            frame |= {"x": sender % kx, "y": sender // kx % ky, "z": sender // (kx * ky)}
            names = [name.removeprefix(str(number)) for number, name in zip(sender, names)]
        frame["port"] = names
        for column in ("packets", "bytes", "mbps", "utilization"):
            frame[column] = columns[column]
        return pandas.DataFrame(frame)

    def summary(self) -> dict:
        """The window so far (window_us), sums over all links, and their utilization."""
        return self._meter.summary()

    def energy(self) -> dict:
        """What all cables together have used in the window: power_w, links_asleep_share, energy_j.

        energy_j has joules by state: idle, sending, asleep, transition, down. Raises ValueError if
        no cable accounts for its energy: see Torus.install_power() and Torus.sleep_links().
        """
        return self._meter.energy()

    @property
    def watts(self) -> float:
        """The mean power of all cables together in the window, in watts; raises as energy()."""
        return self.energy()["power_w"]

    def _repr_html_(self) -> str:
        return self.to_frame()._repr_html_()

    def __repr__(self) -> str:
        return f"<LinkMeter of {self.summary()['links']} links>"
