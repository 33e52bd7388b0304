# SPDX-License-Identifier: GPL-2.0-only
"""Five megabytes by TCP from one corner of a torus to the server in its middle, while a server on
the way fails. The same in C++: tcp-bulk-transfer.cc."""

from camcube import ns3

drops = 0


def count_drop(context, packet):
    global drops
    drops += 1


def report(sink):
    print(f"{ns3.Simulator.Now().GetMilliSeconds()} ms: {sink.GetTotalRx()} bytes")
    ns3.Simulator.Schedule(ns3.MilliSeconds(5), report, sink)


ns3.RngSeedManager.SetSeed(1)
ns3.RngSeedManager.SetRun(1)
torus = ns3.TorusHelper(4, 4, 4)
torus.SetDeviceAttribute("DataRate", ns3.StringValue("1Gbps"))
torus.SetChannelAttribute("Delay", ns3.StringValue("1us"))
servers = torus.Create()
ns3.MultiHopRoutingHelper().Install(servers)
ns3.DistanceVectorHelper().Install(servers)
internet = ns3.InternetStackHelper()
internet.Install(servers)
nics = ns3.VirtualNicHelper("10.0.0.0", "255.0.0.0")
interfaces = nics.Install(servers)
ns3.MultiHopRoutingHelper.AssignStreams(servers, 0)
internet.AssignStreams(servers, servers.GetN())

sink = ns3.PacketSinkHelper(
    "ns3::TcpSocketFactory", ns3.InetSocketAddress(ns3.Ipv4Address.GetAny(), 9)
)
sinks = sink.Install(servers.Get(42))
sinks.Start(ns3.Seconds(0))
source = ns3.BulkSendHelper(
    "ns3::TcpSocketFactory", ns3.InetSocketAddress(interfaces.GetAddress(42), 9)
)
source.SetAttribute("MaxBytes", ns3.UintegerValue(5000000))
sources = source.Install(servers.Get(0))
sources.Start(ns3.MilliSeconds(1))

failures = ns3.FailureInjector()
failures.Fail(servers.Get(1), ns3.MilliSeconds(5))
ns3.Config.Connect(
    "/NodeList/*/DeviceList/*/$ns3::camcube::CamCubeNetDevice/PhyTxDrop", count_drop
)
ns3.Simulator.Schedule(ns3.MilliSeconds(5), report, ns3.PacketSink(sinks.Get(0)))
ns3.Simulator.Stop(ns3.MilliSeconds(41))
ns3.Simulator.Run()
print(f"{drops} frames were lost on cables")
ns3.Simulator.Destroy()
