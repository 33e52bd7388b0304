# SPDX-License-Identifier: GPL-2.0-only
"""Whatever is wrong ends in an exception, and the interpreter goes on to a right run afterwards."""

import numpy as np
from misuse import check_misuses

import camcube as cc

BAD_TIMES = ["5", "abc", "", "5 parsecs", "1e999s", 5, 2.5, None, b"5ms", ["5ms"], "ms", "--5ms"]
BAD_RATES = ["5", "fast", "", "5 Gb", 5, None, "Gbps", ("1Gbps",)]
BAD_SIDES = [0, -1, 257, 2**40, "4", None, 2.5, [4], "four"]
BAD_SHARES = [-0.1, 1.1, float("nan"), float("inf"), 7]
BAD_COORDINATES = [(3, 0, 0), (0, -1, 0), (0, 0), (0, 0, 0, 0), "000", None, (0.5, 0, 0), (0, "1", 0)]
BAD_PAYLOADS = ["text", None, 5, object(), ["a"], {1: 2}]

WRONG = []  # (what, function of a scene)


def wrong(what, fn):
    WRONG.append((what, fn))


class Scene:
    """A simulation with a torus of 3x3x3, a service on each server, and flows."""

    def __init__(self):
        self.sim = cc.Simulation()
        self.cube = self.sim.torus(3, 3, 3)
        self.services = self.cube.install(Quiet)
        self.port = self.cube.servers[0].port(0)
        self.node = self.cube.servers[0].node


class Quiet(cc.Service):
    """Does nothing."""

    id = 4242


class OtherId(cc.Service):
    """Has whatever id a test gives it."""


for value in BAD_TIMES:
    wrong(f"Time({value!r})", lambda s, v=value: cc.Time(v))
    if value is not None:
        wrong(f"run(until={value!r})", lambda s, v=value: s.sim.run(until=v))
    wrong(f"at({value!r})", lambda s, v=value: s.sim.at(v, print))
    wrong(f"fail_links(at={value!r})", lambda s, v=value: s.cube.fail_links(0.1, at=v))
    wrong(f"Delay={value!r}", lambda s, v=value: s.cube.cables[0].set("Delay", v))
    wrong(f"routed(duration={value!r})", lambda s, v=value: routed(s, duration=v))
    wrong(f"compare(delay={value!r})", lambda s, v=value: cc.compare("torus", delay=v))
for value in BAD_RATES:
    wrong(f"DataRate({value!r})", lambda s, v=value: cc.DataRate(v))
    wrong(f"routed(rate={value!r})", lambda s, v=value: routed(s, rate=v))
    wrong(f"DataRate={value!r}", lambda s, v=value: s.port.set("DataRate", v))
    wrong(f"compare(line_rate={value!r})", lambda s, v=value: cc.compare("torus", line_rate=v))
for value in BAD_SIDES:
    wrong(f"torus({value!r}, 3, 3)", lambda s, v=value: s.sim.torus(v, 3, 3))
    wrong(f"torus(3, 3, {value!r})", lambda s, v=value: s.sim.torus(3, 3, v))
for value in BAD_SHARES:
    wrong(f"fail_links({value!r})", lambda s, v=value: s.cube.fail_links(v))
    wrong(f"fail_servers({value!r})", lambda s, v=value: s.cube.fail_servers(v))
for value in BAD_COORDINATES:
    wrong(f"distance({value!r})", lambda s, v=value: s.services[0].distance(v))
    wrong(f"next_hops({value!r})", lambda s, v=value: s.services[0].next_hops(v))
    wrong(f"send_to({value!r})", lambda s, v=value: s.services[0].send_to(v, 7, b"x"))
for value in BAD_PAYLOADS:
    wrong(f"Frame({value!r})", lambda s, v=value: cc.Frame(v))
    wrong(f"send(0, {value!r})", lambda s, v=value: s.services[0].send(0, v))
    wrong(f"send_or_queue(0, {value!r})", lambda s, v=value: s.services[0].send_or_queue(0, v))
    wrong(f"broadcast({value!r})", lambda s, v=value: s.services[0].broadcast(v))
    wrong(f"send_to(payload={value!r})", lambda s, v=value: s.services[0].send_to((1, 0, 0), 7, v))
