# SPDX-License-Identifier: GPL-2.0-only
"""What is in a page of --view, read without its scripts."""

import base64
import json
import re


class Page:
    """A page, read from its file by the format that doc/view.rst explains."""

    def __init__(self, path):
        text = path.read_text(encoding="utf-8")
        self.bytes = path.stat().st_size
        self.document = json.loads(
            re.search(r'<script type="application/json" id="document">(.*?)</script>', text)[1])
        self.sides = self.document["sides"]
        self.ports = ["+x -x +y -y +z -z".split().index(name) for name in self.document["ports"]]
        self.servers = self.sides[0] * self.sides[1] * self.sides[2]
        self.links = self.servers * len(self.ports)

    def times(self, recording=0):
        return self.document["recordings"][recording]["times_us"]

    def loads(self, sample, recording=0):
        """Bytes that each link has sent between a sample and the one before; sample from 1 on."""
        source = self.document["recordings"][recording]
        raw = base64.b64decode(source["load_indices"][sample - 1])
        width = source["load_index_width"]
        indices = [int.from_bytes(raw[i:i + width], "little") for i in range(0, len(raw), width)]
        return [source["load_bytes"][index] for index in indices] or [0] * self.links

    def states(self, sample, recording=0):
        """The state of each cable at a sample."""
        texts = self.document["recordings"][recording]["cable_states"][:sample + 1]
        packed = base64.b64decode([text for text in texts if text][-1])
        names = self.document["states"]
        return [names[packed[i // 4] >> 2 * (i % 4) & 3] for i in range(self.links // 2)]

    def failed_servers(self, sample, recording=0):
        lists = self.document["recordings"][recording]["failed_servers"][:sample + 1]
        return [each for each in lists if each is not None][-1]

    def rate(self, link, recording=0):
        """In Mbit/s."""
        rates = self.document["recordings"][recording]["rate_mbps"]
        return rates[link] if isinstance(rates, list) else rates

    def neighbor(self, server, port):
        kx, ky, _ = self.sides
        place = [server % kx, server // kx % ky, server // (kx * ky)]
        axis = port // 2
        place[axis] = (place[axis] + (-1 if port % 2 else 1)) % self.sides[axis]
        return place[0] + kx * (place[1] + ky * place[2])

    def servers_of(self, route):
        """The servers of a path by its ports alone."""
        servers = [route["servers"][0]]
        for port in route["ports"][:-1]:
            servers.append(self.neighbor(servers[-1], int(port)))
        return servers
