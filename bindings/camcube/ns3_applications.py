# SPDX-License-Identifier: GPL-2.0-only
"""Helpers of ns-3's applications, in the style of C++.

Each has SetAttribute(name, value) and Install(nodes), which returns an ApplicationContainer and
raises ValueError where ns-3 would end the process later: on a node without TCP/IP, for a port that
another application listens to, for what would send for ever at one time.
"""

from __future__ import annotations

from ._camcube import (
    ApplicationHelper,
    DataRate,
    InetSocketAddress,
    Ipv4Address,
)


class BulkSendHelper(ApplicationHelper):
    """Sends as much as TCP takes: BulkSendHelper("ns3::TcpSocketFactory", InetSocketAddress(...)).

    Attributes: MaxBytes (0 for no end), SendSize ...
    """

    def __init__(self, protocol: str, address: InetSocketAddress) -> None:
        super().__init__("ns3::BulkSendApplication", {"Protocol": protocol, "Remote": address})


class OnOffHelper(ApplicationHelper):
    """Sends at a constant rate while it is on: OnOffHelper("ns3::UdpSocketFactory",
    InetSocketAddress(...)).

    Attributes: DataRate, PacketSize, OnTime, OffTime, MaxBytes ...
    """

    def __init__(self, protocol: str, address: InetSocketAddress) -> None:
        super().__init__("ns3::OnOffApplication", {"Protocol": protocol, "Remote": address})

    def SetConstantRate(self, dataRate: DataRate | str, packetSize: int = 512) -> None:
        """Has it be on all the time, at a rate, in packets of so many bytes."""
        self.SetAttribute("OnTime", "ns3::ConstantRandomVariable[Constant=1000]")
        self.SetAttribute("OffTime", "ns3::ConstantRandomVariable[Constant=0]")
        self.SetAttribute("DataRate", DataRate(dataRate))
        self.SetAttribute("PacketSize", packetSize)


class PacketSinkHelper(ApplicationHelper):
    """Receives and counts: PacketSinkHelper("ns3::TcpSocketFactory", InetSocketAddress(
    Ipv4Address.GetAny(), 9)). PacketSink(apps.Get(0)).GetTotalRx() is what came."""

    def __init__(self, protocol: str, address: InetSocketAddress) -> None:
        super().__init__("ns3::PacketSink", {"Protocol": protocol, "Local": address})


class UdpEchoServerHelper(ApplicationHelper):
    """Sends back what comes to a port: UdpEchoServerHelper(9)."""

    def __init__(self, port: int) -> None:
        super().__init__("ns3::UdpEchoServer", {"Port": InetSocketAddress(port).GetPort()})


class UdpEchoClientHelper(ApplicationHelper):
    """Sends packets to an echo server: UdpEchoClientHelper(address, 9).

    Attributes: MaxPackets, Interval, PacketSize.
    """

    def __init__(
        self, address: Ipv4Address | InetSocketAddress | str, port: int | None = None
    ) -> None:
        super().__init__("ns3::UdpEchoClient", _remote(address, port))


class UdpServerHelper(ApplicationHelper):
    """Receives numbered packets at a port: UdpServerHelper(4000).

    UdpServer(apps.Get(0)).GetReceived() is how many came, GetLost() how many are missing.
    """

    def __init__(self, port: int) -> None:
        super().__init__("ns3::UdpServer", {"Port": InetSocketAddress(port).GetPort()})


class UdpClientHelper(ApplicationHelper):
    """Sends numbered packets to a UdpServer: UdpClientHelper(address, 4000).

    Attributes: MaxPackets, Interval, PacketSize.
    """

    def __init__(
        self, address: Ipv4Address | InetSocketAddress | str, port: int | None = None
    ) -> None:
        super().__init__("ns3::UdpClient", _remote(address, port))


def _remote(address: Ipv4Address | InetSocketAddress | str, port: int | None) -> dict[str, object]:
    """An address and a port, together or apart, as attributes."""
    if isinstance(address, str):
        address = Ipv4Address(address)
    if isinstance(address, InetSocketAddress):
        if port is not None:
            raise TypeError(f"{address!r} has a port already; give no other")
        return {"RemoteAddress": address.GetIpv4(), "RemotePort": address.GetPort()}
    if port is None:
        raise TypeError(f"{address!r} has no port; give one, or an InetSocketAddress")
    return {"RemoteAddress": address, "RemotePort": InetSocketAddress(port).GetPort()}

