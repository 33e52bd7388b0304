/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A client outside the cube asks a virtual address, whose servers come and go: see
// doc/gateways.rst.

#include "ns3/applications-module.h"
#include "ns3/camcube-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/point-to-point-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

/** A connection begins at a server. */
void
Accepted(uint32_t server, const Ipv4Address&, uint16_t, const Ipv4Address&, uint16_t)
{
    std::cout << "server " << server << " has a connection\n";
}

int
main()
{
    // gateways begin
    TorusHelper torus(4, 4, 4);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    InternetStackHelper().Install(servers);
    ServiceHelper<Gateways>().Install(servers);

    // Outside, a stock node with a route to the virtual address by the line to server 0.
    const Ipv4Address address("203.0.113.80");
    const auto client = CreateObject<Node>();
    InternetStackHelper().Install(client);
    PointToPointHelper pointToPoint;
    pointToPoint.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    const auto line = pointToPoint.Install(client, servers.Get(0));
    Ipv4AddressHelper("192.168.0.0", "255.255.255.0").Assign(line.Get(0));
    Ipv4StaticRoutingHelper()
        .GetStaticRouting(client->GetObject<Ipv4>())
        ->AddHostRouteTo(address, 1);

    const auto at = [&](uint32_t server) {
        return ServiceHelper<Gateways>::Get(servers.Get(server));
    };
    Simulator::Schedule(MilliSeconds(1), [&] { at(0)->Open(line.Get(1)); });
    ApplicationContainer sinks;
    for (const uint32_t server : {21, 42, 63})
    {
        Simulator::Schedule(MilliSeconds(1), [&, server] { at(server)->Serve(address); });
        sinks.Add(
            PacketSinkHelper("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 80))
                .Install(servers.Get(server)));
        at(server)->TraceConnectWithoutContext("Accepted", MakeBoundCallback(&Accepted, server));
    }
    // gateways end

    // Ten connections of some 80 ms, during which two of the three servers leave.
    OnOffHelper sender("ns3::TcpSocketFactory", InetSocketAddress(address, 80));
    sender.SetConstantRate(DataRate("1Mbps"), 500);
    sender.SetAttribute("StartTime", TimeValue(MilliSeconds(5)));
    sender.SetAttribute("MaxBytes", UintegerValue(10000));
    for (uint32_t i = 0; i < 10; ++i)
    {
        sender.Install(client);
    }
    Simulator::Schedule(MilliSeconds(20), [&] { at(21)->Leave(address); });
    Simulator::Schedule(MilliSeconds(30), [&] { at(42)->Leave(address); });
    Simulator::Stop(Seconds(5));
    Simulator::Run();

    uint64_t bytes = 0;
    uint64_t passedOn = 0;
    for (uint32_t i = 0; i < sinks.GetN(); ++i)
    {
        bytes += DynamicCast<PacketSink>(sinks.Get(i))->GetTotalRx();
        passedOn += ServiceHelper<Gateways>::Get(sinks.Get(i)->GetNode())->GetCounters().passedOn;
    }
    std::cout << bytes << " of 100000 bytes came; "
              << (passedOn > 0 ? "some packets were passed on\n" : "no packet was passed on\n");
    Simulator::Destroy();
}
