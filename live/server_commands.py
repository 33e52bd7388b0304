# SPDX-License-Identifier: GPL-2.0-only
"""What a person can have done to a cube of one process a server, by the socket of camcube-live.

Lines and answers are those of camcube-live: see experiment/live/live-commands.h.
"""

import contextlib
import json
import os
import socket

from . import hosts
from .cables import INTERFACE, PORTS, neighbor, opposite
from .failure import Unusable
from .state import CONTROL

MAX_LINE = 1000
PATIENCE_S = 1  # with who connects and says nothing
BETWEEN_LOOKS_S = 0.2  # whether processes have ended


class ServerCommands:
    """Fails, repairs and tells of servers and cables."""

    def __init__(self, a_cube, processes, start):
        """PROCESSES are those of the servers, by number; START(server) has one begin again."""
        self._cube, self._processes, self._start = a_cube, processes, start
        self._failed = set()  # servers that were ended by command

    def attend(self):
        """Does what comes until all processes have ended. Returns the worst status."""
        with self._listen() as listener:
            while len(self._ended()) < self._cube.servers:
                with contextlib.suppress(OSError):  # nobody has come, or who has goes again
                    self._answer(listener.accept()[0])
        return max((process.wait() for server, process in enumerate(self._processes)
                    if server not in self._failed), default=0)

    @staticmethod
    def _listen():
        CONTROL.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        listener.bind(str(CONTROL))
        os.umask(before)
        listener.listen()
        listener.settimeout(BETWEEN_LOOKS_S)
        return listener

    def _answer(self, client):
        with client:
            client.settimeout(PATIENCE_S)
            line = b""
            while b"\n" not in line and len(line) <= MAX_LINE and (part := client.recv(MAX_LINE)):
                line += part
            try:
                answer = "ok\n" + self.do(line.partition(b"\n")[0].decode(errors="replace"))
            except Unusable as error:
                answer = f"error\n{error}"
            client.sendall(answer.encode())

    def do(self, line):
        """Does what a line says. Returns what there is to say to that."""
        words = line.split(" ")
        if line == "status":
            return json.dumps(self._status())
        if line == "repair":
            for server in self._ended():
                self._repair_server(server)
            for server, port in self._cut():
                self._switch(server, port, "up")
        elif len(words) == 2 and words[0] in ("fail", "repair"):
            server, port = self._find(words[1])
            if port:
                self._switch(server, port, "down" if words[0] == "fail" else "up")
            elif words[0] == "fail":
                self._failed.add(server)
                self._processes[server].kill()
                self._processes[server].wait()
            else:
                self._repair_server(server)
        else:
            raise Unusable(f"\"{line[:60]}\" is no command; give fail X,Y,Z[,PORT], "
                           "repair [X,Y,Z[,PORT]] or status")
        return ""

    def _find(self, place):
        """The number of a server, and a port if the place has one."""
        *words, port = place.split(",") if place.count(",") == 3 else (*place.split(","), "")
        sides = self._cube.sides
        if len(words) != 3 or not all(word.isdecimal() and len(word) < 4 and int(word) < side
                                      for word, side in zip(words, sides)):
            raise Unusable(f"\"{place[:60]}\" is no place in a cube of {'x'.join(map(str, sides))}; "
                           "give x,y,z for a server, and x,y,z,port for a link, such as 0,0,1 and "
                           "0,0,1,+x")
        if port and (port not in PORTS or sides[PORTS.index(port) // 2] == 1):
            raise Unusable(f"server {','.join(words)} has no cable at port {port[:10]}; give one of "
                           f"{', '.join(PORTS)}, on an axis with a side above 1")
        x, y, z = map(int, words)
        return x + sides[0] * (y + sides[1] * z), port

    def _switch(self, server, port, state):
        """Switches a cable at its first end, or mends it at both."""
        names = self._cube.names()
        hosts.run_ip([f"link set {INTERFACE}{port} {state}"], "-n", names[server])
        if state == "up":
            other = names[neighbor(self._cube.sides, server, port)]
            hosts.run_ip([f"link set {INTERFACE}{opposite(port)} up"], "-n", other)

    def _repair_server(self, server):
        if self._processes[server].poll() is not None:
            self._processes[server] = self._start(server)
        self._failed.discard(server)

    def _ended(self):
        return [server for server, process in enumerate(self._processes)
                if process.poll() is not None]

    def _cut(self):
        """Servers and ports of cables without carrier, each cable once."""
        return [(server, device[len(INTERFACE):]) for server, name in enumerate(self._cube.names())
                for device in hosts.without_carrier(name)
                if device.startswith(f"{INTERFACE}+")]

    def _status(self):
        ended = self._ended()
        return {"servers": self._cube.servers,
                "running": self._cube.servers - len(ended),
                "failed_servers": [self._cube.coordinate(server) for server in ended],
                "failed_links": [f"{self._cube.coordinate(server)},{port}"
                                 for server, port in self._cut()]}
