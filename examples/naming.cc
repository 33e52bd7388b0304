/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What is put under a name is found when servers fail and return empty: see doc/naming.rst.

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
    DistanceVectorHelper().Install(servers);
    ServiceHelper<Naming>().Install(servers);

    // naming begins
    const auto at = [&](uint32_t server) {
        return ServiceHelper<Naming>::Get(servers.Get(server));
    };
    const auto get = [&](uint32_t server) {
        at(server)->Get("printer", [=](NamingStatus status, const std::string& value) {
            std::cout << Simulator::Now().As(Time::MS) << ": server " << server << " finds "
                      << (status == NamingStatus::OK ? value : "nothing") << "\n";
        });
    };
    Simulator::Schedule(MilliSeconds(1), [&] {
        at(0)->Put("printer", "room 7", [&](auto, const auto&) { get(42); });
    });

    // The server nearest to the name fails, and its links with it, and returns without memory.
    const TorusCoordinate place = Key::FromName("printer").GetPlace(torus.GetTorus());
    const uint32_t root = torus.GetTorus().GetServer(place);
    FailureInjector failures;
    failures.Fail(servers.Get(root), MilliSeconds(2));
    Simulator::Schedule(MilliSeconds(2), [&] { at(root)->Withdraw(); });
    Simulator::Schedule(MicroSeconds(2100), [&] { get(42); }); // the others have to be sure first
    failures.Repair(servers.Get(root), MilliSeconds(20));
    Simulator::Schedule(MilliSeconds(20), [&] { at(root)->Deploy(); });
    Simulator::Schedule(MilliSeconds(30), [&] { get(root); });
    // naming ends

    Simulator::Run();
    Simulator::Destroy();
}
