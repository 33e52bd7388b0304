# SPDX-License-Identifier: GPL-2.0-only
"""Hosts of a cube that is live, for tests: whether there can be any here, pings, and commands."""

import collections
import contextlib
import ctypes
import os
import pathlib
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
CLONE_NEWNET = 0x40000000
PATIENCE_S = 60
PING_BYTES = 56  # behind the header
START_S = 120
LIBC = ctypes.CDLL(None, use_errno=True)

sys.path.insert(0, str(SOURCES))
from live.cube import PREFIX, Cube, ipv4, ipv6  # noqa: E402
from live.hosts import DEVICE  # noqa: E402
from live.state import CONTROL, FOLDER  # noqa: E402

faults = []


def check(holds, what, details=""):
    """Notes a fault of the test, which goes on."""
    if not holds:
        faults.append(f"{what} {details}".strip())
        print(f"FAULT: {faults[-1]}", flush=True)


def measured(text):
    print(f"measured: live: {text}", flush=True)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def require(*tools):
    """Ends the test with the reason if this machine has no hosts to give."""
    if os.geteuid() != 0:
        skip("network namespaces are for root to make")
    if not os.path.exists("/dev/net/tun"):
        skip("there is no /dev/net/tun")
    for tool in ("ip", *tools):
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    if FOLDER.exists() or host_names():
        skip("a cube is live here, or has left something: ./camcube live clean")
    name = f"try-{os.getpid()}"
    for command in (f"ip netns add {name}", f"ip -n {name} tuntap add dev {DEVICE} mode tun"):
        done = subprocess.run(command.split(), stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL, check=False)
            skip(f"{command}: {done.stderr.strip()}")
    subprocess.run(["ip", "netns", "del", name], check=True)


def host_names():
    """The namespaces of hosts that are there."""
    folder = pathlib.Path("/run/netns")
    return [path.name for path in folder.glob(f"{PREFIX}*")] if folder.exists() else []


@contextlib.contextmanager
def inside(server):
    """Has this thread be in a host's network namespace; sockets made there stay there."""
    with open("/proc/thread-self/ns/net", encoding="ascii") as home:
        with open(f"/run/netns/{PREFIX}{server}", encoding="ascii") as there:
            if LIBC.setns(there.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
        try:
            yield
        finally:
            LIBC.setns(home.fileno(), CLONE_NEWNET)


def on(server, *command, **options):
    """A command on a host."""
    return subprocess.run(["ip", "netns", "exec", f"{PREFIX}{server}", *command], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options)


@contextlib.contextmanager
def running_on(server, *command, **options):
    """A command on a host that goes on meanwhile."""
    process = subprocess.Popen(["ip", "netns", "exec", f"{PREFIX}{server}", *command],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for_port(server, port):
    """Waits until somebody listens on a host."""
    end = time.monotonic() + START_S
    while not on(server, "ss", "--no-header", "--listening", "--tcp", "--numeric",
                 f"sport = :{port}").stdout.strip():
        if time.monotonic() > end:
            sys.exit(f"nobody listens at port {port} of host {server}")
        time.sleep(0.05)


class Live:
    """A cube that is live, by the very program that ./camcube live starts."""

    def __init__(self, program, *options):
        self._programs = os.path.dirname(program)
        self.process = subprocess.Popen(self.command(*options), cwd=SOURCES, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        start_new_session=True)
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if "Ctrl-C ends it" in line:
                return
        sys.exit(f"live {' '.join(options)} did not start: {''.join(self.said)}")

    def command(self, *arguments):
        return command(self._programs, *arguments)

    def end(self, number=signal.SIGINT):
        """Ends it as Ctrl-C does. Returns its status and what else it said."""
        if number == signal.SIGINT:
            os.killpg(self.process.pid, number)
        else:
            os.kill(self.process.pid, number)
        said, _ = self.process.communicate(timeout=START_S)
        return self.process.returncode, said


def command(programs, *arguments):
    """What ./camcube live calls, once it has built the programs."""
    return [sys.executable, "-B", "-m", "live", os.getcwd(), programs, *arguments]


def control(line):
    """What the cube answers to a command."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.connect(str(CONTROL))
        client.sendall(line.encode() + b"\n")
        return b"".join(iter(lambda: client.recv(65536), b"")).decode()


class Pinger:
    """Sockets on all hosts of a cube, which ping each other, all of them in one thread."""

    def __init__(self, servers, is_ipv6=False):
        self.servers, self._v6 = servers, is_ipv6
        self._sockets = []
        for server in range(servers):
            with inside(server):
                self._sockets.append(socket.socket(
                    socket.AF_INET6 if is_ipv6 else socket.AF_INET, socket.SOCK_RAW,
                    socket.IPPROTO_ICMPV6 if is_ipv6 else socket.IPPROTO_ICMP))
            self._sockets[-1].setblocking(False)
        self._by_socket = {sock: server for server, sock in enumerate(self._sockets)}
        self._answer = 129 if is_ipv6 else 0
        self._id = os.getpid() & 0xffff

    def close(self):
        for sock in self._sockets:
            sock.close()

    def _send(self, source, target, number):
        header = struct.pack("!BBHHH", 128 if self._v6 else 8, 0, 0, self._id, number)
        data = bytes([source % 256]) * PING_BYTES
        if not self._v6:  # of which the kernel computes the checksum itself
            words = struct.unpack(f"!{(len(header) + len(data)) // 2}H", header + data)
            total = sum(words)
            total = (total >> 16) + (total & 0xffff)
            total += total >> 16
            header = struct.pack("!BBHHH", 8, 0, ~total & 0xffff, self._id, number)
        address = ipv6(target) if self._v6 else ipv4(target)
        self._sockets[source].sendto(header + data, (address, 0))

    def _received(self, sock):
        """Yields the numbers of the answers that a socket has."""
        with contextlib.suppress(BlockingIOError):
            while True:
                packet = sock.recv(65536)
                icmp = packet if self._v6 else packet[(packet[0] & 15) * 4:]
                if icmp[0] == self._answer and struct.unpack("!H", icmp[4:6])[0] == self._id:
                    yield struct.unpack("!H", icmp[6:8])[0]

    def ping(self, pairs, tries=5, patience_s=2.0, at_once=54):
        """Has pairs ping until each has an answer. Returns the shortest times in seconds, by pair."""
        times, left = {}, collections.deque((pair, tries) for pair in pairs)
        under_way, number = {}, 0
        while left or under_way:
            while left and len(under_way) < at_once:
                pair, chances = left.popleft()
                number = (number + 1) % 65536
                under_way[number] = (pair, chances, time.monotonic())
                self._send(*pair, number)
            for sock in select.select(self._sockets, [], [], 0.02)[0]:
                for answered in self._received(sock):
                    now = time.monotonic()
                    entry = under_way.get(answered)
                    if entry and entry[0][0] == self._by_socket[sock]:
                        del under_way[answered]
                        times[entry[0]] = now - entry[2]
            for late in [key for key, entry in under_way.items()
                         if time.monotonic() > entry[2] + patience_s]:
                pair, chances, _ = under_way.pop(late)
                if chances > 1:
                    left.append((pair, chances - 1))
        return times
