#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Has unmodified programs talk across cubes that are live, and looks that nothing is left of them.

usage: live-test.py PROGRAM

PROGRAM is camcube-live. Needs root, network namespaces and TUN devices; without them, the test is
skipped with the reason. No throughput and no mean is held to anything: machines are shared.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

import live_hosts
import live_services
import live_traffic
from live_hosts import PATIENCE_S, Live, Pinger, check, control, ipv4, measured, on, running_on

PROGRAM = os.path.abspath(sys.argv[1])
PROGRAMS = os.path.dirname(PROGRAM)
SIDES = 3
SERVERS = SIDES ** 3
CUBE = live_hosts.Cube(str(SIDES))
ALL_PAIRS = [(a, (a + step) % SERVERS) for step in range(1, SERVERS) for a in range(SERVERS)]
# A server of files that takes some seconds for each.
SLOW_SERVER = """
import http.server, time
class Slowly(http.server.SimpleHTTPRequestHandler):
    def copyfile(self, source, target):
        while part := source.read(50_000):
            target.write(part)
            time.sleep(0.02)
http.server.HTTPServer(("", 8001), Slowly).serve_forever()
"""
NOT_AS_ROOT = """
import os
from live import __main__ as door, failure
os.seteuid(65534)
try:
    door.main(".", ".")
except failure.Unusable as error:
    print(error)
"""


