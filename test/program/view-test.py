#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Makes pages by --view, reads them, and looks at them in headless Chromium.

usage: view-test.py FOLDER_OF_PROGRAMS [FOLDER_FOR_SCREENSHOTS]

Ends with status 77 where there is no Chromium or no three.js.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import program_results
from headless_browser import Browser
from view_looks import FLAGS, MOST_BYTES, check, look_at
from view_page import Page

THREE = pathlib.Path("/usr/share/javascript/three/build/three.min.js")
SHORT = {
    "throughput": ["--k=4", "--duration=2ms", "--warmup=500us"],
    "energy": ["--k=4", "--duration=3ms", "--warmup=1ms", "--loads=0,0.05"],
    "routes": ["--k=4", "--fail-links=0.2", "--fail-servers=0.1"],
    "groups": ["--k=4", "--fail-links=0.1", "--fail-servers=0.05", "--messages=100"],
    "paths": ["--k=4", "--fail-links=0.1", "--pairs=20"],
    "naming": ["--k=3", "--lookups=20", "--operations=5"],
    "deployment": ["--k=4", "--size=2", "--fail-links=0.1", "--start-up=1ms"],
    "gateways": ["--k=3", "--servers=16", "--connections=50", "--exchanges=2", "--duration=5ms"],
    "cache": ["--k=4", "--keys=10", "--requests=300", "--writes=0.2", "--fail-links=0.1"],
    "aggregation": ["--bytes=20000", "--methods=six-trees,tcp-torus"],
    "keys": ["--k=4", "--fail-links=0.1", "--keys=100"],
    "compare": ["--servers=16", "--topologies=torus,bcube", "--duration=5ms"],
}
REFUSED = [
    (["throughput", "--duration=100s", "--view=/no/such/folder/x.html"], "no such file or directory"),
    (["throughput", "--duration=100s", "--view=."], "is a directory"),
    (["throughput", "--duration=100s", "--view=/dev/full"], "no space left on device"),
    (["throughput", "--k=40", "--view=x.html"], "a view shows 32768 servers at most"),
    (["energy", "--k=20", "--loads=" + ",".join(["0.1"] * 30), "--view=x.html"], "choose fewer runs"),
    (["compare", "--topologies=dcell,bcube", "--view=x.html"], "would have no effect"),
    (["groups", "--tree=x.html", "--view=x.html"], "both write x.html"),
]


