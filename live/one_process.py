# SPDX-License-Identifier: GPL-2.0-only
"""All servers in one process: the cube is simulated, and each host's device is bound to a server."""

import os

from . import control, cube
from .failure import Unusable
from .state import CONTROL

OWN = ("--namespaces", "--control")  # options that are given here


def path(programs):
    """The program, in the folder of all of them."""
    return os.path.join(programs, "camcube-live")


class OneProcess:
    """How a cube is made live by the program camcube-live."""

    MIB_PER_SERVER = 2  # of a namespace with its device, in the kernel, and of a server
    WHILE_IT_RUNS = "./camcube live fail X,Y,Z[,PORT], repair, status"

    def __init__(self, a_cube, programs, options):
        self._command = [path(programs), f"--sides={'x'.join(map(str, a_cube.sides))}", *options,
                         f"--namespaces={cube.PREFIX}", f"--control={CONTROL}"]

    def prepare(self):
        """Makes what it needs beside the hosts: nothing."""

    def commands(self):
        """The processes to start."""
        return [self._command]

    def is_live(self):
        """Whether hosts are bound to it."""
        try:
            return bool(control.ask("status"))
        except Unusable:
            return False

    def attend(self, processes, _):
        """Waits for the end; the program itself does what people command. Returns its status."""
        return max(process.wait() for process in processes)
