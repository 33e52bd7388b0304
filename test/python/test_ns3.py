# SPDX-License-Identifier: GPL-2.0-only
"""The names of C++ in its style do what they do in C++, in a simulation of either face."""

import inspect
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import PROGRAMS, run_script

import camcube as cc
from camcube import ns3

TCP = "ns3::TcpSocketFactory"
UDP = "ns3::UdpSocketFactory"


@pytest.fixture(autouse=True)
def destroyed():
    yield
    ns3.Simulator.Destroy()


def stacked_torus(side=3):
    servers = ns3.TorusHelper(side, side, side).Create()
    interfaces = ns3.VirtualNicHelper("10.0.0.0", "255.0.0.0").Install(servers)
    return servers, interfaces


def bulk(servers, interfaces, at, source, **attributes):
    sinks = ns3.PacketSinkHelper(TCP, ns3.InetSocketAddress(9)).Install(servers.Get(at))
    helper = ns3.BulkSendHelper(TCP, ns3.InetSocketAddress(interfaces.GetAddress(at), 9))
    for name, value in attributes.items():
        helper.SetAttribute(name, value)
    helper.Install(servers.Get(source))
    return ns3.PacketSink(sinks.Get(0))


def test_example_is_that_of_cpp():
    """tcp-bulk-transfer.py has the output of tcp-bulk-transfer.cc; both are held to one file, and
    here to each other."""
    program = PROGRAMS / "tcp-bulk-transfer"
    if not program.exists():
        pytest.skip("the examples in C++ are not built")
    said = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    script = Path(__file__).parents[2] / "examples" / "tcp-bulk-transfer.py"
    run = subprocess.run([sys.executable, "-B", script], capture_output=True, text=True, check=True)
    assert run.stdout == said
    assert "5000000 bytes" in said


def test_every_simulation_of_a_process_is_the_same():
    runs = []
    for _ in range(3):
        arrivals = []
        ns3.RngSeedManager.SetSeed(7)
        servers, interfaces = stacked_torus()
        ns3.MultiHopRoutingHelper.AssignStreams(servers, 0)
        ns3.InternetStackHelper().AssignStreams(servers, 100)
        bulk(servers, interfaces, 13, 0, MaxBytes=ns3.UintegerValue(30000))
        ns3.Config.ConnectWithoutContext(
            "/NodeList/13/ApplicationList/*/$ns3::PacketSink/Rx",
            lambda packet, address: arrivals.append((ns3.Simulator.Now().ns, packet.GetSize())),
        )
        ns3.Simulator.Stop("5ms")
        ns3.Simulator.Run()
        ns3.Simulator.Destroy()
        runs.append(arrivals)
    ns3.RngSeedManager.SetSeed(1)
    assert sum(size for _, size in runs[0]) == 30000
    assert runs[0] == runs[1] == runs[2]


def test_seed_and_run_hold_until_they_are_set_again():
    def draw():
        random = ns3.UniformRandomVariable()
        random.SetStream(3)
        value = random.GetValue()
        ns3.Simulator.Destroy()
        return value

    first = draw()
    ns3.RngSeedManager.SetRun(2)
    second = draw()
    assert second != first
    with cc.Simulation(seed=9, run=9):
        pass
    assert draw() == second
    ns3.RngSeedManager.SetRun(1)
    assert draw() == first


def test_objects_are_those_of_the_package():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        interfaces = ns3.VirtualNicHelper("10.0.0.0", "/8").Install(cube.servers)
        servers = ns3.NodeContainer(cube.servers)
        assert servers.Get(5) == cube.servers[5].node
        assert type(servers.Get(0).GetDevice(0)) is cc._camcube.NetDevice
        log = sim.record(ns3.TorusHelper.GetPort(servers.Get(0), 0), "PhyTxEnd")
        sink = bulk(servers, interfaces, 1, 0, MaxBytes=20000)
        ns3.Simulator.Stop(ns3.MilliSeconds(3))
        sim.run()
        assert sim.now == ns3.MilliSeconds(3) == ns3.Simulator.Now()
        assert sink.GetTotalRx() == 20000
        assert log.array["packet_bytes"].sum() > 10000
    assert ns3.Simulator.Now() == cc.Time("0s")
    with pytest.raises(RuntimeError):
        servers.Get(0).GetId()


