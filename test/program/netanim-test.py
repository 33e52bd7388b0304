#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds what --netanim writes to the geometry, to closed forms and to the results.

usage: netanim-test.py FOLDER_OF_PROGRAMS
"""

import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import program_results

RATE_BPS = 1e9
DELAY_NS = 100
PACKET_BYTES = 1500
# Ethernet's header, check sequence, preamble and gap.
LINE_BYTES = PACKET_BYTES + 14 + 4 + 8 + 12
MOST_FRAMES = 100000


def check(is_so, what):
    if not is_so:
        sys.exit(what)


def nanoseconds(text):
    seconds, fraction = text.split(".")
    check(len(fraction) == 9, f"{text} s has no nanoseconds")
    return int(seconds) * 10**9 + int(fraction)


class Animation:
    """A trace, by ids and nanoseconds."""

    def __init__(self, path):
        text = path.read_text(encoding="utf-8")
        root = xml.etree.ElementTree.fromstring(text)
        check(root.tag == "anim" and root.get("ver") == "netanim-3.108", f"{path} begins {text[:80]}")
        self.text = text
        self.nodes = {int(each.get("id")): each for each in root.iter("node")}
        self.links = {(int(each.get("fromId")), int(each.get("toId"))): each.get("ld")
                      for each in root.iter("link")}
        self.updates = [(nanoseconds(each.get("t")), int(each.get("fromId")), int(each.get("toId")),
                         each.get("ld")) for each in root.iter("linkupdate")]
        self.colors = [(nanoseconds(each.get("t")), int(each.get("id")), each.get("r"))
                       for each in root.iter("nu")]
        self.frames = [(int(each.get("fId")), int(each.get("tId")),
                        *(nanoseconds(each.get(key)) for key in ("fbTx", "lbTx", "fbRx", "lbRx")))
                       for each in root.iter("p")]


def run(programs, folder, name, *options):
    """Returns a run's animation and results, which are as without it."""
    program = programs / f"camcube-{name}"
    results = program_results.run(program, *options, f"--netanim={folder}/a.xml")
    plain = program_results.run(program, *options)
    check(results == plain, f"{name}: an animation changes results: {results} {plain}")
    return Animation(folder / "a.xml"), results


def check_geometry(animation, side):
    servers = side ** 3
    check(sorted(animation.nodes) == list(range(servers)), f"nodes are {sorted(animation.nodes)}")
    places = {(each.get("locX"), each.get("locY")) for each in animation.nodes.values()}
    check(len(places) == servers, f"{servers} servers have {len(places)} places")
    for number, node in animation.nodes.items():
        x, y, z = map(int, node.get("descr").split(","))
        check(number == x + side * (y + side * z), f"server {number} is called {x},{y},{z}")
    neighbors = set()
    for number in range(servers):
        at = [number // side ** axis % side for axis in range(3)]
        for axis in range(3):
            beside = [*at[:axis], (at[axis] + 1) % side, *at[axis + 1:]]
            neighbors.add((number, sum(beside[i] * side ** i for i in range(3))))
    check(set(animation.links) == neighbors, f"links are {sorted(animation.links)}")
    return neighbors


def check_frames(animation, neighbors):
    """Each frame takes as long as its bits and its cable say, and none overtakes another."""
    links = neighbors | {(to, start) for start, to in neighbors}
    last = {}
    for start, to, first_sent, last_sent, first_there, last_there in animation.frames:
        check((start, to) in links, f"a frame goes from {start} to {to}")
        check(first_there - first_sent == last_there - last_sent == DELAY_NS, "a cable's delay is wrong")
        check(last_sent - first_sent == LINE_BYTES * 8 * 10**9 // RATE_BPS, "a frame's time is wrong")
        check(last.get((start, to), 0) <= first_sent, f"two frames at once from {start} to {to}")
        last[start, to] = last_sent


def check_loads(animation, duration_ns):
    """The loads told of each direction, each over its interval, are in sum those of the frames."""
    carried = {}
    for start, to, *_ in animation.frames:
        carried[start, to] = carried.get((start, to), 0) + LINE_BYTES * 8
    samples = sorted({at for at, *_ in animation.updates})
    check(len(samples) > 3, f"loads are told at {samples} only")
    percents = {}
    told = {}
    before = 0
    for at in samples:
        for when, start, to, text in animation.updates:
            if when == at:
                percents[start, to], percents[to, start] = map(int, text.replace("%", "").split())
        for link, percent in percents.items():
            told[link] = told.get(link, 0) + percent / 100 * (at - before) / 1e9 * RATE_BPS
        before = at
    room = 0.005 * duration_ns / 1e9 * RATE_BPS + 2 * LINE_BYTES * 8  # texts are whole per cents
    for link, bits in carried.items():
        check(abs(bits - told[link]) <= room, f"{link} carried {bits} bits, and {told[link]} are told")
    check(set(carried) <= set(told), "a link that carries is not told")


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        animation, results = run(programs, folder, "throughput", "--k=3", "--duration=1ms",
                                 "--warmup=0s")
        neighbors = check_geometry(animation, 3)
        check(len(animation.frames) == results["packet_hops"],
              f"{len(animation.frames)} frames for {results['packet_hops']} hops")
        check_frames(animation, neighbors)
        check_loads(animation, 10**6)
        animation, _ = run(programs, folder, "routes", "--k=4", "--fail-links=0.2",
                           "--fail-servers=0.1")
        check_geometry(animation, 4)
        red = {server for _, server, color in animation.colors if color == "214"}
        check(len(red) == round(0.1 * 4**3), f"{red} are red")
        down = {(start, to) for _, start, to, text in animation.updates if text == "down"}
        check(all(link in down for link in animation.links if red & set(link)),
              "a cable of a failed server is not down")
        animation, results = run(programs, folder, "throughput", "--k=5", "--duration=10ms")
        left_out = results["packet_hops"] - MOST_FRAMES
        check(len(animation.frames) == MOST_FRAMES and f"<!-- {left_out} later frames" in animation.text,
              f"{len(animation.frames)} frames, and not a word of {left_out}")
        done = subprocess.run([programs / "camcube-energy", "--loads=0,0.1", "--netanim=x.xml"],
                              cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        check(done.returncode == 1 and "--netanim shows one run" in done.stderr, done.stderr)
        check(not (folder / "x.xml").exists(), "a refusal leaves a file")
    print("frames, loads, failures and the limit of --netanim are right")


if __name__ == "__main__":
    main()
