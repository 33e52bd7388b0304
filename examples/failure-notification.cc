/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Who watches a server or a process is told when it fails: see doc/failure-notification.rst.

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
    ServiceHelper<GroupTree>().Install(servers);
    ServiceHelper<ServerFailures>().Install(servers);
    ServiceHelper<ProcessFailures>().Install(servers);

    // watching begins
    const TorusCoordinate home = torus.GetTorus().GetCoordinate(21);
    const auto at = [&](uint32_t server) {
        return ServiceHelper<ProcessFailures>::Get(servers.Get(server));
    };
    bool isAlive = true;
    std::vector<Registration> kept;
    Simulator::Schedule(MilliSeconds(1), [&] {
        kept.push_back(at(21)->Add(nullptr, 80, [&] { return isAlive; }));
        for (uint32_t server : {0U, 42U, 63U})
        {
            kept.push_back(at(server)->Watch(nullptr, home, 80, [=](auto why) {
                std::cout << Simulator::Now().As(Time::MS) << ": server " << server
                          << " is told: process 80 " << ProcessFailures::GetName(why) << "\n";
            }));
        }
        const auto watcher = ServiceHelper<ServerFailures>::Get(servers.Get(7));
        kept.push_back(watcher->Watch(nullptr, home, [] {
            std::cout << Simulator::Now().As(Time::MS) << ": server 7 is told: server 21 "
                      << "cannot be reached\n";
        }));
    });
    // watching ends

    Simulator::Schedule(MicroSeconds(2500), [&] { isAlive = false; });
    FailureInjector failures;
    failures.Fail(servers.Get(21), MilliSeconds(5));
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    kept.clear();
    Simulator::Destroy();
}
