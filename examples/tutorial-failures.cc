/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Links break and are mended, and routes follow: see doc/tutorial.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <cstdio>

using namespace ns3;
using namespace ns3::camcube;

int
main()
{
    // failures begin
    TorusHelper torus(6, 6, 6);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    DistanceVectorHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 0); // each server has one: 0 to 215
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(216);
    const auto broken = ChooseShare(torus.Links(), 0.25, random);
    FailureInjector failures;
    failures.Fail(broken, MilliSeconds(1));
    failures.Repair(broken, MilliSeconds(3));
    std::printf("%zu of %zu links break at 1 ms, and are mended at 3 ms\n",
                broken.size(),
                torus.Links().size());
    // failures end
    // tell begins
    const auto tell = [&] {
        const auto routing = MultiHopRoutingHelper::Get(servers.Get(0));
        int reached = 0;
        int hops = 0;
        for (uint32_t server = 0; server < 216; ++server)
        {
            const auto distance = routing->GetDistance(torus.GetTorus().GetCoordinate(server));
            reached += distance.has_value();
            hops += distance.value_or(0);
        }
        const double us = Simulator::Now().ToDouble(Time::US);
        std::printf("%.0f us: %d servers, %.3f links on the mean\n",
                    us,
                    reached,
                    1. * hops / reached);
    };
    // tell ends
    for (const int us : {900, 1100, 2000, 4000})
    {
        Simulator::Schedule(MicroSeconds(us), tell);
    }
    Simulator::Stop(MilliSeconds(5));
    Simulator::Run();
    Simulator::Destroy();
}
