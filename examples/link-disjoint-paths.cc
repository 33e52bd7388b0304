/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets to the next server over five paths that share no link: see doc/link-disjoint-paths.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

constexpr uint16_t ENDPOINT = 4242;

// program begins
int
main()
{
    TorusHelper torus(5, 5, 5);
    NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<LinkDisjointPaths> paths;
    paths.SetAttribute("Endpoint", UintegerValue(ENDPOINT));
    paths.Install(servers);

    Ptr<MultiHopRouting> sender = MultiHopRoutingHelper::Get(servers.Get(0));
    Ptr<MultiHopRouting> receiver = MultiHopRoutingHelper::Get(servers.Get(1));
    Registration departure =
        sender->AddDeparture(nullptr, ENDPOINT, [](const Frame&, const auto&, uint8_t out) {
            std::cout << "leaves by " << PortName(out) << '\n';
        });
    Registration endpoint =
        receiver->AddEndpoint(nullptr, ENDPOINT, [](FramePtr, const RoutingHeader& header) {
            std::cout << "arrives after " << +header.hops << " hops\n";
        });
    Simulator::ScheduleNow([&] {
        for (int i = 0; i < 5; ++i)
        {
            sender->Send({1, 0, 0}, ENDPOINT, Create<Packet>(1000));
        }
    });
    Simulator::Run();
    Simulator::Destroy();
}

// program ends
