# SPDX-License-Identifier: GPL-2.0-only
"""The names of C++ in its style, for scripts that are transcribed from C++ nearly line by line.

    from camcube import ns3

    torus = ns3.TorusHelper(4, 4, 4)
    torus.SetDeviceAttribute("DataRate", ns3.StringValue("1Gbps"))
    servers = torus.Create()
    ns3.MultiHopRoutingHelper().Install(servers)
    ns3.Simulator.Run()
    ns3.Simulator.Destroy()

What makes objects begins a simulation where none is open, and Simulator.Destroy() ends it; within
`with cc.Simulation()` they act on that one. Nodes, devices and times are those of the package, so
what is made here can be recorded there. What ns-3 would end the process for raises an exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from . import _camcube
from ._camcube import (
    Application,
    AsciiTraceHelper,
    BcubeHelper,
    Channel,
    DataRate,
    DcellHelper,
    DistanceVectorHelper,
    FailureInjector,
    FailureTargets,
    FatTreeHelper,
    InetSocketAddress,
    InternetStackHelper,
    Ipv4Address,
    Ipv4AddressHelper,
    Ipv4InterfaceContainer,
    Ipv4Mask,
    LinkStateHelper,
    MicroSeconds,
    MilliSeconds,
    NanoSeconds,
    NetDevice,
    NetDeviceContainer,
    Node,
    NodeContainer,
    ApplicationContainer,
    Object,
    PacketSink,
    PointToPointHelper,
    Seconds,
    ServiceHelper,
    SleepingLinksHelper,
    Time,
    TorusHelper,
    UdpServer,
    UniformRandomVariable,
    VirtualNicHelper,
)
from ._camcube import Event as EventId
from .logs import (
    LOG_NONE,
    LOG_ERROR,
    LOG_LEVEL_ERROR,
    LOG_WARN,
    LOG_LEVEL_WARN,
    LOG_DEBUG,
    LOG_LEVEL_DEBUG,
    LOG_INFO,
    LOG_LEVEL_INFO,
    LOG_FUNCTION,
    LOG_LEVEL_FUNCTION,
    LOG_LOGIC,
    LOG_LEVEL_LOGIC,
    LOG_ALL,
    LOG_LEVEL_ALL,
    LOG_PREFIX_FUNC,
    LOG_PREFIX_TIME,
    LOG_PREFIX_NODE,
    LOG_PREFIX_LEVEL,
    LOG_PREFIX_ALL,
    LogLevel,
    set_log,
)
from .ns3_applications import (
    BulkSendHelper,
    OnOffHelper,
    PacketSinkHelper,
    UdpClientHelper,
    UdpEchoClientHelper,
    UdpEchoServerHelper,
    UdpServerHelper,
)
from .ns3_simulator import Config, Names, Packet, RngSeedManager, Simulator
from .ns3_values import (
    AddressValue,
    BooleanValue,
    DataRateValue,
    DoubleValue,
    IntegerValue,
    StringValue,
    TimeValue,
    UintegerValue,
)

T = TypeVar("T")

DCellHelper = DcellHelper
BCubeHelper = BcubeHelper


def LogComponentEnable(name: str, level: LogLevel) -> None:
    """Has a log component tell what happens, on the error stream.

    name: of the component, such as "DistanceVector". level: such as LOG_LEVEL_INFO.

    Warns if ns-3 was built without its own logs: then classes of this module log, and those of
    ns-3 do not. Raises ValueError for a component that there is none of.
    """
    set_log(name, level, True)


def LogComponentDisable(name: str, level: LogLevel) -> None:
    """Has a log component be silent.

    name: of the component. level: what it tells no more, such as LOG_LEVEL_ALL.

    Raises ValueError for a component that there is none of.
    """
    set_log(name, level, False)


class MultiHopRoutingHelper(ServiceHelper):
    """Puts the multi-hop routing service on servers of a torus."""

    def __init__(self) -> None:
        super().__init__("ns3::camcube::MultiHopRouting")

    @staticmethod
    def AssignStreams(servers: Any, stream: int) -> int:
        """Fixes the random streams of servers' routing; returns how many are used."""
        return _camcube.assign_routing_streams(servers, stream)

    @staticmethod
    def CountForwarded(servers: Any) -> int:
        """Packets that servers have put on links so far."""
        return _camcube.count_forwarded(servers)


def ChooseShare(things: Iterable[T], fraction: float, random: UniformRandomVariable) -> list[T]:
    """A share of some things, drawn at random, in random order.

    things: such as TorusHelper.Links(). fraction: 0 to 1 of them. random: what draws.

    Raises ValueError for another fraction.
    """
    listed = list(things)
    return [listed[place] for place in _camcube.choose_places(len(listed), fraction, random)]

