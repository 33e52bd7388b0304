// Which link or server is under the pointer. Reading it off the drawing would have the processor
// wait for the graphics, so the places are projected here.

const REACH = 7; // pixels

// Where a half of a cable is, as points outwards from its server; as the shader draws it.
function pointsOf(scene, link) {
  const cube = scene.cube, port = cube.portOf(link), axis = port >> 1, sign = port & 1 ? -1 : 1;
  const place = scene.place(cube.serverOf(link));
  const isWrap = cube.isWrap(link);
  const halfRow = (cube.sides[axis] - 1) / 2;
  const shape = !isWrap ? [[SERVER_SIZE / 2, 0], [0.5, 0]]
    : !scene.areCurves ? [[SERVER_SIZE / 2, 0], [0.42, 0]]
      : [[SERVER_SIZE / 2, 0], [0.3, 0.14], [0, 0.28], [-halfRow, 0.28]];
  const aside = new THREE.Vector3(1, 1, 1).setComponent([0, 2, 1][axis], 0).normalize();
  return shape.map(([on, off]) => new THREE.Vector3(...place)
    .addScaledVector(AXES[axis], sign * on).addScaledVector(aside, off));
}

// Distance of a point from a segment on the screen, and how far along it is nearest, 0 to 1.
function distanceTo(x, y, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(Math.max(((x - a.x) * dx + (y - a.y) * dy) / length, 0), 1) : 0;
  return [Math.hypot(a.x + along * dx - x, a.y + along * dy - y), along];
}

// What is at a place of the canvas, in CSS pixels: {link}, {server}, or null. Of several, the nearest
// to who looks. isShown: whether a link is drawn.
function pickAt(scene, x, y, isShown, areServersShown) {
  const canvas = scene.renderer.domElement;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  const matrix = new THREE.Matrix4().multiplyMatrices(scene.camera.projectionMatrix,
                                                      scene.camera.matrixWorldInverse);
  const project = point => {
    point.applyMatrix4(matrix);
    return {x: (point.x + 1) / 2 * width, y: (1 - point.y) / 2 * height, depth: point.z};
  };
  let best = null, nearest = 1;
  const offer = (what, depth) => {
    if (depth < nearest) {
      best = what;
      nearest = depth;
    }
  };
  for (let server = 0; server < scene.cube.servers; ++server) {
    if (!scene.isInLayer(server)) {
      continue;
    }
    const place = new THREE.Vector3(...scene.place(server));
    const away = place.distanceTo(scene.camera.position);
    const seen = project(place);
    // Links of it reach half as far as one server is from the next.
    const unit = height / (2 * Math.tan(Math.PI / 9) * away);
    const distance = Math.hypot(seen.x - x, seen.y - y);
    if (areServersShown && distance < Math.max(0.65 * SERVER_SIZE * unit, 3)) {
      offer({server}, seen.depth);
    } else if (distance < 0.6 * unit + REACH || scene.areCurves) {
      for (const port of scene.cube.ports) {
        const link = scene.cube.link(server, port);
        if (isShown(link) && (distance < 0.6 * unit + REACH || scene.cube.isWrap(link))) {
          const points = pointsOf(scene, link).map(project);
          for (let i = 1; i < points.length; ++i) {
            const [far, along] = distanceTo(x, y, points[i - 1], points[i]);
            if (far < REACH) {
              offer({link}, points[i - 1].depth + along * (points[i].depth - points[i - 1].depth));
            }
          }
        }
      }
    }
  }
  return best;
}
