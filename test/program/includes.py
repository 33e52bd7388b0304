#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Reads the includes of all sources, and holds them to the plan of the house.

usage: includes.py [FOLDER]

No file includes one of a higher floor, or of another room on its own floor; no two folders include
each other, be it by way of others; no include leaves the repository by its path; a public header
includes public ones only, and so does an example; and helper/ stays small. FOLDER is the top level,
by default that of this file.
"""

import collections
import pathlib
import re
import sys

# A floor includes floors below it.
FLOORS = {
    "model/core": 1,
    "model/topology": 2,
    "model/nic": 3,
    "model/runtime": 4,
    "model/routing": 5,
    "model/services": 6,
    "model/ip": 7,
    "model/baseline": 7,
    "model/live": 8,
    "model/parallel": 8,
    "helper": 9,
    "experiment": 10,
    "examples": 11,
    "bindings": 11,
    "paper": 12,
    "test": 13,
}
HELPER_LINES = 4000
# A service is a folder, but for files that are counted as something of its own.
APART = {
    "model/services/failure-notification/server-failures":
        "model/services/failure-notification, ServerFailures",
    "model/services/groups/tree/parent-preference":
        "model/services/groups/tree, preferences such as mini-cubes",
}
LIST = "cmake/public-headers.cmake"
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def room(path):
    """Returns the entry of FLOORS that a file belongs to, or None."""
    return next((key for key in FLOORS if path.startswith(key + "/")), None)


class House:
    def __init__(self, top):
        self.faults = []
        tops = {key.partition("/")[0] for key in FLOORS}
        paths = [path for folder in sorted(tops) for path in sorted((top / folder).rglob("*"))]
        self.text = {
            path.relative_to(top).as_posix(): path.read_text(encoding="utf-8")
            for path in paths
            if path.suffix in (".h", ".cc")
        }
        # Headers are staged flat, so a name says which file is meant.
        self.headers = {path.rpartition("/")[2]: path for path in self.text if path.endswith(".h")}
        self.folder_uses = collections.defaultdict(dict)  # folder -> folder -> an example
        listed = (top / LIST).read_text(encoding="utf-8")
        self.lists = {
            kind: re.findall(r"^\s+(\S+)$", paths, re.MULTILINE)
            for kind, paths in re.findall(r"set\(camcube_(\w+)_headers\s([^)]*)\)", listed)
        }

    def read_includes(self):
        count = 0
        for path, text in self.text.items():
            if not room(path):
                self.faults.append(f"{path} stands on no floor; FLOORS in {__file__} lists them")
                continue
            for quote, name in INCLUDE.findall(text):
                count += 1
                self.check_include(path, quote, name)
        return count

    def find(self, quote, name):
        """Returns which header of ours is included; None for those of others."""
        bare = name[len("ns3/"):] if name.startswith("ns3/") else name
        return None if quote == "<" and bare == name else self.headers.get(bare)

    def check_include(self, path, quote, name):
        if name.startswith("/") or ".." in name.split("/"):
            self.faults.append(f"{path} includes {name}, by a path that leaves its folder")
        target = self.find(quote, name)
        if not target:
            return
        source_room, target_room = room(path), room(target)
        if FLOORS[target_room] > FLOORS[source_room]:
            self.faults.append(f"{path} includes {target}, which is a floor above it")
        elif FLOORS[target_room] == FLOORS[source_room] and source_room != target_room:
            self.faults.append(f"{path} includes {target}, another room on the same floor")
        folder, used = path.rpartition("/")[0], target.rpartition("/")[0]
        if folder != used:
            self.folder_uses[folder].setdefault(used, f"{path} includes {target}")

    def find_circle(self):
        """Says one circle of folders, if there is one, with an include for each step."""
        done, trail = set(), []

        def visit(folder):
            if folder in trail:
                circle = trail[trail.index(folder):] + [folder]
                steps = [self.folder_uses[a][b] for a, b in zip(circle, circle[1:])]
                self.faults.append("a circle of folders: " + "; ".join(steps))
                return True
            if folder in done:
                return False
            trail.append(folder)
            found = any(visit(used) for used in self.folder_uses.get(folder, ()))
            trail.pop()
            done.add(folder)
            return found

        return any(visit(folder) for folder in list(self.folder_uses))

    def check_public(self):
        """Holds the set of public headers closed. Returns how many a user may include."""
        public, exposed = self.lists["public"], self.lists["exposed"]
        seen_by_users = {*public, *exposed}
        used = set()
        for path in [*public, *exposed]:
            if path not in self.text:
                self.faults.append(f"{LIST} lists {path}, which there is not")
        for path, text in self.text.items():
            if path not in seen_by_users and not path.startswith("examples/"):
                continue
            for quote, name in INCLUDE.findall(text):
                target = self.find(quote, name)
                used.add(target)
                if target and target not in seen_by_users:
                    self.faults.append(f"{path} is for users and includes {target}, which is "
                                       f"private: {LIST} does not list it")
        for path in exposed:
            if path not in used:
                self.faults.append(f"{path} is private by now: take it from {LIST}")
        return len(public)

    def count_helper_lines(self):
        lines = sum(
            text.count("\n") for path, text in self.text.items() if path.startswith("helper/")
        )
        if lines > HELPER_LINES:
            self.faults.append(f"helper/ has {lines} lines, and may have {HELPER_LINES}")
        return lines

    def count_service_lines(self):
        """Non-blank lines of each service, and those that are not comments alone."""
        lines, code = collections.Counter(), collections.Counter()
        for path, text in self.text.items():
            folder = path.rpartition("/")[0]
            if folder.startswith("model/services/") or folder == "model/routing/keys":
                service = APART.get(path.rpartition(".")[0], folder)
                lines[service] += sum(1 for line in text.splitlines() if line.strip())
                bare = COMMENT.sub("", text)
                code[service] += sum(1 for line in bare.splitlines() if line.strip())
        self.faults += [f"{service} is listed in APART of {__file__}, and has no files"
                        for service in APART.values() if not lines[service]]
        return [f"{service}: {lines[service]} non-blank lines, {code[service]} without comments"
                for service in sorted(lines)]


def main():
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    house = House(top.resolve())
    count = house.read_includes()
    house.find_circle()
    public = house.check_public()
    lines = house.count_helper_lines()
    services = house.count_service_lines()
    if house.faults:
        sys.exit("\n".join(house.faults))
    if count == 0:
        sys.exit(f"there are no sources in {top}")
    print(f"measured: {count} includes in {len(house.text)} files climb no floor and make no circle "
          f"of folders; {public} headers are public; helper/ has {lines} lines")
    for service in services:
        print(f"measured: {service}")


if __name__ == "__main__":
    main()
