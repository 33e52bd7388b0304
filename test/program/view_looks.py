# SPDX-License-Identifier: GPL-2.0-only
"""Looks at pages of --view in headless Chromium."""

import random
import sys

from view_page import Page

MOST_BYTES = 3_000_000
# WebGL by the processor, so a small window.
FLAGS = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--window-size=800,600")


def check(holds, sentence):
    """Ends the test with a sentence if something does not hold."""
    if not holds:
        sys.exit(f"view-test: {sentence}")


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
    has_hands = page.servers == 512
    check(page.bytes <= MOST_BYTES, f"{path.name} has {page.bytes} bytes")
    browser.open(path)
    check(browser.wait_for("typeof camcubeView == 'object'"), f"{path.name} has not begun")
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
