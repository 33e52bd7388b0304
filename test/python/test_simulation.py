# SPDX-License-Identifier: GPL-2.0-only
"""A run is a function of scenario, seed and run, and leaves nothing behind."""

import gc
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from conftest import run_script, show
from throughput import run_program, throughput

import camcube as cc
from camcube import ns3


def failing(seed=1, run=1):
    with cc.Simulation(seed, run) as sim:
        cube = sim.torus(4, 4, 4)
        cube.fail_links(0.2, at="1ms", spacing="50us")
        cube.fail_servers(0.1, at="2ms")
        cube.repair_links(at="4ms")
        flows = sim.routed(cc.patterns.random(100), "100Mbps", 500, duration="6ms")
        sim.run(until="10ms")
        routes = [cube.route_table(server)["hops"].tolist() for server in cube.servers]
        return flows.summary(), routes


def test_equals_the_program():
    found = throughput()
    expected = run_program()
    for key in found:
        assert found[key] == expected[key], key
    assert found["offered_packets"] > 1000


def test_every_run_of_a_process_is_the_same():
    first = failing(), throughput()
    for _ in range(99):
        again = failing(), throughput()
        assert again == first
    child = os.fork()
    if child == 0:
        os._exit(0 if (failing(), throughput()) == first else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert failing(run=2) != first[0]
    assert failing(seed=2) != first[0]
    show("100 runs in a process, and one in a forked one, are equal")


def test_memory_does_not_grow():
    for _ in range(10):
        failing()
    gc.collect()
    before = resident_kib()
    for _ in range(100):
        failing()
    gc.collect()
    growth = (resident_kib() - before) / 1024
    show(f"memory grows by {growth:.2f} MiB in 100 runs")
    assert growth <= 2


def resident_kib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def test_what_is_left_over_says_so():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        cable = cube.cables[0]
        server = cube.servers[1]
        node = server.node
        flows = sim.routed(cc.patterns.permutation(), duration="1ms")
        recording = sim.record(cable, "PhyTxEnd")
        event = sim.at("1s", lambda: None)
        sim.run(until="2ms")
        rows = len(recording)
    for use in (
        lambda: cube.cables,
        lambda: cube.route_table(0),
        lambda: cube.fail_links(0.1),
        lambda: cable.is_up,
        lambda: cable.get("Delay"),
        lambda: cable.devices,
        lambda: server.coordinate,
        lambda: node.id,
        lambda: node.set("x", 1),
        lambda: sim.now,
        lambda: sim.run(),
        lambda: sim.torus(3, 3, 3),
        lambda: sim.at("1ms", print),
    ):
        with pytest.raises(RuntimeError, match="has ended"):
            use()
    assert not event.is_pending
    event.cancel()
    assert rows > 0 and len(recording) == rows, "what was recorded stays"
    assert flows.summary()["delivered_packets"] > 0, "and what was measured"
    assert throughput() == throughput()


def test_a_callback_that_raises_ends_the_run():
    calls = []

    def fail():
        calls.append("fail")
        raise KeyError("of the user")

    with cc.Simulation() as sim:
        sim.at("1ms", fail)
        sim.at("1ms", lambda: calls.append("mute"))
        sim.at("2ms", lambda: calls.append("mute"))
        with pytest.raises(KeyError, match="of the user"):
            sim.run()
        with pytest.raises(RuntimeError, match="ended by an error"):
            sim.run()
    assert calls == ["fail"]
    assert throughput() == throughput()


def test_interrupt_ends_the_run():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)

        def again():
            sim.at(sim.now + "1us", again)

        again()
        sim.at("5ms", lambda: os.kill(os.getpid(), signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            sim.run()
        assert sim.now < cc.Time("6ms")
        assert len(cube) == 27
    script = """
import camcube as cc
with cc.Simulation() as sim:
    sim.torus(8, 8, 8, routing="intact")
    sim.routed(cc.patterns.permutation(), duration="100s")
    print("go", flush=True)
    sim.run()
"""
    long = subprocess.Popen(
        [sys.executable, "-B", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    long.stdout.readline()
    time.sleep(0.5)
    long.send_signal(signal.SIGINT)
    _, words = long.communicate(timeout=30)
    assert b"KeyboardInterrupt" in words
    assert long.returncode in (1, 130, -signal.SIGINT)


@pytest.mark.parametrize(
    "handler, calls", [(signal.SIG_IGN, 0), (lambda *told: CALLS.append(told), 3)]
)
def test_interrupts_that_are_handled_do_not_end_the_run(handler, calls):
    CALLS.clear()
    before = signal.signal(signal.SIGINT, handler)
    try:
        with cc.Simulation() as sim:
            flows = sim.routed(cc.patterns.permutation(), duration="20ms", on=sim.torus(4, 4, 4))
            # Of its own accord C++ comes back to Python at these times only.
            for ms in (5, 10):
                sim.at(f"{ms}ms", lambda: os.kill(os.getpid(), signal.SIGINT))
            killer = subprocess.Popen(
                [sys.executable, "-c", f"import os; os.kill({os.getpid()}, {int(signal.SIGINT)})"]
            )
            sim.at("0ms", killer.wait)
            sim.run(until="25ms")
            assert sim.now == cc.Time("25ms")
            assert flows.summary()["delivered_packets"] == flows.summary()["offered_packets"] > 0
            assert len(CALLS) == calls
            assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)


CALLS = []


def test_an_interrupt_within_cpp_runs_the_handler_at_once():
    script = """
import os, signal, threading, time
import camcube as cc
calls = []
def handle(*told):
    calls.append(sim.now)
    if len(calls) == 2:
        raise LookupError("of the user")
signal.signal(signal.SIGINT, handle)
with cc.Simulation() as sim:
    sim.torus(8, 8, 8, routing="intact")
    sim.routed(cc.patterns.permutation(), duration="100s")
    print("go", flush=True)
    try:
        sim.run()
    except LookupError as error:
        print(error, len(calls), calls[0] < calls[1])
    sim.run(until=sim.now + "1us")
    print("again")
"""
    long = subprocess.Popen(
        [sys.executable, "-B", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    long.stdout.readline()
    for _ in "12":
        time.sleep(0.5)
        long.send_signal(signal.SIGINT)
    said, words = long.communicate(timeout=30)
    assert said == b"of the user 2 True\nagain\n", words


def test_the_interpreter_ends_while_a_daemon_thread_runs():
    script = """
import threading, time
import camcube as cc
started = threading.Event()
def work():
    with cc.Simulation() as sim:
        def tick():
            started.set()
            sim.at(sim.now + "1us", tick)
        sim.at("0s", tick)
        sim.run()
        print("went on")
threading.Thread(target=work, daemon=True).start()
started.wait()
"""
    done = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_stop_in_a_handler_ends_the_run():
    before = signal.signal(signal.SIGINT, lambda *told: sim.stop())
    try:
        with cc.Simulation() as sim:
            sim.at("1ms", lambda: os.kill(os.getpid(), signal.SIGINT))
            sim.at("9ms", lambda: None)
            sim.run()
            assert sim.now == cc.Time("1ms")
            sim.run()
            assert sim.now == cc.Time("9ms")
    finally:
        signal.signal(signal.SIGINT, before)


def test_events_of_a_simulation_that_has_ended():
    with cc.Simulation() as sim:
        stale = sim.at("1s", lambda: None)
        assert stale.is_pending
    calls = []
    with cc.Simulation() as sim:
        for ms in range(1, 9):
            sim.at(f"{ms * 250}ms", lambda: calls.append(1))
        assert not stale.is_pending
        stale.cancel()
        sim.run()
    assert len(calls) == 8


@pytest.mark.parametrize(
    "end", ["", "raise SystemExit(3)", "1 / 0", "os._exit(0)", "import gc; gc.collect()"]
)
def test_the_interpreter_ends(end):
    ended = run_script(
        f"""
import camcube as cc, os
class Sum(cc.Service):
    id = 4242
    def receive(self, frame, port):
        self.send(port, frame)
sim = cc.Simulation()
cube = sim.torus(4, 4, 4)
services = cube.install(Sum)
log = sim.record(cube.cables[0], "PhyTxEnd")
flows = sim.routed(cc.patterns.permutation(), duration="1ms")
sim.at("1ms", lambda: services[0].broadcast(b"x"))
sim.run(until="2ms")
{end}
"""
    )
    assert ended.returncode in (0, 1, 3), ended.stderr


def test_runs_go_on():
    with cc.Simulation() as sim:
        times = []
        for i in range(1, 5):
            sim.at(f"{i}ms", lambda: times.append(sim.now.ms))
        cancelled = sim.at("3500us", lambda: times.append("never"))
        sim.run(until="2500us")
        assert (times, sim.now) == ([1, 2], cc.Time("2500us"))
        cancelled.cancel()
        sim.at("3ms", sim.stop)
        sim.run()
        assert times == [1, 2, 3]
        sim.run()
        assert times == [1, 2, 3, 4]


def test_records_what_callbacks_are_told():
    told = []
    with cc.Simulation() as sim:
        cube = sim.torus(4, 4, 4, routing="intact")
        port = cube.servers[0].port("+x")
        port.connect("PhyTxEnd", lambda packet: told.append((sim.now.us, len(packet))))
        count = []
        sim.connect("/NodeList/0/DeviceList/*/PhyTxEnd", lambda packet: count.append(1))
        log = sim.record(port, "PhyTxEnd")
        both = sim.record(cube.cables[0], "PhyTxEnd")
        everywhere = sim.record([server.node.find("ns3::camcube::MultiHopRouting")
                                 for server in cube.servers], "Delivered")
        flows = sim.routed(cc.patterns.permutation(), duration="2ms")
        sim.run()
    assert told and len(log) == len(told)
    array = log.array
    assert array.dtype.names == ("time_us", "packet_bytes")
    assert np.array_equal(array["time_us"], [time for time, _ in told])
    assert np.array_equal(array["packet_bytes"], [size for _, size in told])
    assert np.count_nonzero(both.array["end"] == 0) == len(told)
    assert len(count) >= len(told)
    assert len(everywhere) == flows.summary()["delivered_packets"]
    frame = everywhere.to_frame()
    assert set(frame.columns) >= {"time_us", "payload_bytes", "source_x", "hops", "object"}
    assert frame["object"].max() == 63


def test_times_and_rates():
    time = cc.Time("1500us")
    assert (time.ms, time.us, time.ns, time.s) == (1.5, 1500, 1500000, 0.0015)
    assert time + "500us" == cc.Time("2ms") == "500us" + time
    assert time - cc.Time("500us") == cc.Time("1ms")
    assert 2 * time == time * 2 == cc.Time("3ms")
    assert time * np.int64(2) == time * np.float32(2) == cc.Time("3ms") == time / np.float64(0.5)
    for ns in (2**53 + 1, 2**62 + 3, 2**63 - 1):
        long = cc.Time(f"{2**53}ns") * (ns >> 53) + ns3.NanoSeconds(ns & (2**53 - 1))
        assert long.ns == (long * 1).ns == (1 * long).ns == (long / 1).ns == ns
        assert (long * -1).ns == -ns and (long * 0).ns == 0
        for beyond in (lambda: long * 2**20, lambda: long * 1e10, lambda: long / 1e-10):
            with pytest.raises(OverflowError):
                beyond()
    for number in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite"):
            time * number
        with pytest.raises(ValueError, match="finite"):
            time / number
    with pytest.raises(ValueError, match="1ns"):
        cc.Time("0.4ns")
    assert cc.Time("0ps") == cc.Time("0e3s") == cc.Time("0s") < cc.Time("0.6ns")
    assert time / 3 == cc.Time("500us") and time / "500us" == 3
    assert time < "2ms" <= cc.Time("2ms") and max(time, cc.Time("1s")).s == 1
    assert {time: 1}[cc.Time("1.5ms")] == 1
    assert (str(time), repr(time)) == ("1500us", "Time('1500us')")
    rate = cc.DataRate("1Gbps")
    assert rate.bps == 10**9 and rate > cc.DataRate("999Mbps")
    assert (str(rate), repr(rate)) == ("1Gbps", "DataRate('1Gbps')")


def test_messages_name_the_value_and_the_remedy():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        for fn, words in {
            lambda: cube.fail_servers(1): "1 is no share; give a float",
            lambda: cube.fail_links("0.1"): "'0.1' is no share; give a float",
            lambda: cube.fail_links(0.5, spacing="-1ms"): "-1ms.*from 0s on",
            lambda: cube.fail_links(0.5, spacing="1e9s"): "1000000000s.*shorter",
            lambda: sim.torus(3.0, 3, 3): "kx=3.0 is no whole number; give .* 1 to 256",
            lambda: sim.torus(3, 3, 3, routing=None): "routing=None.*give distance-vector",
            lambda: sim.routed([(0, 1, 2)]): r"\(0, 1, 2\) is no pair; give",
            lambda: sim.routed([(-1, 1)]): "source=-1; give .* 0 to 26",
            lambda: sim.routed([(0, 1)], packet_size=1501): "packet_size=1501 exceeds .* 1500",
            lambda: cube.servers[0].port(99): "port=99; give",
            lambda: cc.Key(None): "None is no name",
        }.items():
            with pytest.raises((TypeError, ValueError), match=words):
                fn()
        sim.routed([(0, 1)])
        with pytest.raises(RuntimeError, match="one routed workload a torus.*another torus"):
            sim.routed([(0, 1)])
    for given, words in ({"seed": 1.0}, "seed=1.0"), ({"seed": 2**32}, "4294967296; give"), (
        {"run": -1}, "run=-1; give"
    ):
        with pytest.raises((TypeError, ValueError), match=words):
            cc.Simulation(**given)


def test_attributes():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3, DataRate="10Gbps", Delay=cc.Time("2us"), QueueLimit=17, Mtu=9000)
        port = cube.servers[0].port(0)
        assert port.get("DataRate") == cc.DataRate("10Gbps")
        assert (port.get("Mtu"), cube.cables[0].get("Delay")) == (9000, cc.Time("2us"))
        routing = cube.servers[5].node.find("ns3::camcube::MultiHopRouting")
        assert routing.get("QueueLimit") == 17
        port.set("DataRate", "1Gbps")
        assert port.node.get("DeviceList")[0] == port == port.node.devices[0]
        assert len(port.node.get("ApplicationList")) == len(port.node.applications)
        with pytest.raises(AttributeError, match="DeviceList of ns3::Node cannot be set"):
            port.node.set("DeviceList", port)
        stack = sim.network("bcube", 4).servers[0].find("ns3::Ipv4L3Protocol")
        names = [each.type_name for each in stack.get("InterfaceList")]
        assert names and set(names) == {"ns3::Ipv4Interface"}
        port.set("ProcessingDelay", cc.Time("3us"))
        assert port.get("ProcessingDelay") == cc.Time("3us")
        port.set("Mtu", np.uint16(2000))
        port.set("Address", "00:00:00:00:01:02")
        assert (port.get("Mtu"), port.get("Address")) == (2000, "00:00:00:00:01:02")
        assert sim.torus(np.int32(2), np.uint8(3), np.int64(1)).sides == (2, 3, 1)
        assert cube.fail_servers([np.int16(3)], at="1s") == 1
        assert cube.fail_links(np.float32(0.5), at="1s") == 41
        sim.run(until="1ms")
        assert len(cube.route_table(np.int64(3))) == 27
        assert "Mtu" in port.attributes() and "PhyTxEnd" in port.trace_sources()
        assert routing.type_name == "ns3::camcube::MultiHopRouting"
        assert cube.servers[0].node.find("ns3::Ipv4") is None
        assert cube.server(1, 2, 0).number == 7 and cube.servers[7].coordinate == (1, 2, 0)
        assert len(cube.cables) == 81 and cube.sides == (3, 3, 3)
