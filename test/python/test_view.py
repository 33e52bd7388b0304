# SPDX-License-Identifier: GPL-2.0-only
"""The page that shows a torus, against a meter; test/program/view-test.py looks at pages."""

import base64
import json
import os
import re
from pathlib import Path

import pytest
from conftest import run_script

import camcube as cc

THREE = Path("/usr/share/javascript/three/build/three.min.js")
pytestmark = pytest.mark.skipif(
    not THREE.exists(), reason="libjs-three is not installed; ./camcube setup installs it"
)


def document_of(file):
    text = Path(file).read_text(encoding="utf-8")
    return json.loads(
        re.search(r'<script type="application/json" id="document">(.*?)</script>', text)[1]
    )


def totals(recording, links):
    """Bytes that each link has sent in all."""
    sums = [0] * links
    width = recording["load_index_width"]
    for text in recording["load_indices"]:
        raw = base64.b64decode(text)
        for link, at in enumerate(range(0, len(raw), width)):
            sums[link] += recording["load_bytes"][int.from_bytes(raw[at : at + width], "little")]
    return sums


def test_a_page_says_what_a_meter_says(tmp_path):
    with cc.Simulation() as sim:
        cube = sim.torus(4, 3, 3)
        cube.fail_links(cube.cables[5:7], at="1ms")
        cube.fail_servers([20], at="2ms")
        sim.routed(cc.patterns.permutation(), rate="200Mbps", duration="3ms")
        meter = sim.meter(cube)
        view = cube.view(tmp_path / "cube.html")
        before = document_of(view.file)
        assert before["sides"] == [4, 3, 3] and before["recordings"][0]["times_us"] == [0]
        sim.run(until="1500us")
        sim.run(until="3ms")
        sent = meter.to_frame()["bytes"]
    document = document_of(tmp_path / "cube.html")
    recording = document["recordings"][0]
    assert recording["times_us"][-1] == 3000 and 50 < len(recording["times_us"]) <= 101
    assert recording["load_error_bytes"] == 0
    assert totals(recording, 216) == list(sent) and sent.sum() > 100_000
    assert [each for each in recording["failed_servers"] if each is not None][-1] == [20]
    packed = base64.b64decode([text for text in recording["cable_states"] if text][-1])
    states = [packed[cable // 4] >> 2 * (cable % 4) & 3 for cable in range(108)]
    assert states.count(3) == 8 and states[5:7] == [3, 3]
    assert view.document == document
    assert "cube.html" in repr(view)


def scenario(tmp_path, with_view, end):
    with cc.Simulation(seed=3) as sim:
        cube = sim.torus(4, 4, 4)
        cube.fail_links(0.1, at="500us")
        flows = sim.routed(cc.patterns.permutation(), rate="300Mbps", duration="2ms")
        if with_view:
            cube.view(tmp_path / "view.html")
            cube.view(tmp_path / "other.html", until="1ms")
        sim.run(until=end)
        return flows.summary(), sim.now.us


@pytest.mark.parametrize("end", [None, "3ms", "1ms"])
def test_a_view_changes_nothing(tmp_path, end):
    assert scenario(tmp_path, True, end) == scenario(tmp_path, False, end)
    for name, last in (("view", 1), ("other", 50)):
        times = document_of(tmp_path / f"{name}.html")["recordings"][0]["times_us"]
        assert times[0] == 0 and len(times) > (last if end is None else 50)


def test_trees_and_paths(tmp_path):
    class Member(cc.Service):
        id = 4242

    with cc.Simulation() as sim:
        cube = sim.torus(4, 3, 3)
        cube.install_groups()
        members = cube.install(Member)
        group = ((1, 1, 1), 7)
        for number in (0, 5, 30):
            sim.at(
                f"{number + 1}us",
                lambda member=members[number]: member.groups.join(group, lambda *_: None),
            )
        view = cube.view(str(tmp_path / "cube.html"))
        sim.run(until="5ms")
        view.add_path("by hand", [cube.servers[0], 3, 7])
        view.add_tree("small", {0: None, cube.servers[1]: 0, 2: 1})
        view.add_group(group)
        view.write()
        for what, error in (
            (lambda: view.add_path("x", [0, 2]), ValueError),
            (lambda: view.add_path("x", []), ValueError),
            (lambda: view.add_path("x", [0, 36]), IndexError),
            (lambda: view.add_path("x", ["0"]), TypeError),
            (lambda: view.add_tree("x", {0: 5}), ValueError),
            (lambda: view.add_group(5), TypeError),
            (lambda: view.add_group(((9, 9, 9), 1)), ValueError),
        ):
            with pytest.raises(error):
                what()
    path, tree, of_group = document_of(view.file)["routes"]
    assert path == {"kind": "path", "name": "by hand", "time_us": 5000, "servers": [0, 3, 7],
                    "ports": "12-"}
    assert (tree["kind"], tree["servers"], tree["ports"]) == ("tree", [0, 1, 2], "-11")
    assert of_group["name"] == "group 7" and {0, 5, 30} <= set(of_group["servers"])
    assert of_group["ports"].count("-") == 1


def test_without_groups_there_is_no_tree(tmp_path):
    with cc.Simulation() as sim:
        view = sim.torus(3, 3, 3).view(tmp_path / "cube.html")
        with pytest.raises(RuntimeError, match="install_groups"):
            view.add_group(((0, 0, 0), 1))
    with pytest.raises(RuntimeError, match="ended"):
        view.add_group(((0, 0, 0), 1))


def test_what_cannot_be_written_is_said_at_once(tmp_path):
    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        for file, error in (
            ("/no/such/folder/cube.html", FileNotFoundError),
            (tmp_path, IsADirectoryError),
            ("/dev/full", OSError),
        ):
            with pytest.raises(error, match=re.escape(str(file))):
                cube.view(file)
        with pytest.raises(TypeError):
            cube.view(5)
        with pytest.raises(ValueError, match="is past"):
            cube.view(tmp_path / "cube.html", until="0us")
        os.environ["CAMCUBE_THREE"] = str(tmp_path)
        try:
            with pytest.raises(RuntimeError, match="libjs-three"):
                cube.view(tmp_path / "cube.html")
        finally:
            del os.environ["CAMCUBE_THREE"]
        assert list(tmp_path.iterdir()) == []
        sim.run(until="1ms")


def test_a_page_outlives_its_simulation(tmp_path):
    done = run_script(f"""
import camcube as cc
with cc.Simulation() as sim:
    cube = sim.torus(3, 3, 3)
    view = cube.view({str(tmp_path / "cube.html")!r})
    sim.run(until="1ms")
view.write()
print(view.document["recordings"][0]["times_us"][-1])
for use in lambda: cube.view("other.html"), lambda: view.add_path("late", [0, 1]):
    try:
        use()
    except RuntimeError as error:
        print(error)
""")
    assert done.returncode == 0, done.stderr
    ended = "this torus belongs to a simulation that has ended"
    assert done.stdout.splitlines() == ["1000.0", ended, ended]