class Programs:
    """The programs, started in a folder."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = folder

    def run(self, name, *options, **environment):
        return subprocess.run([self.path / f"camcube-{name}", *options], cwd=self.folder, timeout=300,
                              capture_output=True, text=True, check=False,
                              env={**os.environ, **environment})

    def page(self, name, *options):
        """Returns the page of a run, and its results as in --json."""
        done = self.run(name, *options, "--quiet", f"--view={name}.html", f"--json={name}.json")
        check(done.returncode == 0 and not done.stderr, f"{name} {options}: {done.stderr}")
        results = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        return self.folder / f"{name}.html", results


def check_refusals(programs):
    """Whatever cannot be is said at once, in one sentence, and leaves no file."""
    attempts = [(*each, {}) for each in REFUSED]
    attempts.append((["throughput", "--duration=100s", "--view=x.html"],
                     "apt-get install libjs-three", {"CAMCUBE_THREE": "/no/such/folder"}))
    for (name, *options), words, environment in attempts:
        done = programs.run(name, *options, **environment)
        check(done.returncode == 1 and len(done.stderr.splitlines()) == 1 and words in done.stderr,
              f"{name} {options} was answered: {done.returncode} {done.stderr}")
    left = [path.name for path in programs.folder.iterdir()]
    check(not left, f"refusals left {left}")


def check_same_results(programs):
    """A page changes nothing of what a run shows."""
    for name, options in SHORT.items():
        results = [program_results.run(programs.path / f"camcube-{name}", *options, *view)
                   for view in ([], [f"--view={programs.folder / 'same.html'}"])]
        check(results[0] == results[1], f"{name} has other results with --view")
        check((programs.folder / "same.html").stat().st_size <= MOST_BYTES, f"{name}: a large page")
    print(f"measured: view: {len(SHORT)} programs have the same results with and without --view")


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_links(page, file):
    """Cables are down in the last sample where the program says so."""
    states = page.states(len(page.times()) - 1)
    rows = read_csv(file)
    check(len(rows) == len(states), f"{len(states)} cables, and {len(rows)} lines in {file.name}")
    check({row["state"] for row in rows} == {"up", "down"}, "nothing has failed")
    for row, state in zip(rows, states):
        check((row["state"] == "down") == (state == "down"), f"{row} is {state} in the page")


def check_trees(programs):
    """The trees in a page are those that the program writes."""
    path, _ = programs.page("groups", *SHORT["groups"], "--tree=tree.csv", "--links=links.csv")
    page = Page(path)
    check_links(page, programs.folder / "links.csv")
    written = {}
    for row in read_csv(programs.folder / "tree.csv"):
        tree = written.setdefault((float(row["time_us"]), f"group {row['group']}"), {})
        tree[int(row["server"])] = int(row["parent"]) if row["parent"] else None
    shown = {}
    for route in page.document["routes"]:
        check(route["kind"] == "tree", f"{route['kind']} of groups")
        shown[route["time_us"], route["name"]] = {
            server: None if port == "-" else page.neighbor(server, int(port))
            for server, port in zip(route["servers"], route["ports"])}
    check(shown == written and len(shown) == 8, f"{len(shown)} trees in the page are others")
    return path


def check_paths(programs):
    """The paths in a page are those that the program writes."""
    path, _ = programs.page("paths", *SHORT["paths"], "--paths=paths.csv", "--links=links.csv")
    page = Page(path)
    check_links(page, programs.folder / "links.csv")
    written = [[int(server) for server in row["servers"].split()]
               for row in read_csv(programs.folder / "paths.csv")]
    shown = [page.servers_of(route) for route in page.document["routes"]]
    check(shown == written and len(shown) > 40, f"{len(shown)} paths in the page are others")
    return path


def check_throughput(programs, k, duration):
    """The loads in a page add up to what the program measures."""
    path, results = programs.page("throughput", f"--k={k}", f"--duration={duration}ms",
                                  "--warmup=0ms")
    page = Page(path)
    times = page.times()
    check(page.sides == [k] * 3 and times[0] == 0 and times[-1] == 1000 * duration,
          f"a page of {page.sides} from {times[0]} to {times[-1]} us")
    source = page.document["recordings"][0]
    sent = sum(sum(page.loads(sample)) for sample in range(1, len(times)))
    shown = sent * 8 / (source["rate_mbps"] * times[-1] * page.links)
    measured = results["results"]["mean_link_utilization"]
    # A frame counts when it begins, and for the utilization as far as it has been sent.
    check(abs(shown - measured) < 0.002 + source["load_error_bytes"] * 8 / 1000 / times[-1],
          f"the page has a mean load of {shown}, the program one of {measured}")
    print(f"measured: view: {k}x{k}x{k}, {len(times) - 1} samples of {page.links} links: "
          f"{page.bytes} bytes, loads rounded by up to {source['load_error_bytes']} bytes")
    return path, results


def check_energy(programs):
    """Without load all links that may sleep do."""
    path, results = programs.page("energy", *SHORT["energy"])
    page = Page(path)
    names = [each["name"] for each in page.document["recordings"]]
    check(names == ["load 0", "load 0.05"], f"the recordings are {names}")
    for number, load in enumerate(results["results"]["loads"]):
        # Warm-up left out, as the program does.
        samples = [i for i, time in enumerate(page.times(number)) if time >= 1000]
        asleep = [page.states(i, number).count("asleep") / (page.links / 2) for i in samples]
        shown, measured = sum(asleep) / len(asleep), load["sleeping"]["links_asleep_share"]
        check(abs(shown - measured) < 0.03, f"{names[number]}: {shown} asleep, not {measured}")
    return path


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if not THREE.exists() or not shutil.which("chromium"):
        print("skipped: this test needs chromium and three.js (libjs-three on Debian)")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        programs = Programs(programs, pathlib.Path(name))
        check_refusals(programs)
        check_same_results(programs)
        pages = [(check_trees(programs), None), (check_paths(programs), None),
                 (check_energy(programs), None), check_throughput(programs, 8, 4)]
        with Browser(*FLAGS) as browser:
            for path, results in pages:
                look_at(browser, path, results, pictures)
            look_at(browser, *check_throughput(programs, 20, 1), pictures)


main()
