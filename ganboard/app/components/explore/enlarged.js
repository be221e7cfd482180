// Pictures of the explorer, as `enlargeable` takes them: behind each lies a point, which the large picture of the page can show.
//
//   pointed(source, title, point)  a picture of a point; without one there is nothing to explore
//   chosenOf(list)                 those of a list of { canvas, name, point }, of which some may be missing

import { desk } from "./core.js";

const GAP = 1; // pixels between the pictures of a filmstrip

export function pointed(source, title, point = null) {
  const explore = () => {
    const { z, classes, psi, off } = point;
    desk.begin({ z: Float32Array.from(z), classes: classes && [...classes], psi, off: structuredClone(off) });
    desk.mixer?.canvas.scrollIntoView({ block: "nearest" });
  };
  return { source, title, explore: point && explore };
}

export const chosenOf = (list) => list.filter((each) => each?.canvas.width > 1).map(({ canvas, name, point }) => pointed(canvas, name, point));

// The frames of a filmstrip: `count` pictures side by side on one canvas. `explore(number)` shows one.
export function filmed(source, count, title, explore) {
  const width = Math.floor((source.width + GAP) / count) - GAP;
  const pictures = Array.from({ length: count }, (_, number) => ({
    source, part: { x: number * (width + GAP), y: 0, width, height: source.height }, title, explore: () => explore(number),
  }));
  const at = ({ clientX }) => {
    const { left, width: wide } = source.getBoundingClientRect();
    return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / wide) * count)));
  };
  return source.width > count ? { pictures, at } : { pictures: [] };
}
