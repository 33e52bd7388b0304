# SPDX-License-Identifier: GPL-2.0-only
"""Whatever is wrong with the names of C++ ends in an exception, and the interpreter goes on to a
right run afterwards; ns-3 would end the process, hang, or go on with something else."""

import pytest
from misuse import check_misuses

import camcube as cc
from camcube import ns3

WRONG = []  # (what, function of a scene)
TCP = "ns3::TcpSocketFactory"
UDP = "ns3::UdpSocketFactory"


def wrong(what, fn):
    WRONG.append((what, fn))


class Scene:
    """Servers of a torus of 3x3x3 with TCP/IP, and a node outside with nothing."""

    def __init__(self):
        self.torus = ns3.TorusHelper(3, 3, 3)
        self.servers = self.torus.Create()
        self.protocol = ns3.DistanceVectorHelper()
        self.protocol.Install(self.servers)
        self.internet = ns3.InternetStackHelper()
        self.internet.Install(self.servers)
        self.nics = ns3.VirtualNicHelper("10.0.0.0", "255.0.0.0")
        self.interfaces = self.nics.Install(self.servers)
        self.nodes = ns3.NodeContainer()
        self.nodes.Create(2)
        self.devices = ns3.PointToPointHelper().Install(self.nodes)
        self.port = ns3.TorusHelper.GetPort(self.servers.Get(0), 0)

    def sink(self, protocol=TCP, port=9, at=0):
        address = ns3.InetSocketAddress(port)
        return ns3.PacketSinkHelper(protocol, address).Install(self.servers.Get(at))

    def source(self, protocol=TCP, **attributes):
        helper = ns3.BulkSendHelper(protocol, self.remote(0))
        for name, value in attributes.items():
            helper.SetAttribute(name, value)
        return helper

    def remote(self, server, port=9):
        return ns3.InetSocketAddress(self.interfaces.GetAddress(server), port)

    def stacked(self):
        self.internet.Install(self.nodes)
        return ns3.Ipv4AddressHelper("20.0.0.0", "255.255.255.0")


for value in ["5", "abc", "", 5, 2.5, None, b"5ms", ["5ms"], "ms", "1e999s", "-1ms"]:
    wrong(f"Schedule({value!r})", lambda s, v=value: ns3.Simulator.Schedule(v, print))
    if value is not None:
        wrong(f"Stop({value!r})", lambda s, v=value: ns3.Simulator.Stop(v))
    wrong(f"Start({value!r})", lambda s, v=value: s.sink().Start(v))
    if value != "-1ms":
        wrong(f"TimeValue({value!r})", lambda s, v=value: ns3.TimeValue(v))
for value in ["1", None, float("nan"), float("inf"), 1e30, 10**40, -(10**40), True, "1s", [1]]:
    wrong(f"Seconds({value!r})", lambda s, v=value: ns3.Seconds(v))
    wrong(f"NanoSeconds({value!r})", lambda s, v=value: ns3.NanoSeconds(v))
for value in [1.5, 0.1]:
    wrong(f"MilliSeconds({value!r})", lambda s, v=value: ns3.MilliSeconds(v))
    wrong(f"MicroSeconds({value!r})", lambda s, v=value: ns3.MicroSeconds(v))
for value in [
    "10.0.0.300", "10.0.0", "", "10.0.0.1.1", "host", "10.0.0.1/8", "10.0.0.-1", None, 5,
    b"10.0.0.1", "1\0",
]:
    wrong(f"Ipv4Address({value!r})", lambda s, v=value: ns3.Ipv4Address(v))
    wrong(f"VirtualNicHelper({value!r})", lambda s, v=value: ns3.VirtualNicHelper(v, "255.0.0.0"))
    wrong(f"InetSocketAddress({value!r}, 9)", lambda s, v=value: ns3.InetSocketAddress(v, 9))
    wrong(f"Ipv4AddressHelper({value!r})", lambda s, v=value: ns3.Ipv4AddressHelper(v, "/8"))
    wrong(f"UdpClientHelper({value!r})", lambda s, v=value: ns3.UdpClientHelper(v, 9))
for value in ["255.0.255.0", "0.0.0.255", "/33", "/-1", "8", "", None, 8, "/", "/8x"]:
    wrong(f"Ipv4Mask({value!r})", lambda s, v=value: ns3.Ipv4Mask(v))
    wrong(f"mask {value!r}", lambda s, v=value: ns3.VirtualNicHelper("10.0.0.0", v))
