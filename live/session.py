# SPDX-License-Identifier: GPL-2.0-only
"""A cube from its first namespace to the last one's removal."""

import ctypes
import resource
import signal
import subprocess
import sys
import time

from . import cube, hosts
from .failure import Unusable
from .state import State

PR_SET_PDEATHSIG = 1
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START_S = 60


class Ended(Exception):
    """Somebody has asked for the end."""


def say(text):
    """A line of this program."""
    print(f"camcube: {text}", file=sys.stderr, flush=True)


def clean():
    """Removes what a cube has left that could not remove it itself. Returns what that was."""
    state = State()
    processes, names = state.end_processes(), hosts.remove(state.names())
    state.remove()
    return processes, names


def run(a_cube, mode):
    """Has a cube live until somebody ends it, or it ends. Returns the exit status."""
    hosts.require()
    a_cube.require_memory(mode.MIB_PER_SERVER)
    session = Session(a_cube, mode)
    try:
        return session.run()
    except Ended:
        return 0
    finally:
        session.remove()


class Session:
    """Makes hosts and processes, and removes them, whatever happens meanwhile."""

    def __init__(self, a_cube, mode):
        self._cube, self._mode = a_cube, mode
        self._processes = []
        self._state = State()
        for number in ENDING:
            signal.signal(number, self._end)

    def _end(self, *_):
        for number in ENDING:  # once is enough
            signal.signal(number, signal.SIG_IGN)
        raise Ended

    def run(self):
        """From the first namespace to the end of the processes. Returns the exit status."""
        # What a run has left that ended without a chance to remove it.
        self._state.end_processes()
        hosts.remove(self._state.names())
        self._state.note_names([])
        hosts.require_free(self._cube)
        self._state.note_names(self._cube.names())
        hosts.make(self._cube)
        self._mode.prepare()
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a descriptor a host
        for command in self._mode.commands():
            self._processes.append(self._start(command))
        if not self._wait_until_live():
            return max((process.poll() or 0) for process in self._processes)
        self._greet()
        return self._mode.attend(self._processes, self._start)

    def _start(self, command):
        """Starts a process, which ends with this one."""
        parent_ends = ctypes.CDLL(None).prctl
        process = subprocess.Popen(
            command, preexec_fn=lambda: parent_ends(PR_SET_PDEATHSIG, signal.SIGTERM))
        self._state.note_process(process.pid)
        return process

    def _wait_until_live(self):
        """Returns whether the cube came to life; otherwise a process has ended before."""
        end = time.monotonic() + START_S
        while all(process.poll() is None for process in self._processes):
            if self._mode.is_live():
                return True
            if time.monotonic() > end:
                raise Unusable(f"the cube is not live after {START_S} s; see what keeps the "
                               "processors of this machine")
            time.sleep(0.05)
        return False

    def _greet(self):
        last = self._cube.servers - 1
        names = self._cube.names()
        say(f"{self._cube.servers} hosts are live, {names[0]} to {names[last]}; enter one, and reach "
            "another:")
        print(f"  ip netns exec {names[0]} bash\n"
              f"  ip netns exec {names[0]} ping {cube.ipv4(last)}\n"
              f"  ip netns exec {names[0]} ping {cube.ipv6(last)}\n"
              f"host i of them is {cube.ipv4(0)} + i, and {cube.ipv6(0)} + i; host {last} is server "
              f"{self._cube.coordinate(last)}.\n"
              f"From elsewhere: {self._mode.WHILE_IT_RUNS}. Ctrl-C ends it.",
              flush=True)

    def remove(self):
        """Ends the processes, and removes all that was made."""
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        names = self._state.names()
        left = hosts.processes(names)
        hosts.remove(names)
        self._state.remove()
        if left:
            say(f"{len(left)} processes are still in hosts that have no cable any more: "
                + " ".join(map(str, left[:10])))
