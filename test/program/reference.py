#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compares the results of short runs with stored ones, to the byte.

usage: reference.py [--renew | --note] FOLDER_OF_PROGRAMS COMPILER NS3 REFERENCE.json...

A reference says "program" and "options", and holds the "results" of that run, without what
measures the machine. An option --NAME=@SUFFIX has the program write a file, which is held against
the one beside the reference: x.json and @links.csv make x.links.csv. What does not depend on ns-3's
release ("any_ns3": true) must be equal with every one, but for the memory of ns-3's objects. The
rest, such as all that TCP does, must be so with the release it was stored with, and with a release
in "other_ns3" must have the hash that stands there; with any further one the keys alone are
compared, which is said. --renew stores what the programs give now, and --note the hash of what may
differ with reason.
"""

import hashlib
import itertools
import json
import os
import pathlib
import sys
import tempfile

import program_results

SHOWN = 10
MAX_BYTES = 100_000
RENEWAL = ("If that is meant, renew them with `ninja -C build renew-references`, read what git diff "
           "shows, and say in the commit why they changed.")


def flatten(value, path=""):
    """Yields a line with path and value for each leaf, in order."""
    if isinstance(value, (dict, list)) and value:
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            yield from flatten(part, f"{path}/{key}")
    else:
        yield f"{path}: {json.dumps(value)}"


def shape(value):
    """Returns the keys, of a list those of its first entry, without any value."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value[:1]]
    return None


def digest(results):
    """Returns the hash of results, which is equal if they are to the byte."""
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()


def simulate(programs, reference, store):
    """Returns the results now, and the contents of other files by where they are stored."""
    with tempfile.TemporaryDirectory() as folder:
        options, names = [], []
        for option in reference["options"]:
            name, at, suffix = option.partition("=@")
            names += [suffix] if at else []
            options.append(f"{name}={os.path.join(folder, suffix)}" if at else option)
        results = program_results.run(os.path.join(programs, reference["program"]), *options)
        files = {
            store.with_name(f"{store.stem}.{name}"): pathlib.Path(folder, name).read_text("utf-8")
            for name in names
        }
    return results, files


def differences(before, now):
    """Yields a line for each difference between two sequences of lines."""
    for was, being in itertools.zip_longest(before, now, fillvalue="nothing"):
        if was != being:
            yield f"stored {was}, now {being}"


def renew(store, reference, results, files, made_with):
    if reference.get("results") != results and "other_ns3" in reference:
        reference["other_ns3"] = {}  # what other releases give is to be noted anew
    reference.update(made_with)
    reference["results"] = results
    texts = {store: json.dumps(reference, indent=1) + "\n", **files}
    for path, text in texts.items():
        if len(text) > MAX_BYTES:
            sys.exit(f"{path.name} would have {len(text)} bytes; choose a smaller run, which gives "
                     f"at most {MAX_BYTES}")
        path.write_text(text, "utf-8")
    print(f"stored {', '.join(path.name for path in texts)}")


def note(store, reference, results, made_with):
    """Keeps the hash of the results with this release of ns-3, and says how many values differ."""
    before, now = list(flatten(reference["results"])), list(flatten(results))
    differing = sum(1 for _ in differences(before, now))
    reference["other_ns3"][made_with["ns3"]] = digest(results)
    keys = [key for key in reference if key != "results"] + ["results"]
    store.write_text(json.dumps({key: reference[key] for key in keys}, indent=1) + "\n", "utf-8")
    print(f"noted {store.name} for ns-3 {made_with['ns3']}: {differing} of {len(now)} values differ "
          f"from ns-3 {reference['ns3']}")


def compare(store, reference, results, files, made_with):
    """Returns whether the results are those stored, and says where not."""
    release = made_with["ns3"]
    noted = reference.get("other_ns3", {}).get(release)
    if release == reference["ns3"] or reference["any_ns3"] or noted == digest(reference["results"]):
        outcome = "EQUAL TO THE BYTE"
        ignored = () if release == reference["ns3"] else program_results.OF_THE_RELEASE
        both = [program_results.without(ignored, each) for each in (reference["results"], results)]
        found = list(differences(*map(flatten, both)))
        for path, text in files.items():
            lines = differences(path.read_text("utf-8").splitlines(), text.splitlines())
            found += [f"{path.name}: {line}" for line in lines]
    elif noted:
        outcome = f"EQUAL BY HASH to what is noted for ns-3 {release}"
        found = [] if noted == digest(results) else [f"not what is noted for ns-3 {release}"]
    else:
        outcome = (f"COMPARED BY KEYS ONLY: it is of ns-3 {reference['ns3']}, and nothing is noted for "
                   f"ns-3 {release}")
        found = [] if shape(results) == shape(reference["results"]) else ["the keys differ"]
    if not found:
        print(f"{store.name}: {outcome}")
        return True
    print(f"{reference['program']} {' '.join(reference['options'])} differs from {store} in "
          f"{len(found)} places:")
    print("\n".join(f"  {line}" for line in found[:SHOWN] + ["..."] * (len(found) > SHOWN)))
    stored_with = {key: reference[key] for key in made_with}
    if stored_with != made_with:
        print(f"They were stored with {stored_with['compiler']} and ns-3 {stored_with['ns3']}; "
              f"this is {made_with['compiler']} with ns-3 {release}.")
    print(RENEWAL)
    return False


def main():
    modes = {"--renew", "--note"} & set(sys.argv[1:])
    programs, compiler, ns3, *paths = [word for word in sys.argv[1:] if word not in modes]
    made_with = {"compiler": compiler, "ns3": ns3}
    good = True
    for store in map(pathlib.Path, paths):
        reference = json.loads(store.read_text("utf-8"))
        if reference.setdefault("any_ns3", False) is False:
            reference.setdefault("other_ns3", {})
        results, files = simulate(programs, reference, store)
        if "--renew" in modes:
            renew(store, reference, results, files, made_with)
        elif "--note" in modes and not reference["any_ns3"]:
            note(store, reference, results, made_with)
        else:
            good &= compare(store, reference, results, files, made_with)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
