# SPDX-License-Identifier: GPL-2.0-only
"""How many hosts a cube has, and what they are called: as helper/live-port-helper.cc has it."""

import ipaddress
import re

from .failure import Unusable

DEFAULT_SIDES = "3x3x3"
MAX_SERVERS = 1000
IPV4_NETWORK = ipaddress.ip_network("10.0.0.0/8")
IPV6_NETWORK = ipaddress.ip_network("fd00:cc::/64")
PREFIX = "cc-"


class Cube:
    """A cube by its sides, and its hosts by their numbers."""

    def __init__(self, sides):
        match = re.fullmatch(r"(\d{1,3})x(\d{1,3})x(\d{1,3})|(\d{1,3})", sides)
        self.sides = tuple(
            int(side or match[4]) for side in match.groups()[:3]) if match else ()
        if not match or not all(1 <= side <= 256 for side in self.sides):
            raise Unusable(f"--sides={sides[:60]}: give three sides from 1 to 256 joined by x, "
                           "such as 3x3x3")
        self.servers = self.sides[0] * self.sides[1] * self.sides[2]
        if self.servers > MAX_SERVERS:
            raise Unusable(f"--sides={sides}: that is {self.servers} servers, and one machine "
                           f"keeps up with {MAX_SERVERS} at most; choose shorter sides")

    def require_memory(self, mib_per_server):
        """Refuses a cube that this machine has no memory for."""
        with open("/proc/meminfo", encoding="ascii") as file:
            available = int(re.search(r"MemAvailable:\s+(\d+)", file.read())[1]) // 1024
        needed = mib_per_server * self.servers
        if needed > available:
            raise Unusable(f"a cube of {self.servers} servers needs {needed} MiB, and this machine "
                           f"has {available} MiB left; choose shorter sides")

    def coordinate(self, server):
        """The place of a server, as x,y,z."""
        x, y, _ = self.sides
        return f"{server % x},{server // x % y},{server // (x * y)}"

    def names(self):
        """The namespaces of the hosts, by server."""
        return [f"{PREFIX}{server}" for server in range(self.servers)]


def ipv4(server):
    """The address of a host."""
    return str(IPV4_NETWORK[server + 1])


def ipv6(server):
    """The other address of a host."""
    return str(IPV6_NETWORK[server + 1])