def test_destroy_ends_a_simulation_of_the_package_too():
    with cc.Simulation() as sim:
        ns3.NodeContainer().Create(1)
        ns3.Simulator.Destroy()
        assert not sim.is_open
    ns3.NodeContainer().Create(1)
    with pytest.raises(RuntimeError, match="Destroy"):
        cc.Simulation()


def test_simulator():
    told = []
    ns3.Simulator.Schedule(ns3.MicroSeconds(5), told.append, "later")
    cancelled = ns3.Simulator.Schedule("7us", told.append, "never")
    ns3.Simulator.ScheduleNow(told.append, "now")
    ns3.Simulator.ScheduleDestroy(told.append, "at the end")
    assert cancelled.IsPending() and not cancelled.IsExpired()
    ns3.Simulator.Cancel(cancelled)
    assert cancelled.IsExpired()
    ns3.Simulator.Stop("6us")
    ns3.Simulator.Run()
    assert ns3.Simulator.Now() == ns3.MicroSeconds(6)
    ns3.Simulator.Schedule("1us", told.append, "in another run")
    ns3.Simulator.Run()
    assert ns3.Simulator.IsFinished()
    ns3.Simulator.Destroy()
    assert told == ["now", "later", "in another run", "at the end"]


def test_times():
    assert ns3.Seconds(1.5) == ns3.MilliSeconds(1500) == ns3.MicroSeconds(1500000)
    assert ns3.NanoSeconds(-3).GetNanoSeconds() == -3
    assert ns3.Seconds(0.1) == cc.Time("100ms")
    assert ns3.MilliSeconds(np.int64(5).item()).GetSeconds() == 0.005
    assert ns3.DataRate("1Gbps").GetBitRate() == 10**9


def test_addresses():
    assert str(ns3.Ipv4Address("10.1.2.3").CombineMask("/16")) == "10.1.0.0"
    assert ns3.Ipv4Mask("255.255.0.0") == ns3.Ipv4Mask("/16")
    assert ns3.Ipv4Mask("/16").IsMatch("10.1.2.3", "10.1.9.9")
    assert ns3.InetSocketAddress("10.0.0.1", 9).GetPort() == 9
    assert ns3.InetSocketAddress(9).GetIpv4() == ns3.Ipv4Address.GetAny()
    assert len({ns3.Ipv4Address("10.0.0.1"), ns3.Ipv4Address("10.0.0.1")}) == 1
    addresses = ns3.Ipv4AddressHelper("10.0.0.0", "255.255.255.0")
    assert str(addresses.NewAddress()) == "10.0.0.1"
    assert str(addresses.NewNetwork()) == "10.0.1.0"
    assert str(addresses.NewAddress()) == "10.0.1.1"


def test_point_to_point_and_udp(tmp_path):
    """first.cc of ns-3's tutorial, line by line, and its two times."""
    times = []
    nodes = ns3.NodeContainer()
    nodes.Create(2)
    cable = ns3.PointToPointHelper()
    cable.SetDeviceAttribute("DataRate", ns3.StringValue("5Mbps"))
    cable.SetChannelAttribute("Delay", ns3.StringValue("2ms"))
    devices = cable.Install(nodes)
    stack = ns3.InternetStackHelper()
    stack.Install(nodes)
    address = ns3.Ipv4AddressHelper("10.1.1.0", "255.255.255.0")
    interfaces = address.Assign(devices)
    servers = ns3.UdpEchoServerHelper(9).Install(nodes.Get(1))
    servers.Start(ns3.Seconds(1.0))
    servers.Stop(ns3.Seconds(10.0))
    client = ns3.UdpEchoClientHelper(interfaces.GetAddress(1), 9)
    client.SetAttribute("MaxPackets", ns3.UintegerValue(1))
    client.SetAttribute("Interval", ns3.TimeValue(ns3.Seconds(1.0)))
    client.SetAttribute("PacketSize", ns3.UintegerValue(1024))
    clients = client.Install(nodes.Get(0))
    clients.Start(ns3.Seconds(2.0))
    clients.Stop(ns3.Seconds(10.0))
    for app in (servers.Get(0), clients.Get(0)):
        app.TraceConnect("Rx", "here", lambda *told: times.append((told, ns3.Simulator.Now().s)))
    cable.EnablePcapAll(str(tmp_path / "first"))
    cable.EnableAsciiAll(ns3.AsciiTraceHelper().CreateFileStream(str(tmp_path / "first.tr")))
    ns3.Simulator.Run()
    assert [told[0] for told, _ in times] == ["here", "here"]
    assert [told[1].GetSize() for told, _ in times] == [1024, 1024]
    # the tutorial prints 2.00369 and 2.00737
    assert [round(at, 5) for _, at in times] == [2.00369, 2.00737]
    ns3.Simulator.Destroy()
    del devices, cable
    assert "ns3::UdpHeader (length: 1032 49153 > 9)" in (tmp_path / "first.tr").read_text()
    assert (tmp_path / "first-0-0.pcap").stat().st_size > 1024


