# SPDX-License-Identifier: GPL-2.0-only
"""The processes of a cube that has one for each server, for tests to end and to start again."""

import itertools
import json
import subprocess
import sys

from live_hosts import PATIENCE_S, Cube

from live import cables, hosts, server_processes  # where live_hosts has found it


class Servers:
    """The processes of a cube, each of which can be ended and started again; in a with statement."""

    def __init__(self, program, sides, logs, *options):
        self.cube, self.logs = Cube(sides), logs
        self.mode = server_processes.ServerProcesses(self.cube, program.parent, options)
        self.running, self.starts = {}, itertools.count()

    def __enter__(self):
        try:
            hosts.make(self.cube)
            self.mode.prepare()
            for server in range(self.cube.servers):
                self.launch(server, is_founding=True)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.running.values():
            process.terminate()
        try:
            for process in self.running.values():
                process.wait(PATIENCE_S)
        finally:
            hosts.remove(self.cube.names())

    def launch(self, server, is_founding=False):
        """Starts the process of a server."""
        with open(self.logs / f"{server}.log", "ab") as log:
            self.running[server] = subprocess.Popen(
                [*self.mode.command(server, is_founding),
                 f"--json={self.logs}/{server}.{next(self.starts)}.json"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self, server):
        """Ends it, without a chance to say so."""
        process = self.running.pop(server)
        process.kill()
        process.wait()

    def switch(self, server, port, state):
        """Switches one end of a cable, so that the other loses its carrier, or has it again."""
        hosts.run_ip([f"link set {cables.INTERFACE}{port} {state}"], "-n", self.cube.names()[server])

    def check_running(self):
        for server, process in self.running.items():
            if process.poll() is not None:
                sys.exit(f"FAULT: server {server} has ended with status {process.poll()}: "
                         + (self.logs / f"{server}.log").read_text()[-500:])

    def results(self, server):
        """What the runs of a server have measured, the first run first; not of killed ones."""
        paths = sorted(self.logs.glob(f"{server}.*.json"), key=lambda path: int(path.suffixes[-2][1:]))
        return [json.loads(path.read_text())["results"]["real"] for path in paths]

    def changes(self, server):
        """When a server lost or found neighbors, by the clock of the machine, and at which ports."""
        return [((real["begin_unix_us"] + change["time_us"]) * 1e-6, change["port"], change["alive"])
                for real in self.results(server) for change in real["neighbor_changes"]]
