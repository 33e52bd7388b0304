#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Has hosts load a cube that is live, and looks that its memory stays as it is, and that it says so
when it is behind the clock.

usage: live-soak-test.py PROGRAM [SECONDS]

PROGRAM is camcube-live; it is loaded for 60 s if nothing else is said. Needs root, network
namespaces and TUN devices; without them, the test is skipped with the reason. How much passes, and
how late it is, is printed and held to nothing: machines are shared.
"""

import contextlib
import json
import os
import pathlib
import signal
import sys
import tempfile
import time

import live_hosts
import live_services
from live_hosts import FOLDER, Live, check, ipv4, measured, running_on

PROGRAM = os.path.abspath(sys.argv[1])
SECONDS = int(sys.argv[2]) if len(sys.argv) > 2 else 60
STREAMS = ((0, 13), (26, 5))  # from host to host
STANDSTILL_S = 1
GROWTH = 1.05
PAGES_MIB = 4  # of huge pages that are begun now or then
LEAST_PACKETS_A_SECOND = 100  # under which nothing was tried


def memory_mib(pid):
    """What a process has of the memory."""
    fields = pathlib.Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def observe(pid, end):
    """What a process has of the memory, once a second until then, while names are put and got."""
    samples = []
    while time.monotonic() < end:
        live_services.check_naming(3, "put color deep blue", "ok")
        live_services.check_naming(20, "get color", "ok deep blue")
        samples.append(memory_mib(pid))
        time.sleep(1)
    return samples


def stand_still(pid):
    """Keeps a process from running for a while."""
    os.kill(pid, signal.SIGSTOP)
    time.sleep(STANDSTILL_S)
    os.kill(pid, signal.SIGCONT)


def load(pid):
    """Loads the cube by streams of TCP. Returns what memory it had in each second."""
    with contextlib.ExitStack() as ends:
        for client, server in STREAMS:
            ends.enter_context(running_on(server, "iperf3", "--server"))
            live_hosts.wait_for_port(server, 5201)
            ends.enter_context(running_on(client, "iperf3", "--client", ipv4(server), "--time",
                                          str(2 * SECONDS)))
        end = time.monotonic() + SECONDS
        samples = observe(pid, end - SECONDS / 2)
        stand_still(pid)
        return samples + observe(pid, end)


def main():
    live_hosts.require("iperf3")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "result.json")
        live = Live(PROGRAM, f"--json={path}")
        pid = int((FOLDER / "processes").read_text(encoding="ascii").split()[0])
        samples = load(pid)
        status, said = live.end()
        check(status == 0, "it ended with", f"{status}: {said}")
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
    third = len(samples) // 3
    before, after = max(samples[third:2 * third]), max(samples[-third:])
    check(after <= before * GROWTH + PAGES_MIB,
          f"memory grows: {before:.1f} MiB in the second third of {SECONDS} s, and {after:.1f} MiB "
          "in the last")
    check(results["packets_to_hosts"] > LEAST_PACKETS_A_SECOND * SECONDS, "there was no load:",
          str(results["packets_to_hosts"]))
    check("behind the wall clock by" in said, f"it stood still for {STANDSTILL_S} s and did not say "
                                              "that it is behind the clock:", said)
    check(results["behind_us"]["max"] >= 0.9e6 * STANDSTILL_S, "its results hide that:",
          str(results["behind_us"]))
    measured(f"{SECONDS} s under load: {before:.1f} MiB, then {after:.1f} MiB; "
             f"{results['packets_to_hosts'] / SECONDS:.0f} packets a second; behind the clock by "
             f"{results['behind_us']['p50'] / 1e3:.2f} ms in the middle")
    return 1 if live_hosts.faults else 0


if __name__ == "__main__":
    sys.exit(main())
