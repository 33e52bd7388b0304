# SPDX-License-Identifier: GPL-2.0-only
"""Whatever is wrong ends in an exception, and the interpreter goes on to a right run afterwards."""

import pytest
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