for value in [6, 64, 255, 256, -1, "+x", None, 1.5]:
    wrong(f"send({value!r}, bytes)", lambda s, v=value: s.services[0].send(v, b"x"))
    wrong(f"neighbor({value!r})", lambda s, v=value: s.services[0].neighbor(v))
for value in [6, "x", "+w", -1, 256, None, 1.5]:
    wrong(f"port({value!r})", lambda s, v=value: s.cube.servers[0].port(v))
for value in [0, -1, 65536, "4242", None, 1.5]:
    wrong(f"id {value!r}", lambda s, v=value: s.cube.install(type("S", (OtherId,), {"id": v})))
for value in [27, -1, "0", None, 1.5, (0, 0, 0)]:
    wrong(f"fail_servers([{value!r}])", lambda s, v=value: s.cube.fail_servers([v]))
    wrong(f"route_table({value!r})", lambda s, v=value: s.cube.route_table(v))
for value in ["none", "", "DistanceVector", None, 5]:
    wrong(f"routing={value!r}", lambda s, v=value: s.sim.torus(3, 3, 3, routing=v))
for value in [-1, 65536, 70000, "7", None, 1.5]:
    wrong(f"add_endpoint({value!r})", lambda s, v=value: s.services[0].add_endpoint(v, print))
for value in BAD_TIMES:
    wrong(f"meter(start={value!r})", lambda s, v=value: s.sim.meter(s.cube, start=v))
    if value is not None:
        wrong(f"meter(until={value!r})", lambda s, v=value: s.sim.meter(s.cube, until=v))
    wrong(f"sleep_links(IdleTime={value!r})", lambda s, v=value: s.cube.sleep_links(IdleTime=v))
    wrong(f"energy(duration={value!r})", lambda s, v=value: alone(s, cc.energy, duration=v))
    wrong(f"routes(spacing={value!r})", lambda s, v=value: alone(s, cc.routes, spacing=v))
for value in BAD_RATES:
    wrong(f"throughput(rate={value!r})", lambda s, v=value: alone(s, cc.throughput, rate=v))
    wrong(f"resilience(rate={value!r})", lambda s, v=value: alone(s, cc.resilience, rate=v))
for value in [*BAD_SIDES, (4, 4), "444", 1.0]:
    wrong(f"resilience(k={value!r})", lambda s, v=value: alone(s, cc.resilience, k=v))
    wrong(f"routes(k={value!r})", lambda s, v=value: alone(s, cc.routes, k=v))
    wrong(f"throughput(k={value!r})", lambda s, v=value: alone(s, cc.throughput, k=v))
for value in BAD_SHARES:
    wrong(f"routes(fail_links={value!r})", lambda s, v=value: alone(s, cc.routes, fail_links=v))
    wrong(f"resilience(shares=[{value!r}])", lambda s, v=value: alone(s, cc.resilience, shares=[v]))
for name, value in {
    "SleepUtilization": [1.5, -1, "much", None],
    "WakeQueue": [0, -1, "many"],
    "Weight": [-1, "x"],
    "SleepPower": ["low", None],
    "Policy": ["other", 1],
    "Mtu": [1500],
}.items():
    for each in value:
        wrong(
            f"sleep_links({name}={each!r})",
            lambda s, n=name, v=each: s.cube.sleep_links(**{n: v}),
        )
for value in ["torus", None, 5, b"dcell", "ring", ""]:
    if value != "torus":
        wrong(f"structure({value!r})", lambda s, v=value: alone(s, cc.structure, topology=v))
    wrong(f"meter({value!r})", lambda s, v=value: s.sim.meter(v))
for value in [0, "x", (1, 2, 3), True]:
    wrong(f"progress={value!r}", lambda s, v=value: alone(s, cc.routes, k=2, progress=v))
for name, value in {
    "Mtu": ["x", -1, 1e9, None, "1500 bytes", 70000],
    "Nothing": [1],
    "QueueLimit": ["many", -5],
    "Choice": ["AnyPath", 5],
    "HoldTime": ["5", 5],
}.items():
    for each in value:
        wrong(
            f"torus({name}={each!r})",
            lambda s, n=name, v=each: s.sim.torus(3, 3, 3, **{n: v}),
        )
for value in [1, 2, True, False, "0.1", None, b"x", object(), np.int64(1)]:
    wrong(f"fail_links({value!r}) as a share", lambda s, v=value: s.cube.fail_links(v))
    wrong(f"fail_servers({value!r}) as a share", lambda s, v=value: s.cube.fail_servers(v))
