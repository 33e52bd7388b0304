#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs a cube of 27 processes on veth cables, and kills, cuts and floods in it.

usage: live-processes-test.py PROGRAM

PROGRAM is camcube-server. All pairs of servers must ping each other; when a process is killed that
a TCP stream and pings cross, its neighbors must notice and the pings and the stream go on; started
again, it must be used again; names must outlive that; what programs and clients of services do in
one process, they must do here; commands must fail and repair; and nothing may be left. Without
root, namespaces or TUN devices the test is skipped with the reason. Machines are shared: of three
kills, one must be noticed and got round as fast as it should be, and all within a second more.
"""

import json
import os
import pathlib
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

import live_hosts
import live_services
import live_traffic
from live_hosts import PATIENCE_S, Cube, Live, Pinger, control, inside, ipv4
from live_servers import Servers

from live import cables, hosts  # where live_hosts has found it

SIDES = "3x3x3"
SERVERS = 27
ALL_PAIRS = [(a, (a + step) % SERVERS) for step in range(1, SERVERS) for a in range(SERVERS)]
VICTIM = 13  # (1,1,1)
# Neighbors of the victim that are two hops apart, by the victim and by one other server.
CROSSING = [(12, 10), (16, 14), (22, 12)]
ROUNDS = 3
NOTICE_S = 0.050
REPAIR_S = 0.200
LENIENT_S = 1.0
NAMES = [f"name-{number}" for number in range(20)]
FLOOD_FRAMES = 50000

STREAM = """
import hashlib, socket, sys, time
end = socket.socket()
if sys.argv[1] == "receive":
    end.bind(("", 5001)); end.listen(); print("listening", flush=True)
    peer, _ = end.accept(); seen = hashlib.sha256()
    while data := peer.recv(1 << 16): seen.update(data)
    print(seen.hexdigest())
else:
    end.settimeout(30); end.connect((sys.argv[2], 5001)); sent = hashlib.sha256()
    for i in range(150):
        chunk = i.to_bytes(4, "big") * 8192
        end.sendall(chunk); sent.update(chunk); time.sleep(0.015)
    end.shutdown(socket.SHUT_WR); print(sent.hexdigest())
"""


def check(holds, sentence):
    if not holds:
        sys.exit(f"FAULT: {sentence}")


def measured(text):
    print(f"measured: live, one process a server: {text}", flush=True)


def neighbor(server, port):
    return cables.neighbor((3, 3, 3), server, port)


def ping(pinger, pairs, patience_s=PATIENCE_S):
    """Pings until all pairs have an answer. Returns how long that took."""
    begin = time.monotonic()
    left = list(pairs)
    while left:
        answered = pinger.ping(left, tries=1, patience_s=0.5)
        left = [pair for pair in left if pair not in answered]
        check(time.monotonic() < begin + patience_s, f"{len(left)} of {len(pairs)} pairs have no "
                                                     f"ping after {patience_s} s: {left[:10]}")
    return time.monotonic() - begin


def start_on(server, *command):
    return subprocess.Popen(["ip", "netns", "exec", f"{live_hosts.PREFIX}{server}", *command],
                            stdout=subprocess.PIPE, text=True)


def end_pings(process):
    """Ends a ping. Returns number and time of each reply, by the clock of the machine."""
    process.send_signal(signal.SIGINT)
    found = re.findall(r"^\[([\d.]+)\] .* bytes from .* icmp_seq=(\d+)", process.communicate()[0],
                       re.MULTILINE)
    return [(int(number), float(stamp)) for stamp, number in found]


def repair(replies, kill):
    """When the first reply came behind the last ping that was lost in the second after a kill."""
    return max((after for (number, before), (following, after) in zip(replies, replies[1:])
                if following > number + 1 and after > kill and before < kill + 1), default=kill)


def kill_once(servers):
    """Kills the victim while pings and a stream cross it. Returns when, and the replies."""
    pings = [start_on(a, "ping", "-D", "-i0.02", "-w60", ipv4(b)) for a, b in CROSSING]
    source, sink = CROSSING[0]
    receiver = start_on(sink, sys.executable, "-c", STREAM, "receive")
    receiver.stdout.readline()
    sender = start_on(source, sys.executable, "-c", STREAM, "send", ipv4(sink))
    time.sleep(1)
    kill = time.time()
    servers.kill(VICTIM)
    sent = sender.communicate(timeout=PATIENCE_S)[0]
    received = receiver.communicate(timeout=PATIENCE_S)[0]
    check(sent and sent == received, f"the stream came as {received!r}, not {sent!r}")
    return kill, [end_pings(process) for process in pings]


def flood(cube, server, port):
    """Sends random frames, and frames that begin as true ones do, from a server's end of a cable."""
    draw = random.Random(5)
    place = bytes(map(int, cube.coordinate(neighbor(server, port)).split(",")))
    front = bytes([2, 0xcc, cables.PORTS.index(cables.opposite(port))]) + place + bytes(6)
    with inside(server):
        end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        end.bind((cables.INTERFACE + port, 0))
    with end:
        for i in range(FLOOD_FRAMES):
            body = bytearray(draw.randbytes(draw.randrange(46, 300)))
            if i % 4:
                body[:2] = struct.pack(">H", draw.choice((0, 1, 2, 3, 10)))
            if i % 4 == 2:
                body[2:14] = bytes(draw.randrange(4) for _ in range(12))
            try:
                end.send(front + b"\x88\xb5" + body)
            except OSError:
                time.sleep(0.001)  # its queue is full