for value in [-1, 65536, 2**40, "9", None, 9.5]:
    wrong(f"port {value!r}", lambda s, v=value: ns3.InetSocketAddress("10.0.0.1", v))
    wrong(f"PacketSink at {value!r}", lambda s, v=value: s.sink(port=v))
    wrong(f"UdpServerHelper({value!r})", lambda s, v=value: ns3.UdpServerHelper(v))
    wrong(f"UdpEchoServerHelper({value!r})", lambda s, v=value: ns3.UdpEchoServerHelper(v))
for value in ["9.5", None, -1, 2**64, 1.0, True, [1]]:
    wrong(f"UintegerValue({value!r})", lambda s, v=value: ns3.UintegerValue(v))
for value in [1, None, b"x", ["x"]]:
    wrong(f"StringValue({value!r})", lambda s, v=value: ns3.StringValue(v))
    wrong(f"BooleanValue({value!r})", lambda s, v=value: ns3.BooleanValue(v))
    wrong(f"AddressValue({value!r})", lambda s, v=value: ns3.AddressValue(v))
for value in ["fast", "1", 1, None]:
    wrong(f"DataRateValue({value!r})", lambda s, v=value: ns3.DataRateValue(v))
for value in ["1", None, [1.0], "x"]:
    wrong(f"DoubleValue({value!r})", lambda s, v=value: ns3.DoubleValue(v))
    wrong(f"IntegerValue({value!r})", lambda s, v=value: ns3.IntegerValue(v))
for value in ["fast", "10", ns3.UintegerValue(10), ns3.TimeValue("1ms"), None, [1], "1 Gb"]:
    wrong(f"DataRate={value!r}", lambda s, v=value: s.torus.SetDeviceAttribute("DataRate", v))
for value in ["slow", "5", ns3.StringValue("5"), 5, None, ns3.BooleanValue(True)]:
    wrong(f"Delay={value!r}", lambda s, v=value: s.torus.SetChannelAttribute("Delay", v))
for value in [
    "01-ff-00:11:22", "10.0.0.1", 5, None, ns3.StringValue("03-06-00:00:00:00:00:00"),
    ns3.UintegerValue(1),
]:
    wrong(f"Remote={value!r}", lambda s, v=value: s.source().SetAttribute("Remote", v))
for value in [0, -1, 257, 2**40, "4", None, 2.5]:
    wrong(f"TorusHelper({value!r})", lambda s, v=value: ns3.TorusHelper(v, 3, 3).Create())
for value in [-1, 10**9, "2", None, 1.5, 2**70]:
    wrong(f"Create({value!r})", lambda s, v=value: s.nodes.Create(v))
for value in [27, -1, 2**40, 2**70, "0", None, 1.5]:
    wrong(f"Get({value!r})", lambda s, v=value: s.servers.Get(v))
    wrong(f"GetAddress({value!r})", lambda s, v=value: s.interfaces.GetAddress(v))
    wrong(f"GetDevice({value!r})", lambda s, v=value: s.servers.Get(0).GetDevice(v))
    wrong(f"GetApplication({value!r})", lambda s, v=value: s.servers.Get(0).GetApplication(v))
for value in [None, 5, "nobody", "", [5], object(), b"x", {}, [[None]]]:
    wrong(f"Install({value!r})", lambda s, v=value: s.internet.Install(v))
    wrong(f"routing on {value!r}", lambda s, v=value: ns3.MultiHopRoutingHelper().Install(v))
    wrong(
        f"sink on {value!r}",
        lambda s, v=value: ns3.PacketSinkHelper(TCP, s.remote(0)).Install(v),
    )
    wrong(f"NodeContainer({value!r})", lambda s, v=value: ns3.NodeContainer(v))
    wrong(f"Assign({value!r})", lambda s, v=value: s.stacked().Assign(v))
    wrong(f"Fail({value!r})", lambda s, v=value: ns3.FailureInjector().Fail(v, "1ms"))
for value in ["ns3::NoSocketFactory", "tcp", "", None, 5, "ns3::Node", "ns3::PacketSocketFactory"]:
    wrong(f"protocol {value!r}", lambda s, v=value: s.sink(v))
