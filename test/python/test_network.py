# SPDX-License-Identifier: GPL-2.0-only
"""Networks of all topologies in a simulation, and workloads over them."""

import json
import pickle
import subprocess

import numpy as np
import pytest
from conftest import PROGRAMS

import camcube as cc


@pytest.mark.parametrize("topology", cc.TOPOLOGIES)
def test_transfers_over_any_topology(topology):
    with cc.Simulation() as sim:
        network = sim.network(topology, servers=16, line_rate="1Gbps")
        assert len(network.servers) >= 16 and len(network.addresses) == len(network.servers)
        inventory = network.inventory
        assert inventory["cables"] == len(network.cables)
        assert inventory["switches"] == len(network.switches)
        transfers = sim.transfer(network, cc.workloads.permutation(servers=16, flow_size=50_000))
        log = sim.record(network.servers[0].devices[0], "MacTx")
        sim.run(until="1s")
        during = transfers.summary()
    assert transfers.summary() == during, "results stay"
    flows = transfers.to_frame()
    assert len(flows) == 16 and (flows["received_bytes"] == 50_000).all()
    assert during["flows_completed"] == 16 and during["hops"]["mean"] >= 1
    assert len(log) >= 0
    compared = cc.compare(
        topology, cc.workloads.permutation(servers=16, flow_size=50_000), progress=False
    )
    assert len(compared.flows) == 16


