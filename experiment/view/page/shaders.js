// How links and servers are drawn. An instance is the half of a cable that is nearer to a server, or
// a server; all that changes over time is four bytes of each: value, state, mark, and whether it is a
// root. Links are ribbons that face who looks, shaded as if they were round: two triangles each.

const BACKGROUND = "#12171d";
// From dark to bright, so that the order is seen without colour, too; no red in it.
const RAMP = ["#46525f", "#3f6299", "#2f8f9d", "#62bd6d", "#f2d13b", "#fff8d2"];
const STATE_COLORS = ["#8fa0b3", "#6f8fc9", "#9db8ff", "#ff3d6e"];
const SERVER_COLOR = "#9aa9b8";
const ROUTE_COLORS = ["#35d6ff", "#ff9f1c"]; // from its leaves, or where it begins, to its root or end
const MARK_HOVERED = 254, MARK_PICKED = 255, MARK_MOST = 250;
const SERVER_SIZE = 0.24;

const COMMON_GLSL = `
  uniform vec3 background;
  uniform vec2 depths;
  uniform float dim;
  uniform vec2 layer; // axis of the one layer that is shown, or -1, and where it is
  varying vec4 vLook;
  varying float vDepth;
  vec3 routeColor(float mark) {
    if (mark > 253.5) return vec3(1.0);
    return mix(vec3(${rgb(ROUTE_COLORS[0])}), vec3(${rgb(ROUTE_COLORS[1])}), (mark - 1.0) / 249.0);
  }
  vec3 lit(vec3 color, float light) {
    float far = smoothstep(depths.x, depths.y, vDepth);
    float faint = vLook.z > 0.5 ? 0.2 * far : max(0.75 * far, dim);
    return mix(color * light, background, faint);
  }
  // x to the right, y away and z up.
  vec3 axisOf(float axis) {
    return axis < 0.5 ? vec3(1, 0, 0) : axis < 1.5 ? vec3(0, 0, -1) : vec3(0, 1, 0);
  }
  bool isHidden(vec3 place, vec4 look) {
    return layer.x > -0.5 && look.z < 0.5 && abs(dot(place, axisOf(layer.x)) - layer.y) > 0.1;
  }
`;

const LINK_VERTEX = `
  attribute vec3 place;
  attribute float port;
  attribute vec4 look;
  uniform vec3 halfSides;
  uniform float wrapMode; // 0 none of these links wraps, 1 stubs, 2 curves
  uniform float threshold;
  varying vec2 vRibbon; // across from -1 to 1, and along
  ${COMMON_GLSL}
  const float OUT = ${(SERVER_SIZE / 2).toFixed(3)};
  // How far along the row, seen outwards from the server, and aside.
  vec2 shape(float t, float halfRow) {
    if (wrapMode < 0.5) return vec2(mix(OUT, 0.5, t), 0.0);
    if (wrapMode < 1.5) return vec2(mix(OUT, 0.42, t), 0.0);
    float turn = t / 0.25;
    if (turn < 1.0)
      return vec2(OUT * (1.0 - turn) + 0.3 * sin(3.14159 * turn),
                  0.14 * (1.0 - cos(3.14159 * turn)));
    return vec2(-halfRow * (t - 0.25) / 0.75, 0.28);
  }
  void main() {
    float axis = floor(port / 2.0);
    float sign = 1.0 - 2.0 * (port - 2.0 * axis);
    vec3 along = axisOf(axis);
    float halfRow = axis < 0.5 ? halfSides.x : axis < 1.5 ? halfSides.y : halfSides.z;
    vec3 aside = normalize(vec3(1) - abs(along));
    float t = position.y;
    vec2 here = shape(t, halfRow);
    vec2 step = normalize(shape(min(t + 0.02, 1.0), halfRow) - shape(max(t - 0.02, 0.0), halfRow));
    vec3 onward = mat3(modelViewMatrix) * (step.x * sign * along + step.y * aside);
    float width = look.y > 0.5 ? (look.y < 1.5 ? 0.016 : 0.024) : mix(0.014, 0.05, look.x / 255.0);
    if (look.z > 0.5) width = 0.055;
    else if (dim > 0.0) width *= 0.6;
    vec4 seen = modelViewMatrix * vec4(place + sign * here.x * along + here.y * aside, 1.0);
    seen.xyz += width * position.x * normalize(cross(onward, seen.xyz));
    vDepth = -seen.z;
    vRibbon = vec2(position.x, wrapMode > 1.5 ? t * (halfRow + 0.8) : 0.5 * t);
    vLook = look;
    gl_Position = projectionMatrix * seen;
    bool isIdle = look.x < threshold && look.y < 0.5 && look.z < 0.5;
    if (isIdle || isHidden(place, look)) gl_Position = vec4(2, 2, 2, 1); // outside
  }
`;