for value in ["-1ms", "1e9s", "1e-1ns", "5"]:
    wrong(f"spacing={value!r}", lambda s, v=value: s.cube.fail_links(0.5, spacing=v))
    wrong(f"repair(spacing={value!r})", lambda s, v=value: broken(s).repair_links(spacing=v))
for value in [0, -1, 1.0, 2**32, None, "1", True]:
    wrong(f"seed={value!r}", lambda s, v=value: (s.sim.end(), cc.Simulation(seed=v)))
    wrong(f"routes(seed={value!r})", lambda s, v=value: alone(s, cc.routes, k=2, seed=v))
for value in [-1, 1.5, 2**64, None, "1", True]:
    wrong(f"run={value!r}", lambda s, v=value: (s.sim.end(), cc.Simulation(run=v)))
for value in [3.0, np.float64(3), True]:
    wrong(f"torus(3, {value!r}, 3)", lambda s, v=value: s.sim.torus(3, v, 3))
for value in [-1, 65536, 70000, "7", None, 1.5]:
    wrong(f"send_to(flow={value!r})", lambda s, v=value: s.services[0].send_to((1, 0, 0), 7, b"x", v))
    wrong(f"requests({value!r})", lambda s, v=value: run_first(s).requests(v))
    for name in ("add_undelivered", "add_forwarder"):
        wrong(f"{name}({value!r})", lambda s, v=value, n=name: getattr(run_first(s), n)(v, print))
for value in [5, None, "print", b"x", object()]:
    for name in ("add_endpoint", "add_undelivered", "add_forwarder", "add_interceptor"):
        wrong(f"{name}(9, {value!r})", lambda s, v=value, n=name: getattr(run_first(s), n)(9, v))
    wrong(f"keys.deliver(9, {value!r})", lambda s, v=value: keys(s).deliver(9, v))
    wrong(f"keys.on_range_changed({value!r})", lambda s, v=value: keys(s).on_range_changed(v))
    wrong(f"groups.join({value!r})", lambda s, v=value: groups(s).join(((0, 0, 0), 1), v))
    wrong(f"serve({value!r})", lambda s, v=value: run_first(s).requests(9).serve(v))
    wrong(
        f"request({value!r})",
        lambda s, v=value: run_first(s).requests(9).request((1, 0, 0), b"x", v),
    )
for value in [9, 6, -1, 256, "x", 0.5, None]:
    wrong(f"via([{value!r}])", lambda s, v=value: cc.Forwarding.via([v]))
for value in [None, 5, 1.5, ["a"]]:
    wrong(f"Key({value!r})", lambda s, v=value: cc.Key(v))
for value in [
    [(-1, 1)], [(0, 1, 2)], [(0,)], [(0, 27)], [(0, 1.0)], [("0", 1)], [5], ["01x"], [None],
    [(None, 1)], [(2**32, 1)],
]:
    wrong(f"routed({value!r})", lambda s, v=value: routed(s, pattern=v))
for value in [-1, 2**32, 1.5, "3", None]:
    wrong(f"random({value!r})", lambda s, v=value: routed(s, pattern=cc.patterns.random(v)))
    wrong(f"incast({value!r})", lambda s, v=value: routed(s, pattern=cc.patterns.incast(v)))
    wrong(f"stride({value!r})", lambda s, v=value: routed(s, pattern=cc.patterns.stride(v)))
    wrong(
        f"staggered(subnet={value!r})",
        lambda s, v=value: routed(s, pattern=cc.patterns.staggered(0.5, 0.3, v, 9)),
    )
for value in [-0.5, 2, float("nan"), "x", None]:
    wrong(
        f"staggered({value!r})",
        lambda s, v=value: routed(s, pattern=cc.patterns.staggered(v, 0.0, 3, 9)),
    )
for value in [1501, 70000, 14, 0, -5, 2**40, 1500.0, "1500", None]:
    wrong(f"packet_size={value!r}", lambda s, v=value: routed(s, packet_size=v))
for value in [
    "18446744073709551615", "00:00:00:00:00", "00:00:00:00:00:0g", "00:00:00:00:00:01:02", "", 5,
    "00-00-00-00-00-01",
]:
    wrong(f"Address={value!r}", lambda s, v=value: s.port.set("Address", v))
for value in ["0.4ns", "1ps", "1e-15s", "-0.3ns"]:
    wrong(f"Time({value!r}) is none", lambda s, v=value: cc.Time(v))
