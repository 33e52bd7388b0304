// What the user does, and what follows from it. window.camcubeView says and does the same by calls.

const PLAY_MS = 10000; // for a whole recording

const source = JSON.parse(element("document").textContent);
const cube = new Cube(source.sides, source.ports);
const recordings = source.recordings.map(each => new Recording(each, cube));
const routes = source.routes.map(each => readRoute(each, cube));
const shown = {recording: 0, sample: 0, route: -1, picked: null, hovered: null};
let scene = null;
let timer = null;

const recording = () => recordings[shown.recording];

// Links and servers that stand out: those of the tree or path chosen, and what the pointer is at.
function findMarks() {
  const marks = {links: new Map(), servers: new Map(), roots: new Set(), isRoute: shown.route >= 0};
  const steps = marks.isRoute ? routes[shown.route].steps : [];
  for (const {server, port, rank} of steps) {
    const mark = 1 + Math.round(rank * (MARK_MOST - 1));
    marks.servers.set(server, mark);
    if (port === null) {
      marks.roots.add(server);
    } else {
      const link = cube.link(server, port);
      marks.links.set(link, mark);
      marks.links.set(cube.reverse(link), mark);
    }
  }
  for (const [what, mark] of [[shown.hovered, MARK_HOVERED], [shown.picked, MARK_PICKED]]) {
    if (what && "link" in what) {
      marks.links.set(what.link, mark);
    } else if (what) {
      marks.servers.set(what.server, mark);
    }
  }
  return marks;
}

function fullLoad() {
  return element("scale").value === "highest" ? recording().highest() || 1 : 1;
}

function update() {
  const now = recording(), full = fullLoad();
  element("time").max = now.count - 1;
  element("time").value = shown.sample;
  element("time-text").textContent = describeTime(now, shown.sample);
  element("ramp-high").textContent = percent(full);
  const least = Number(element("threshold").value);
  element("threshold-text").textContent = percent(least / 100 * full);
  fillList(element("now"), describeNow(now, shown.sample));
  const what = shown.picked || shown.hovered, isLink = Boolean(what && "link" in what);
  fillList(element("picked"), !what ? [] : isLink ? describeLink(now, shown.sample, what.link)
    : describeServer(now, shown.sample, what.server));
  element("history").hidden = !isLink;
  if (isLink) {
    drawHistory(element("history"), now, shown.sample, what.link);
  }
  if (scene) {
    scene.shared.threshold.value = least * 2.55;
    scene.show(now, shown.sample, full, findMarks());
  }
}

function show(sample) {
  shown.sample = Math.min(Math.max(Math.round(sample), 0), recording().count - 1);
  update();
}

function chooseRecording(index) {
  shown.recording = index;
  element("recording").value = index;
  show(recording().count - 1);
}

// A tree or path by its number, -1 for none; the time goes to where it was so.
function choose(index) {
  shown.route = index;
  element("route").value = index;
  const route = routes[index];
  if (!route) {
    element("route-note").textContent = source.routes_left_out
      ? `${format(source.routes_left_out)} more are left out.` : "";
    update();
    return;
  }
  const links = route.steps.filter(step => step.port !== null).length;
  const roots = route.steps.length - links;
  element("route-note").textContent = route.kind === "path"
    ? `Path of ${links} links at ${format(route.time_us, 3)} µs; it ends at the large server.`
    : `Tree of ${route.steps.length} servers and ${links} links, with ${roots} `
      + `root${roots === 1 ? "" : "s"} (large), at ${format(route.time_us, 3)} µs.`;
  const after = recording().times.findIndex(time => time >= route.time_us);
  show(after < 0 ? recording().count - 1 : after);
}

// A link or server by its name, "" for none. Returns whether there is such.
function pick(text) {
  const what = text.trim() === "" ? null : cube.find(text);
  if (text.trim() !== "" && !what) {
    return false;
  }
  setPicked(what);
  return true;
}

function setPicked(what) {
  shown.picked = what;
  element("pick").value = !what ? "" : "link" in what ? cube.nameOf(what.link) : String(what.server);
  element("pick").setCustomValidity("");
  update();
}

// One layer across an axis, 0 to 2; all for -1.
function chooseLayer(axis, at) {
  element("layer-axis").value = axis;
  element("layer").disabled = axis < 0;
  element("layer").max = axis < 0 ? 0 : cube.sides[axis] - 1;
  element("layer").value = at;
  element("layer-text").textContent = axis < 0 ? "" : `${"xyz"[axis]} = ${element("layer").value}`;
  if (scene) {
    scene.setLayer(axis, Number(element("layer").value));
  }
}

function play(isOn) {
  clearInterval(timer);
  timer = null;
  if (isOn && recording().count > 1) {
    if (shown.sample === recording().count - 1) {
      show(0);
    }
    const step = Math.min(Math.max(PLAY_MS / recording().count, 60), 500);
    timer = setInterval(() => {
      if (shown.sample === recording().count - 1) {
        play(false);
      } else {
        show(shown.sample + 1);
      }
    }, step);
  }
  element("play").textContent = timer ? "❚❚" : "▶";
  element("play").setAttribute("aria-label", timer ? "pause" : "play");
}

