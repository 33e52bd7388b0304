/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Five megabytes by TCP from one corner of a torus to the server in its middle, while a server on
// the way fails. The same in Python, in C++'s words: tcp-bulk-transfer.py.

#include "ns3/applications-module.h"
#include "ns3/camcube-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

uint32_t g_drops = 0;

void
CountDrop(std::string, Ptr<const Packet>)
{
    ++g_drops;
}

void
Report(Ptr<PacketSink> sink)
{
    std::cout << Simulator::Now().GetMilliSeconds() << " ms: " << sink->GetTotalRx() << " bytes\n";
    Simulator::Schedule(MilliSeconds(5), &Report, sink);
}

int
main()
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    TorusHelper torus(4, 4, 4);
    torus.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    torus.SetChannelAttribute("Delay", StringValue("1us"));
    NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    DistanceVectorHelper().Install(servers);
    InternetStackHelper internet;
    internet.Install(servers);
    VirtualNicHelper nics("10.0.0.0", "255.0.0.0");
    Ipv4InterfaceContainer interfaces = nics.Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 0);
    internet.AssignStreams(servers, servers.GetN());

    PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9));
    ApplicationContainer sinks = sink.Install(servers.Get(42));
    sinks.Start(Seconds(0));
    BulkSendHelper source("ns3::TcpSocketFactory", InetSocketAddress(interfaces.GetAddress(42), 9));
    source.SetAttribute("MaxBytes", UintegerValue(5000000));
    ApplicationContainer sources = source.Install(servers.Get(0));
    sources.Start(MilliSeconds(1));

    FailureInjector failures;
    failures.Fail(servers.Get(1), MilliSeconds(5));
    Config::Connect("/NodeList/*/DeviceList/*/$ns3::camcube::CamCubeNetDevice/PhyTxDrop",
                    MakeCallback(&CountDrop));
    Simulator::Schedule(MilliSeconds(5), &Report, DynamicCast<PacketSink>(sinks.Get(0)));
    Simulator::Stop(MilliSeconds(41));
    Simulator::Run();
    std::cout << g_drops << " frames were lost on cables\n";
    Simulator::Destroy();
}
