# SPDX-License-Identifier: GPL-2.0-only
"""What the measuring programs measure is the same from Python, to the last digit."""

import csv
import io
import json
import signal
import subprocess

import pytest
from conftest import PROGRAMS

import camcube as cc

OF_THE_MACHINE = ("wall_s", "rss_mib", "packet_hops_per_s")  # what the names of such keys end in


def run_program(name, *options):
    out = subprocess.run(
        [PROGRAMS / f"camcube-{name}", "--quiet", "--json=/dev/stdout", *options],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(out.stdout)["results"]


def without_machine(value):
    if isinstance(value, dict):
        return {k: without_machine(v) for k, v in value.items() if not k.endswith(OF_THE_MACHINE)}
    if isinstance(value, list):
        return [without_machine(each) for each in value]
    return value


def same(found, expected):
    assert without_machine(found) == without_machine(expected)


def test_energy():
    found = cc.energy(k=4, loads=[0, 0.05, 1], duration="3ms", warmup="1ms", run=3)
    same(
        found.summary(),
        run_program(
            "energy", "--k=4", "--loads=0,0.05,1", "--duration=3ms", "--warmup=1ms", "--run=3"
        ),
    )
    frame = found.to_frame()
    assert list(frame["offered_load"]) == [0, 0.05, 1]
    assert frame["energy_saved_share"][0] > 0.5 > frame["energy_saved_share"][2]
    assert "sleeping.latency_us.p99" in frame and "<table" in found._repr_html_()
    assert repr(found) == "<EnergyResult of 3 cases>"
    found.summary()["loads"].clear()
    assert len(found.summary()["loads"]) == 3


@pytest.mark.parametrize("protocol", ["distance-vector", "link-state"])
def test_resilience(protocol):
    found = cc.resilience(
        k=(3, 3, 4), kinds=["servers", "links"], shares=[0, 0.3], events=3, routing=protocol, seed=2
    )
    same(
        found.summary()["trials"],
        run_program(
            "resilience",
            *("--sides=3x3x4", "--kind=servers,links", "--shares=0,0.3", "--events=3"),
            *(f"--protocol={protocol}", "--seed=2"),
        )["trials"],
    )
    frame = found.to_frame()
    assert list(frame["kind"]) == ["servers"] * 2 + ["links"] * 2
    assert (frame["lost_packets"] <= frame["probe_packets"]).all()
    assert cc.resilience(k=3, kinds="links", shares=[0], events=1).to_frame().shape[0] == 1


@pytest.mark.parametrize(
    "named, options",
    [
        ({"fail_links": 0.3, "fail_servers": 0.1}, ["--fail-links=0.3", "--fail-servers=0.1"]),
        (
            {"fail_links": 0.2, "repair": 0.5, "flap": 0.1, "spacing": "0s", "run": 2},
            ["--fail-links=0.2", "--repair=0.5", "--flap=0.1", "--spacing=0s", "--run=2"],
        ),
        (
            {"routing": "link-state", "keep_alive": "100us", "settle": "5ms", "fail_links": 0.1},
            ["--protocol=link-state", "--keep-alive=100us", "--settle=5ms", "--fail-links=0.1"],
        ),
    ],
)
def test_routes(named, options, tmp_path):
    found = cc.routes(k=4, destinations=9, **named)
    expected = run_program(
        "routes",
        *("--k=4", *options, "--destinations=9"),
        *(f"--links={tmp_path / 'links'}", f"--routes={tmp_path / 'routes'}"),
    )
    same(found.summary(), expected)
    for frame, file in ((found.links, "links"), (found.table, "routes")):
        rows = list(csv.reader(io.StringIO((tmp_path / file).read_text())))
        assert list(frame) == rows[0]
        assert frame.astype(str).values.tolist() == rows[1:]
    assert found.to_frame()["messages"][0] == expected["messages"]
    with cc.Simulation() as sim:
        detection = sim.torus(2, 2, 2).servers[0].node.find("ns3::camcube::FailureDetection")
        assert detection.get("Interval") == cc.Time("0s"), "what one run sets is not there later"


def test_routes_by_a_file(tmp_path):
    file = tmp_path / "failures.csv"
    file.write_text("time_us,kind,server,port\n1000,link,0,+x\n2000,server,5,\n")
    found = cc.routes(k=3, fail_file=file)
    same(found.summary(), run_program("routes", "--k=3", f"--fail-file={file}"))
    assert (found.links["state"] == "down").sum() == 7
    with pytest.raises(ValueError, match="destinations=0"):
        found.table


@pytest.mark.parametrize(
    "named, options",
    [
        ({}, []),
        (
            {"pattern": "random", "flows": 100, "choice": "LeastUtilized", "packet_size": 500},
            ["--pattern=random", "--flows=100", "--choice=LeastUtilized", "--packet-size=500"],
        ),
        (
            {"rate": "700Mbps", "line_rate": "10Gbps", "delay": "1us", "processing": "0s",
             "queue": 4, "seed": 5, "run": 7},
            ["--rate=700Mbps", "--line-rate=10Gbps", "--delay=1us", "--processing=0s",
             "--queue=4", "--seed=5", "--run=7"],
        ),
        ({"rate": "1400Mbps", "adaptive": True}, ["--rate=1400Mbps", "--adaptive"]),
    ],
)
def test_throughput(named, options):
    found = cc.throughput(k=4, duration="3ms", warmup="1ms", **named)
    expected = run_program("throughput", "--k=4", "--duration=3ms", "--warmup=1ms", *options)
    same(found.summary(), expected)
    assert set(found.summary()) == set(expected)
    frame = found.to_frame()
    assert len(frame) == 1 and frame["latency_us.p99"][0] == expected["latency_us"]["p99"]


@pytest.mark.parametrize("topology", cc.TOPOLOGIES)
def test_structure(topology):
    found = cc.structure(topology, servers=16, failures=True, seeds=3)
    expected = run_program(
        "structure", f"--topologies={topology}", "--servers=16", "--failures", "--seeds=3"
    )
    same([found.summary()], expected["topologies"])
    assert found.failures["failed_share"].tolist() == [
        point["failed_share"] for point in expected["failures"]
    ]
    assert found.failures["connected_pairs_share.mean"].tolist() == [
        point["connected_pairs_share"]["mean"] for point in expected["failures"]
    ]
    assert len(found.thresholds) == len(expected["thresholds"])
    assert found.to_frame()["paths.diameter_hops"][0] > 1 and topology in repr(found)


def test_structure_of_a_size():
    found = cc.structure("dcell", size="4,1", pairs=20)
    options = ("--topologies=dcell", "--sizes=dcell=4,1", "--pairs=20")
    same([found.summary()], run_program("structure", *options)["topologies"])
    assert found.failures.empty and found.summary()["servers"] == 20
    some = cc.structure("torus", size="2x3x4", failures=True, seeds=2, shares=[0, 0.5])
    assert sorted(set(some.failures["failed_share"])) == [0, 0.5]


def test_progress_is_told_and_changes_nothing():
    told = []

    def tell(what, done):
        told.append((what, done))

    options = {"k": 3, "duration": "2ms", "warmup": "1ms"}
    followed = cc.energy(loads=[0.1], progress=tell, **options)
    assert followed.summary() == cc.energy(loads=[0.1], **options).summary()
    assert {what for what, _ in told} == {"load 0.1, always on", "load 0.1, with sleep"}
    always = [done for what, done in told if "always" in what]
    assert always == sorted(always) and always[-1] == pytest.approx(1) and len(always) == 1000
    for measure in (
        lambda: cc.throughput(progress=tell, **options),
        lambda: cc.resilience(k=3, shares=[0.1], events=2, progress=tell),
        lambda: cc.routes(k=3, fail_links=0.1, destinations=0, progress=tell),
        lambda: cc.structure("torus", servers=8, progress=tell),
    ):
        told.clear()
        measure()
        assert told and all(done is None or 0 <= done <= 1 + 1e-9 for _, done in told)


def test_what_progress_raises_ends_the_run():
    def fail(what, done):
        raise KeyError("of the user")

    for measure in (
        lambda: cc.energy(k=3, loads=[0.1], progress=fail),
        lambda: cc.throughput(k=3, progress=fail),
        lambda: cc.resilience(k=3, progress=fail),
        lambda: cc.routes(k=3, fail_links=0.1, progress=fail),
        lambda: cc.structure("bcube", servers=8, progress=fail),
    ):
        with pytest.raises(KeyError, match="of the user"):
            measure()
        assert cc.throughput(k=2, duration="3ms").summary()["offered_packets"] > 0


def test_interrupt_ends_a_measurement():
    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        with pytest.raises(KeyboardInterrupt):
            cc.throughput(k=6, duration="10s")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert cc.throughput(k=2, duration="3ms").summary()["offered_packets"] > 0


def test_one_at_a_time():
    with cc.Simulation() as sim:
        sim.torus(3, 3, 3)
        for measure in (
            lambda: cc.energy(k=3),
            lambda: cc.throughput(k=3),
            lambda: cc.resilience(k=3),
            lambda: cc.routes(k=3),
            lambda: cc.structure("bcube"),
        ):
            with pytest.raises(RuntimeError, match="simulation already"):
                measure()
        sim.run(until="1ms")


@pytest.mark.parametrize(
    "error, words, measure",
    [
        (ValueError, "0 to 2", lambda: cc.energy(loads=[3])),
        (ValueError, "number at least", lambda: cc.energy(loads=[])),
        (TypeError, "list of numbers", lambda: cc.energy(loads=0.5)),
        (TypeError, "list of numbers", lambda: cc.energy(loads="0.5")),
        (TypeError, "is no number", lambda: cc.energy(loads=["0.5"])),
        (ValueError, "2 to 32", lambda: cc.energy(k=33)),
        (TypeError, "whole number", lambda: cc.energy(k=4.0)),
        (ValueError, "warm-up", lambda: cc.energy(k=3, duration="2ms", warmup="2ms")),
        (ValueError, "warm-up", lambda: cc.throughput(k=3, duration="2ms", warmup="2ms")),
        (ValueError, "is no time", lambda: cc.energy(duration="20")),
        (TypeError, "is no function", lambda: cc.energy(progress=True)),
        (ValueError, "links or servers", lambda: cc.resilience(kinds=["switches"])),
        (ValueError, "0 to 1", lambda: cc.resilience(shares=[1.5])),
        (ValueError, "cannot fail", lambda: cc.resilience(k=3, shares=[1])),
        (ValueError, "distance-vector", lambda: cc.resilience(routing="intact")),
        (TypeError, "x, y and z", lambda: cc.resilience(k=(3, 3))),
        (ValueError, "1 to 256", lambda: cc.resilience(k=0)),
        (ValueError, "0 to 1", lambda: cc.routes(fail_links=-0.1)),
        (ValueError, "cannot be repaired", lambda: cc.routes(k=3, repair=0.5)),
        (ValueError, "cannot flap", lambda: cc.routes(k=3, fail_links=0.6, flap=0.6)),
        (ValueError, "nowhere", lambda: cc.routes(k=3, fail_file="/nowhere/at/all.csv")),
        (ValueError, "one flow a server", lambda: cc.throughput(k=3, flows=28)),
        (ValueError, "higher rate", lambda: cc.throughput(k=2, rate="1kbps", duration="3ms")),
        (ValueError, "RandomPath", lambda: cc.throughput(choice="AnyPath")),
        (ValueError, "no room|46", lambda: cc.throughput(packet_size=5)),
        (ValueError, "ring", lambda: cc.structure("ring")),
        (ValueError, "size", lambda: cc.structure("dcell", size="four")),
        (ValueError, "size", lambda: cc.structure("dcell", size="1" * 1000)),
        (ValueError, "2 to 16777216", lambda: cc.structure("torus", servers=1)),
        (ValueError, "failures=True", lambda: cc.structure("torus", shares=[0.1])),
        (TypeError, "True or False", lambda: cc.structure("torus", failures=1)),
    ],
)
def test_misuse(error, words, measure):
    with pytest.raises(error, match=words):
        measure()
    assert not cc._camcube.session()