def hops(a, b):
    """The distance of two servers."""
    def steps(x, y):
        return min((x - y) % SIDES, (y - x) % SIDES)
    return sum(steps(a // SIDES ** axis % SIDES, b // SIDES ** axis % SIDES) for axis in range(3))


def run(*arguments):
    """./camcube live with arguments, to its end."""
    return subprocess.run(live_hosts.command(PROGRAMS, *arguments), cwd=live_hosts.SOURCES, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          timeout=PATIENCE_S)


def check_refused(words, *arguments):
    done = run(*arguments)
    check(done.returncode == 1 and len(done.stderr.splitlines()) == 1 and words in done.stderr,
          f"live {' '.join(arguments)} must be refused with \"{words}\" in one sentence:",
          f"{done.returncode}, {done.stderr}{done.stdout}")


def check_nothing_left(after):
    processes = [path.name for path in pathlib.Path("/proc").glob("[0-9]*")
                 if path.joinpath("exe").is_symlink() and _program_of(path) == PROGRAM]
    left = live_hosts.host_names() + processes + [live_hosts.FOLDER] * live_hosts.FOLDER.exists()
    check(not left, f"after {after} something is left:", str(left))


def _program_of(path):
    try:
        return os.readlink(path / "exe")
    except OSError:
        return ""


def try_refusals():
    done = subprocess.run([sys.executable, "-B", "-c", NOT_AS_ROOT], cwd=live_hosts.SOURCES, text=True,
                          stdout=subprocess.PIPE, check=False)
    check("type: sudo ./camcube live" in done.stdout, "another user than root:", done.stdout)
    check_refused("keeps up with", "--sides=20x20x20")
    check_refused("give three sides", "--sides=3x3")
    check_refused("is no command", "stop")
    check_refused("leave it out", "--control=/tmp/x")
    check_refused("no cube is live", "status")
    check_refused("is no option", "--no-such-option=1")
    check_nothing_left("refusals")
    subprocess.run(["ip", "netns", "add", "cc-0"], check=True)
    check_refused("that ./camcube live has not made", "--sides=1x1x2")
    done = subprocess.run([PROGRAM, "--sides=1x1x1", "--namespaces=cc-"], text=True, check=False,
                          stderr=subprocess.PIPE, timeout=PATIENCE_S)
    check(done.returncode == 1 and "there is no device" in done.stderr
          and len(done.stderr.splitlines()) == 1, "an interface that is gone:", done.stderr)
    subprocess.run(["ip", "netns", "del", "cc-0"], check=True)


def rehearse(*options):
    """The least round trips in the simulated cube, in seconds, by distance."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "result.json")
        subprocess.run([PROGRAM, "--quiet", f"--json={path}", *options], check=True)
        with open(path, encoding="utf-8") as file:
            results = json.load(file)["results"]
    return {entry["hops"]: entry["round_trip_us"]["min"] * 1e-6 for entry in results["distances"]}


def ping_all(least, is_ipv6=False):
    pinger = Pinger(SERVERS, is_ipv6)
    begin = time.monotonic()
    times = pinger.ping(ALL_PAIRS)
    pinger.close()
    version = 6 if is_ipv6 else 4
    check(len(times) == len(ALL_PAIRS), f"IPv{version}: pairs without an answer:",
          str([pair for pair in ALL_PAIRS if pair not in times][:9]))
    sooner = [(pair, seconds) for pair, seconds in times.items() if seconds < least[hops(*pair)]]
    check(not sooner, "round trips that are shorter than the cube's:", str(sooner[:9]))
    measured(f"{len(times)} pairs have answered an IPv{version} ping in "
             f"{time.monotonic() - begin:.1f} s, the soonest after {1e3 * min(times.values()):.2f} ms, "
             f"where the cube takes {1e3 * min(least.values()):.2f} ms")


def cut(ended):
    """Cuts links round both ends of a download and a server, never all paths at once."""
    for place in ("0,0,0,+x", "0,0,0,-x", "0,0,0,-y", "2,2,2,+y", "2,2,2,+z", "1,1,1"):
        check(control(f"fail {place}").startswith("ok"), f"fail {place}")
        time.sleep(0.2)
    ended.append(time.monotonic())
    status = json.loads(control("status").split("\n", 1)[1])
    check(len(status["failed_links"]) == 5 and status["failed_servers"] == ["1,1,1"],
          "what has failed:", str(status))


def transfer_while_links_fail():
    server = SERVERS - 1
    with tempfile.TemporaryDirectory() as folder:
        digest = live_traffic.make_file(folder)
        with running_on(server, sys.executable, "-c", SLOW_SERVER, cwd=folder):
            live_hosts.wait_for_port(server, 8001)
            ended = []
            cutting = threading.Timer(0.2, cut, (ended,))
            cutting.start()
            got, seconds = live_traffic.download(0, f"http://{ipv4(server)}:8001/file")
            check(ended, "the download was over before the cuts were")
            cutting.join()
            check(got == digest, "10 MB while links are cut are not what they were")
            measured(f"curl of 10 MB while five links and a server fail: {seconds:.1f} s")


def check_failed_server():
    pinger = Pinger(SERVERS)
    check(not pinger.ping([(0, 13)], tries=1), "a failed server answers a ping")
    check(control("repair").startswith("ok"), "repair")
    check(pinger.ping([(0, 13)]), "a repaired server answers no ping")
    pinger.close()


def find_root_of_failed():
    """Questions for a key go to another server while the one that keeps it has failed."""
    root = live_services.find_root("color", range(SERVERS))
    hosts = [host for host in range(SERVERS) if CUBE.coordinate(host) != root][:3]
    check(control(f"fail {root}").startswith("ok"), f"fail {root}")
    heir = live_services.find_root("color", hosts)
    check(heir != root, f"the failed server {root} keeps a key")
    check(control("repair").startswith("ok"), "repair")
    check(live_services.find_root("color", hosts) == root, "a repaired server keeps its key again")


def lose_devices():
    """Devices that go down and go, while others go on."""
    subprocess.run(["ip", "-n", "cc-4", "link", "set", "cube", "down"], check=True)
    subprocess.run(["ip", "-n", "cc-5", "link", "del", "cube"], check=True)
    pinger = Pinger(SERVERS)
    check(not pinger.ping([(0, 4), (0, 5)], tries=1), "hosts without a device answer pings")
    check(pinger.ping([(0, 6)]), "a host with a device answers no ping")
    pinger.close()
    status = json.loads(control("status").split("\n", 1)[1])
    check(status["devices_gone_down"] == 2 and status["write_errors"] >= 2, "two devices are lost:",
          str(status))
    measured(f"behind the wall clock by {status['late_ms']:.2f} ms, {status['packets_to_hosts']} packets")


def main():
    live_hosts.require("curl", "iperf3", "memcached", "ping")
    try_refusals()
    slow = ["--processing=1ms"]
    least = rehearse(*slow)
    live = Live(PROGRAM, *slow)
    check(live_hosts.CONTROL.stat().st_mode & 0o777 == 0o600, "who may command")
    check_refused("a cube is live already", "--sides=2x2x2")
    check_refused("no place in a cube", "fail", "9,9,9")
    ping_all(least)
    ping_all(least, is_ipv6=True)
    status, said = live.end()
    check(status == 0 and "behind the clock" in said, "Ctrl-C:", f"{status}, {said}")
    check_nothing_left("Ctrl-C")

    live = Live(PROGRAM, "--sides=3")
    check(on(0, "ping", "-c", "1", "-W", "10", ipv4(26)).returncode == 0, "ping")
    live_traffic.transfer(0, SERVERS - 1)
    transfer_while_links_fail()
    check_failed_server()
    live_traffic.ping_ipv6(0, SERVERS - 1)
    live_traffic.load(0, 13)
    live_traffic.cache(14, 0, 26)
    live_services.try_naming()
    live_services.try_groups(CUBE)
    find_root_of_failed()
    lose_devices()
    live.end(signal.SIGTERM)
    check_nothing_left("SIGTERM")

    for remedy in ("a new start", "clean"):
        Live(PROGRAM, "--sides=2x2x1").end(signal.SIGKILL)
        check(len(live_hosts.host_names()) == 4, "what is to be cleaned is not there")
        if remedy == "clean":
            done = run("clean")
            check(done.returncode == 0, "clean:", done.stderr)
        else:
            done = run("--sides=1x1x2", "--duration=1s")
            check(done.returncode == 0, "a start after a crash:", done.stderr)
        check_nothing_left(f"kill -9 and {remedy}")
    return 1 if live_hosts.faults else 0


if __name__ == "__main__":
    sys.exit(main())