@pytest.mark.parametrize("topology", cc.TOPOLOGIES)
def test_service_chains_are_those_of_the_program(topology):
    with cc.Simulation() as sim:
        network = sim.network(topology, servers=16)
        chains = sim.chain(network, length=2, duration="5ms")
        sim.run(until="15ms")
        during = chains.summary()
    assert chains.summary() == during, "results stay"
    assert during["delivered_packets"] == during["offered_packets"] > 100
    assert during["hops"]["min"] >= 1 and during["chains"] == 16
    assert chains.to_frame()["latency_us.mean"][0] == during["latency_us"]["mean"]
    out = subprocess.run(
        [
            PROGRAMS / "camcube-compare",
            *("--quiet", "--json=/dev/stdout", f"--topologies={topology}", "--servers=16"),
            *("--duration=5ms", "--chains=2"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    (point,) = json.loads(out.stdout)["results"]["chain_curve"]
    for key, value in during.items():
        assert point[key] == value, key


def test_failures():
    with cc.Simulation() as sim:
        network = sim.network("fattree", servers=16)
        assert network.fail_switches(0.1, at="1ms") >= 1
        assert network.fail_links(0.05, at="1ms") >= 1
        assert network.fail_servers(0, at="1ms") == 0
        transfers = sim.transfer(network, cc.workloads.permutation(servers=16, flow_size=5_000_000))
        sim.run(until="30ms")
        assert transfers.summary()["lost_packets"] > 0
    with pytest.raises(RuntimeError, match="has ended"):
        network.servers


def transferred(sim, network, times=1):
    for _ in range(times):
        transfers = sim.transfer(network, cc.workloads.permutation(4, flow_size=10_000))
    return transfers


def chained_and_transferred(sim):
    network = sim.network("bcube", 4)
    sim.chain(network, length=1)
    transferred(sim, network)


def transferred_late(sim):
    network = sim.network("bcube", 4)
    sim.run(until="1ms")
    transferred(sim, network)


def own_flows(sim, flow_list):
    return sim.transfer(sim.network("bcube", 4), cc.workloads.flows(flow_list))


def test_one_workload_a_network():
    with cc.Simulation() as sim:
        network = sim.network("bcube", 4)
        first = transferred(sim, network)
        with pytest.raises(RuntimeError, match="make another network"):
            transferred(sim, network)
        second = transferred(sim, sim.network("bcube", 4))
        sim.run(until="10ms")
        assert first.summary()["flows_completed"] == 4
        assert second.summary()["flows_completed"] == 4


def test_flows_of_numbers_of_numpy_begin_when_they_say():
    with cc.Simulation() as sim:
        network = sim.network("bcube", np.int64(4))
        sim.run(until="1ms")
        with pytest.raises(ValueError, match="is past"):
            sim.transfer(network, cc.workloads.flows([(0, 1, "999us", 10_000)]))
        network = sim.network("bcube", 4)
        flow = (np.int64(0), np.int32(1), "1500us", np.uint64(10_000))
        transfers = sim.transfer(network, cc.workloads.flows([flow]))
        sim.run(until="10ms")
        flows = transfers.to_frame()
        assert flows["start_us"][0] == 1500 and 80 < flows["fct_us"][0] < 1000


def test_an_option_must_be_of_some_topology():
    with pytest.raises(ValueError, match="sleep=True would have no effect.*'torus'"):
        cc.compare(["dcell", "bcube"], sleep=True)


def test_patterns_can_be_pickled():
    made = cc.patterns
    patterns = [
        *(made.permutation(), made.random(5), made.all_to_all(), made.incast(3), made.stride(2)),
        made.staggered(0.2, 0.3, subnet=2, pod=4),
    ]
    with cc.Simulation(seed=3):
        pairs = [pattern.pairs(8) for pattern in patterns]
    with cc.Simulation(seed=3):
        assert [pickle.loads(pickle.dumps(pattern)).pairs(8) for pattern in patterns] == pairs


def chained_twice(sim):
    network = sim.network("bcube", 4)
    sim.chain(network, length=1)
    sim.chain(network, length=1)


@pytest.mark.parametrize(
    "error, act",
    [
        (ValueError, lambda sim: sim.network("ring")),
        (ValueError, lambda sim: sim.network("torus", servers=1)),
        (ValueError, lambda sim: sim.network("torus", servers="16")),
        (TypeError, lambda sim: sim.network("torus", lin_rate="1Gbps")),
        (ValueError, lambda sim: sim.network("torus", line_rate="1")),
        (ValueError, lambda sim: sim.network("torus", fattree_routing="Ecmp")),
        (ValueError, lambda sim: sim.network("fattree", torus_paths="Shortest")),
        (ValueError, lambda sim: sim.network("dcell", bcube_level=1)),
        (TypeError, lambda sim: sim.transfer(sim.network("bcube", servers=4), "permutation")),
        (
            ValueError,
            lambda sim: sim.transfer(sim.network("bcube", 4), cc.workloads.permutation(64)),
        ),
        (TypeError, lambda sim: sim.chain(sim.torus(3, 3, 3))),
        (ValueError, lambda sim: sim.chain(sim.network("bcube", 4), length=3)),
        (ValueError, lambda sim: sim.chain(sim.network("bcube", 4), length=0)),
        (ValueError, lambda sim: sim.chain(sim.network("bcube", 4), length=1, gateways=5)),
        (ValueError, lambda sim: sim.chain(sim.network("bcube", 4), length=1, rate="fast")),
        (ValueError, lambda sim: sim.chain(sim.network("bcube", 4), length=1, packet_size=3)),
        (ValueError, lambda sim: chained_twice(sim)),
        (RuntimeError, lambda sim: transferred(sim, sim.network("bcube", 4), 2)),
        (RuntimeError, lambda sim: chained_and_transferred(sim)),
        (ValueError, lambda sim: transferred_late(sim)),
        (TypeError, lambda sim: sim.network("bcube", 4).fail_links(1)),
        (TypeError, lambda sim: sim.network("bcube", 4).fail_servers(True)),
        (TypeError, lambda sim: sim.network("bcube", 4).fail_switches("0.1")),
        (ValueError, lambda sim: sim.network("bcube", 4).fail_links(0.5, spacing="-1ms")),
        (TypeError, lambda sim: own_flows(sim, [(0, 1, "1ms")])),
        (TypeError, lambda sim: own_flows(sim, ["0123"])),
        (TypeError, lambda sim: own_flows(sim, [5])),
        (TypeError, lambda sim: own_flows(sim, [(0, 1, 5, 100)])),
        (TypeError, lambda sim: own_flows(sim, [(0, 1.0, "1ms", 100)])),
        (ValueError, lambda sim: own_flows(sim, [(-1, 1, "1ms", 100)])),
        (ValueError, lambda sim: own_flows(sim, [(0, 1, "1ms", -100)])),
        (ValueError, lambda sim: sim.network("bcube", 4).fail_links(1.5)),
        (ValueError, lambda sim: sim.network("bcube", 4).fail_links(0.5, at="5")),
    ],
)
def test_misuse(error, act):
    with cc.Simulation() as sim:
        with pytest.raises(error):
            act(sim)
