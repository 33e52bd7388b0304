// The words and numbers beside the drawing.

const element = id => document.getElementById(id);

// A number for people: 1,234.5, of so many decimals at most.
function format(number, decimals = 1) {
  return number.toLocaleString("en-US", {maximumFractionDigits: decimals});
}

function percent(share) {
  return `${format(100 * share, 2)} %`;
}

// Fills a list of terms: rows of [term, text, key], the key for who looks for it.
function fillList(list, rows) {
  list.replaceChildren(...rows.flatMap(([term, text, key]) => {
    const name = document.createElement("dt"), value = document.createElement("dd");
    name.textContent = term;
    value.textContent = text;
    if (key) {
      value.dataset.key = key;
    }
    return [name, value];
  }));
}

function fillChoice(select, texts) {
  select.replaceChildren(...texts.map((text, i) => new Option(text, i)));
}

// The plain values of a tree of JSON, as ["a.b", value].
function flatten(value, name = "") {
  if (value === null || typeof value !== "object") {
    return [[name, value]];
  }
  return Object.entries(value).flatMap(
    ([key, part]) => flatten(part, name ? `${name}.${key}` : key));
}

function fillJson(list, value) {
  fillList(list, flatten(value ?? {}).map(([name, plain]) => [name, String(plain), name]));
}

function fillLegend() {
  element("ramp").style.background = `linear-gradient(90deg, ${RAMP.join(", ")})`;
  const states = [["asleep", ASLEEP, "link asleep"], ["changing", CHANGING, "falls asleep or wakes"],
                  ["down", DOWN, "link down: it, or a server at its end, has failed"],
                  ["server", DOWN, "server failed"]];
  element("states").replaceChildren(...states.map(([name, state, text]) => {
    const item = document.createElement("li"), mark = document.createElement("i");
    mark.className = name;
    mark.style[name === "server" ? "background" : "borderColor"] = STATE_COLORS[state];
    item.append(mark, text);
    return item;
  }));
}

const STATE_NAMES = ["up", "asleep", "falls asleep or wakes", "down"];

function coordinates(cube, server) {
  return `(${cube.coordinate(server).join(", ")})`;
}

function describeTime(recording, sample) {
  const at = `${format(recording.times[sample], 3)} µs`;
  return sample === 0 ? `${at}, the beginning`
    : `${at}, ${sample} of ${recording.count - 1}; load over ${format(recording.span(sample), 3)} µs`;
}

function describeNow(recording, sample) {
  const now = recording.summary(sample), cube = recording.cube;
  return [
    ["mean load", percent(now.mean_load), "mean_load"],
    ["highest load", now.highest_link === null ? "none"
      : `${percent(now.highest_load)} at ${cube.nameOf(now.highest_link)}`, "highest_load"],
    ["sent in the interval", `${format(now.bytes)} bytes`, "bytes"],
    ["cables up", format(now.cables_up), "cables_up"],
    ["cables asleep", format(now.cables_asleep), "cables_asleep"],
    ["cables changing", format(now.cables_changing), "cables_changing"],
    ["cables down", format(now.cables_down), "cables_down"],
    ["servers failed", format(now.servers_failed), "servers_failed"],
  ];
}

function describeLink(recording, sample, link) {
  const cube = recording.cube, from = cube.serverOf(link);
  const to = cube.neighbor(from, cube.portOf(link));
  const load = recording.load(sample, link);
  return [
    ["link", cube.nameOf(link), "link"],
    ["from", `${from} ${coordinates(cube, from)}`, "from"],
    ["to", `${to} ${coordinates(cube, to)}`, "to"],
    ["state", STATE_NAMES[recording.state(sample, link)], "state"],
    ["load", percent(load), "load"],
    ["rate", `${format(load * recording.rate(link), 3)} of ${format(recording.rate(link))} Mbit/s`,
     "mbps"],
    ["sent in the interval", `${format(recording.bytes(sample, link))} bytes`, "bytes"],
    ["sent in all", `${format(recording.total(link))} bytes`, "total_bytes"],
    ...(recording.error ? [["each rounded by up to", `${format(recording.error)} bytes`, "error"]] : []),
  ];
}

function describeServer(recording, sample, server) {
  const cube = recording.cube;
  return [
    ["server", String(server), "server"],
    ["coordinate", coordinates(cube, server), "coordinate"],
    ["state", recording.failed[sample].has(server) ? "failed" : "up", "state"],
    ...cube.ports.map(port => {
      const link = cube.link(server, port), state = recording.state(sample, link);
      return [`sends at ${PORT_NAMES[port]}`, state === UP || recording.bytes(sample, link) > 0
        ? percent(recording.load(sample, link)) : STATE_NAMES[state], PORT_NAMES[port]];
    }),
  ];
}

// The load of a link over time, as steps, and where the time shown is.
function drawHistory(canvas, recording, sample, link) {
  const pen = canvas.getContext("2d"), {width, height} = canvas;
  const last = recording.times[recording.count - 1], first = recording.times[0];
  const toX = time => last > first ? (time - first) / (last - first) * width : 0;
  const most = Math.max(...recording.times.map((_, i) => recording.load(i, link)), 1e-9);
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = "#3f6fa8";
  for (let i = 1; i < recording.count; ++i) {
    const tall = recording.load(i, link) / most * (height - 26);
    pen.fillRect(toX(recording.times[i - 1]), height - tall,
                 Math.max(toX(recording.times[i]) - toX(recording.times[i - 1]), 1), tall);
  }
  pen.fillStyle = "#e6ebf0";
  pen.fillRect(Math.min(toX(recording.times[sample]), width - 3), 26, 3, height - 26);
  pen.fillStyle = "#a3b0bd";
  pen.font = "22px sans-serif";
  pen.fillText(`highest ${percent(most)}`, 0, 20);
}
