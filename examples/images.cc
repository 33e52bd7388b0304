/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// An image of a virtual machine for all servers, one of which fails while it comes, and one of
// which comes late, when its source has failed: see doc/images.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

/** Told of each server that has the image. */
void
HasIt(std::string server, const GroupId& image, const std::string& sha256)
{
    std::cout << Simulator::Now().GetMicroSeconds() << " us: server " << server << " has image "
              << image.number << ", SHA-256 " << sha256.substr(0, 8) << "...\n";
}

int
main()
{
    TorusHelper torus(3, 2, 1);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<GroupTree>().Install(servers);
    ServiceHelper<ImageDistribution> images;
    images.SetAttribute("DiskRate", StringValue("2Gbps"));
    images.Install(servers);
    const auto at = [&](uint32_t server) {
        return ServiceHelper<ImageDistribution>::Get(servers.Get(server));
    };
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        at(server)->TraceConnect("Completed", std::to_string(server), MakeCallback(&HasIt));
    }

    FailureInjector failures;
    Simulator::Schedule(MilliSeconds(1), [&] {
        const GroupId image = at(0)->Publish(7, 4000000); // 32 ms over one link
        for (const uint32_t server : {1, 3, 4, 5})
        {
            at(server)->Fetch(image);
        }
        failures.Fail(servers.Get(1), MilliSeconds(10));
        failures.Fail(servers.Get(0), MilliSeconds(60));
        Simulator::Schedule(MilliSeconds(70), [&at, image] { at(2)->Fetch(image); });
    });
    Simulator::Run();
    Simulator::Destroy();
}
