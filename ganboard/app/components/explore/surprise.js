// A way from the shown picture to a surprise: pictures on it, which the mixer shows one after the other.

import { desk, mainClass, oneHot } from "./core.js";

const FRAMES = 24; // on the way; the browser mixes those between
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// Noise part of the way along the arc between two: there the generator was trained, unlike on the straight line inside of it.
function between(from, to, part) {
  const lengths = [Math.hypot(...from), Math.hypot(...to)], dot = from.reduce((sum, each, index) => sum + each * to[index], 0);
  const angle = Math.acos(Math.min(Math.max(dot / (lengths[0] * lengths[1] || 1), -1), 1)), sine = Math.sin(angle);
  const [a, b] = sine > 1e-4 ? [Math.sin((1 - part) * angle) / sine, Math.sin(part * angle) / sine] : [1 - part, part];
  return from.map((each, index) => a * each + b * to[index]);
}

// Gives `point` another class, where there are some, and resolves to the sheet of the way there; to null where nothing shall move.
export async function surprise(point) {
  const from = desk.point, count = desk.source.classes.length;
  if (count > 1) point.classes = oneHot((mainClass(from.classes) + 1 + Math.floor(Math.random() * (count - 1))) % count, count);
  if (calm.matches || !desk.mixer) return null;
  const to = { ...from, ...point };
  const way = Array.from({ length: FRAMES }, (_, number) => {
    const part = number / (FRAMES - 1);
    const classes = from.classes?.map((weight, label) => (1 - part) * weight + part * to.classes[label]) ?? null;
    return desk.sent({ ...to, z: between(from.z, to.z, part), classes });
  });
  return (await desk.ask("frames", { points: way })).sheet;
}
