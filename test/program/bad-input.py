#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Gives a program every option wrong once.

usage: bad-input.py PROGRAM

Reads the options from the program's own --help. Whatever it is given, the program must end with
status 0, or with status 1 and exactly one line on the standard error stream that begins with its
name; never by a signal. A value that it takes and works on for longer than a moment is taken.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile

MOMENT_S = 3
HUGE = "99999999999999999999"
VALUES = ["abc", "-1", "0", HUGE, "-" + HUGE, "1e400", "nan", "12abc", "0x10", " 1", "\x01", "%s%n"]
# These no option may take, whatever its type; a text or a file's name may be anything.
NEVER = ["abc", "12abc", "nan", "1e400", HUGE, "-" + HUGE]
UNITS = ["1", "1.5", "-1s", "-1Mbps", "1parsec", "1e30s", "1e30Gbps", "Mbps", "s"]
REFUSED = [
    "--no-such-option=1",
    "--no-such-option",
    "stray",
    "",
    "-",
    "--",
    "--=1",
    "---seed=1",
    "--json=/no/such/folder/result.json",
    "--json=.",
    "--seed=0",
    "--seed",
    "--run=-1",
    "--quiet=perhaps",
    "--RngSeed=abc",
    "--RngRun=-3",
    "--ns3::NoSuchClass::Attribute=1",
    "--ns3::Node::NoSuchAttribute=1",
    "--ns3::Node::SystemId=12abc",
    "--ns3::RandomVariableStream::Antithetic=perhaps",
    "--ns3::UniformRandomVariable::Min=low",
    "--SchedulerType=ns3::NoSuchScheduler",
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
        options = self.options()
        for name, text in options:
            anything = not re.search(r": (a whole number|a number|a time|a rate|true or)", text)
            if "a file that can be written" in text:
                continue  # takes almost any value; tried below
            for value in VALUES + UNITS:
                self.attempt(f"--{name}={value}", value in NEVER and not anything)
            self.attempt(f"--{name}=", "true or false" not in text and not anything)
            self.attempt(f"--{name}x=1", True)
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
