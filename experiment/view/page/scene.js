// What is drawn: meshes of instances (links inside the cube, those round it as stubs and as curves,
// servers), and the axes. It is drawn anew only when something has changed.

const CURVE_STEPS = 16;
const AXES = [new THREE.Vector3(1, 0, 0), new THREE.Vector3(0, 0, -1), new THREE.Vector3(0, 1, 0)];

class Scene {
  constructor(canvas, cube) {
    this.cube = cube;
    this.renderer = new THREE.WebGLRenderer({canvas, antialias: true});
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 1.5));
    this.renderer.setClearColor(BACKGROUND);
    this.scene = new THREE.Scene();
    this.camera = new THREE.PerspectiveCamera(40, 1, 0.1, 1000);
    this.controls = new THREE.OrbitControls(this.camera, canvas);
    this.controls.enableKeys = false; // ours are others
    this.controls.addEventListener("change", () => this.request());
    this.shared = {
      background: {value: new THREE.Color(BACKGROUND)},
      depths: {value: new THREE.Vector2(0, 1)},
      dim: {value: 0},
      threshold: {value: 0},
      layer: {value: new THREE.Vector2(-1, 0)},
      ramp: {value: makeRamp()},
      halfSides: {value: new THREE.Vector3(...cube.sides.map(side => (side - 1) / 2))},
    };
    this.frames = 0;
    this.addLinks();
    this.addServers();
    this.addAxes();
    this.resetCamera();
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    this.resize();
  }

  // x to the right, y away and z up; the middle of the cube is at 0.
  place(server) {
    const [x, y, z] = this.cube.coordinate(server).map(
      (at, axis) => at - (this.cube.sides[axis] - 1) / 2);
    return [x, z, -y];
  }

  // slots says where a link is: its meshes, and its place in them.
  addLinks() {
    const all = Array.from({length: this.cube.links}, (_, link) => link);
    const inside = all.filter(link => !this.cube.isWrap(link));
    const wraps = all.filter(link => this.cube.isWrap(link));
    this.slots = new Array(this.cube.links);
    this.meshes = [this.makeLinks(inside, 1, 0)];
    this.stubs = this.makeLinks(wraps, 1, 1);
    this.curves = this.makeLinks(wraps, CURVE_STEPS, 2);
    this.curves.visible = false;
    this.meshes.push(this.stubs, this.curves);
    inside.forEach((link, i) => { this.slots[link] = [[this.meshes[0]], 4 * i]; });
    wraps.forEach((link, i) => { this.slots[link] = [[this.stubs, this.curves], 4 * i]; });
  }

  makeLinks(links, steps, wrapMode) {
    const geometry = new THREE.InstancedBufferGeometry();
    const corners = [], faces = [];
    for (let step = 0; step <= steps; ++step) {
      corners.push(-1, step / steps, 0, 1, step / steps, 0);
      if (step < steps) {
        const a = 2 * step;
        faces.push(a, a + 1, a + 2, a + 1, a + 3, a + 2);
      }
    }
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(corners, 3));
    geometry.setIndex(faces);
    const places = links.flatMap(link => this.place(this.cube.serverOf(link)));
    geometry.setAttribute("place",
                          new THREE.InstancedBufferAttribute(new Float32Array(places), 3));
    const ports = Float32Array.from(links, link => this.cube.portOf(link));
    geometry.setAttribute("port", new THREE.InstancedBufferAttribute(ports, 1));
    return this.addInstances(geometry, links.length, LINK_VERTEX, LINK_FRAGMENT,
                             {wrapMode: {value: wrapMode}});
  }

  addServers() {
    const geometry = new THREE.InstancedBufferGeometry();
    const corners = Array.from({length: 8}, (_, i) => [i & 1, i >> 1 & 1, i >> 2].map(
      bit => (bit - 0.5) * SERVER_SIZE)).flat();
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(corners, 3));
    geometry.setIndex([0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                       2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5]);
    const places = Array.from({length: this.cube.servers}, (_, server) => this.place(server)).flat();
    geometry.setAttribute("place",
                          new THREE.InstancedBufferAttribute(new Float32Array(places), 3));
    this.servers = this.addInstances(geometry, this.cube.servers, SERVER_VERTEX, SERVER_FRAGMENT, {});
  }

  addInstances(geometry, count, vertexShader, fragmentShader, uniforms) {
    const look = new THREE.InstancedBufferAttribute(new Uint8Array(4 * count), 4, false);
    look.setUsage(THREE.DynamicDrawUsage);
    geometry.setAttribute("look", look);
    geometry.maxInstancedCount = count;
    const material = new THREE.ShaderMaterial({
      vertexShader, fragmentShader, uniforms: {...this.shared, ...uniforms},
      side: THREE.DoubleSide});
    const mesh = new THREE.Mesh(geometry, material);
    mesh.frustumCulled = false; // its bounds are not those of one instance
    this.scene.add(mesh);
    return mesh;
  }

  // A short arrow with a letter for each axis, at server 0.
  addAxes() {
    const corner = new THREE.Vector3(...this.place(0)).add(new THREE.Vector3(-0.7, -0.7, 0.7));
    ["x", "y", "z"].forEach((letter, axis) => {
      const along = AXES[axis];
      this.scene.add(new THREE.ArrowHelper(along, corner, 1.1, 0xa3b0bd, 0.25, 0.14));
      const picture = document.createElement("canvas");
      picture.width = picture.height = 64;
      const pen = picture.getContext("2d");
      pen.fillStyle = "#e6ebf0";
      pen.font = "48px sans-serif";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(letter, 32, 32);
      const sprite = new THREE.Sprite(
        new THREE.SpriteMaterial({map: new THREE.CanvasTexture(picture), transparent: true}));
      sprite.position.copy(corner).addScaledVector(along, 1.4);
      sprite.scale.setScalar(0.6);
      this.scene.add(sprite);
    });
  }

  resetCamera() {
    this.radius = Math.hypot(...this.cube.sides.map(side => (side - 1) / 2 + 0.7));
    this.controls.target.set(0, 0, 0);
    this.camera.position.set(-0.55, 0.42, 1).setLength(
      1.04 * this.radius / Math.sin(Math.PI / 9) / Math.min(1, this.camera.aspect));
    this.controls.update();
    this.request();
  }

  turn(around, up) {
    const from = this.camera.position.clone().sub(this.controls.target);
    const at = new THREE.Spherical().setFromVector3(from);
    at.theta += around;
    at.phi = Math.min(Math.max(at.phi + up, 0.01), Math.PI - 0.01);
    this.camera.position.setFromSpherical(at).add(this.controls.target);
    this.controls.update();
  }

  comeCloser(factor) {
    this.camera.position.sub(this.controls.target).multiplyScalar(factor).add(this.controls.target);
    this.controls.update();
  }

  resize() {
    const {clientWidth: width, clientHeight: height} = this.renderer.domElement.parentElement;
    if (width > 0 && height > 0) {
      this.camera.aspect = width / height;
      this.camera.updateProjectionMatrix();
      this.renderer.setSize(width, height, false);
      this.draw(); // at once, or it flickers
    }
  }

  setWrap(mode) {
    this.stubs.visible = mode === "stubs";
    this.curves.visible = mode === "curves";
    this.request();
  }

  // Shows one layer across an axis, 0 to 2; all for -1.
  setLayer(axis, at) {
    const middle = axis < 0 ? 0 : (this.cube.sides[axis] - 1) / 2;
    this.shared.layer.value.set(axis, at - middle);
    this.request();
  }

  isInLayer(server) {
    const {x: axis, y: at} = this.shared.layer.value;
    return axis < 0
      || this.cube.coordinate(server)[axis] === at + (this.cube.sides[axis] - 1) / 2;
  }

  get areCurves() {
    return this.curves.visible;
  }

  get areWrapsShown() {
    return this.stubs.visible || this.curves.visible;
  }

  // Has all links and servers look as they are at a time. marks: Maps of their numbers to marks.
  show(recording, sample, fullLoad, marks) {
    for (let link = 0; link < this.cube.links; ++link) {
      const value = Math.round(255 * Math.min(recording.load(sample, link) / fullLoad, 1));
      const state = recording.state(sample, link), mark = marks.links.get(link) || 0;
      const [meshes, at] = this.slots[link];
      for (const mesh of meshes) {
        const look = mesh.geometry.attributes.look.array;
        look[at] = value;
        look[at + 1] = state;
        look[at + 2] = mark;
      }
    }
    const look = this.servers.geometry.attributes.look.array;
    for (let server = 0; server < this.cube.servers; ++server) {
      look[4 * server + 1] = recording.failed[sample].has(server) ? 1 : 0;
      look[4 * server + 2] = marks.servers.get(server) || 0;
      look[4 * server + 3] = marks.roots.has(server) ? 1 : 0;
    }
    this.shared.dim.value = marks.isRoute ? 0.72 : 0;
    for (const mesh of [...this.meshes, this.servers]) {
      mesh.geometry.attributes.look.needsUpdate = true;
    }
    this.request();
  }

  request() {
    if (!this.isRequested) {
      this.isRequested = true;
      requestAnimationFrame(() => this.draw());
    }
  }

  draw() {
    this.isRequested = false;
    const distance = this.camera.position.distanceTo(this.controls.target);
    this.shared.depths.value.set(distance - 0.8 * this.radius, distance + this.radius);
    this.camera.near = Math.max(distance / 100, 0.05);
    this.camera.far = distance + 3 * this.radius;
    this.camera.updateProjectionMatrix();
    this.renderer.render(this.scene, this.camera);
    ++this.frames;
  }

  // Turns the cube for a while. Promises frames a second.
  measureFrames(milliseconds) {
    const begin = performance.now(), before = this.frames;
    return new Promise(resolve => {
      const next = () => {
        const elapsed = performance.now() - begin;
        if (elapsed >= milliseconds) {
          resolve((this.frames - before) * 1000 / elapsed);
          return;
        }
        this.turn(0.01, 0);
        this.draw();
        this.renderer.getContext().finish();
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
  }
}