def test_datagrams_and_rates():
    servers, interfaces = stacked_torus()
    counted = ns3.UdpServerHelper(4000).Install(servers.Get(3))
    client = ns3.UdpClientHelper(ns3.InetSocketAddress(interfaces.GetAddress(3), 4000))
    client.SetAttribute("MaxPackets", 7)
    client.SetAttribute("Interval", "1ms")
    client.Install(servers.Get(0))
    sinks = ns3.PacketSinkHelper(UDP, ns3.InetSocketAddress(9)).Install(servers.Get(5))
    onoff = ns3.OnOffHelper(UDP, ns3.InetSocketAddress(interfaces.GetAddress(5), 9))
    onoff.SetConstantRate(ns3.DataRate("8Mbps"), 1000)
    sources = onoff.Install(servers.Get(0))
    sources.Start("1ms")
    ns3.Simulator.Stop("12ms")
    ns3.Simulator.Run()
    assert ns3.UdpServer(counted.Get(0)).GetReceived() == 7
    assert ns3.UdpServer(counted.Get(0)).GetLost() == 0
    assert ns3.PacketSink(sinks.Get(0)).GetTotalRx() == 10 * 1000  # one each ms from 2 ms on


def test_traces_of_a_torus(tmp_path):
    torus = ns3.TorusHelper(2, 2, 1)
    servers = torus.Create()
    interfaces = ns3.VirtualNicHelper("10.0.0.0", "/8").Install(servers)
    bulk(servers, interfaces, 3, 0, MaxBytes=3000)
    torus.EnablePcap(str(tmp_path / "p"), [ns3.TorusHelper.GetPort(servers.Get(0), 0)])
    torus.EnableAsciiAll(str(tmp_path / "a"))
    contexts = set()
    ns3.Config.Connect(
        "/NodeList/*/DeviceList/*/$ns3::camcube::CamCubeNetDevice/PhyTxEnd",
        lambda context, packet: contexts.add(context),
    )
    ns3.Simulator.Stop("5ms")
    ns3.Simulator.Run()
    ns3.Simulator.Destroy()
    assert len(list(tmp_path.glob("p-*.pcap"))) == 1
    assert len(list(tmp_path.glob("a-*.tr"))) == 4 * 4
    assert "/NodeList/0/DeviceList/0/$ns3::camcube::CamCubeNetDevice/PhyTxEnd" in contexts


def test_other_networks_and_failures():
    tree = ns3.FatTreeHelper(4)
    tree.SetQueue("ns3::DropTailQueue", "MaxSize", ns3.StringValue("50p"))
    servers = tree.Create()
    assert (servers.GetN(), tree.GetSwitches().GetN()) == (16, 20)
    assert ns3.DCellHelper(4, 1).Create().GetN() == 20
    assert ns3.BCubeHelper(4, 1).Create().GetN() == 16
    sinks = ns3.PacketSinkHelper(TCP, ns3.InetSocketAddress(9)).Install(servers.Get(15))
    ns3.BulkSendHelper(TCP, ns3.InetSocketAddress(tree.GetAddresses()[15], 9)).Install(
        servers.Get(0)
    )
    failures = ns3.FailureInjector()
    failures.Fail(ns3.FailureTargets.Switches(tree.GetSwitches().Get(0)), "5ms")
    ns3.Simulator.Stop("10ms")
    ns3.Simulator.Run()
    received = ns3.PacketSink(sinks.Get(0)).GetTotalRx()
    assert failures.IsFailed(tree.GetSwitches().Get(0))
    assert 300_000 < received < 700_000  # an edge switch fails half way