def judge_kills(servers, kills):
    """Holds what was measured to what it should be."""
    good = 0
    for kill, replies in kills:
        noticed = max(next((at - kill for at, port, alive in servers.changes(neighbor(VICTIM, back))
                            if at > kill and port == cables.opposite(back) and not alive), 99)
                      for back in cables.PORTS)
        again = max(repair(pings, kill) - kill for pings in replies)
        measured(f"a kill was noticed in {1e3 * noticed:.0f} ms, and pings came again "
                 f"{1e3 * again:.0f} ms after it")
        check(noticed < LENIENT_S, f"the kill was noticed in {noticed} s")
        check(again < noticed + LENIENT_S, f"pings came again in {again} s")
        good += noticed <= NOTICE_S and again <= noticed + REPAIR_S
    check(good > 0, f"no kill was noticed in {NOTICE_S} s, and got round in {REPAIR_S} s more")


def try_cube(program, logs):
    with Servers(program, SIDES, logs, "--echo=1s") as servers:
        pinger = Pinger(SERVERS)
        measured(f"all {len(ALL_PAIRS)} pairs had pinged after {ping(pinger, ALL_PAIRS):.1f} s")
        for name in NAMES:
            live_services.check_naming(VICTIM, f"put {name} of {name}", "ok")
        # Their tree has its root on the server that is killed.
        name = live_services.name_at(servers.cube.coordinate(VICTIM), 0)
        group = live_services.Group(servers.cube, name, (0, 5, 26))
        kills = []
        for i in range(ROUNDS):
            kills.append(kill_once(servers))
            if i == 0:
                flood(servers.cube, VICTIM, "+x")
            servers.launch(VICTIM)
            took = ping(pinger, [(server, VICTIM) for server in range(SERVERS) if server != VICTIM])
            measured(f"a process that was started again had pings after {took:.1f} s")
            group.check_message(i, f"after kill {i + 1}")
        group.join(VICTIM)
        for sender in range(4):
            group.check_message(sender, f"of {sender}")
        for name in NAMES:
            live_services.check_naming(VICTIM, f"get {name}", f"ok of {name}")
        cross(servers.cube)
        cut = time.time()
        for state in ("down", "up"):
            servers.switch(0, "+x", state)
            time.sleep(1.5)  # Linux tells either end of a carrier up to a second late
            ping(pinger, [(0, 1), (1, 0), (0, 2), (0, 26)], 5)
        mended = time.time()
        ping(pinger, ALL_PAIRS)
        pinger.close()
        servers.check_running()
    judge_kills(servers, kills)
    seen = [alive for at, port, alive in servers.changes(1) if cut < at < mended and port == "-x"]
    check(seen[:1] == [False] and seen[-1], f"server 1 saw a cable cut and mended: alive {seen}")
    last = servers.results(VICTIM)[-1]
    check(last["packets_forwarded"] > last["packets_sent"],
          f"the server that came back forwards nothing: {last}")
    flooded = servers.results(neighbor(VICTIM, "+x"))[0]
    port = next(port for port in flooded["ports"] if port["port"] == "-x")
    check(port["received"] + port["malformed"] + port["overrun"] >= FLOOD_FRAMES / 2,
          f"few frames of the flood came to {port}")
    measured(f"behind the clock by {flooded['behind_us']['max'] / 1e3:.1f} ms at worst")