for value in [float("nan"), float("inf"), -float("inf"), 1e300, 2**40, -(2**70), "2", None, [2]]:
    wrong(f"a time times {value!r}", lambda s, v=value: cc.Time("1h") * v)
    wrong(f"{value!r} times a time", lambda s, v=value: v * cc.Time("1h"))
for value in [float("nan"), float("inf"), 0, 0.0, 1e-300, None, "2", [2]]:
    wrong(f"a time by {value!r}", lambda s, v=value: cc.Time("1h") / v)
for kind, use in {
    cc.Frame: len,
    cc.Packet: lambda packet: packet.payload,
    Quiet: lambda service: service.coordinate,
    cc.Time: lambda time: time.ns,
    cc.DataRate: repr,
    cc.Key: lambda key: key.hex,
    cc.Event: lambda event: event.cancel(),
    cc._camcube.Node: lambda node: node.id,
    cc._camcube.Cube: lambda cube: cube.sides,
    cc._camcube.NetDevice: lambda port: port.node,
    cc._camcube.Channel: lambda cable: cable.is_up,
    cc._camcube.TestNetwork: lambda network: network.servers(),
    cc._camcube.Recording: len,
}.items():
    wrong(f"{kind} by __new__ alone", lambda s, k=kind, u=use: u(k.__new__(k)))
wrong("a frame by __new__ alone", lambda s: run_first(s).send(0, cc.Frame.__new__(cc.Frame)))
for value in [5, "FORWARD", cc.SendResult.SENT, True]:
    wrong(f"an interceptor's {value!r}", lambda s, v=value: answering(s, "add_interceptor", v))
    wrong(f"a forwarder's {value!r}", lambda s, v=value: answering(s, "add_forwarder", v))
for what, fn in {
    "a way toward a server that is not there": lambda s: answering(
        s, "add_forwarder", cc.Forwarding.toward((99, 0, 0))
    ),
    "a second routed workload": lambda s: (routed(s), routed(s)),
    "a server of another torus": lambda s: s.cube.install(OtherId, servers=[other(s).servers[3]]),
    "a failure of another torus's server": lambda s: s.cube.fail_servers([other(s).servers[1]]),
    "a repair of another torus's server": lambda s: s.cube.repair_servers([other(s).servers[1]]),
    "a failure of another torus's links": lambda s: s.cube.fail_links(other(s).cables[:1]),
    "a repair of another torus's links": lambda s: s.cube.repair_links(other(s).cables[:1]),
    "routes of another torus's server": lambda s: s.cube.route_table(other(s).servers[1]),
    "a failure file without end": lambda s: s.cube.fail_file("/dev/full"),
    "a failure file of zeros": lambda s: s.cube.fail_file("/dev/zero"),
    "a payload of 64 KiB": lambda s: cc.Frame(bytes(65536)),
    "a payload of 4 GiB": lambda s: cc.Frame(np.broadcast_to(np.uint8(0), 2**32 - 8)),
    "a large payload that is sent": lambda s: run_first(s).send(0, bytes(10**6)),
    "a large payload that is sent to a server": lambda s: (
        run_first(s).send_to((1, 0, 0), 9, bytes(10**6))
    ),
    "a large payload that is broadcast": lambda s: run_first(s).broadcast(bytes(10**6)),
    "a large payload that replaces another": lambda s: (
        setattr(cc.Frame(b"x"), "payload", bytes(10**6))
    ),
    "a list of devices that is set": lambda s: s.node.set("DeviceList", []),
    "a list of applications by its text": lambda s: s.node.set("ApplicationList", "0"),
    "a default of a list": lambda s: s.sim.set_default("ns3::Node::DeviceList", "x"),
    "a default of a callback": lambda s: s.sim.set_default("ns3::UdpSocketImpl::IcmpCallback", "x"),
    "recordings of sources of different things": lambda s: s.sim.record(
        [ip(s).find("ns3::Ipv4L3Protocol"), ip(s).devices[-1], s.port], "Tx"
    ),
    "a time plus all": lambda s: cc.Time("290000h") * 8 + "2400000h",
    "no routing": lambda s: s.sim.torus(3, 3, 3, routing=None),
}.items():
    wrong(what, fn)