def test_every_trace_source_tells_or_says_why_not():
    """ns-3 ends the process where a callback is not of its source's type."""
    servers, interfaces = stacked_torus()
    sink = bulk(servers, interfaces, 1, 0, MaxBytes=50000)
    ns3.UdpServerHelper(7).Install(servers.Get(1))
    ns3.UdpEchoServerHelper(8).Install(servers.Get(1))
    for client in (
        ns3.UdpClientHelper(interfaces.GetAddress(1), 7),
        ns3.UdpEchoClientHelper(interfaces.GetAddress(1), 8),
    ):
        client.Install(servers.Get(0)).Start("1ms")
    nodes = ns3.NodeContainer()
    nodes.Create(2)
    devices = ns3.PointToPointHelper().Install(nodes)
    sockets = "/NodeList/0/$ns3::TcpL4Protocol/SocketList/*"
    told = {}
    refused = set()

    def connect():
        tcp = [socket for _, socket in cc._camcube.find_paths(sockets)]
        ipv4 = [servers.Get(i).GetObject("ns3::Ipv4L3Protocol") for i in (0, 1)]
        for thing in [*servers, *devices, *tcp, *ipv4, servers.Get(0).GetObject("ns3::Ipv4")]:
            parts = [thing]
            if isinstance(thing, cc._camcube.Node):
                parts += [*thing.devices, *thing.applications]
            for part in parts:
                for source in part.trace_sources():
                    name = f"{part.type_name}::{source}"
                    try:
                        part.connect(source, lambda *said, n=name: told.setdefault(n, said))
                    except TypeError:
                        refused.add(name)

    ns3.Simulator.Schedule("100us", connect)
    ns3.Simulator.Stop("20ms")
    ns3.Simulator.Run()
    assert sink.GetTotalRx() == 50000
    assert {
        "ns3::TcpSocketBase::CongestionWindow",
        "ns3::TcpSocketBase::State",
        "ns3::TcpSocketBase::BytesInFlight",
        "ns3::TcpSocketBase::HighestSequence",
        "ns3::Ipv4L3Protocol::Tx",
        "ns3::PacketSink::Rx",
        "ns3::UdpServer::RxWithAddresses",
        "ns3::UdpEchoClient::Rx",
    } <= set(told)
    packet, ipv4, interface = told["ns3::Ipv4L3Protocol::Tx"]
    assert len(packet) > 20 and ipv4.type_name == "ns3::Ipv4L3Protocol" and interface == 1
    assert told["ns3::PacketSink::Rx"][1].GetIpv4() == interfaces.GetAddress(0)
    assert len(refused) < len(told)


def test_recordings_without_a_simulation_of_the_package():
    servers, interfaces = stacked_torus()
    sink = bulk(servers, interfaces, 1, 0, MaxBytes=50000)
    rows = cc.Recording.of(servers.Get(1).find("ns3::PacketSink"), "Rx")
    ns3.Simulator.Stop("20ms")
    ns3.Simulator.Run()
    assert rows.array["packet_bytes"].sum() == sink.GetTotalRx() == 50000
    assert set(rows.array["address_ipv4"]) == {interfaces.GetAddress(0).Get()}


def test_names_and_paths():
    servers, _ = stacked_torus()
    ns3.Names.Add("source", servers.Get(3))
    assert ns3.Names.Find("source") == servers.Get(3)
    assert ns3.Names.FindName(servers.Get(3)) == "source"
    assert ns3.Names.Find("nobody") is None
    ns3.Config.Set(
        "/NodeList/3/DeviceList/*/$ns3::camcube::CamCubeNetDevice/Mtu", ns3.UintegerValue(9000)
    )
    assert servers.Get(3).GetDevice(0).GetMtu() == 9000
    assert ns3.PacketSinkHelper(UDP, ns3.InetSocketAddress(9)).Install("source").GetN() == 1
    ns3.Simulator.Destroy()
    assert ns3.Names.Find("source") is None


