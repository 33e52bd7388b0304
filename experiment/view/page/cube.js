// The document, read: a torus, and what was recorded of it.

const UP = 0, ASLEEP = 1, CHANGING = 2, DOWN = 3; // as in "states" of the document
const PORT_NAMES = ["+x", "-x", "+y", "-y", "+z", "-z"];

function decodeBase64(text) {
  const bytes = atob(text);
  return Uint8Array.from(bytes, character => character.charCodeAt(0));
}

// Servers are numbered x + kx * (y + ky * z). Links stand server by server and port by port; cables
// too, each at the server whose plus port it is in.
class Cube {
  constructor(sides, ports) {
    this.sides = sides;
    this.ports = ports.map(name => PORT_NAMES.indexOf(name));
    this.servers = sides[0] * sides[1] * sides[2];
    this.links = this.servers * this.ports.length;
    this.cables = this.links / 2;
  }

  coordinate(server) {
    const [kx, ky] = this.sides;
    return [server % kx, Math.floor(server / kx) % ky, Math.floor(server / (kx * ky))];
  }

  number([x, y, z]) {
    return x + this.sides[0] * (y + this.sides[1] * z);
  }

  neighbor(server, port) {
    const place = this.coordinate(server), axis = port >> 1, side = this.sides[axis];
    place[axis] = (place[axis] + (port & 1 ? side - 1 : 1)) % side;
    return this.number(place);
  }

  link(server, port) {
    return server * this.ports.length + this.ports.indexOf(port);
  }

  serverOf(link) {
    return Math.floor(link / this.ports.length);
  }

  portOf(link) {
    return this.ports[link % this.ports.length];
  }

  // The same cable's other direction.
  reverse(link) {
    const port = this.portOf(link);
    return this.link(this.neighbor(this.serverOf(link), port), port ^ 1);
  }

  cableOf(link) {
    const plus = this.portOf(link) & 1 ? this.reverse(link) : link;
    return this.serverOf(plus) * this.ports.length / 2 + (plus % this.ports.length) / 2;
  }

  // Whether a link leads from one end of its row round to the other.
  isWrap(link) {
    const port = this.portOf(link), at = this.coordinate(this.serverOf(link))[port >> 1];
    return at === (port & 1 ? 0 : this.sides[port >> 1] - 1);
  }

  nameOf(link) {
    return this.serverOf(link) + PORT_NAMES[this.portOf(link)];
  }

  // The link or server that a text names: {link} or {server}; null for another text.
  find(text) {
    const match = /^(\d+)([+-][xyz])?$/.exec(text.trim());
    if (!match || Number(match[1]) >= this.servers) {
      return null;
    }
    const server = Number(match[1]), port = PORT_NAMES.indexOf(match[2]);
    if (!match[2]) {
      return {server};
    }
    return this.ports.includes(port) ? {link: this.link(server, port)} : null;
  }
}

// One recording. Sample 0 says what was so in the beginning; each later one, what links have carried
// since the one before, and what was so at its time.
class Recording {
  constructor(source, cube) {
    this.cube = cube;
    this.name = source.name;
    this.times = source.times_us;
    this.count = this.times.length;
    this.rates = source.rate_mbps;
    this.error = source.load_error_bytes;
    this.table = source.load_bytes;
    this.indices = source.load_indices.map(text => text ? this.readIndices(text, source) : null);
    this.states = [];
    this.failed = [];
    for (let sample = 0; sample < this.count; ++sample) {
      const text = source.cable_states[sample], servers = source.failed_servers[sample];
      this.states.push(text ? decodeBase64(text) : this.states[sample - 1] || new Uint8Array(0));
      this.failed.push(servers === null ? this.failed[sample - 1] : new Set(servers));
    }
    this.cableOf = Int32Array.from({length: cube.links}, (_, link) => cube.cableOf(link));
  }

  readIndices(text, source) {
    const bytes = decodeBase64(text);
    return source.load_index_width === 1
      ? bytes : Uint16Array.from({length: bytes.length / 2},
                                 (_, i) => bytes[2 * i] + 256 * bytes[2 * i + 1]);
  }

  span(sample) { // in us
    return sample > 0 ? this.times[sample] - this.times[sample - 1] : 0;
  }

  rate(link) { // in Mbit/s
    return typeof this.rates === "number" ? this.rates : this.rates[link];
  }

  bytes(sample, link) {
    const indices = sample > 0 ? this.indices[sample - 1] : null;
    return indices ? this.table[indices[link]] : 0;
  }

  // Share of the line rate.
  load(sample, link) {
    const span = this.span(sample);
    return span > 0 ? this.bytes(sample, link) * 8 / (span * this.rate(link)) : 0;
  }

  total(link) {
    let sum = 0;
    for (let sample = 1; sample < this.count; ++sample) {
      sum += this.bytes(sample, link);
    }
    return sum;
  }

  state(sample, link) {
    const cable = this.cableOf[link];
    return this.states[sample][cable >> 2] >> 2 * (cable & 3) & 3;
  }

  highest() {
    if (this.highestLoad === undefined) {
      this.highestLoad = 0;
      for (let sample = 1; sample < this.count; ++sample) {
        for (let link = 0; link < this.cube.links; ++link) {
          this.highestLoad = Math.max(this.highestLoad, this.load(sample, link));
        }
      }
    }
    return this.highestLoad;
  }

  summary(sample) {
    const sum = {bytes: 0, mean_load: 0, highest_load: 0, highest_link: null, cables_up: 0,
                 cables_asleep: 0, cables_changing: 0, cables_down: 0,
                 servers_failed: this.failed[sample].size};
    const names = ["cables_up", "cables_asleep", "cables_changing", "cables_down"];
    for (let link = 0; link < this.cube.links; ++link) {
      const load = this.load(sample, link);
      sum.bytes += this.bytes(sample, link);
      sum.mean_load += load / this.cube.links;
      if (load > sum.highest_load) {
        sum.highest_load = load;
        sum.highest_link = link;
      }
      if (!(this.cube.portOf(link) & 1)) { // each cable once
        ++sum[names[this.state(sample, link)]];
      }
    }
    return sum;
  }
}

// A tree or a path: each server with the port that leads on, and how far on it stands, 0 to 1.
function readRoute(source, cube) {
  const steps = source.servers.map((server, i) => ({
    server, port: source.ports[i] === "-" ? null : Number(source.ports[i]), rank: 0}));
  if (source.kind === "path") {
    steps.forEach((step, i) => { step.rank = steps.length > 1 ? i / (steps.length - 1) : 0; });
  } else {
    const at = new Map(steps.map(step => [step.server, step]));
    const depths = steps.map(step => {
      let depth = 0;
      for (; step && step.port !== null && depth < steps.length; ++depth) {
        step = at.get(cube.neighbor(step.server, step.port));
      }
      return depth;
    });
    const deepest = depths.reduce((most, depth) => Math.max(most, depth), 1);
    steps.forEach((step, i) => { step.rank = 1 - depths[i] / deepest; });
  }
  return {...source, steps};
}
