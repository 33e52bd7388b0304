# SPDX-License-Identifier: GPL-2.0-only
"""Each server a process of its own, in the namespace of its host, on veth pairs for cables."""

import os

from . import hosts

PORTS = ("+x", "-x", "+y", "-y", "+z", "-z")
CABLE = "cc"  # what the names of the ports' interfaces begin with
CABLE_MTU = 1520  # as camcube-server's --mtu has it: a host's packet of 1,500 bytes, and its headers
OWN = ("--coordinate", "--interfaces", "--tun", "--json")  # options that are given here


def path(programs):
    """The program, in the folder of all of them."""
    return os.path.join(programs, "camcube-server")


def neighbor(sides, server, port):
    """The number of the server at the other end of a port's cable."""
    place = [server % sides[0], server // sides[0] % sides[1], server // (sides[0] * sides[1])]
    axis = PORTS.index(port) // 2
    place[axis] = (place[axis] + (1 if port[0] == "+" else -1)) % sides[axis]
    return place[0] + sides[0] * (place[1] + sides[1] * place[2])


def opposite(port):
    """The port at the other end of a port's cable."""
    return PORTS[PORTS.index(port) ^ 1]


class ServerProcesses:
    """How a cube is made live by a program camcube-server for each server."""

    MIB_PER_SERVER = 24
    WHILE_IT_RUNS = ("ip -n cc-0 link set cc+x down cuts a cable, and kill $(ip netns pids cc-0) ends "
                     "a server")

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
            f"link add {CABLE}{port} netns {name} type veth peer name {CABLE}{opposite(port)} "
            f"netns {names[neighbor(self._cube.sides, server, port)]}"
            for server, name in enumerate(names) for port in ports[::2])
        for name in names:
            # Nothing but the cube's own frames is on a cable.
            hosts.run_ip((f"link set {CABLE}{port} addrgenmode none mtu {CABLE_MTU} up"
                          for port in ports), "-n", name)

    def command(self, server):
        """The process of a server."""
        return ["ip", "netns", "exec", self._cube.names()[server], *self._program,
                f"--coordinate={self._cube.coordinate(server)}", f"--interfaces={CABLE}",
                f"--tun={hosts.DEVICE}"]

    def commands(self):
        """The processes to start."""
        return [self.command(server) for server in range(self._cube.servers)]

    def is_live(self):
        """Whether all servers run."""
        return all(map(hosts.is_bound, reversed(self._cube.names())))
