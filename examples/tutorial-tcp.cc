/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A transfer by ns-3's own TCP/IP over a torus: see doc/tutorial.rst.

#include "ns3/applications-module.h"
#include "ns3/camcube-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"

#include <iomanip>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

/** The time of the newest bytes. */
void
Received(Time* newest, Ptr<const Packet>, const Address&)
{
    *newest = Simulator::Now();
}

int
main()
{
    // transfer begins
    TorusHelper torus(3, 3, 3);
    torus.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    torus.SetChannelAttribute("Delay", StringValue("1us"));
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 1); // which they draw their paths from
    const auto addresses = VirtualNicHelper("10.0.0.0", "255.0.0.0").Install(servers);
    // TCP as comparisons set it, for data centres, and segments that fill frames.
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1428));
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(1 << 20));
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(1 << 20));
    Config::SetDefault("ns3::TcpSocket::DelAckTimeout", StringValue("1ms"));
    const InetSocketAddress sink(addresses.GetAddress(13), 1024);
    const auto receiver = PacketSinkHelper("ns3::TcpSocketFactory", sink).Install(servers.Get(13));
    BulkSendHelper sender("ns3::TcpSocketFactory", sink);
    sender.SetAttribute("SendSize", UintegerValue(1428));
    sender.SetAttribute("MaxBytes", UintegerValue(1000000));
    sender.Install(servers.Get(0));
    // transfer ends
    Time newest;
    receiver.Get(0)->TraceConnectWithoutContext("Rx", MakeBoundCallback(&Received, &newest));
    Simulator::Run();
    // results begin
    std::cout << "from " << addresses.GetAddress(0) << " to " << sink.GetIpv4() << "\n";
    const uint64_t bytes = DynamicCast<PacketSink>(receiver.Get(0))->GetTotalRx();
    std::cout << bytes << std::fixed << std::setprecision(1) << " bytes in "
              << newest.ToDouble(Time::US) << " us\n";
    // results end
    Simulator::Destroy();
}
