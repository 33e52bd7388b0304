# SPDX-License-Identifier: GPL-2.0-only
"""Constant-rate flows over the routing service of a torus, without IP."""

from __future__ import annotations

import json
from collections.abc import Callable

from . import _camcube
from ._camcube import DataRate, Time
from .result import Result


class ThroughputResult(Result):
    """What became of constant-rate flows; throughput() measures it."""


def throughput(
    k: int = 8,
    flows: int = 0,
    pattern: str = "permutation",
    rate: str | DataRate = "300Mbps",
    packet_size: int = 1500,
    duration: str | Time = "20ms",
    warmup: str | Time = "2ms",
    line_rate: str | DataRate = "1Gbps",
    delay: str | Time = "100ns",
    processing: str | Time = "1us",
    queue: int = 64,
    choice: str = "RandomPath",
    adaptive: bool = False,
    seed: int = 1,
    run: int = 1,
    progress: Callable[[str, float | None], object] | None = None,
) -> ThroughputResult:
    """Measures loss, latency and utilization of constant-rate flows: camcube-throughput.

    They go over multi-hop routing in a torus of k * k * k servers. flows: how many, 0 for one a
    server; pattern: "permutation", or "random" for independent pairs. rate: of a flow, counted in
    whole packets of packet_size bytes behind the Ethernet header. duration: sources send so long;
    warmup: packets sent before do not count. line_rate, delay, queue: of a link and its cable, and
    packets that may wait for it. processing: of a packet at each server. choice: which of several
    shortest paths, as the attribute Choice of the routing service. adaptive: whether servers tell
    neighbours of their queues, and packets avoid long ones. progress: called with what is
    being done, and which share of it is done.
    seed, run: what random choices depend on, as those of Simulation.

    Raises ValueError or TypeError for what cannot be, RuntimeError while a simulation is open.
    """
    options = {
        "k": k,
        "flows": flows,
        "pattern": pattern,
        "rate": rate,
        "packet_size": packet_size,
        "duration": duration,
        "warmup": warmup,
        "line_rate": line_rate,
        "delay": delay,
        "processing": processing,
        "queue": queue,
        "choice": choice,
        "adaptive": adaptive,
    }
    return ThroughputResult(
        json.loads(_camcube.measure_throughput(options, seed, run, progress))
    )
