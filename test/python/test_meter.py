# SPDX-License-Identifier: GPL-2.0-only
"""Links that sleep, and meters of what links carry and use, held against traces and closed forms."""

import numpy as np
import pytest
from conftest import show

import camcube as cc

PORTS = ["+x", "-x", "+y", "-y", "+z", "-z"]


def ports_of(cube):
    return [server.port(port) for server in cube.servers for port in range(6)]


def test_a_meter_counts_what_traces_tell():
    with cc.Simulation() as sim:
        cube = sim.torus(4, 3, 3, routing="intact", DataRate="1Gbps")
        log = sim.record(ports_of(cube), "PhyTxBegin")
        sim.routed(cc.patterns.permutation(), rate="500Mbps", duration="3ms")
        whole = sim.meter(cube)
        window = sim.meter(cube, start="500us", until="1500us")
        before = sim.meter(cube, start="2ms", until="3ms")
        assert before.summary()["packets"] == 0 and before.summary()["window_us"] == 0
        sim.run(until="2ms")
        assert before.to_frame()["packets"].sum() == 0
        sim.run()
        end = sim.now.us
    told = log.array
    for meter, since, until in (
        (whole, 0, end), (window, 500, 1500), (before, 2000, 3000)
    ):
        inside = told[(told["time_us"] >= since) & (told["time_us"] < until)]
        packets = np.bincount(inside["object"], minlength=len(cube) * 6)
        size = np.bincount(inside["object"], weights=inside["packet_bytes"], minlength=len(cube) * 6)
        frame = meter.to_frame()
        assert (frame["packets"] == packets).all() and packets.sum() > 1000
        line = size + 24 * packets  # preamble, check sequence and gap
        assert (frame["bytes"] == line).all()
        assert np.allclose(frame["mbps"], line * 8 / (until - since))
        assert np.allclose(frame["utilization"], line * 8 / (until - since) / 1000)
        summary = meter.summary()
        assert summary["window_us"] == until - since and summary["links"] == len(cube) * 6
        assert (summary["packets"], summary["bytes"]) == (packets.sum(), line.sum())
        assert summary["utilization"]["mean"] == pytest.approx(frame["utilization"].mean())
        assert summary["utilization"]["max"] == pytest.approx(frame["utilization"].max())
    assert (whole.to_frame()["utilization"] <= 1).all()


def test_rows_say_where_a_link_begins():
    with cc.Simulation() as sim:
        cube = sim.torus(4, 3, 2, routing="intact")
        sender = cube.server(3, 1, 0)
        sim.routed([(sender.number, cube.server(3, 1, 1).number)], duration="1ms")
        meter = sim.meter(cube)
        sim.run()
        coordinates = [server.coordinate for server in cube.servers]
    frame = meter.to_frame()
    assert list(frame) == ["server", "x", "y", "z", "port", "packets", "bytes", "mbps", "utilization"]
    assert list(frame["port"]) == PORTS * 24
    rows = list(zip(frame["x"], frame["y"], frame["z"]))
    assert rows == [place for place in coordinates for _ in PORTS]
    busy = frame[frame["packets"] > 0]
    assert set(busy["server"]) == {7} and set(busy["port"]) <= {"+z", "-z"}
    assert "<table" in meter._repr_html_() and "144 links" in repr(meter)


@pytest.mark.parametrize("topology", cc.TOPOLOGIES)
def test_meters_of_networks(topology):
    with cc.Simulation() as sim:
        network = sim.network(topology, servers=16)
        meter = sim.meter(network)
        transfers = sim.transfer(network, cc.workloads.permutation(servers=16, flow_size=50_000))
        sim.run(until="50ms")
        nodes = len(network.servers) + len(network.switches)
        inventory = network.inventory
        during = meter.summary()
    assert meter.summary() == during
    frame = meter.to_frame()
    assert len(frame) == 2 * inventory["cables"]
    assert set(frame["server"]) == set(range(nodes))
    payload = transfers.to_frame()["received_bytes"].sum()
    assert frame["bytes"].sum() > payload * transfers.summary()["hops"]["mean"] * 0.99
    if topology == "torus":
        assert set(frame["port"]) == set(PORTS)
    else:
        assert frame["port"].is_unique and "x" not in frame
        with pytest.raises(ValueError, match="no cable has used power"):
            meter.energy()
        with pytest.raises(ValueError, match="no column"):
            cc.plots.plot_links(frame)


