# SPDX-License-Identifier: GPL-2.0-only
"""Services that are written in Python."""

import gc
import weakref

import pytest
from ring import Ring

import camcube as cc


def test_changes_frames_at_every_hop():
    log = []
    with cc.Simulation() as sim:
        cube = sim.torus(5, 3, 3, routing="intact")
        services = cube.install(Ring, log)
        sim.at("1ms", lambda: services[0].send(0, (7).to_bytes(8, "big")))
        sim.run()
        assert services[0].coordinate == (0, 0, 0) and services[0].neighbor(0) == (1, 0, 0)
    assert log == [(3, 0, 0)]


def test_a_frame_that_is_sent_is_gone():
    errors = []

    class Twice(cc.Service):
        id = 4242

        def receive(self, frame, port):
            assert len(frame) == 3 and bytes(frame.payload) == b"abc"
            self.send(port, frame)
            for use in (
                lambda: frame.payload,
                lambda: setattr(frame, "payload", b"x"),
                lambda: len(frame),
                lambda: self.send(port, frame),
                lambda: self.send_or_queue(port, frame),
            ):
                with pytest.raises(RuntimeError, match="has been sent"):
                    use()
                errors.append(1)
            assert "sent" in repr(frame)
            self.withdraw()

    with cc.Simulation() as sim:
        cube = sim.torus(2, 1, 1, routing="intact")
        one, other = cube.install(Twice)
        sim.at("1ms", lambda: one.send(0, cc.Frame(bytearray(b"abc"))))
        sim.run()
    assert len(errors) == 10


def test_polls_queues_and_broadcasts():
    class Burst(cc.Service):
        id = 4242

        def __init__(self):
            super().__init__()
            self.waiting = [b"1", cc.Frame(b"2"), memoryview(b"3")]
            self.got = []

        def poll(self, port):
            return self.waiting.pop(0) if self.waiting else None

        def receive(self, frame, port):
            self.got.append(bytes(frame.payload))

    class Queue(cc.Service):
        id = 4243

        def __init__(self):
            super().__init__()
            self.got = []
            self.lost = []

        def receive(self, frame, port):
            self.got.append(bytes(frame.payload))

        def undelivered(self, port, frame, why):
            self.lost.append((port, why))

    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3, routing="intact")
        bursts = cube.install(Burst)
        queues = cube.install(Queue)

        def begin():
            assert bursts[0].send(0, b"0") == cc.SendResult.SENT
            assert bursts[0].send(0, b"x") == cc.SendResult.BUSY
            for i in range(70):
                queues[0].send_or_queue(2, bytes([i]))
            assert queues[13].broadcast(b"hello") == 6
            assert queues[0].send_or_queue(4, bytes(2000)) == cc.SendResult.TOO_LONG

        sim.at("1ms", begin)
        sim.run()
        assert bursts[1].got == [b"0", b"1", b"2", b"3"]
        near = queues[3].got
        assert near == [bytes([i]) for i in range(65)], "as many as QueueLimit and one on its way"
        assert queues[0].lost[-1] == (4, cc.SendResult.TOO_LONG) and len(queues[0].lost) == 6
        assert sum(queue.got.count(b"hello") for queue in queues) == 6


def test_what_is_queued_goes_before_what_is_polled():
    class Both(cc.Service):
        id = 4242

        def __init__(self):
            super().__init__()
            self.waiting = [b"polled 1", b"polled 2"]
            self.got = []

        def poll(self, port):
            return self.waiting.pop(0) if self.waiting and port == 0 else None

        def receive(self, frame, port):
            self.got.append(bytes(frame.payload))

    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3, routing="intact")
        services = cube.install(Both)
        results = []

        def begin():
            for i in range(4):
                results.append(services[0].send_or_queue(0, b"queued %d" % i))
            results.append(services[0].broadcast(b"to all"))

        sim.at("1ms", begin)
        sim.run()
        assert results == [cc.SendResult.SENT] * 4 + [6]
        assert services[1].got == [
            *(b"queued %d" % i for i in range(4)), b"to all", b"polled 1", b"polled 2"
        ]
        assert sum(service.got.count(b"to all") for service in services) == 6


def test_a_polled_frame_that_is_too_long_ends_the_run():
    class Long(cc.Service):
        id = 4242

        def poll(self, port):
            return bytes(1499)  # two less than fit with the id

    with cc.Simulation() as sim:
        services = sim.torus(3, 1, 1, routing="intact").install(Long)
        sim.at("1ms", lambda: (services[0].send(0, b"1"), services[0].send(0, b"2")))
        with pytest.raises(ValueError, match="frame of 1501 bytes .* MTU of 1500 bytes of port 0"):
            sim.run()


