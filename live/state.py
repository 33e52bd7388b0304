# SPDX-License-Identifier: GPL-2.0-only
"""What this machine keeps of a cube that is live, so that one is at a time, and a crash is cleaned up.

A folder that only root can read holds a lock, which goes with the process that holds it; the names
of the namespaces, written before they are made; and the numbers of the processes that were started.
"""

import fcntl
import os
import pathlib
import shutil
import signal
import time

from .failure import Unusable

FOLDER = pathlib.Path("/run/camcube-live")
CONTROL = FOLDER / "control"
LOCK = FOLDER / "lock"
PATIENCE_S = 5


class State:
    """Holds the lock for as long as it lives, and no one else can."""

    def __init__(self):
        self._lock = self._take()
        while not LOCK.exists() or os.fstat(self._lock).st_ino != LOCK.stat().st_ino:
            os.close(self._lock)  # that of one who was just removing it
            self._lock = self._take()
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)

    @staticmethod
    def _take():
        try:
            FOLDER.mkdir(mode=0o700, exist_ok=True)
            lock = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Unusable(f"{FOLDER} cannot be made: {error.strerror}; see that root may write to "
                           "/run") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(lock, 20).decode().strip()
            raise Unusable(f"a cube is live already, by process {owner}; end that with Ctrl-C or: "
                           f"kill {owner}") from error
        return lock

    def note_names(self, names):
        """Namespaces that are about to be made."""
        _list("namespaces").write_text("".join(f"{name}\n" for name in names), "utf-8")

    def note_process(self, pid):
        """A process that was started."""
        with _list("processes").open("a", encoding="utf-8") as file:
            file.write(f"{pid} {_started(pid)}\n")

    def names(self):
        """Namespaces that were made, or were about to be."""
        return _lines("namespaces")

    def end_processes(self):
        """Ends what is left of the processes that were started, and waits for it. Returns how many."""
        left = [int(pid) for pid, started in map(str.split, _lines("processes"))
                if _started(int(pid)) == started]
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in left:
                if _started(pid):
                    os.kill(pid, number)
            end = time.monotonic() + PATIENCE_S
            while any(map(_started, left)) and time.monotonic() < end:
                time.sleep(0.01)
        return len(left)

    def remove(self):
        """Forgets everything; others may begin."""
        shutil.rmtree(FOLDER, ignore_errors=True)
        os.close(self._lock)


def _list(name):
    return FOLDER / name


def _lines(name):
    return _list(name).read_text("utf-8").splitlines() if _list(name).exists() else []


def _started(pid):
    """When a process was started, for its number may be another's by now; empty if there is none."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