const LINK_FRAGMENT = `
  uniform sampler2D ramp;
  uniform float wrapMode;
  varying vec2 vRibbon;
  ${COMMON_GLSL}
  void main() {
    float vAlong = vRibbon.y;
    vec3 color = texture2D(ramp, vec2((vLook.x + 0.5) / 256.0, 0.5)).rgb;
    if (vLook.y > 2.5) {
      if (fract(vAlong * 8.0) > 0.6) discard;
      color = vec3(${rgb(STATE_COLORS[DOWN])});
    } else if (vLook.y > 1.5) {
      if (fract(vAlong * 8.0) > 0.6) discard;
      color = vec3(${rgb(STATE_COLORS[CHANGING])});
    } else if (vLook.y > 0.5) {
      if (fract(vAlong * 16.0) > 0.45) discard;
      color = vec3(${rgb(STATE_COLORS[ASLEEP])});
    }
    if (vLook.z > 0.5) color = routeColor(vLook.z);
    color = lit(color, 0.5 + 0.5 * sqrt(1.0 - min(vRibbon.x * vRibbon.x, 1.0)));
    if (wrapMode > 0.5 && vLook.z < 0.5) // they fade towards where they are cut, or all along
      color = mix(color, background, wrapMode < 1.5 ? 1.6 * vAlong : 0.45);
    gl_FragColor = vec4(color, 1.0);
  }
`;

const SERVER_VERTEX = `
  attribute vec3 place;
  attribute vec4 look;
  varying vec3 vCorner; // of a cube from -1 to 1
  ${COMMON_GLSL}
  void main() {
    float size = look.z > 0.5 ? (look.w > 0.5 ? 1.7 : 1.25) : 1.0;
    vec4 seen = modelViewMatrix * vec4(place + size * position, 1.0);
    vDepth = -seen.z;
    vCorner = position * ${(2 / SERVER_SIZE).toFixed(3)};
    vLook = look;
    gl_Position = isHidden(place, look) ? vec4(2, 2, 2, 1) : projectionMatrix * seen;
  }
`;

const SERVER_FRAGMENT = `
  varying vec3 vCorner;
  ${COMMON_GLSL}
  void main() {
    vec3 face = step(0.98, abs(vCorner));
    float light = face.y > 0.5 ? 1.0 : face.z > 0.5 ? 0.8 : 0.62; // top, front, side
    vec3 color = vLook.y > 0.5 ? vec3(${rgb(STATE_COLORS[DOWN])}) : vec3(${rgb(SERVER_COLOR)});
    if (vLook.z > 0.5 && (vLook.y < 0.5 || vLook.z > 253.5)) color = routeColor(vLook.z);
    gl_FragColor = vec4(lit(color, light), 1.0);
  }
`;

// A colour as three numbers of GLSL.
function rgb(hex) {
  return [1, 3, 5].map(i => (parseInt(hex.slice(i, i + 2), 16) / 255).toFixed(4)).join(", ");
}

// The ramp as 256 pixels.
function makeRamp() {
  const pixels = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; ++i) {
    const at = i / 255 * (RAMP.length - 1), from = Math.min(Math.floor(at), RAMP.length - 2);
    for (let channel = 0; channel < 3; ++channel) {
      const part = index => parseInt(RAMP[index].slice(1 + 2 * channel, 3 + 2 * channel), 16);
      pixels[4 * i + channel] = part(from) + (at - from) * (part(from + 1) - part(from));
    }
    pixels[4 * i + 3] = 255;
  }
  const texture = new THREE.DataTexture(pixels, 256, 1, THREE.RGBAFormat);
  texture.minFilter = texture.magFilter = THREE.LinearFilter;
  texture.needsUpdate = true;
  return texture;
}
