# SPDX-License-Identifier: GPL-2.0-only
"""The simulator, paths of attributes and trace sources, and names, in the style of C++."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import _camcube, interpreter_exit
from ._camcube import Event as EventId
from ._camcube import Time
from .defaults import set_default


class Packet(bytes):
    """A packet: its bytes. Packet(1000) has 1000 bytes of 0."""

    def GetSize(self) -> int:
        """How many bytes it has."""
        return len(self)


def with_packets(fn: Callable[..., object], *first: object) -> Callable[..., object]:
    """fn as a trace source calls it: with what it is told first, and packets that are Packets."""
    if not callable(fn):
        raise TypeError(f"a trace source calls a function, and this is none: {fn!r:.60}")

    def tell(*told: object) -> None:
        fn(*first, *(Packet(each) if type(each) is bytes else each for each in told))

    return tell


def _bound(fn: Callable[..., object], arguments: tuple) -> Callable[[], object]:
    if not callable(fn):
        raise TypeError(f"a function is to be called, and this is none: {fn!r:.60}")
    return lambda: fn(*arguments)


class Simulator:
    """The simulator, of which there is one."""

    @staticmethod
    def Now() -> Time:
        """The simulated time since the start; 0s while there is no simulation."""
        return _camcube.now() if _camcube.session() else Time("0s")

    @staticmethod
    def Schedule(delay: str | Time, fn: Callable[..., object], *arguments: object) -> EventId:
        """Calls fn with some arguments after a delay. Returns what cancels it.

        Raises ValueError for a delay below 0s.
        """
        return _camcube.schedule_in(delay, _bound(fn, arguments))

    @staticmethod
    def ScheduleNow(fn: Callable[..., object], *arguments: object) -> EventId:
        """Calls fn with some arguments now, after the present event."""
        return Simulator.Schedule("0s", fn, *arguments)

    @staticmethod
    def ScheduleDestroy(fn: Callable[..., object], *arguments: object) -> None:
        """Calls fn with some arguments when the simulation ends."""
        _camcube.at_end(_bound(fn, arguments))

    @staticmethod
    def Cancel(event: EventId) -> None:
        """Has an event not happen."""
        if not isinstance(event, EventId):
            raise TypeError(f"{event!r:.60} is no event; give what Schedule() has returned")
        event.cancel()

    @staticmethod
    def Stop(delay: str | Time | None = None) -> None:
        """Ends Run() after a delay, or after the present event."""
        if delay is None:
            _camcube.stop()
        else:
            _camcube.stop_in(delay)

    @staticmethod
    def Run() -> None:
        """Runs until Stop(), or until nothing is left to do; may be called again to go on.

        Raises what a callback raises, and RuntimeError if there is nothing to run.
        """
        if not _camcube.session():
            raise RuntimeError("there is no simulation to run; make nodes first")
        interpreter_exit.run()

    @staticmethod
    def IsFinished() -> bool:
        """Whether nothing is left to do."""
        return _camcube.is_finished()

    @staticmethod
    def Destroy() -> None:
        """Ends the simulation. What was made by it raises RuntimeError when it is used later."""
        _camcube.end()


class RngSeedManager:
    """Seed and run of all random streams."""

    @staticmethod
    def SetSeed(seed: int) -> None:
        """From 1 on; for what draws and is made from now on. 1 unless it is set."""
        _camcube.set_seed(seed)

    @staticmethod
    def SetRun(run: int) -> None:
        """From 0 on; runs of one seed are independent of each other. 1 unless it is set."""
        _camcube.set_run(run)


class Config:
    """Attributes and trace sources by their paths, such as "/NodeList/*/DeviceList/*/Mtu"."""

    @staticmethod
    def SetDefault(name: str, value: object) -> None:
        """Sets the default of an attribute, such as "ns3::TcpSocket::SegmentSize".

        It holds for what is made from now on, in later simulations of this process, too. Raises
        ValueError for a name that there is none of, or a value that it does not take.
        """
        set_default(name, value)

    @staticmethod
    def Set(path: str, value: object) -> None:
        """Sets the attributes at a path. Raises ValueError if there is none."""
        name, found = _matches(path)
        having = [each for _, each in found if name in each.attributes()]
        for each in having or [found[0][1]]:  # the first one says what it has instead
            each.set(name, value)

    @staticmethod
    def Connect(path: str, fn: Callable[..., object]) -> None:
        """Calls fn with the path of each trace source at a path, and what it tells.

        Raises ValueError if nothing is there, AttributeError if that has no such trace source.
        """
        _connect(path, fn, True)

    @staticmethod
    def ConnectWithoutContext(path: str, fn: Callable[..., object]) -> None:
        """The same without the path."""
        _connect(path, fn, False)


def _matches(path: str) -> tuple[str, list[tuple[str, Any]]]:
    """The name at the end of a path, and what is before it: paths and objects."""
    if not isinstance(path, str):
        raise TypeError(f"{path!r:.60} is no path; give a text such as \"/NodeList/*/...\"")
    where, _, name = path.rpartition("/")
    found = _camcube.find_paths(where) if where.startswith("/") else []
    if not found:
        raise ValueError(
            f"nothing is at {path!r:.60}; a path is such as \"/NodeList/*/DeviceList/0/Mtu\""
        )
    return name, found


def _connect(path: str, fn: Callable[..., object], with_context: bool) -> None:
    name, found = _matches(path)
    having = [(where, each) for where, each in found if name in each.trace_sources()]
    for where, each in having or found[:1]:
        context = [f"{where.rstrip('/')}/{name}"] if with_context else []
        each.connect(name, with_packets(fn, *context))


class Names:
    """Names of objects, for paths, and wherever a node is wanted."""

    @staticmethod
    def Add(name: str, object: Any) -> None:
        """Gives an object a name, until the simulation ends.

        Raises ValueError for a name that is given already, or an object that has one.
        """
        _camcube.add_name(name, object)

    @staticmethod
    def Find(name: str) -> Any:
        """The object of a name; None if there is none."""
        return _camcube.find_named(name)

    @staticmethod
    def FindName(object: Any) -> str:
        """The name of an object; empty if it has none."""
        return _camcube.find_name(object)
