// How alike the effect of each direction is over many pictures, in words and as a number, beside its slider.

import { desk, fill } from "./core.js";

const ALIKE = [[0.7, "always"], [0.45, "mostly"], [0.2, "somewhat"]]; // consistency in words, from so much on; below: hardly

// Asked last, for it takes longest. `wanted` tells whether the sliders are still those.
export async function rate(axes, words, wanted) {
  if (!axes.length) return;
  try {
    const { head } = await desk.ask("consistency", { directions: axes.map((axis) => axis.ask.direction), point: desk.sent() });
    if (!wanted()) return;
    head.consistency.forEach((value, number) => {
      const { detail, rating } = axes[number], how = words.alike[ALIKE.find(([from]) => value >= from)?.[1] ?? "hardly"];
      rating.textContent = [detail, fill(words.consistency, { how, value: value.toFixed(2) })].filter(Boolean).join(" · ");
    });
  } catch (error) {
    if (!error.lost && wanted()) desk.problem(error);
  }
}
