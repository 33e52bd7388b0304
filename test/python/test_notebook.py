# SPDX-License-Identifier: GPL-2.0-only
"""What a notebook shows of objects, and the notebook that there is."""

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import need

import camcube as cc
from camcube.notebook import show_frame, show_table

TOP = Path(__file__).parents[2]
NOTEBOOK = TOP / "doc" / "first-steps.ipynb"


class Cells(HTMLParser):
    """The text of a table, cell by cell; what is open must be closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(html)
        assert not self.open, f"{self.open} stay open in {html}"

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag in ("th", "td", "caption", "p"):
            self.texts.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("th", "td", "caption", "p"):
            self.texts[-1] += data


def cells(thing):
    return Cells(thing._repr_html_()).texts


def rows(thing):
    texts = cells(thing)[1:]
    return dict(zip(texts[::2], texts[1::2]))


def test_the_torus_and_what_crosses_it():
    with cc.Simulation(seed=3, run=7) as sim:
        assert rows(sim) == {"time": "0s", "newest torus": "none"}
        cube = sim.torus(4, 3, 2, routing="link-state")
        assert cells(cube)[0] == repr(cube) == "<Torus of 4x3x2 servers>"
        shown = {"servers": "24", "cables": "72", "routing": "link-state", "links down now": "0"}
        assert rows(cube) == shown
        assert cube.fail_links(cube.cables[:5], at="1ms") == 5
        flows = sim.routed(cc.patterns.permutation(), duration="2ms")
        log = sim.record(cube.cables[9], "PhyTxEnd")
        sim.run(until="3ms")
        assert rows(cube) == {**shown, "links down now": "5"}
        assert cells(sim)[0] == "<Simulation of seed 3, run 7>"
        assert rows(sim) == {"time": "3ms", "newest torus": "<Torus of 4x3x2 servers>"}
    summary = flows.summary()
    assert rows(flows)["offered_packets"] == str(summary["offered_packets"])
    assert rows(flows)["latency_us.mean"] == f"{summary['latency_us']['mean']:.6g}"
    head = cells(log)
    assert head[0] == f"<Recording of {len(log)} rows>" and set(log.array.dtype.names) <= set(head)
    assert len(head) == 1 + (1 + len(log.array.dtype.names)) * 6, "a line of names, and five rows"
    for thing in (sim, cube):
        assert "has ended" in rows(thing)["state"]
        assert "<" not in repr(thing)[1:-1]


def test_networks_and_comparisons():
    workload = cc.workloads.permutation(servers=16, flow_size=20_000)
    with cc.Simulation() as sim:
        network = sim.network("fattree", servers=16)
        assert rows(network) == {name: str(f"{v:.6g}" if isinstance(v, float) else v)
                                 for name, v in network.inventory.items()}
        transfers = sim.transfer(network, workload)
        sim.run(until="100ms")
    assert "has ended" in rows(network)["state"]
    assert rows(transfers)["flows_completed"] == "16"
    assert rows(transfers)["fct_us.mean"] == f"{transfers.summary()['fct_us']['mean']:.6g}"
    result = cc.compare(["torus", "bcube"], workload, progress=False)
    shown = cells(result)
    assert shown[0] == "<Comparison of 2 runs of permutation>"
    assert {"torus", "bcube", "fct_us.mean", "goodput_mbps"} <= set(shown)


@pytest.mark.parametrize(
    "column, label",
    [
        ("mean_latency_us", "mean latency (us)"),
        ("latency_us.mean", "mean latency (us)"),
        ("fct_us.p99", "p99 fct (us)"),
        ("goodput_mbps", "goodput (Mbit/s)"),
        ("received_bytes", "received (bytes)"),
        ("cable_energy_per_bit_nj", "cable energy per bit (nJ)"),
        ("rss_mib", "rss (MiB)"),
        ("mean_hops", "mean hops"),
        ("share", "share"),
    ],
)
def test_axes_say_their_units(column, label):
    import pandas

    frame = pandas.DataFrame({column: [1.0, 2.0, 3.0], "other_ms": [1, 1, 2]})
    (axes,) = cc.plots.plot_series(frame, column, "other_ms").axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == (label, "other (ms)")
    (axes,) = cc.plots.plot_cdf({"one": frame[column]}, column).axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == (label, "share of samples")


def test_text_is_escaped():
    import pandas

    html = show_table("<a>", lambda: {"<b>": "<script>&"})
    assert Cells(html).texts == ["<a>", "<b>", "<script>&"] and "<script>" not in html
    html = show_frame("<a>", pandas.DataFrame({"<b>": ["<script>&"]}))
    assert "<script>" not in html and {"<a>", "<b>", "<script>&"} <= set(Cells(html).texts)


def test_a_row_for_each_pair_of_servers():
    pairs = [(0, 5), (5, 0), (0, 5), (7, 8)]
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        arrivals = sim.record([s.node.find("ns3::camcube::MultiHopRouting") for s in cube.servers],
                              "Delivered")
        flows = sim.routed(pairs, rate="100Mbps", duration="3ms")
        cube.fail_links([cube.servers[7].port("+x").channel], at="1ms")
        sim.run(until="4ms")
        numbers = [server.coordinate for server in cube.servers]
    frame = flows.to_frame()
    assert sorted(zip(frame["source"], frame["destination"])) == [(0, 5), (5, 0), (7, 8)]
    told = arrivals.to_frame()
    for row in frame.itertuples():
        mine = told
        for end in ("source", "destination"):
            for axis, value in zip("xyz", numbers[getattr(row, end)]):
                mine = mine[mine[f"{end}_{axis}"] == value]
        assert row.delivered_packets == len(mine) > 0
        assert row.mean_hops == pytest.approx(mine["hops"].mean())
        assert row.lost_packets == row.offered_packets - row.delivered_packets
        assert 0 < row.mean_latency_us <= row.max_latency_us
    summary = flows.summary()
    for column in ("offered_packets", "delivered_packets", "lost_packets"):
        assert frame[column].sum() == summary[column]
    weights = frame["delivered_packets"] / frame["delivered_packets"].sum()
    mean = (frame["mean_latency_us"] * weights).sum()
    assert mean == pytest.approx(summary["latency_us"]["mean"])


def test_the_notebook(tmp_path):
    need("nbconvert", "python3-nbconvert")
    need("ipykernel", "python3-ipykernel")
    stored = json.loads(NOTEBOOK.read_text())
    code = [cell for cell in stored["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code), (
        "outputs are not stored; clear them"
    )
    run = subprocess.run(
        [
            sys.executable,
            *("-B", "-m", "nbconvert", "--to", "notebook", "--execute", NOTEBOOK),
            f"--output-dir={tmp_path}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path)},
    )
    assert run.returncode == 0, run.stderr
    executed = json.loads((tmp_path / NOTEBOOK.name).read_text())
    outputs = [out for cell in executed["cells"] for out in cell.get("outputs", [])]
    assert not [out for out in outputs if out["output_type"] == "error"]
    printed = "".join("".join(out["text"]) for out in outputs if out.get("name") == "stdout")
    assert printed == (TOP / "examples" / "first-steps.expected").read_text()
    kinds = [kind for out in outputs for kind in out.get("data", ())]
    assert kinds.count("image/png") == 2 and kinds.count("text/html") == 5