def test_sleeping_links_and_services():
    torus = ns3.TorusHelper(3, 3, 3)
    servers = torus.Create()
    ns3.LinkStateHelper().Install(servers)
    assert ns3.ServiceHelper("ns3::camcube::KeyRouting").Install(servers).GetN() == 27
    sleeping = ns3.SleepingLinksHelper()
    sleeping.Install(servers)
    ns3.Simulator.Stop("20ms")
    ns3.Simulator.Run()
    links = torus.Links()
    assert ns3.SleepingLinksHelper.CountAsleep(links) > 0
    energy = ns3.SleepingLinksHelper.GetEnergy(links)
    assert energy["total_s"] == pytest.approx(0.02 * len(links))
    chosen = ns3.ChooseShare(links, 0.1, ns3.UniformRandomVariable())
    assert len(chosen) == 8 and set(chosen) <= set(links)


def test_logs():
    run = run_script(
        "import warnings; warnings.simplefilter('error')\n"
        "from camcube import ns3\nimport camcube as cc\n"
        "ns3.LogComponentEnable('DistanceVector', ns3.LOG_LEVEL_INFO | ns3.LOG_PREFIX_TIME)\n"
        "try: ns3.LogComponentEnable('UdpEchoClientApplication', ns3.LOG_LEVEL_INFO)\n"
        "except UserWarning as warning: print(warning)\n"
        "ns3.LogComponentDisable('UdpEchoClientApplication', ns3.LOG_LEVEL_ALL)\n"
        "def once():\n"
        "    torus = ns3.TorusHelper(3, 3, 3)\n"
        "    ns3.DistanceVectorHelper().Install(torus.Create())\n"
        "    ns3.FailureInjector().Fail(torus.Links()[0], '1ms')\n"
        "    ns3.Simulator.Stop('2ms'); ns3.Simulator.Run(); ns3.Simulator.Destroy()\n"
        "once()\ncc.log('DistanceVector', None)\n"
        "import sys\nprint('silent', file=sys.stderr)\nonce()\n"
    )
    assert run.returncode == 0, run.stderr
    # ns-3's own logs: there in Debian's build, else a warning says so
    assert run.stdout == "" or "UdpEchoClientApplication logs nothing" in run.stdout
    said, silent = run.stderr.split("silent\n")
    assert "[node 0] neighbor at +x lost" in said and "+0.001" in said
    assert silent == ""


def test_left_open_ends_with_the_interpreter():
    run = run_script(
        "from camcube import ns3\n"
        "nodes = ns3.TorusHelper(3, 3, 3).Create()\n"
        "ns3.Simulator.ScheduleDestroy(print, 'ended')\n"
        "ns3.Simulator.Schedule('1ms', print, 'never')\n"
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "ended\n", "")


def test_files_without_room(tmp_path):
    """As many files as the process may not open raise, and do not end it."""
    run = run_script(
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))\n"
        "from camcube import ns3\ntorus = ns3.TorusHelper(4, 4, 4)\ntorus.Create()\n"
        f"try: torus.EnablePcapAll('{tmp_path}/x')\nexcept OSError as error: print(error)\n"
    )
    assert run.returncode == 0, run.stderr
    assert "Too many open files" in run.stdout


def test_everything_is_described():
    undescribed = []
    for name, thing in vars(ns3).items():
        if name[0] == "_" or inspect.ismodule(thing) or not callable(thing):
            continue
        if getattr(thing, "__module__", "").startswith("camcube"):
            undescribed += [] if inspect.getdoc(thing) else [name]
            members = vars(thing).items() if inspect.isclass(thing) else ()
            undescribed += [
                f"{name}.{member}"
                for member, value in members
                if member[0].isupper() and not inspect.getdoc(getattr(thing, member))
            ]
    assert not undescribed


def test_times_and_rates_of_attributes_come_back():
    servers, _ = stacked_torus()
    port = ns3.TorusHelper.GetPort(servers.Get(0), 0)
    port.SetAttribute("DataRate", ns3.DataRateValue(ns3.DataRate("2Gbps")))
    assert port.GetAttribute("DataRate") == ns3.DataRate("2Gbps")
    source = ns3.BulkSendHelper(TCP, ns3.InetSocketAddress("10.0.0.1", 9)).Install(servers.Get(0))
    assert source.Get(0).GetAttribute("Remote") == ns3.InetSocketAddress("10.0.0.1", 9)
