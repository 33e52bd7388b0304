# SPDX-License-Identifier: GPL-2.0-only
"""What a program writes with --json, without what measures the machine it ran on."""

import json
import os
import subprocess
import tempfile

OF_THE_MACHINE = ("wall_s", "cpu_s", "rss_mib", "_per_s", "ns_per_hop", "ns_per_event", "ratios")


def without_machine(value):
    if isinstance(value, dict):
        return {
            key: without_machine(part)
            for key, part in value.items()
            if not key.endswith(OF_THE_MACHINE)
        }
    if isinstance(value, list):
        return [without_machine(part) for part in value]
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
            return without_machine(json.load(file)["results"])