def cross(cube):
    """What unmodified programs and the clients of services do in either mode."""
    live_traffic.ping_ipv6(0, SERVERS - 1)
    live_traffic.transfer(0, SERVERS - 1)
    live_traffic.load(0, VICTIM)
    live_traffic.cache(14, 0, SERVERS - 1)
    live_services.try_naming()
    live_services.try_groups(cube)
    live_services.find_root("color", range(SERVERS))


def runs(pid):
    """Whether there is a process, which nobody has to bury only."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def check_nothing_left(pids=()):
    left = [pid for pid in pids if runs(pid)]
    check(not left, f"processes are left: {left}")
    check(not live_hosts.host_names(), "namespaces are left")
    devices = subprocess.check_output(["ip", "-oneline", "link"], text=True)
    check(f" {cables.INTERFACE}+x" not in devices, f"cables are left: {devices}")


def told():
    """What the cube says of itself."""
    return json.loads(control("status").split("\n", 1)[1])


def command():
    """Fails and repairs a cable and a server by the control socket."""
    pinger = Pinger(4)
    for line in ("fail 9,9,9", "fail 0,0,0,+z", "stop", "fail"):
        check(control(line).startswith("error\n"), f"\"{line}\" is taken")
    live_services.check_naming(1, "put color deep blue", "ok")
    for place in ("0,0,0,-x", "1,1,0"):
        check(control(f"fail {place}") == "ok\n", f"fail {place}")
    status = told()
    check(status["failed_servers"] == ["1,1,0"] and status["failed_links"] == ["1,0,0,+x"]
          and status["running"] == 3, f"what has failed: {status}")
    ping(pinger, [(0, 1), (1, 2)])
    check(not pinger.ping([(0, 3)], tries=1), "a failed server answers a ping")
    check(control("repair") == "ok\n", "repair")
    ping(pinger, [(0, 3), (3, 1)])
    live_services.check_naming(3, "get color", "ok deep blue")
    status = told()
    check(not status["failed_servers"] + status["failed_links"], f"what was repaired: {status}")
    pinger.close()
    return hosts.processes(Cube("2x2x1").names())


def try_front_door(program):
    """./camcube live --processes, commanded and ended by Ctrl-C, and killed."""
    for number in (signal.SIGINT, signal.SIGKILL):
        live = Live(program, "--processes", "--sides=2x2x1")
        pids = hosts.processes(Cube("2x2x1").names())
        check(len(pids) == 4, f"there are processes {pids} and should be four")
        pinger = Pinger(4)
        ping(pinger, [(0, 3), (3, 0), (1, 2)])
        pinger.close()
        if number == signal.SIGINT:
            pids += command()
        status, said = live.end(number)
        check(status == (0 if number == signal.SIGINT else -number), f"it ended with {status}: {said}")
        if number == signal.SIGKILL:
            subprocess.run(live.command("clean"), cwd=live_hosts.SOURCES, check=True)
        check_nothing_left(pids)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    live_hosts.require("ping")
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as logs:
        try_cube(program, pathlib.Path(logs))
    check_nothing_left()
    try_front_door(program)
    measured(f"all of that took {time.monotonic() - begin:.0f} s")
    return 1 if live_hosts.faults else 0


if __name__ == "__main__":
    sys.exit(main())