for what, fn in {
    "a second simulation": lambda s: cc.Simulation(),
    "a seed of 0": lambda s: (s.sim.end(), cc.Simulation(seed=0)),
    "a seed below 0": lambda s: (s.sim.end(), cc.Simulation(seed=-1)),
    "a seed that is none": lambda s: (s.sim.end(), cc.Simulation(seed="1")),
    "run() after the end": lambda s: (s.sim.end(), s.sim.run()),
    "torus() after the end": lambda s: (s.sim.end(), s.sim.torus(2, 2, 2)),
    "a port after the end": lambda s: (s.sim.end(), s.port.get("Mtu")),
    "a service after the end": lambda s: (s.sim.end(), s.services[0].send(0, b"x")),
    "run() in a callback": lambda s: (s.sim.at("1ms", s.sim.run), s.sim.run()),
    "end() in a callback": lambda s: (s.sim.at("1ms", s.sim.end), s.sim.run()),
    "a bad time in a callback": lambda s: (
        s.sim.at("1ms", lambda: s.sim.at("soon", print)),
        s.sim.run(),
    ),
    "the past": lambda s: (s.sim.run(until="2ms"), s.sim.at("1ms", print)),
    "a run into the past": lambda s: (s.sim.run(until="2ms"), s.sim.run(until="1ms")),
    "a callback that is none": lambda s: s.sim.at("1ms", "print"),
    "a callback of other arguments": lambda s: (s.sim.at("1ms", lambda x: x), s.sim.run()),
    "a trace callback of other arguments": lambda s: (
        s.port.connect("PhyTxEnd", lambda: None),
        routed(s),
        s.sim.run(),
    ),
    "a trace source that is none": lambda s: s.port.connect("PhyTxEnds", print),
    "a trace callback that is none": lambda s: s.port.connect("PhyTxEnd", None),
    "a path to nothing": lambda s: s.sim.connect("/NodeList/99/DeviceList/0/PhyTxEnd", print),
    "a path that is none": lambda s: s.sim.connect("somewhere", print),
    "a recording of nothing": lambda s: s.sim.record([], "PhyTxEnd"),
    "a recording of what is no object": lambda s: s.sim.record(5, "PhyTxEnd"),
    "a recording of a source that is none": lambda s: s.sim.record(s.port, "Sent"),
    "an attribute that is none": lambda s: s.node.get("Color"),
    "an attribute that is set and none": lambda s: s.port.set("Colour", 1),
    "an attribute of another type": lambda s: s.port.set("Mtu", [1500]),
    "a default of no class": lambda s: s.sim.set_default("ns3::Nobody::Name", 1),
    "a default without a class": lambda s: s.sim.set_default("Mtu", 1500),
    "a default that cannot be": lambda s: s.sim.set_default("ns3::TcpSocket::SegmentSize", "big"),
    "a class that is none": lambda s: s.node.find("ns3::Nobody"),
    "a service that is installed twice": lambda s: s.cube.install(lambda: s.services[0]),
    "a second service of an id": lambda s: (s.cube.install(Quiet), s.sim.run()),
    "a service on no server": lambda s: Quiet().send(0, b"x"),
    "a service that is no class": lambda s: s.cube.install(5),
    "a service that is none": lambda s: s.cube.install(dict),
    "a torus as a service": lambda s: s.cube.install(s.cube),
    "a service that is withdrawn and sends": lambda s: (
        s.sim.run(until="1us"),
        s.services[0].withdraw(),
        s.services[0].send(0, b"x"),
    ),
    "an endpoint that is taken": lambda s: (
        s.sim.run(until="1us"),
        s.services[0].add_endpoint(7, print),
        s.services[0].add_endpoint(7, print),
    ),
    "a failure file that is none": lambda s: s.cube.fail_file("/nowhere/at/all.csv"),
    "a failure file that is a folder": lambda s: s.cube.fail_file("/tmp"),
    "links that are none": lambda s: s.cube.fail_links(["cable"]),
    "links that are servers": lambda s: s.cube.fail_links(s.cube.servers[:2]),
    "servers that are links": lambda s: s.cube.fail_servers(s.cube.cables[:2]),
    "a pattern that is none": lambda s: routed(s, pattern="permutation"),
    "a pattern of servers that are not there": lambda s: routed(s, pattern=[(0, 99)]),
    "a pattern of one server": lambda s: routed(s, pattern=[(5, 5)]),
    "a pattern of no pairs": lambda s: routed(s, pattern=[5]),
    "an incast of too many": lambda s: routed(s, pattern=cc.patterns.incast(27)),
    "a stride to itself": lambda s: routed(s, pattern=cc.patterns.stride(27)),
    "a packet without room": lambda s: routed(s, packet_size=5),
    "a packet of below 0": lambda s: routed(s, packet_size=-5),
    "a warm-up that is too long": lambda s: routed(s, warmup="9ms"),
    "a warm-up below 0": lambda s: routed(s, warmup="-1ms"),
    "a meter of the past": lambda s: (s.sim.run(until="2ms"), s.sim.meter(s.cube, start="1ms")),
    "a meter of nothing": lambda s: s.sim.meter(s.cube, start="1ms", until="1ms"),
    "a meter after the end": lambda s: (s.sim.end(), s.sim.meter(s.cube)),
    "the energy of links that do not account for it": lambda s: s.sim.meter(s.cube).energy(),
    "the power of links that do not account for it": lambda s: s.sim.meter(s.cube).watts,
    "links that sleep twice": lambda s: (s.cube.sleep_links(), s.cube.sleep_links()),
    "power that comes too late": lambda s: (
        s.cube.install_power(),
        s.cube.sleep_links(SleepPower=0.2),
    ),
    "power of nothing": lambda s: s.cube.install_power(IdleTime="1ms"),
    "links that sleep after the end": lambda s: (s.sim.end(), s.cube.sleep_links()),
    "a measurement within a simulation": lambda s: cc.routes(k=2),
    "a structure within a simulation": lambda s: cc.structure("torus", servers=8),
    "a map of no links": lambda s: cc.plots.plot_links(s.sim.meter(s.cube).to_frame(), "color"),
    "a map of no layer": lambda s: cc.plots.plot_links(
        s.sim.meter(s.cube).to_frame(), layers=[3]
    ),
    "service chains over a torus without IP": lambda s: s.sim.chain(s.cube),
    "a coordinate outside": lambda s: s.cube.server(3, 0, 0),
    "a coordinate below 0": lambda s: s.cube.server(0, 0, -1),
    "a time added to a number": lambda s: cc.Time("1ms") + 1,
    "a time compared to a number": lambda s: cc.Time("1ms") < 1,
    "a time divided by 0": lambda s: cc.Time("1ms") / 0,
    "a time divided by no time": lambda s: cc.Time("1ms") / "0s",
    "pcap into no folder": lambda s: s.cube.enable_pcap("/nonexistent-folder/x"),
    "ascii into no folder": lambda s: s.cube.enable_ascii("/nonexistent-folder/x"),
    "ascii after a run": lambda s: (s.sim.run(until="1ms"), s.cube.enable_ascii("/dev/null/x")),
    "a log level that is none": lambda s: cc.log("DistanceVector", "loud"),
    "a log component that is none": lambda s: cc.log("DistanceVectors"),
    "a comparison within a simulation": lambda s: cc.compare("torus", progress=False),
}.items():
    wrong(what, fn)