def sleeping(**attributes):
    with cc.Simulation() as sim:
        cube = sim.torus(4, 4, 4)
        cube.sleep_links(**attributes)
        meter = sim.meter(cube, start="5ms", until="10ms")
        sim.run(until="12ms")
        assert meter.energy() == meter.energy()
    return meter


def test_without_load_two_of_three_links_sleep():
    found = sleeping().energy()
    assert found["links_asleep_share"] == pytest.approx(129 / 192)  # 63 hold the cube together
    assert found["power_w"] == pytest.approx(63 * 1.0 + 129 * 0.05)
    assert found["energy_j"]["asleep"] == pytest.approx(129 * 0.05 * 5e-3)
    show(f"4x4x4 without load: {100 * found['links_asleep_share']:.1f} % of links asleep")
    other = sleeping(SleepPower=0.5, IdlePower=2.0, IdleTime="100us", Weight=3)
    assert other.watts == pytest.approx(63 * 2.0 + 129 * 0.5)
    assert sleeping(MinimumAwake="1s").watts == pytest.approx(192), "too short for any to sleep"


def test_power_without_sleep():
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        cube.install_power(SendPower=3.0)
        meter = sim.meter(cube)
        flows = sim.routed(cc.patterns.permutation(), rate="400Mbps", duration="2ms")
        sim.run(until="2ms")
        now = meter.watts
        busy = meter.to_frame()["utilization"].sum()
        sim.run(until="4ms")
        assert meter.watts < now
    assert flows.summary()["delivered_packets"] > 0
    # An idle cable takes 1 W, and one that sends both ways 3 W.
    assert now == pytest.approx(81 + busy, rel=1e-3)
    assert meter.energy()["links_asleep_share"] == 0


def test_sleep_changes_no_route_and_loses_nothing():
    def run(sleep):
        with cc.Simulation() as sim:
            cube = sim.torus(4, 4, 4, routing="link-state")
            if sleep:
                cube.sleep_links()
            flows = sim.routed(cc.patterns.permutation(), rate="20Mbps", duration="5ms")
            sim.run(until="20ms")
            return flows.summary()

    awake, asleep = run(False), run(True)
    assert awake["lost_packets"] == asleep["lost_packets"] == 0
    assert awake["mean_hops"] == pytest.approx(asleep["mean_hops"])
    assert asleep["latency_us"]["mean"] > awake["latency_us"]["mean"]
    assert run(True) == asleep


def test_the_map_shows_the_frame():
    with cc.Simulation() as sim:
        cube = sim.torus(4, 3, 2, routing="intact")
        sim.routed(cc.patterns.permutation(), rate="200Mbps", duration="1ms")
        meter = sim.meter(cube)
        sim.run()
    frame = meter.to_frame()
    for column, label in (("utilization", "utilization"), ("mbps", "Mbit/s"), ("packets", "packets")):
        figure = cc.plots.plot_links(frame, column)
        panels, bar = figure.axes[:-1], figure.axes[-1]
        assert len(panels) == 2 * 6 and bar.get_ylabel() == label
        for axes in panels:
            port, z = axes.get_title().removeprefix("port ").split(", z = ")
            shown = np.asarray(axes.images[0].get_array())
            assert shown.shape == (3, 4)
            links = frame[(frame["port"] == port) & (frame["z"] == int(z))]
            assert len(links) == 12
            for _, link in links.iterrows():
                assert shown[link["y"], link["x"]] == link[column]
            assert axes.images[0].get_clim() == (0, frame[column].max())
        assert figure._supxlabel.get_text() == "x" and figure._supylabel.get_text() == "y"
    assert len(cc.plots.plot_links(frame, layers=[1]).axes) == 6 + 1
    flat = frame[frame["port"].isin(["+x", "-x"]) & (frame["z"] == 0)]
    assert len(cc.plots.plot_links(flat).axes) == 2 + 1
    for what, named in (
        ((frame, "load"), {}),
        ((frame.drop(columns="z"),), {}),
        ((frame,), {"layers": [2]}),
        ((frame,), {"layers": []}),
        ((frame[:0],), {}),
    ):
        with pytest.raises(ValueError, match="there are|no column"):
            cc.plots.plot_links(*what, **named)
