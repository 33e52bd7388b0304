/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Flows over multi-hop routing: see doc/tutorial.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <cstdio>

using namespace ns3;
using namespace ns3::camcube;

/** Sends a packet of 1500 bytes with its headers now and every 60 us: 200 Mbit/s. */
void
Send(Ptr<MultiHopRouting> routing, TorusCoordinate to, int* sent)
{
    if (Simulator::Now() < MilliSeconds(5))
    {
        ++*sent;
        routing->Send(to, 7, Create<Packet>(1486));
        Simulator::Schedule(MicroSeconds(60), &Send, routing, to, sent);
    }
}

// program begins
int
main()
{
    TorusHelper torus(6, 6, 6);
    torus.SetChannelAttribute("Delay", StringValue("1us"));
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 0); // each server has one: 0 to 215
    // flows begin
    int sent = 0;
    int arrived = 0;
    int hops = 0;
    double us = 0;
    std::vector<Registration> receivers;
    const auto phase = CreateObject<UniformRandomVariable>(); // when in its interval each begins
    phase->SetStream(216);
    for (uint32_t i = 0; i < 216; ++i)
    {
        const auto routing = MultiHopRoutingHelper::Get(servers.Get(i));
        receivers.push_back(routing->AddEndpoint(nullptr, 7, [&](auto frame, const auto& header) {
            ++arrived;
            hops += header.hops;
            us += (Simulator::Now() - TimeStep(frame->GetBirth())).ToDouble(Time::US);
        }));
        const auto to = torus.GetTorus().GetCoordinate((i + 43) % 216);
        Simulator::Schedule(NanoSeconds(phase->GetInteger(0, 59999)), &Send, routing, to, &sent);
    }
    // flows end
    Simulator::Run();
    std::printf("%d of %d packets arrive\n", arrived, sent);
    std::printf("over %.2f links, in %.1f us\n", 1. * hops / arrived, us / arrived);
    Simulator::Destroy();
}