function isLinkShown(link) {
  const load = recording().load(shown.sample, link);
  const state = recording().state(shown.sample, link);
  return (scene.areWrapsShown || !cube.isWrap(link))
    && (state !== UP || load >= Number(element("threshold").value) / 100 * fullLoad());
}

function listenToCanvas(canvas) {
  let begin = null, waiting = null;
  const find = event => {
    const box = canvas.getBoundingClientRect();
    return pickAt(scene, event.clientX - box.left, event.clientY - box.top, isLinkShown,
                  scene.servers.visible);
  };
  canvas.addEventListener("pointermove", event => {
    if (waiting || event.buttons) { // once a frame, and not while it turns
      return;
    }
    waiting = requestAnimationFrame(() => {
      waiting = null;
      const what = find(event);
      if (JSON.stringify(what) !== JSON.stringify(shown.hovered)) {
        shown.hovered = what;
        canvas.style.cursor = what ? "pointer" : "grab";
        update();
      }
    });
  });
  canvas.addEventListener("pointerleave", () => { shown.hovered = null; update(); });
  canvas.addEventListener("pointerdown", event => { begin = [event.clientX, event.clientY]; });
  canvas.addEventListener("pointerup", event => {
    if (begin && event.button === 0
        && Math.hypot(event.clientX - begin[0], event.clientY - begin[1]) < 4) {
      setPicked(find(event));
    }
  });
  const turns = {ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1]};
  canvas.addEventListener("keydown", event => {
    if (turns[event.key]) {
      scene.turn(...turns[event.key]);
    } else if ("+=-_".includes(event.key)) {
      scene.comeCloser("+=".includes(event.key) ? 0.9 : 1 / 0.9);
    } else if (event.key === "Home") {
      scene.resetCamera();
    } else {
      return;
    }
    event.preventDefault();
  });
}

function listen() {
  element("time").addEventListener("input", event => { play(false); show(Number(event.target.value)); });
  element("play").addEventListener("click", () => play(!timer));
  element("recording").addEventListener("change", event => chooseRecording(Number(event.target.value)));
  element("route").addEventListener("change", event => choose(Number(event.target.value)));
  element("scale").addEventListener("change", update);
  element("threshold").addEventListener("input", update);
  element("unpick").addEventListener("click", () => setPicked(null));
  element("pick").addEventListener("change", event => {
    event.target.setCustomValidity(pick(event.target.value) ? ""
      : "There is no such link or server: 12 is a server, 12+x the link at its port +x.");
    event.target.reportValidity();
  });
  element("wrap").addEventListener("change", event => scene && scene.setWrap(event.target.value));
  for (const name of ["layer-axis", "layer"]) {
    element(name).addEventListener("input", () => chooseLayer(Number(element("layer-axis").value),
                                                              Number(element("layer").value)));
  }
  element("servers").addEventListener("change", event => {
    if (scene) {
      scene.servers.visible = event.target.checked;
      scene.request();
    }
  });
  addEventListener("keydown", event => {
    if (/^(INPUT|SELECT|BUTTON|SUMMARY)$/.test(event.target.tagName) && event.target.type !== "range") {
      return;
    }
    if (event.key === " ") {
      play(!timer);
      event.preventDefault();
    } else if (event.key === "[" || event.key === "]") {
      play(false);
      show(shown.sample + (event.key === "]" ? 1 : -1));
    }
  });
}

function begin() {
  element("title").textContent = `Torus of ${cube.sides.join(" × ")} servers`;
  element("subtitle").textContent = [
    source.experiment, source.version && `camcube ${source.version}`,
    source.parameters && `seed ${source.parameters.seed}, run ${source.parameters.run}`,
  ].filter(Boolean).join(" · ");
  fillLegend();
  fillChoice(element("recording"), recordings.map(each => each.name));
  element("recording-label").hidden = recordings.length < 2;
  fillChoice(element("route"), ["none", ...routes.map(
    route => `${route.name}, ${format(route.time_us, 3)} µs`)]);
  [...element("route").options].forEach((option, i) => { option.value = i - 1; });
  element("routes-section").hidden = routes.length === 0;
  element("results-section").hidden = !source.results && !source.parameters;
  fillJson(element("results"), source.results);
  fillJson(element("parameters"), source.parameters);
  try {
    scene = new Scene(element("scene"), cube);
    listenToCanvas(element("scene"));
  } catch (error) {
    element("trouble").hidden = false;
    element("trouble").textContent = "The cube cannot be drawn: this browser has no WebGL "
      + `(${error.message}). The numbers beside it are right.`;
  }
  listen();
  chooseRecording(0);
  choose(-1);
}

begin();
window.camcubeView = {
  source, cube, recordings, routes, shown, show, choose, chooseRecording, chooseLayer, pick, play,
  get scene() { return scene; },
  measureFrames: milliseconds => scene.measureFrames(milliseconds),
};
