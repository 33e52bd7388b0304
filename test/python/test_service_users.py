# SPDX-License-Identifier: GPL-2.0-only
"""Services in Python that choose paths, and use keys, groups and requests."""

import pytest

import camcube as cc


class Plain(cc.Service):
    """Does what a test says once it is placed."""

    id = 4242

    def __init__(self, begin=None):
        super().__init__()
        self.begin = begin
        self.heard = []

    def placed(self):
        if self.begin:
            self.begin(self)


def test_forwarders_choose_paths():
    hops = []

    def begin(self):
        self.add_endpoint(7, lambda packet: hops.append(packet.hops))
        self.add_forwarder(7, choose)

    def choose(packet, port, next_hops, up_ports):
        # Along +y first, once round, wherever the packet goes.
        assert set(next_hops) <= set(up_ports)
        if port is None and packet.payload == b"round":
            return cc.Forwarding.via([2])
        if packet.payload == b"round" and packet.hops < 3:
            return cc.Forwarding.via([2])
        if packet.payload == b"lost":
            return cc.Forwarding.drop()
        return None

    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 1)
        services = cube.install(Plain, begin)
        for payload in (b"round", b"lost", b"straight"):
            sim.at("1ms", lambda p=payload: services[0].send_to((1, 0, 0), 7, p))
        sim.run()
    assert sorted(hops) == [1, 4]


def test_keys_find_their_root_and_its_heir():
    delivered = []

    def begin(self):
        self.keys.deliver(
            7, lambda key, payload, source: delivered.append((self.coordinate, payload, source))
        )

    with cc.Simulation() as sim:
        cube = sim.torus(4, 4, 4)
        cube.install_keys()
        services = cube.install(Plain, begin)
        key = cc.Key("Symbiotic Routing")
        assert cc.Key.from_hex(key.hex) == key and len({key, cc.Key.from_hex(key.hex)}) == 1
        sim.run(until="1ms")
        root = services[5].keys.root(key)
        heirs = services[9].keys.replicas(key, 2)
        assert heirs[0] == root
        services[0].keys.route(key, 7, b"first")
        cube.fail_servers([cube.server(*root)], at="2ms")
        sim.at("5ms", lambda: services[0].keys.route(key, 7, b"second"))
        sim.run()
        here = services[0].coordinate
        assert delivered == [(root, b"first", here), (heirs[1], b"second", here)]


def test_groups_hear_each_other():
    group = ((1, 2, 3), 5)
    with cc.Simulation() as sim:
        cube = sim.torus(4, 4, 4)
        cube.install_groups(Paths="MiniCubes")
        services = cube.install(Plain)
        members = services[::5]

        def join():
            for member in members:
                member.groups.join(
                    group, lambda payload, source, number, m=member: m.heard.append((payload, number))
                )

        sim.at("1ms", join)
        cube.fail_servers([cube.server(1, 2, 3)], at="2ms")
        sim.at("3ms", lambda: members[0].groups.multicast(group, b"hello"))
        sim.at("4ms", lambda: members[1].groups.leave(group))
        sim.at("5ms", lambda: members[0].groups.multicast(group, b"again"))
        sim.run()
        assert members[0].heard == [(b"hello", 1), (b"again", 2)]
        assert members[1].heard == [(b"hello", 1)]
        assert all(member.heard == members[0].heard for member in members[2:])
        with pytest.raises(RuntimeError, match="no member"):
            members[1].groups.multicast(group, b"x")


def test_requests_are_answered_or_fail_early():
    answers = []

    def begin(self):
        self.calls = self.requests(9)
        self.calls.set_tries(1, "50ms")
        self.calls.serve(lambda payload, source: payload[::-1] if payload != b"mute" else None)

    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        services = cube.install(Plain, begin)

        def ask(payload, server):
            services[0].calls.request(
                server, payload, lambda reply: answers.append((payload, reply, sim.now))
            )

        sim.at("1ms", lambda: ask(b"abc", (1, 1, 1)))
        sim.at("1ms", lambda: ask(b"mute", (1, 1, 1)))
        cube.fail_servers([26], at="2ms")
        sim.at("1999us", lambda: ask(b"gone", (2, 2, 2)))
        sim.run()
    assert [(payload, reply) for payload, reply, _ in answers] == [
        (b"abc", b"cba"),
        (b"gone", None),
        (b"mute", None),
    ]
    assert answers[1][2] < "4ms" and answers[2][2] >= "51ms"


@pytest.mark.parametrize(
    "what, act",
    [
        ("another endpoint", lambda s: (s.requests(9), s.requests(9))),
        ("keys that are not there", lambda s: s.keys.root(cc.Key("x"))),
        ("groups that are not there", lambda s: s.groups.leave(((0, 0, 0), 1))),
        ("a key that is none", lambda s: cc.Key.from_hex("xyz")),
        ("a port that is none", lambda s: cc.Forwarding.via([99])),
        ("a reply that is none", lambda s: s.requests(9).request((0, 0, 0), 5, print)),
        ("a server that is none", lambda s: s.requests(9).request((9, 0, 0), b"x", print)),
        ("no tries", lambda s: s.requests(9).set_tries(0, "1ms")),
    ],
)
def test_misuse(what, act):
    with cc.Simulation() as sim:
        cube = sim.torus(2, 2, 2)
        services = cube.install(Plain)
        sim.run(until="1us")
        with pytest.raises((ValueError, RuntimeError, TypeError, OverflowError)):
            act(services[0])


def test_a_reply_that_is_no_bytes_ends_the_run():
    def begin(self):
        self.calls = self.requests(9)
        self.calls.serve(lambda payload, source: "text")

    with cc.Simulation() as sim:
        services = sim.torus(2, 2, 2).install(Plain, begin)
        sim.at("1ms", lambda: services[0].calls.request((1, 0, 0), b"x", print))
        with pytest.raises(TypeError, match="a payload is bytes"):
            sim.run()
