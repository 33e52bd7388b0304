/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a port tells of the frames that it sends: see doc/tutorial.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <cstdio>

using namespace ns3;
using namespace ns3::camcube;

// rows begin
/** Is told of a frame that has been sent. */
void
Sent(Ptr<const Packet> packet)
{
    const double us = Simulator::Now().ToDouble(Time::US);
    std::printf("%.2f us: %u bytes\n", us, packet->GetSize());
}

// rows end

int
main()
{
    TorusHelper torus(4, 4, 4);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    for (const uint32_t size : {100, 1000, 10})
    {
        Simulator::Schedule(MicroSeconds(10), [=] {
            const auto routing = MultiHopRoutingHelper::Get(servers.Get(0));
            routing->Send({1, 0, 0}, 7, Create<Packet>(size));
        });
    }
    // trace begins
    TorusHelper::GetPort(servers.Get(0), PLUS_X)
        ->TraceConnectWithoutContext("PhyTxEnd", MakeCallback(&Sent));
    Simulator::Run();
    // trace ends
    Simulator::Destroy();
}
