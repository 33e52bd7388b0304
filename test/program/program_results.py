# SPDX-License-Identifier: GPL-2.0-only
"""What a program writes with --json, without what measures the machine it ran on."""

import json
import os
import subprocess
import tempfile

OF_THE_MACHINE = ("wall_s", "cpu_s", "rss_mib", "_per_s", "ns_per_hop", "ns_per_event", "ratios",
                  "optimised")
# The memory of objects, whose base classes are ns-3's and grow with it.
OF_THE_RELEASE = ("state_bytes_per_server",)


def without(endings, value):
    """Returns a value without the keys that end so."""
    if isinstance(value, dict):
        return {
            key: without(endings, part)
            for key, part in value.items()
            if not key.endswith(endings)
        }
    if isinstance(value, list):
        return [without(endings, part) for part in value]
    return value


def run(program, *options):
    """Runs a program quietly and returns its results."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "result.json")
        subprocess.run(
            [program, *options, f"--json={path}", "--quiet"],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        with open(path, encoding="utf-8") as file:
            return without(OF_THE_MACHINE, json.load(file)["results"])
