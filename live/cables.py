# SPDX-License-Identifier: GPL-2.0-only
"""Which ports of servers cables join, and what the interfaces of ports are called."""

PORTS = ("+x", "-x", "+y", "-y", "+z", "-z")
INTERFACE = "cc"  # what the names of the ports' interfaces begin with


def neighbor(sides, server, port):
    """The number of the server at the other end of a port's cable."""
    place = [server % sides[0], server // sides[0] % sides[1], server // (sides[0] * sides[1])]
    axis = PORTS.index(port) // 2
    place[axis] = (place[axis] + (1 if port[0] == "+" else -1)) % sides[axis]
    return place[0] + sides[0] * (place[1] + sides[1] * place[2])


def opposite(port):
    """The port at the other end of a port's cable."""
    return PORTS[PORTS.index(port) ^ 1]