def broken(scene):
    scene.cube.fail_links(0.5)
    return scene.cube


def other(scene):
    return scene.sim.torus(2, 2, 2)


def run_first(scene):
    """A service that is placed."""
    scene.sim.run(until="1us")
    return scene.services[0]


def keys(scene):
    scene.cube.install_keys()
    return run_first(scene).keys


def groups(scene):
    scene.cube.install_groups()
    return run_first(scene).groups


def answering(scene, register, answer):
    """Sends a packet of which somebody answers something."""
    service = run_first(scene)
    getattr(service, register)(9, lambda *told: answer)
    scene.sim.at("1ms", lambda: service.send_to((1, 1, 1), 9, b"x"))
    scene.sim.run(until="2ms")


def ip(scene):
    return scene.sim.network("bcube", 4).servers[0]


def alone(scene, measure, **options):
    scene.sim.end()
    return measure(**options)


def routed(scene, pattern=None, **options):
    options = {"duration": "1ms", **options}
    return scene.sim.routed(pattern or cc.patterns.permutation(), **options)


def right():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        cube.fail_links(0.1, at="1ms")
        flows = sim.routed(cc.patterns.permutation(), duration="2ms")
        sim.run()
        return flows.summary()


def end():
    if cc._camcube.session():
        cc._camcube.end()


def test_misuses():
    assert len(WRONG) >= 200
    check_misuses(WRONG, Scene, end, right)
