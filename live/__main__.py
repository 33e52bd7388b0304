# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m live FOLDER PROGRAMS [--processes] [OPTION...]
       python3 -m live FOLDER PROGRAMS clean | fail PLACE | repair [PLACE] | status

Makes the hosts of a cube, has the program camcube-live in the folder PROGRAMS bind them to it, or,
with --processes, a program camcube-server for each of them, and removes them when it ends. Files that
options name are meant from FOLDER. A PLACE is X,Y,Z for a server, and X,Y,Z,PORT for a link.
"""

import os
import sys

from . import control, one_process, server_processes, session
from .cube import DEFAULT_SIDES, Cube
from .failure import Unusable

PROCESSES = "--processes"
COMMANDS = {"fail": (1, 1), "repair": (0, 1), "status": (0, 0), "clean": (0, 0)}


def command(verb, arguments):
    """Does one of COMMANDS."""
    least, most = COMMANDS[verb]
    if not least <= len(arguments) <= most:
        raise Unusable(f"live {verb} takes "
                       + ("nothing else" if most == 0 else "one place, such as 0,0,1 or 0,0,1,+x"))
    if verb == "clean":
        processes, names = session.clean()
        session.say(f"{processes} processes and {names} network namespaces were left, and are gone")
        return
    text = control.ask(" ".join([verb, *arguments]))
    if text:
        print(control.describe(text))


def start(programs, options, has_processes):
    """Has a cube live. Returns the exit status."""
    own = server_processes.OWN if has_processes else one_process.OWN
    sides = DEFAULT_SIDES
    rest = []
    for option in options:
        name, _, value = option.partition("=")
        name = "--" + name.lstrip("-")
        if name in own:
            raise Unusable(f"{name} is what ./camcube live gives itself; leave it out")
        if name == "--sides":
            sides = value
        else:
            rest.append(option)
    cube = Cube(sides)
    make = server_processes.ServerProcesses if has_processes else one_process.OneProcess
    return session.run(cube, make(cube, programs, rest))


def main(folder, programs, *arguments):
    """Does what the arguments say. Returns the exit status."""
    if os.geteuid() != 0:
        raise Unusable("network namespaces are for root to make; type: sudo ./camcube live")
    if arguments and arguments[0] in COMMANDS:
        command(arguments[0], arguments[1:])
        return 0
    os.chdir(folder)
    has_processes = PROCESSES in arguments
    arguments = [argument for argument in arguments if argument != PROCESSES]
    if any(argument.lstrip("-") in ("help", "version") for argument in arguments):
        program = (server_processes if has_processes else one_process).path(programs)
        os.execv(program, [program, *arguments])
    if arguments and not arguments[0].startswith("-"):
        raise Unusable(f"\"{arguments[0][:60]}\" is no command of live; give "
                       + ", ".join(COMMANDS) + ", or options")
    return start(programs, arguments, has_processes)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except Unusable as error:
        sys.exit(f"camcube: {error}")