def test_deploying_again_has_no_effect():
    told = []

    class Told(cc.Service):
        id = 4242

        def deployed(self):
            told.append("deployed")
            self.deploy()

        def placed(self):
            told.append("placed")

    with cc.Simulation() as sim:
        (service,) = sim.torus(2, 1, 1, routing="intact").install(Told, servers=[0])
        service.deploy()
        service.deploy()
        sim.run(until="1ms")
        service.deploy()
        assert service.is_deployed and told == ["deployed", "placed"]


def test_is_told_what_happens():
    class Watcher(cc.Service):
        id = 4242

        def __init__(self):
            super().__init__()
            self.events = []

        def deployed(self):
            self.events.append("deployed")

        def placed(self):
            self.events.append("placed")

        def withdrawing(self):
            self.events.append("withdrawing")

        def link_down(self, port):
            self.events.append(("down", port))

        def link_up(self, port):
            self.events.append(("up", port))

        def routes_changed(self):
            self.events.append("routes")

    with cc.Simulation() as sim:
        cube = sim.torus(3, 3, 3)
        watchers = cube.install(Watcher)
        cube.fail_links([cube.cables[0]], at="1ms")
        cube.repair_links(at="5ms")
        sim.at("4ms", lambda: watchers[13].withdraw())
        sim.at("8ms", lambda: watchers[13].deploy())
        sim.run(until="10ms")
        assert watchers[0].events[:2] == ["deployed", "placed"]
        assert ("down", 0) in watchers[0].events and ("up", 0) in watchers[0].events
        assert ("down", 1) in watchers[1].events and "routes" in watchers[0].events
        assert watchers[13].events[-3:] == ["withdrawing", "deployed", "placed"]
        assert watchers[0].distance((1, 0, 0)) == 1 and watchers[0].next_hops((1, 0, 0)) == [0]
        assert watchers[0].is_reachable((2, 2, 2)) and 0 in watchers[0].up_ports


def test_rides_on_routing():
    class Mail(cc.Service):
        id = 4242

        def __init__(self):
            super().__init__()
            self.seen = []
            self.mail = []
            self.back = []

        def placed(self):
            self.add_endpoint(7, self.deliver)
            self.add_undelivered(7, lambda packet, why: self.back.append(why))
            self.add_interceptor(7, self.intercept)

        def deliver(self, packet):
            self.mail.append((bytes(packet.payload), packet.source, packet.hops))
            self.last = packet

        def intercept(self, packet, port):
            self.seen.append(port)
            if packet.payload == b"drop me" and port is not None:
                return cc.Verdict.DROP
            packet.payload = packet.payload + b"."
            return None

    with cc.Simulation() as sim:
        cube = sim.torus(5, 5, 1)
        services = cube.install(Mail)
        sim.at("1ms", lambda: services[0].send_to((2, 0, 0), 7, b"hi"))
        sim.at("1ms", lambda: services[0].send_to((2, 0, 0), 7, b"drop me"))
        cube.fail_servers([24], at="2ms")
        sim.at("4ms", lambda: services[0].send_to((4, 4, 0), 7, b"nobody"))
        sim.run()
        assert services[2].mail == [(b"hi...", (0, 0, 0), 2), (b"drop me...", (0, 0, 0), 2)]
        assert services[0].back and services[0].seen[0] is None
        with pytest.raises(RuntimeError, match="gone on its way"):
            services[2].last.payload


def test_lives_as_long_as_its_node_and_no_longer():
    with cc.Simulation() as sim:
        cube = sim.torus(2, 2, 1, routing="intact")
        alive = [weakref.ref(service) for service in cube.install(Ring)]
        gc.collect()
        sim.run(until="1ms")
        assert all(ref() is not None for ref in alive), "nodes keep them"
    del cube
    gc.collect()
    assert all(ref() is None for ref in alive), "nobody keeps them"


@pytest.mark.parametrize("method", ["receive", "placed", "deployed", "withdrawing", "poll"])
def test_what_it_raises_ends_the_run(method):
    def fail(self, *arguments):
        raise ValueError(f"in {method}")

    Bad = type("Bad", (Ring,), {method: fail})
    with pytest.raises(ValueError, match=f"in {method}"):
        with cc.Simulation() as sim:
            cube = sim.torus(3, 1, 1, routing="intact")
            services = cube.install(Bad)

            def begin():
                services[0].send(0, b"1")
                services[0].send(0, b"2")

            sim.at("1ms", begin)
            sim.at("2ms", services[0].withdraw)
            sim.run()
