/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A cube finds out how it is wired, and then carries a TCP flow: see doc/bootstrap.rst.

#include "ns3/applications-module.h"
#include "ns3/camcube-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

NodeContainer servers;
uint32_t identified = 0;

// program begins
/** All servers know their coordinates: says what is wrong, and gives them addresses. */
void
Begin()
{
    std::cout << "all identified after " << Simulator::Now().GetMicroSeconds() << " us\n";
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        for (const CableFault& fault : ServiceHelper<Bootstrap>::Get(servers.Get(i))->GetFaults())
        {
            std::cout << servers.Get(i)->GetObject<Runtime>()->GetCoordinate() << ' '
                      << PortName(fault.port) << " is joined to " << fault.peer.value() << ' '
                      << PortName(fault.peerPort) << '\n';
        }
    }
    Ipv4InterfaceContainer ip = VirtualNicHelper("10.0.0.0", "255.0.0.0").Install(servers);
    const InetSocketAddress to(ip.GetAddress(42), 80);
    PacketSinkHelper("ns3::TcpSocketFactory", to).Install(servers.Get(42));
    BulkSendHelper bulk("ns3::TcpSocketFactory", to);
    bulk.SetAttribute("MaxBytes", UintegerValue(1000000));
    bulk.Install(servers.Get(0));
}

int
main()
{
    TorusHelper torus(4, 4, 4);
    torus.SetPlaced(false);
    TorusWiring wiring(torus.GetTorus());
    wiring.Exchange(3, 1, 77, 1); // two cables, each in the far port of the other
    wiring.Exchange(5, 0, 140, 1);
    torus.SetWiring(wiring);
    servers = torus.Create();
    ServiceHelper<Bootstrap> bootstrap;
    bootstrap.SetAttribute("Sides", StringValue("4x4x4"));
    bootstrap.Install(servers);
    DistanceVectorHelper().Install(servers); // begins when its server knows its coordinate
    InternetStackHelper().Install(servers);
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const auto count = +[](const TorusCoordinate&) {
            if (++identified == servers.GetN())
            {
                Simulator::ScheduleNow(Begin);
            }
        };
        ServiceHelper<Bootstrap>::Get(servers.Get(i))
            ->TraceConnectWithoutContext("Identified", MakeCallback(count));
    }
    Simulator::Run();
    auto sink = DynamicCast<PacketSink>(
        servers.Get(42)->GetApplication(servers.Get(42)->GetNApplications() - 1));
    std::cout << sink->GetTotalRx() << " bytes received by TCP\n";
    Simulator::Destroy();
}

// program ends