for value in ["", "a/b", "/a", None, 5, "taken"]:
    wrong(f"name {value!r}", lambda s, v=value: (taken(s), ns3.Names.Add(v, s.nodes.Get(1))))
for value in ["Nobody", "", None, 5, ns3.StringValue("x")]:
    wrong(f"service {value!r}", lambda s, v=value: ns3.ServiceHelper(v))
for path in [
    "", "/", "somewhere", "/NodeList/99/Nothing", None, 5, "/NodeList/0/DeviceList/0/Nothing",
    "PhyTxEnd", "/NodeList/*/DeviceList/*/",
]:
    wrong(f"Connect({path!r})", lambda s, v=path: ns3.Config.Connect(v, print))
    wrong(
        f"ConnectWithoutContext({path!r})",
        lambda s, v=path: ns3.Config.ConnectWithoutContext(v, print),
    )
    wrong(f"Set({path!r})", lambda s, v=path: ns3.Config.Set(v, 5))
for level in [None, 5, "info", True]:
    wrong(f"log level {level!r}", lambda s, v=level: ns3.LogComponentEnable("DistanceVector", v))
for level in [5, "loud", "", True]:
    wrong(f"cc.log({level!r})", lambda s, v=level: cc.log("DistanceVector", v))
for name in ["DistanceVectors", "", None, 5]:
    wrong(f"log component {name!r}", lambda s, v=name: ns3.LogComponentEnable(v, ns3.LOG_ALL))


def taken(scene):
    ns3.Names.Add("taken", scene.nodes.Get(0))


def after(scene, fn):
    """Something that is used when its simulation has ended."""
    ns3.Simulator.Destroy()
    fn(scene)


def run_then(fn, at="1ms"):
    ns3.Simulator.Stop(at)
    ns3.Simulator.Run()
    return fn()


def at_1ms(fn):
    ns3.Simulator.Schedule(ns3.MilliSeconds(1), fn)
    ns3.Simulator.Stop(ns3.MilliSeconds(2))
    ns3.Simulator.Run()


def own():
    items = []
    items.append(items)
    return items


def onoff(scene, **attributes):
    helper = ns3.OnOffHelper(UDP, scene.remote(0))
    for name, value in attributes.items():
        helper.SetAttribute(name, value)
    return helper.Install(scene.servers.Get(1))


def client(scene, helper=ns3.UdpClientHelper, **attributes):
    made = helper(scene.interfaces.GetAddress(0), 9)
    for name, value in attributes.items():
        made.SetAttribute(name, value)
    return made.Install(scene.servers.Get(1))


