#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs clang-tidy on sources in batches, so that the headers they share are read once a batch.

usage: tidy.py BUILD_FOLDER JOBS < SOURCES

SOURCES are paths that end with a zero byte; BUILD_FOLDER has a compile_commands.json that knows
them, from a build without precompiled headers. Sources that are compiled alike are included one
after the other by one file of build/, where none defines a name that another of them has; a batch
that does not compile all the same is checked source by source. Exit status 1 tells of findings.
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

# Larger batches save little more, and the last ones would leave processors idle.
BATCH_LINES = 3000
# What a source can define for itself alone, as clang-format lays it out: at the line's beginning.
NAMES = re.compile(
    r"^(?:(?:struct|class|union|enum(?: class)?) (\w+)(?![^\n]*;$)"
    r"|using (\w+) ="
    r"|(?:\w[\w:<>,*& ]* )?[*&]?([A-Z]\w*[a-z]\w*)\("  # a function: its type is on the line before
    r"|(?:\[\[\w+\]\] )?(?!using |namespace )\w[\w:<>,*& ]*[ *&](\w+)(?:\[\w*\])*(?: =|\{|;))",
    re.MULTILINE,
)
MACROS = re.compile(r"^#define (\w+)", re.MULTILINE)
TESTS = re.compile(r"^(?:TEST|TEST_F|TEST_P)\((\w+),\s*(\w+)\)", re.MULTILINE)
# Names that many sources have, each its own: a batch tells them apart by macros.
RENAMED = ("g_log", "main", "MISUSES", "Scene")
# A header that gives a macro of ns-3 another meaning: a source with it is checked alone.
OTHER_MACROS = "ns3/server-log.h"


def names_of(text):
    """The names that would be defined twice if two sources that have them became one."""
    names = {name for groups in NAMES.findall(text) for name in groups if name}
    names |= {f"{suite}_{name}" for suite, name in TESTS.findall(text)}
    return names - set(RENAMED)


class Batch:
    """Sources that are compiled by one command, and have no name in common."""

    def __init__(self, command):
        self.command = command
        self.sources = []
        self.names = set()
        self.lines = 0

    def takes(self, names, lines):
        return self.lines + lines <= BATCH_LINES and not self.names & names

    def add(self, source, names, lines):
        self.sources.append(source)
        self.names |= names
        self.lines += lines


def batches_of(sources, commands):
    batches = {}
    for source in sources:
        text = source.read_text(encoding="utf-8")
        names, lines = names_of(text), text.count("\n") + 1
        alone = source if OTHER_MACROS in text else None
        own = batches.setdefault((commands[source]["key"], alone), [])
        batch = next((some for some in own if some.takes(names, lines)), None)
        if batch is None:
            own.append(batch := Batch(commands[source]))
        batch.add(source, names, lines)
    return sorted((one for own in batches.values() for one in own), key=lambda one: -one.lines)


def commands_of(build):
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        # Equal but for the source and the object are the commands of one kind of target.
        entry["key"] = re.sub(r" -o \S+ -c \S+$", "", entry["command"])
        entry["key"] = re.sub(r" -Dcamcube\S*_EXPORTS", "", entry["key"])
        commands[pathlib.Path(entry["directory"], entry["file"]).resolve()] = entry
    return commands


def write_batches(batches, folder):
    folder.mkdir(exist_ok=True)
    database = []
    for number, batch in enumerate(batches):
        path = folder / f"batch-{number}.cc"
        lines = []
        for place, source in enumerate(batch.sources):
            macros = MACROS.findall(source.read_text(encoding="utf-8"))
            lines += [f'#pragma push_macro("{name}")' for name in macros]
            lines += [f"#define {name} {name}_of_source_{place}" for name in RENAMED]
            lines += [f'#include "{source}"']
            lines += [f"#undef {name}" for name in RENAMED]
            lines += [f'#pragma pop_macro("{name}")' for name in macros]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = f"{batch.command['key']} -o batch.o -c {path}"
        database.append(
            {"directory": batch.command["directory"], "file": str(path), "command": command}
        )
        batch.path = path
    (folder / "compile_commands.json").write_text(json.dumps(database), encoding="utf-8")


def tidy(folder, source):
    done = subprocess.run(
        ["clang-tidy", "-p", folder, "--quiet", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # how many warnings it suppresses
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def check(batch, build):
    """Whether clang-tidy finds nothing, what it says, and whether one by one was needed."""
    if len(batch.sources) > 1:
        status, text = tidy(batch.path.parent, batch.path)
        if "[clang-diagnostic-error]" not in text:
            return status == 0, text, False
    results = [tidy(build, source) for source in batch.sources]
    return (
        all(status == 0 for status, _ in results),
        "".join(text for _, text in results),
        len(batch.sources) > 1,
    )


def main():
    build, jobs = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    given = [pathlib.Path(path).resolve() for path in sys.stdin.read().split("\0") if path]
    commands = commands_of(build)
    unknown = [path for path in given if path not in commands]
    if unknown:
        sys.exit(f"{unknown[0]} is in no target of {build}, so how to compile it is not known")
    batches = batches_of(given, commands)
    write_batches(batches, build / "batches")
    clean, alone = True, 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for fine, text, one_by_one in pool.map(lambda batch: check(batch, build), batches):
            alone += one_by_one
            if not fine:
                clean = False
                print(text, flush=True)
    print(f"{len(given)} sources in {len(batches)} batches, {alone} of them source by source")
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
