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
import random
import shutil
import subprocess
import sys
import tempfile

import program_results
from headless_browser import Browser
from view_page import Page

MOST_BYTES = 3_000_000
THREE = pathlib.Path("/usr/share/javascript/three/build/three.min.js")
# WebGL by the processor, so a small window.
FLAGS = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--window-size=800,600")
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


def check(holds, sentence):
    """Ends the test with a sentence if something does not hold."""
    if not holds:
        sys.exit(f"view-test: {sentence}")


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


def flatten(value, name=""):
    """The plain values of JSON, by dotted names."""
    if not isinstance(value, (dict, list)):
        return {name: value}
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    return {key: plain for part, inner in parts
            for key, plain in flatten(inner, f"{name}.{part}" if name else str(part)).items()}


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def number(text):
    """The number that a text of the page begins with."""
    return float(text.split()[0].replace(",", ""))


def shown(browser, field):
    """The words beside a term, by the term's key."""
    return browser.evaluate(f"document.querySelector('[data-key=\"{field}\"]').textContent")


def check_numbers(browser, page):
    """What the page says of links and times is what its document says, read here once more."""
    draw = random.Random(1)
    compared = 0
    for recording in range(len(page.document["recordings"])):
        browser.evaluate(f"camcubeView.chooseRecording({recording})")
        times = page.times(recording)
        for sample in sorted({0, 1, len(times) // 2, len(times) - 1}):
            browser.evaluate(f"camcubeView.show({sample})")
            loads = page.loads(sample, recording) if sample else [0] * page.links
            states = page.states(sample, recording)
            span = times[sample] - times[sample - 1] if sample else 0
            theirs = browser.evaluate(f"""(() => {{
                const r = camcubeView.recordings[{recording}], all = [...Array(r.cube.links).keys()];
                return [all.map(link => r.bytes({sample}, link)), all.map(link => r.state({sample}, link)),
                        all.map(link => r.load({sample}, link)), r.summary({sample}),
                        all.map(link => r.cableOf[link])];
            }})()""")
            check(theirs[0] == loads, f"loads differ at sample {sample}")
            names = page.document["states"]
            check(all(names[state] == states[cable] for state, cable in zip(theirs[1], theirs[4])),
                  f"states differ at sample {sample}")
            check(sorted(theirs[4]) == sorted(2 * list(range(page.links // 2))),
                  "a cable has not two directions")
            mine = [load * 8 / (span * page.rate(link, recording)) if span else 0
                    for link, load in enumerate(loads)]
            check(all(map(near, theirs[2], mine)), f"shares differ at sample {sample}")
            compared += 3 * page.links
            for state in names:
                check(number(shown(browser, f"cables_{state}")) == states.count(state),
                      f"the page miscounts cables that are {state}")
            check(number(shown(browser, "bytes")) == sum(loads), "the page adds up other bytes")
            check(abs(number(shown(browser, "mean_load")) - 100 * sum(mine) / len(mine)) <= 0.0051,
                  "the page has another mean load")
            check(number(shown(browser, "servers_failed"))
                  == len(page.failed_servers(sample, recording)), "the page miscounts servers")
            link = draw.randrange(page.links)
            name = (f"{link // len(page.ports)}"
                    + page.document["ports"][link % len(page.ports)])
            check(browser.evaluate(f"camcubeView.pick('{name}')"), f"there is no link {name}")
            rows = browser.evaluate("""Object.fromEntries([...document.querySelectorAll(
                '#picked [data-key]')].map(cell => [cell.dataset.key, cell.textContent]))""")
            check(rows["link"] == name and number(rows["bytes"]) == loads[link]
                  and abs(number(rows["load"]) - 100 * mine[link]) <= 0.0051
                  and number(rows["total_bytes"]) == sum(
                      page.loads(i, recording)[link] for i in range(1, len(times))),
                  f"{name} at sample {sample} is shown as {rows}")
    return compared


def check_results(browser, results):
    """Results and parameters are those of --json, every one."""
    for key in ("results", "parameters"):
        cells = browser.evaluate(f"""Object.fromEntries([...document.querySelectorAll(
            '#{key} [data-key]')].map(cell => [cell.dataset.key, cell.textContent]))""")
        written = flatten(results[key])
        check(cells.keys() == written.keys() and cells, f"the page has other {key}")
        for name, value in written.items():
            text = cells[name]
            same = text == str(value).lower() if isinstance(value, bool) else (
                near(float(text), value) if isinstance(value, (int, float)) else text == str(value)
                or value is None and text == "null")
            check(same, f"{name} is {value}, and shown as {text}")


def picture(browser):
    """What is seen of the drawing now. It is not read in the page, which Chromium complains about."""
    box = browser.evaluate("""new Promise(resolve => {
        camcubeView.scene.draw();
        const {x, y, width, height} = document.getElementById('scene').getBoundingClientRect();
        requestAnimationFrame(() => setTimeout(() => resolve({x, y, width, height, scale: 1}), 50));
    })""")
    return browser.screenshot(box)


def check_drawing(browser, page, has_hands):
    """All is drawn, and time changes it; every control does so, if all are to be tried."""
    drawn = browser.evaluate("(camcubeView.scene.draw(), camcubeView.scene.renderer.info.render)")
    check(drawn["triangles"] >= 2 * page.links + 12 * page.servers, f"only {drawn['triangles']} triangles are drawn")
    check(drawn["calls"] < 20, f"{drawn['calls']} draw calls: instances are drawn one by one")
    last = len(page.times()) - 1
    browser.evaluate("camcubeView.pick('')")
    browser.evaluate(f"camcubeView.show({last})")
    seen = [picture(browser)]
    check(picture(browser) == seen[0], "the same is drawn otherwise")
    if not has_hands:
        browser.evaluate("camcubeView.show(0)")
        check(picture(browser) != seen[0], "time changes nothing that is drawn")
        return
    steps = ["camcubeView.show(0)"] + [
        f"(e => {{ e.value = '{value}'; e.dispatchEvent(new Event('{event}')); }})"
        f"(document.getElementById('{name}'))"
        for name, value, event in (("wrap", "curves", "change"), ("wrap", "hidden", "change"),
                                   ("threshold", "100", "input"), ("layer-axis", "2", "input"),
                                   ("layer", "2", "input"))]
    steps += ["document.getElementById('servers').click()", "camcubeView.pick('1+x')"]
    for step in steps:
        browser.evaluate(step)
        seen.append(picture(browser))
        check(seen[-1] != seen[-2], f"{step} changes nothing that is drawn")
    for step in ("camcubeView.chooseLayer(-1, 0)", "document.getElementById('servers').click()",
                 "camcubeView.pick('')", steps[3].replace("'100'", "'0'"),
                 steps[1].replace("'curves'", "'stubs'"), f"camcubeView.show({last})"):
        browser.evaluate(step)
    check(picture(browser) == seen[0], "the first look does not come back")


def check_hands(browser, page):
    """Keys, slider and mouse do what they should."""
    state = "camcubeView.shown"
    browser.evaluate("camcubeView.show(0)")
    browser.evaluate("document.activeElement.blur()")
    browser.press("]")
    check(browser.evaluate(f"{state}.sample") == 1, "the key ] does not step on")
    browser.press("[")
    check(browser.evaluate(f"{state}.sample") == 0, "the key [ does not step back")
    browser.press(" ")
    check(browser.evaluate("document.getElementById('play').ariaLabel") == "pause",
          "space does not play")
    check(browser.wait_for(f"{state}.sample >= 1"), "playing does not go on")
    browser.press(" ")
    check(browser.evaluate("document.getElementById('play').ariaLabel") == "play",
          "space does not pause")
    browser.evaluate("(e => { e.value = 1; e.dispatchEvent(new Event('input')); })"
                     "(document.getElementById('time'))")
    check(browser.evaluate(f"{state}.sample") == 1, "the slider has no effect")
    check("µs" in browser.evaluate("document.getElementById('time-text').textContent"),
          "the time has no unit")
    before = picture(browser)
    browser.evaluate("document.getElementById('scene').focus()")
    browser.press("ArrowLeft")
    check(picture(browser) != before, "the arrows do not turn the cube")
    browser.press("Home")
    check(picture(browser) == before, "Home does not turn it back")
    # The nearest corner, and the outermost link there.
    place = browser.evaluate("""(() => {
        const {scene, cube} = camcubeView, place = new THREE.Vector3(...scene.place(0));
        const at = place.clone().add(new THREE.Vector3(0.3, 0, 0)).project(scene.camera);
        const server = place.project(scene.camera), box = scene.renderer.domElement.getBoundingClientRect();
        return [server, at].map(p => [box.left + (p.x + 1) / 2 * box.width,
                                      box.top + (1 - p.y) / 2 * box.height]);
    })()""")
    browser.point(*place[1])
    check(browser.wait_for(f"{state}.hovered?.link === 0"), "the mouse is over no link")
    browser.point(*place[0], click=True)
    check(browser.wait_for(f"{state}.picked?.server === 0"), "a click takes no server")
    check(shown(browser, "coordinate") == "(0, 0, 0)", "the server is another")
    check(not browser.evaluate("camcubeView.pick('no such')"), "a name of nothing is taken")
    browser.evaluate("camcubeView.pick('')")


def check_routes(browser, page):
    """A tree or path stands out when it is chosen."""
    plain = picture(browser)
    for route in (0, len(page.document["routes"]) - 1):
        browser.evaluate(f"camcubeView.choose({route})")
        check(picture(browser) != plain, f"route {route} does not show")
        source = page.document["routes"][route]
        links = len(source["ports"].replace("-", ""))
        note = browser.evaluate("document.getElementById('route-note').textContent")
        check(f"{links} links" in note, f"{source['name']} of {links} links is shown as {note}")
        marked = browser.evaluate("""(() => {
            const {scene, cube} = camcubeView;
            return [...Array(cube.links).keys()].filter(link => {
                const [meshes, at] = scene.slots[link];
                return meshes[0].geometry.attributes.look.array[at + 2] > 0;
            });
        })()""")
        wanted = set()
        for server, port in zip(source["servers"], source["ports"]):
            if port != "-":
                there = page.neighbor(server, int(port))
                wanted.add(server * len(page.ports) + page.ports.index(int(port)))
                wanted.add(there * len(page.ports) + page.ports.index(int(port) ^ 1))
        check(set(marked) == wanted, f"{source['name']} marks other links")
    browser.evaluate("camcubeView.choose(-1)")


def look_at(browser, path, results, folder):
    """Opens a page: nothing is asked for, nothing complains, and numbers and drawing are right."""
    page = Page(path)
    # Pictures take long where the processor draws them.
    has_hands = page.servers == 64 and not page.document["routes"] or page.servers == 512
    check(page.bytes <= MOST_BYTES, f"{path.name} has {page.bytes} bytes")
    browser.open(path)
    check(browser.evaluate("typeof camcubeView") == "object", f"{path.name} has not begun")
    check(browser.evaluate("document.getElementById('trouble').hidden"), "there is no WebGL")
    compared = check_numbers(browser, page)
    if results:
        check_results(browser, results)
    check_drawing(browser, page, has_hands)
    if has_hands:
        check_hands(browser, page)
    if page.document["routes"]:
        check_routes(browser, page)
    rate = browser.evaluate("camcubeView.measureFrames(1500)")
    outside = [address for address in browser.requests if address != path.resolve().as_uri()
               and not address.startswith("data:")]
    check(not outside, f"{path.name} asks for {outside}")
    check(not browser.complaints, f"{path.name} complains: {browser.complaints}")
    name = "x".join(map(str, page.sides))
    print(f"measured: view: {path.stem}, {name}: {compared} numbers equal the JSON, no request, no "
          f"console message; {rate:.1f} frames a second drawn by the processor alone")
    if folder:
        (folder / f"{path.stem}-{page.sides[0]}.png").write_bytes(browser.screenshot())


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