ZERO = ns3.StringValue("ns3::ConstantRandomVariable[Constant=0]")
PCAP = "/nonexistent-folder/x"
for what, fn in {
    "Run() without a simulation": lambda s: (ns3.Simulator.Destroy(), ns3.Simulator.Run()),
    "Stop() without a simulation": lambda s: (ns3.Simulator.Destroy(), ns3.Simulator.Stop()),
    "a node after Destroy()": lambda s: after(s, lambda s: s.servers.Get(0).GetId()),
    "servers after Destroy()": lambda s: after(s, lambda s: s.internet.Install(s.servers)),
    "a torus after Destroy()": lambda s: after(s, lambda s: s.torus.Create()),
    "links after Destroy()": lambda s: after(s, lambda s: s.torus.Links()),
    "nics after Destroy()": lambda s: (
        after(s, lambda s: s.nics.Install(ns3.TorusHelper(2, 2, 2).Create()))
    ),
    "addresses after Destroy()": lambda s: after(s, lambda s: s.interfaces.GetAddress(0)),
    "a port after Destroy()": lambda s: after(s, lambda s: s.port.GetAttribute("Mtu")),
    "a protocol after Destroy()": lambda s: after(s, lambda s: s.protocol.Install(s.servers)),
    "a device after Destroy()": lambda s: after(s, lambda s: s.stacked().Assign(s.devices)),
    "Connect() after Destroy()": lambda s: (
        after(s, lambda s: ns3.Config.Connect("/NodeList/0/x", print))
    ),
    "pcap after Destroy()": lambda s: after(s, lambda s: s.torus.EnablePcapAll("x")),
    "a sink after Destroy()": lambda s: (
        [(ns3.Simulator.Destroy(), sink.GetTotalRx()) for sink in [ns3.PacketSink(s.sink().Get(0))]]
    ),
    "an application after Destroy()": lambda s: (
        [(ns3.Simulator.Destroy(), apps.Start("1s")) for apps in [s.sink()]]
    ),
    "Run() within Run()": lambda s: at_1ms(ns3.Simulator.Run),
    "Destroy() within Run()": lambda s: at_1ms(ns3.Simulator.Destroy),
    "a failing callback": lambda s: at_1ms(lambda: 1 / 0),
    "a callback of other arguments": lambda s: at_1ms(lambda x: x),
    "the past within Run()": lambda s: at_1ms(lambda: ns3.Simulator.Schedule("-1us", print)),
    "Run() after a failed one": lambda s: (
        pytest.raises(ZeroDivisionError, at_1ms, lambda: 1 / 0),
        ns3.Simulator.Run(),
    ),
    "making after a failed run": lambda s: (
        pytest.raises(ZeroDivisionError, at_1ms, lambda: 1 / 0),
        s.nodes.Create(1),
    ),
    "cc.Simulation() beside it": lambda s: cc.Simulation(),
    "Schedule() of no function": lambda s: ns3.Simulator.Schedule("1ms", "print"),
    "ScheduleDestroy() of no function": lambda s: ns3.Simulator.ScheduleDestroy(None),
    "Cancel() of no event": lambda s: ns3.Simulator.Cancel(5),
    "a seed of 0": lambda s: ns3.RngSeedManager.SetSeed(0),
    "a seed below 0": lambda s: ns3.RngSeedManager.SetSeed(-1),
    "a seed that is none": lambda s: ns3.RngSeedManager.SetSeed("1"),
    "a run below 0": lambda s: ns3.RngSeedManager.SetRun(-1),
    "TCP/IP twice": lambda s: s.internet.Install(s.servers),
    "TCP/IP twice on one": lambda s: ns3.InternetStackHelper().Install(s.servers.Get(5)),
    "TCP/IP twice at once": lambda s: s.internet.Install([s.nodes.Get(0), s.nodes.Get(0)]),
    "virtual NICs twice": lambda s: s.nics.Install(s.servers),
    "virtual NICs twice by another": lambda s: (
        ns3.VirtualNicHelper("11.0.0.0", "/8").Install(s.servers)
    ),
    "a virtual NIC outside": lambda s: s.nics.Install(s.nodes),
    "a network that is too small": lambda s: (
        ns3.VirtualNicHelper("10.0.0.0", "/28").Install(ns3.TorusHelper(3, 3, 3).Create())
    ),
    "a virtual NIC beside IPv6 only": lambda s: ipv6_only(s),
    "a gateway outside": lambda s: s.nics.AddGateway(s.nodes.Get(0)),
    "several gateways": lambda s: s.nics.AddGateway(s.servers),
    "routing twice": lambda s: ns3.MultiHopRoutingHelper().Install(s.servers),
    "protocols twice": lambda s: ns3.LinkStateHelper().Install(s.servers),
    "routing outside": lambda s: ns3.MultiHopRoutingHelper().Install(s.nodes),
    "a protocol outside": lambda s: ns3.DistanceVectorHelper().Install(s.nodes),
    "sleeping links outside": lambda s: ns3.SleepingLinksHelper().Install(s.nodes),
    "sleeping links twice": lambda s: [ns3.SleepingLinksHelper().Install(s.servers) for _ in "12"],
    "sleep of other cables": lambda s: (
        ns3.SleepingLinksHelper().InstallPower([s.devices.Get(0).GetChannel()])
    ),
    "keys twice": lambda s: (
        [ns3.ServiceHelper("ns3::camcube::KeyRouting").Install(s.servers) for _ in "12"]
    ),
    "a torus of too few": lambda s: ns3.TorusHelper(3, 3, 3).Install(s.nodes),
    "a torus of servers": lambda s: ns3.TorusHelper(3, 3, 3).Install(s.servers),
    "a gateway of no server": lambda s: s.torus.AddGateway(s.nodes.Get(0), s.nodes.Get(1)),
    "a port that is none": lambda s: ns3.TorusHelper.GetPort(s.servers.Get(0), -1),
    "a port of several": lambda s: ns3.TorusHelper.GetPort(s.servers, 0),
    "addresses without TCP/IP": lambda s: (
        ns3.Ipv4AddressHelper("20.0.0.0", "/24").Assign(s.devices)
    ),
    "addresses twice": lambda s: [a.Assign(s.devices) for a in [s.stacked()] * 2],
    "addresses twice at once": lambda s: s.stacked().Assign([s.devices.Get(0), s.devices.Get(0)]),
    "addresses that are given": lambda s: (
        s.stacked().Assign(s.devices.Get(0)),
        ns3.Ipv4AddressHelper("20.0.0.0", "/24").Assign(s.devices.Get(1)),
    ),
    "too many addresses": lambda s: (
        s.stacked(),
        ns3.Ipv4AddressHelper("30.0.0.0", "/31").Assign(s.devices),
    ),
    "new addresses without end": lambda s: (
        [a.NewAddress() for a in [ns3.Ipv4AddressHelper("30.0.0.0", "/30")] * 3]
    ),
    "new networks without end": lambda s: (
        [a.NewNetwork() for a in [ns3.Ipv4AddressHelper("255.0.0.0", "/8")] * 2]
    ),
    "a network with a host": lambda s: ns3.Ipv4AddressHelper("10.0.0.1", "255.0.0.0"),
    "a base outside": lambda s: ns3.Ipv4AddressHelper("10.0.0.0", "255.0.0.0", "1.0.0.1"),
    "a network of all": lambda s: ns3.Ipv4AddressHelper("0.0.0.0", "0.0.0.0"),
    "a sink without TCP/IP": lambda s: ns3.PacketSinkHelper(TCP, s.remote(0)).Install(s.nodes),
    "a source without TCP/IP": lambda s: s.source().Install(s.nodes),
    "two sinks at a port": lambda s: (s.sink(), s.sink()),
    "two sinks at once": lambda s: (
        ns3.PacketSinkHelper(TCP, s.remote(0)).Install([s.servers.Get(0)] * 2)
    ),
    "a server and a sink at a port": lambda s: (
        s.sink(UDP),
        ns3.UdpServerHelper(9).Install(s.servers.Get(0)),
    ),
    "two servers at a port": lambda s: (
        [ns3.UdpEchoServerHelper(9).Install(s.servers.Get(0)) for _ in "12"]
    ),
    "a bulk over UDP": lambda s: s.source(UDP).Install(s.servers.Get(1)),
    "a sink without a port": lambda s: (
        ns3.PacketSinkHelper(TCP, ns3.Ipv4Address.GetAny()).Install(s.servers.Get(0))
    ),
    "a sink at a text": lambda s: ns3.PacketSinkHelper(TCP, "10.0.0.1"),
    "a source to nowhere": lambda s: ns3.BulkSendHelper(TCP, None),
    "MaxBytes below 0": lambda s: s.source(MaxBytes=-1),
    "MaxBytes that is no number": lambda s: s.source(MaxBytes=ns3.StringValue("many")),
    "an attribute that is none": lambda s: s.source(MaxByte=5),
    "an attribute without a name": lambda s: s.source().SetAttribute("", 5),
    "an attribute of no name": lambda s: s.source().SetAttribute(5, 5),
    "an interval of 0": lambda s: client(s, Interval="0s"),
    "an interval below 0": lambda s: client(s, Interval="-1ms"),
    "an echo interval of 0": lambda s: (
        client(s, ns3.UdpEchoClientHelper, Interval=ns3.TimeValue("0s"))
    ),
    "a packet that is too large": lambda s: client(s, PacketSize=70000),
    "a packet of nothing": lambda s: client(s, PacketSize=0),
    "a rate of 0": lambda s: onoff(s, DataRate="0bps"),
    "on and off for no time": lambda s: onoff(s, OnTime=ZERO, OffTime=ZERO),
    "a variable that is none": lambda s: onoff(s, OnTime="ns3::Node"),
    "a variable that is a number": lambda s: onoff(s, OnTime=5),
    "a client without a port": lambda s: ns3.UdpClientHelper("10.0.0.1"),
    "a client with two ports": lambda s: ns3.UdpClientHelper(s.remote(0), 9),
    "a start below 0": lambda s: s.sink().Start(ns3.Seconds(-1)),
    "a stop before the start": lambda s: (
        [f(t) for a in [s.sink()] for f, t in ((a.Start, "2s"), (a.Stop, "1s"))]
    ),
    "a start after the stop": lambda s: (
        [f(t) for a in [s.sink()] for f, t in ((a.Stop, "1s"), (a.Start, "2s"))]
    ),
    "a start that is too late": lambda s: run_then(lambda a=s.sink(): a.Start("5s")),
    "a stream of several": lambda s: s.source(Local=ns3.InetSocketAddress(5)).Install(
        [s.servers.Get(1), s.servers.Get(1)]
    ),
    "a port that a client sends from": lambda s: (
        ns3.UdpServerHelper(9).Install(s.servers.Get(1)),
        onoff(s, Local=ns3.InetSocketAddress(9)),
    ),
    "a port that is changed to one in use": lambda s: [
        b.Get(0).SetAttribute("Port", 9)
        for a in [ns3.UdpServerHelper(9).Install(s.servers.Get(1))]
        for b in [ns3.UdpServerHelper(8).Install(s.servers.Get(1))]
    ],
    "an address that is changed to one in use": lambda s: (
        s.sink(port=8).Get(0).SetAttribute("Local", s.sink(port=9).Get(0).GetAttribute("Local"))
    ),
    "a protocol that is changed": lambda s: (
        s.sink().Get(0).SetAttribute("Protocol", "ns3::PacketSocketFactory")
    ),
    "an address that loses its port": lambda s: (
        s.sink().Get(0).SetAttribute("Local", ns3.Ipv4Address.GetAny())
    ),
    "an interval that is changed to 0": lambda s: client(s).Get(0).SetAttribute("Interval", "0s"),
    "on and off that are changed to no time": lambda s: [
        a.Get(0).SetAttribute(name, ZERO) for a in [onoff(s)] for name in ("OnTime", "OffTime")
    ],
    "times below 0": lambda s: onoff(s, OnTime="ns3::ConstantRandomVariable[Constant=-1]"),
    "a variable with a wrong value": lambda s: (
        onoff(s, OnTime="ns3::ConstantRandomVariable[Constant=abc]")
    ),
    "a variable without an end": lambda s: (
        onoff(s, OnTime="ns3::ConstantRandomVariable[Constant=1")
    ),
    "a variable that is abstract": lambda s: onoff(s, OnTime="ns3::RandomVariableStream"),
    "a default that is abstract": lambda s: (
        ns3.Config.SetDefault("ns3::OnOffApplication::OnTime", "ns3::RandomVariableStream")
    ),
    "a default of 0 bytes": lambda s: ns3.Config.SetDefault("ns3::TcpSocket::SegmentSize", 0),
    "a stock rate of 0": lambda s: (
        ns3.PointToPointHelper().SetDeviceAttribute("DataRate", ns3.StringValue("0bps"))
    ),
    "a stock delay below 0": lambda s: (
        ns3.PointToPointHelper().SetChannelAttribute("Delay", ns3.TimeValue("-1ms"))
    ),
    "a fat-tree's rate of 0": lambda s: ns3.FatTreeHelper(4).SetDeviceAttribute("DataRate", "0bps"),
    "a start below 0 by its attribute": lambda s: (
        s.sink().Get(0).SetAttribute("StartTime", ns3.TimeValue(ns3.Seconds(-1)))
    ),
    "a bulk to a group": lambda s: (
        ns3.BulkSendHelper(TCP, ns3.InetSocketAddress("224.0.0.1", 9)).Install(s.servers.Get(1))
    ),
    "datagrams to a group": lambda s: ns3.UdpClientHelper("224.0.0.1", 9).Install(s.servers.Get(1)),
    "pcap of an empty prefix": lambda s: s.torus.EnablePcapAll(""),
    "more servers than memory": lambda s: ns3.TorusHelper(256, 256, 256).Create(),
    "too many gateways": lambda s: [
        s.torus.AddGateway(s.servers.Get(0), s.nodes.Get(0)) for _ in range(100)
    ],
    "a delay after all times": lambda s: run_then(
        lambda: ns3.Simulator.Schedule(cc.Time("9223372036s"), print)
    ),
    "a sink that is none": lambda s: ns3.PacketSink(s.source().Install(s.servers.Get(1)).Get(0)),
    "a UDP server that is none": lambda s: ns3.UdpServer(s.sink().Get(0)),
    "a sink that is a node": lambda s: ns3.PacketSink(s.servers.Get(0)),
    "an object with two names": lambda s: (taken(s), ns3.Names.Add("other", s.nodes.Get(0))),
    "a name of no object": lambda s: ns3.Names.Add("x", 5),
    "a trace callback that is none": lambda s: (
        ns3.Config.Connect("/NodeList/*/DeviceList/*/PhyTxEnd", None)
    ),
    "a trace callback of other arguments": lambda s: (
        s.sink(),
        s.source().Install(s.servers.Get(1)),
        ns3.Config.Connect("/NodeList/*/DeviceList/*/PhyTxEnd", lambda: None),
        run_then(int),
    ),
    "a trace source of a node": lambda s: s.servers.Get(0).TraceConnect("Nothing", "x", print),
    "a trace source that tells what cannot be": lambda s: (
        ns3.Config.Connect("/NodeList/*/$ns3::Ipv4L3Protocol/Drop", print)
    ),
    "a trace callback of a port": lambda s: s.port.TraceConnectWithoutContext("PhyTxEnd", 5),
    "an attribute of a port": lambda s: s.port.SetAttribute("Mtu", ns3.StringValue("large")),
    "an attribute at a path": lambda s: ns3.Config.Set("/NodeList/*/DeviceList/*/Mtu", "large"),
    "a default of no class": lambda s: (
        ns3.Config.SetDefault("ns3::Nobody::Name", ns3.UintegerValue(1))
    ),
    "a default that cannot be": lambda s: (
        ns3.Config.SetDefault("ns3::TcpSocket::SegmentSize", ns3.StringValue("big"))
    ),
    "a default congestion control": lambda s: (
        ns3.Config.SetDefault("ns3::TcpL4Protocol::SocketType", ns3.StringValue("ns3::Node"))
    ),
    "pcap into no folder": lambda s: s.torus.EnablePcapAll(PCAP),
    "pcap of no prefix": lambda s: s.torus.EnablePcapAll(5),
    "ascii into no folder": lambda s: s.torus.EnableAsciiAll(PCAP),
    "ascii into a number": lambda s: s.torus.EnableAsciiAll(5),
    "ascii after a run": lambda s: run_then(lambda: s.torus.EnableAsciiAll("/dev/null/x")),
    "a stream into no folder": lambda s: ns3.AsciiTraceHelper().CreateFileStream(PCAP),
    "a stream that is made": lambda s: cc._camcube.OutputStreamWrapper(),
    "pcap of other devices": lambda s: s.torus.EnablePcap(PCAP, s.devices),
    "a cable with three ends": lambda s: (
        ns3.PointToPointHelper().Install(s.servers.Get(0), s.nodes)
    ),
    "a cable with one end": lambda s: ns3.PointToPointHelper().Install(s.nodes.Get(0)),
    "a queue that is none": lambda s: (
        ns3.PointToPointHelper().SetQueue("ns3::Node", "MaxSize", "5p")
    ),
    "a queue of no size": lambda s: (
        ns3.PointToPointHelper().SetQueue("ns3::DropTailQueue", "MaxSize", "many")
    ),
    "a fat-tree of odd switches": lambda s: ns3.FatTreeHelper(3),
    "a fat-tree of no switches": lambda s: ns3.FatTreeHelper(0),
    "a fat-tree twice": lambda s: [f.Create() for f in [ns3.FatTreeHelper(2)] * 2],
    "a DCell of one port": lambda s: ns3.DCellHelper(1, 1),
    "a BCube of many levels": lambda s: ns3.BCubeHelper(8, 99),
    "a routing attribute that is none": lambda s: (
        ns3.FatTreeHelper(4).SetRoutingAttribute("Mode", "Magic")
    ),
    "a failure in the past": lambda s: (
        run_then(lambda: ns3.FailureInjector().Fail(s.servers.Get(0), "0s"))
    ),
    "a failure of text": lambda s: ns3.FailureInjector().Fail("server", "1ms"),
    "a failure of a node without cables": lambda s: (
        ns3.FailureInjector().Fail([ns3.NodeContainer(), lone()], "1ms")
    ),
    "a failure without a time": lambda s: ns3.FailureInjector().Fail(s.servers.Get(0), 5),
    "flaps below 0": lambda s: (
        ns3.FailureInjector().Flap(s.servers.Get(0), 3, "1ms", "-1ms", "1ms")
    ),
    "flaps without end": lambda s: (
        ns3.FailureInjector().Flap(s.servers.Get(0), 2**32 - 1, "1ms", "1ms", "1ms")
    ),
    "a failure file that is none": lambda s: (
        ns3.FailureInjector().ReadFile("/nonexistent", s.servers)
    ),
    "a share above 1": lambda s: ns3.ChooseShare(s.servers, 1.5, ns3.UniformRandomVariable()),
    "a share by no variable": lambda s: ns3.ChooseShare(s.servers, 0.5, None),
    "a stream below 0": lambda s: ns3.UniformRandomVariable().SetStream(-1),
    "a method of nothing": lambda s: ns3.InetSocketAddress.GetIpv4(None),
    "an item of a container that has grown": lambda s: [
        (c.Add(s.servers), ns3.Simulator.Destroy(), node.GetId())
        for c in [ns3.NodeContainer(s.nodes)]
        for node in c
    ],
    "a list of itself": lambda s: s.internet.Install(own()),
    "a device for a node": lambda s: s.internet.Install(s.devices),
    "a node for a device": lambda s: s.stacked().Assign(s.nodes),
    "an application for a node": lambda s: s.internet.Install(s.sink()),
    "a list that is set": lambda s: ns3.Config.Set("/NodeList/*/DeviceList", "x"),
    "a default of a list": lambda s: ns3.Config.SetDefault("ns3::Node::ApplicationList", "x"),
    "a default of interfaces": lambda s: (
        ns3.Config.SetDefault("ns3::Ipv4L3Protocol::InterfaceList", [])
    ),
    "caches that are set": lambda s: (
        s.servers.Get(0).GetObject("ns3::ArpL3Protocol").SetAttribute("CacheList", "x")
    ),
    "sockets that are set": lambda s: (
        s.servers.Get(0).GetObject("ns3::TcpL4Protocol").SetAttribute("SocketList", 5)
    ),
    "disciplines that are set": lambda s: (
        s.servers.Get(0).GetObject("ns3::TrafficControlLayer").SetAttribute("RootQueueDiscList", "")
    ),
    "an object with a list": lambda s: (
        s.source().SetAttribute("Protocol", "ns3::Node[DeviceList=x]")
    ),
    "failures at a spacing below 0": lambda s: (
        ns3.FailureInjector().Fail(s.servers, "1ms", "-1ms")
    ),
    "failures beyond all times": lambda s: ns3.FailureInjector().Fail(s.servers, "1ms", "1e9s"),
    "a failure file without end": lambda s: ns3.FailureInjector().ReadFile("/dev/full", s.servers),
    "a run above 2**64": lambda s: ns3.RngSeedManager.SetRun(2**64),
    "a trace source by set()": lambda s: s.port.set("PhyTxEnd", 5),
}.items():
    wrong(what, fn)


def lone():
    nodes = ns3.NodeContainer()
    nodes.Create(1)
    return nodes


def ipv6_only(scene):
    servers = ns3.TorusHelper(2, 2, 2).Create()
    stack = ns3.InternetStackHelper()
    stack.SetIpv4StackInstall(False)
    stack.Install(servers)
    ns3.VirtualNicHelper("11.0.0.0", "/8").Install(servers)


def right():
    """Bytes that a TCP connection has brought."""
    scene = Scene()
    ns3.MultiHopRoutingHelper.AssignStreams(scene.servers, 0)
    scene.internet.AssignStreams(scene.servers, 100)
    sink = ns3.PacketSink(scene.sink().Get(0))
    scene.source(MaxBytes=50000).Install(scene.servers.Get(13))
    ns3.Simulator.Stop("3ms")
    ns3.Simulator.Run()
    received = sink.GetTotalRx()
    ns3.Simulator.Destroy()
    return received


@pytest.mark.filterwarnings("error")
def test_misuses():
    assert right() == 50000
    assert len(WRONG) >= 300
    check_misuses(WRONG, Scene, ns3.Simulator.Destroy, right, is_clear=False)
