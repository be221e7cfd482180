// What arithmetic reckons with: the mean of what the generator gets for some points, and A − B + C of such means.

import { valuesOf } from "./classes.js";

// Noise after truncation, and parts of classes.
export function mean(points) {
  const noise = new Float32Array(points[0].z.length), classes = points[0].classes?.map(() => 0) ?? null;
  for (const { z, classes: weights, psi } of points) {
    z.forEach((part, index) => (noise[index] += (part * psi) / points.length));
    classes?.forEach((_, index) => (classes[index] += weights[index] / points.length));
  }
  return { noise, classes };
}

// a − b + c; nobody has less than nothing of a class, and all parts together are one.
function without(a, b, c) {
  const rest = a.map((part, index) => Math.max(part - b[index] + c[index], 0)), whole = rest.reduce((sum, part) => sum + part, 0) || 1;
  return rest.map((part) => part / whole);
}

// Parts of each factor's values, of parts of classes.
function partsOf(classes, sizes) {
  const parts = sizes.map((size) => Array(size).fill(0));
  classes.forEach((weight, label) => weight && valuesOf(label, sizes).forEach((value, factor) => (parts[factor][value] += weight)));
  return parts;
}

// Where classes are combinations of factors' values each factor is reckoned with by itself: red − blue + (blue, small) is (red, small).
function classesOf(a, b, c, sizes) {
  if (!sizes.length) return without(a, b, c);
  const [ours, less, more] = [a, b, c].map((classes) => partsOf(classes, sizes));
  const parts = ours.map((part, factor) => without(part, less[factor], more[factor]));
  return a.map((_, label) => valuesOf(label, sizes).reduce((whole, value, factor) => whole * parts[factor][value], 1));
}

// Of means; `sizes` says how many values each factor has, and is empty where there are none.
export function combine(a, b, c, sizes = []) {
  const noise = a.noise.map((part, index) => part - b.noise[index] + c.noise[index]);
  return { noise, classes: a.classes && classesOf(a.classes, b.classes, c.classes, sizes) };
}

// A point; `usual` brings it to the length that noise has: the root of the number of its coordinates.
export function pointOf({ noise, classes }, usual) {
  const length = Math.hypot(...noise), times = usual && length > 1e-6 ? Math.sqrt(noise.length) / length : 1;
  return { z: noise.map((part) => part * times), classes, psi: 1, off: {} };
}
