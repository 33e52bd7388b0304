/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Two files over the same path, the urgent one first, and a server on the way that fails and
// returns with its disk: see doc/file-transfer.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

int
main()
{
    TorusHelper torus(6, 4, 4);
    NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<FileTransfer> files;
    files.SetAttribute("DiskBandwidth", StringValue("4Gbps"));
    files.Install(servers);

    // sending begins
    const auto source = ServiceHelper<FileTransfer>::Get(servers.Get(0));
    const auto destination = ServiceHelper<FileTransfer>::Get(servers.Get(2));
    std::vector<Registration> kept;
    kept.push_back(destination->AddReceiver(nullptr, [](auto origin, auto number, auto content) {
        std::cout << Simulator::Now().As(Time::MS) << ": file " << number << " of " << origin
                  << " is here, " << content->GetSize() << " bytes\n";
    }));
    kept.push_back(source->AddListener(nullptr, [](auto number, auto outcome) {
        std::cout << Simulator::Now().As(Time::MS) << ": file " << number << " is "
                  << FileTransfer::GetName(outcome) << "\n";
    }));
    Simulator::Schedule(MilliSeconds(1), [&] {
        source->Send({2, 0, 0}, Create<Packet>(1000000), Seconds(1));
        source->Send({2, 0, 0}, Create<Packet>(50000), MilliSeconds(20));
        source->Send({2, 0, 0}, Create<Packet>(2000000), MilliSeconds(5));
    });
    // sending ends

    const auto onTheWay = ServiceHelper<FileTransfer>::Get(servers.Get(1));
    FailureInjector failures;
    failures.Fail(servers.Get(1), MilliSeconds(6));
    failures.Repair(servers.Get(1), MilliSeconds(50));
    Simulator::Schedule(MilliSeconds(6), &FileTransfer::Withdraw, onTheWay);
    Simulator::Schedule(MilliSeconds(50), &FileTransfer::Deploy, onTheWay);
    Simulator::Run();
    kept.clear();
    Simulator::Destroy();
}
