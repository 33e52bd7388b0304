# SPDX-License-Identifier: GPL-2.0-only
"""Each server a process of its own, in the namespace of its host, on veth pairs for cables."""

import os

from . import hosts
from .cables import INTERFACE, PORTS, neighbor, opposite
from .server_commands import ServerCommands

CABLE_MTU = 1520  # as camcube-server's --mtu has it: a host's packet of 1,500 bytes, and its headers
OWN = ("--coordinate", "--interfaces", "--tun", "--founding", "--json")  # options that are given here


def path(programs):
    """The program, in the folder of all of them."""
    return os.path.join(programs, "camcube-server")


class ServerProcesses:
    """How a cube is made live by a program camcube-server for each server."""

    MIB_PER_SERVER = 24
    WHILE_IT_RUNS = "./camcube live fail X,Y,Z[,PORT], repair, status"

    def __init__(self, a_cube, programs, options):
        self._cube = a_cube
        self._program = [path(programs), f"--sides={'x'.join(map(str, a_cube.sides))}", "--quiet",
                         *(option for option in options if option.lstrip("-") != "quiet")]

    def prepare(self):
        """Makes the cables, between hosts that are there."""
        names = self._cube.names()
        ports = [port for axis, side in enumerate(self._cube.sides) if side > 1
                 for port in PORTS[2 * axis:2 * axis + 2]]
        hosts.run_ip(
            f"link add {INTERFACE}{port} netns {name} type veth peer name {INTERFACE}{opposite(port)} "
            f"netns {names[neighbor(self._cube.sides, server, port)]}"
            for server, name in enumerate(names) for port in ports[::2])
        for name in names:
            # Nothing but the cube's own frames is on a cable.
            hosts.run_ip((f"link set {INTERFACE}{port} addrgenmode none mtu {CABLE_MTU} up"
                          for port in ports), "-n", name)

    def command(self, server, is_founding=False):
        """The process of a server, of those with which the cube begins or of one that returns."""
        return ["ip", "netns", "exec", self._cube.names()[server], *self._program,
                f"--coordinate={self._cube.coordinate(server)}", f"--interfaces={INTERFACE}",
                f"--tun={hosts.DEVICE}", *["--founding"] * is_founding]

    def commands(self):
        """The processes to start."""
        return [self.command(server, is_founding=True) for server in range(self._cube.servers)]

    def is_live(self):
        """Whether all servers run."""
        return all(map(hosts.is_bound, reversed(self._cube.names())))

    def attend(self, processes, start):
        """Waits for the end, and does what people command meanwhile. Returns the worst status."""
        return ServerCommands(self._cube, processes,
                              lambda server: start(self.command(server))).attend()
