/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A torus, and the first packet over it: see doc/tutorial.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

int
main()
{
    // torus begins
    TorusHelper torus(4, 4, 4);
    torus.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    torus.SetChannelAttribute("Delay", StringValue("1us"));
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    std::cout << servers.GetN() << " servers, " << torus.Links().size() << " cables\n";
    // torus ends
    // send begins
    const uint32_t destination = torus.GetTorus().GetServer({2, 1, 3});
    const Registration greeter =
        MultiHopRoutingHelper::Get(servers.Get(destination))
            ->AddEndpoint(nullptr, 7, [](FramePtr frame, const RoutingHeader& header) {
                std::cout << Simulator::Now().GetNanoSeconds()
                          << " ns: " << frame->GetPayload()->GetSize() << " bytes over "
                          << +header.hops << " links\n";
            });
    Simulator::Schedule(MicroSeconds(10), [&] {
        const auto hello = reinterpret_cast<const uint8_t*>("hello");
        MultiHopRoutingHelper::Get(servers.Get(0))->Send({2, 1, 3}, 7, Create<Packet>(hello, 5));
    });
    Simulator::Run();
    // send ends
    Simulator::Destroy();
}
