/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A server learns of the load of others from packets that pass anyway: see
// doc/load-information.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

int
main()
{
    TorusHelper torus(4, 4, 4);
    NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 0);

    // telling begins
    ServiceHelper<LoadPiggyback> loads; // or LoadGossip, LoadPolling, LoadConvergecast
    loads.SetAttribute("Period", StringValue("500us"));
    loads.Install(servers);
    ServiceHelper<LoadPiggyback>::AssignStreams(servers, servers.GetN());
    const auto at = [&](uint32_t server) -> Ptr<LoadInformation> {
        return ServiceHelper<LoadPiggyback>::Get(servers.Get(server));
    };
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        at(i)->SetGauge([i] { return static_cast<uint16_t>(100 * i); });
    }
    const auto look = [&] {
        const auto known = at(0)->Get({2, 0, 0});
        std::cout << Simulator::Now().As(Time::MS) << ": ";
        known ? std::cout << "(2,0,0) had a load of " << known->load << ", "
                          << known->age.As(Time::US) << " ago\n"
              : std::cout << "nothing is known of (2,0,0)\n";
    };
    // telling ends

    // (2,0,0) sends its neighbour something, and that sends (0,0,0) something else, until 11 ms.
    for (uint8_t i = 0; i < 10; ++i)
    {
        for (uint8_t x : {2, 1})
        {
            Simulator::Schedule(MilliSeconds(3 - x + i), [&servers, x] {
                MultiHopRoutingHelper::Get(servers.Get(x))
                    ->Send({static_cast<uint8_t>(x - 1), 0, 0}, 4242, Create<Packet>(100));
            });
        }
    }
    Simulator::Schedule(MilliSeconds(1), look);
    Simulator::Schedule(MilliSeconds(3), look);
    Simulator::Schedule(MilliSeconds(20), look);
    Simulator::Stop(MilliSeconds(21));
    Simulator::Run();
    Simulator::Destroy();
}
