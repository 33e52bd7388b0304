# SPDX-License-Identifier: GPL-2.0-only
"""A data centre without switches, as a module for ns-3, in Python.

    import camcube as cc

    with cc.Simulation(seed=1, run=1) as sim:
        cube = sim.torus(8, 8, 8, DataRate="1Gbps", routing="distance-vector")
        cube.fail_links(0.1, at="1ms")
        flows = sim.routed(cc.patterns.permutation(), rate="300Mbps", duration="20ms")
        sim.run()
        print(flows.summary())

Times and rates are texts with their unit ("5ms", "1Gbps"), or Time and DataRate. Whatever cannot be
taken raises an exception with what to give instead; nothing ends the interpreter.
"""

from . import ns3, patterns, pickles, plots, workloads
from ._camcube import (
    DataRate,
    Event,
    Forwarding,
    Frame,
    Key,
    Packet,
    SendResult,
    Time,
    Verdict,
    __version__,
)
from .comparison import TOPOLOGIES, Comparison, compare, sweep
from .cube_view import CubeView
from .energy_trial import EnergyResult, energy
from .flows import RoutedFlows
from .link_meter import LinkMeter
from .logs import log
from .network import Network, Transfers
from .recording import Recording
from .resilience_trial import ResilienceResult, resilience
from .routes_trial import RoutesResult, routes
from .service import Service
from .service_chains import ServiceChains
from .simulation import Simulation
from .structure_measurement import StructureResult, structure
from .throughput_trial import ThroughputResult, throughput
from .torus import Server, Torus
from .trials import TrialError

__all__ = [
    "Comparison",
    "CubeView",
    "DataRate",
    "EnergyResult",
    "Event",
    "Forwarding",
    "Frame",
    "Key",
    "LinkMeter",
    "Network",
    "Packet",
    "Recording",
    "ResilienceResult",
    "RoutedFlows",
    "RoutesResult",
    "SendResult",
    "Server",
    "Service",
    "ServiceChains",
    "Simulation",
    "StructureResult",
    "ThroughputResult",
    "Time",
    "TOPOLOGIES",
    "Torus",
    "Transfers",
    "TrialError",
    "Verdict",
    "__version__",
    "compare",
    "energy",
    "log",
    "ns3",
    "patterns",
    "plots",
    "resilience",
    "routes",
    "structure",
    "sweep",
    "throughput",
    "workloads",
]
