# SPDX-License-Identifier: GPL-2.0-only
"""What programs on hosts ask of their servers' services by UDP, the same in either mode: names,
groups and keys."""

import socket
import time

import live_hosts
from live_hosts import PATIENCE_S, check

ADDRESS = "10.255.255.254"
KEYS, GROUPS, NAMING = 1005, 1011, 1015  # UDP ports
QUIET_S = 0.5


class Program:
    """A program on a host that asks one service."""

    def __init__(self, host, port):
        with live_hosts.inside(host):
            self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect((ADDRESS, port))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def hear(self, patience_s=PATIENCE_S):
        """The next line; empty if none comes."""
        self._socket.settimeout(patience_s)
        try:
            return self._socket.recv(2000).decode()
        except (TimeoutError, BlockingIOError):
            return ""

    def ask(self, line, patience_s=PATIENCE_S):
        """The answer to a line."""
        self._socket.send(line.encode())
        return self.hear(patience_s)


def ask_naming(host, line):
    """What naming says to a line, asked again for a while if it has failed, or there is no answer."""
    end = time.monotonic() + PATIENCE_S
    with Program(host, NAMING) as program:
        while (said := program.ask(line, 5)) in ("failed", "") and time.monotonic() < end:
            pass
    return said


def check_naming(host, line, answer):
    said = ask_naming(host, line)
    check(said == answer, f"naming: host {host} said \"{line}\" and was told \"{said}\"")


def try_naming():
    """A name that one host puts, others get, until another deletes it."""
    check_naming(3, "put color deep blue", "ok")
    check_naming(20, "get color", "ok deep blue")
    check_naming(7, "delete color", "ok")
    check_naming(3, "get color", "absent")


class Group:
    """Programs that have joined a group, by their hosts; in a with statement."""

    def __init__(self, cube, name, hosts):
        self._cube, self._name, self._hosts = cube, name, []
        self._programs = []
        for host in hosts:
            self.join(host)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in self._programs:
            program.__exit__()

    def join(self, host):
        """Has one more program join, on a host that may have others."""
        program = Program(host, GROUPS)
        self._programs.append(program)
        self._hosts.append(host)
        check(program.ask(f"join {self._name}") == "ok", f"groups: host {host} could not join")

    def leave(self, member):
        """Has a member leave, by its number. Returns its program."""
        program = self._programs.pop(member)
        host = self._hosts.pop(member)
        check(program.ask(f"leave {self._name}") == "ok", f"groups: host {host} could not leave")
        return program

    def check_message(self, sender, text):
        """Has a member send, by its number; all must hear it."""
        said = self._programs[sender].ask(f"send {self._name} {text}")
        check(said == "ok", f"groups: \"{text}\" could not be sent: {said}")
        due = f"message {self._name} {self._cube.coordinate(self._hosts[sender])} {text}"
        for host, program in zip(self._hosts, self._programs):
            heard = program.hear()
            check(heard == due, f"groups: host {host} heard \"{heard}\" and not \"{due}\"")


def try_groups(cube):
    """A message to a group comes to all programs that have joined it, and to no others."""
    with Group(cube, "news", (2, 5, 14, 26, 26)) as group, Program(7, GROUPS) as stranger:
        check(stranger.ask("send news no").startswith("error "), "groups: a stranger could send")
        for sender in range(5):
            group.check_message(sender, f"of {sender}")
        with group.leave(0) as former:
            group.check_message(1, "the last")
            time.sleep(QUIET_S)
            for program in (former, stranger):
                check(not program.hear(0), "groups: who is no member heard a message")


def find_root(name, hosts):
    """The server that keeps the key of a name, of which all hosts must be told the same in the end."""
    end = time.monotonic() + PATIENCE_S
    while True:
        told = set()
        for host in hosts:
            with Program(host, KEYS) as program:
                told.add(program.ask(f"find {name}", 2))
        if (len(told) == 1 and "" not in told) or time.monotonic() > end:
            break
    check(len(told) == 1 and min(told).startswith("ok "), f"keys: hosts {hosts} are told {told}")
    return min(told).removeprefix("ok ")


def name_at(place, host):
    """A name whose key is kept by a server."""
    return next(name for name in map(str, range(10000)) if find_root(name, [host]) == place)
