#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Gives a whole program bad input, some of each kind.

usage: bad-input.py PROGRAM

Whatever it is given, the program must end with status 0, or with status 1 and exactly one line on
the standard error stream that begins with its name; never by a signal. A value that it takes and
works on for longer than a moment is taken. program-options-test.cc gives all options all bad values,
without the work behind them; here each text, which only that work can judge, gets one, each other
value goes to one option, and what ends a program inside ns-3 is tried.
"""

import itertools
import os
import re
import signal
import subprocess
import sys
import tempfile

MOMENT_S = 3
# These no option may take, whatever its type; a text or a file's name may be anything.
NEVER = ["abc", "12abc", "nan", "1e400", "99999999999999999999"]
PERHAPS = ["-1", "0", "0x10", "%s%n", "1", "-1s", "1parsec", "1e30s", "1e30Gbps"]
OUTPUT = "that can be written"
TYPED = re.compile(r": (a whole number|a number|a time|a rate)")
REFUSED = [
    "--no-such-option=1",
    "stray",
    "--",
    "--json=/no/such/folder/result.json",
    "--ns3::NoSuchClass::Attribute=1",
    "--ns3::Node::SystemId=12abc",
    "--ns3::RandomVariableStream::Antithetic=perhaps",
    "--SchedulerType=ns3::Node",
    "--SimulatorImplementationType=ns3::NoSuchSimulator",
    "--PrintAttributes=ns3::NoSuchClass",
]


class Program:
    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.name = os.path.basename(path)
        self.tried = 0
        self.failures = []

    def run(self, *arguments):
        """Returns status and the two outputs; status None if it went on for longer than a moment."""
        process = subprocess.Popen(
            [self.path, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            outputs = process.communicate(timeout=MOMENT_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # it may have started others
            process.communicate()
            return None, "", ""
        return process.returncode, *(out.decode(errors="replace") for out in outputs)

    def options(self):
        """Returns name and help of the program's own options."""
        status, text, _ = self.run("--help")
        if status != 0:
            sys.exit(f"{self.name} --help ended with status {status}")
        own = text.partition("Program Options:")[2].partition("General Arguments:")[0]
        return re.findall(r"^    --(\S+?):\s+(.*)$", own, re.MULTILINE)

    def attempt(self, argument, must_refuse):
        self.tried += 1
        status, _, errors = self.run(argument)
        lines = errors.splitlines()
        if status is None or status == 0:
            fault = "was taken, and must not be" if must_refuse else None
        elif status != 1:
            fault = f"ended with status {status}: {errors[-2000:]}"
        elif len(lines) != 1 or not lines[0].startswith(self.name + ": "):
            fault = f"was not answered with one sentence: {errors[-2000:]}"
        else:
            fault = None
        if fault:
            self.failures.append(f"{self.name} {argument!r} {fault}")

    def try_everything(self):
        options = [(name, text) for name, text in self.options() if OUTPUT not in text]
        typed = [name for name, text in options if TYPED.search(text)]
        texts = [name for name, text in options if not TYPED.search(text)]
        for value, name in zip(NEVER, itertools.cycle(typed)):
            self.attempt(f"--{name}={value}", True)
        for value, (name, _) in zip(PERHAPS, itertools.cycle(options)):
            self.attempt(f"--{name}={value}", False)
        for name, value in zip(texts, itertools.cycle(NEVER)):
            self.attempt(f"--{name}={value}", False)
        for argument in REFUSED:
            self.attempt(argument, True)
        return len(options)


def main():
    program = Program(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # some values are names of files that can be written
        options = program.try_everything()
    print("\n".join(program.failures))
    print(f"{program.name}: {program.tried} attempts on {options} options and ns-3's own,",
          f"{len(program.failures)} failures")
    return 1 if program.failures else 0


if __name__ == "__main__":
    sys.exit(main())
