// The pictures of the stage, for the window in which they are large: `made`, `real` or `rebuilt`. Each cell of a sheet by itself; points
// all together, as they are drawn live or as their picture was saved.

import { sheet } from "../shared/enlarge.js";

export function large(stage, role) {
  const { data: { words, classes, columns, explores }, live, shown, cloud } = stage;
  const image = { made: stage.samples, real: stage.reals, rebuilt: stage.rebuiltPicture }[role];
  const facts = [words[role], ...(role === "real" ? [] : [stage.at(shown.step)])].join(" · ");
  if (cloud) {
    const source = role === "made" && !cloud.canvas.hidden ? cloud.canvas : image;
    return { pictures: [{ source, title: words[role], facts: image.alt, smooth: true, explore: null }], at: () => 0 };
  }
  const explore = (cell) => (explores && role === "made" ? { run: live.run, step: shown.step, cell } : null);
  const { frames } = stage.data, moves = frames > 1;
  const found = sheet(moves ? first(image, frames) : image, columns, (cell) => ({ ...(classes.length && { title: classes[cell % columns] }), facts, explore: explore(cell) }));
  if (!moves || !found.at) return found;
  const stride = image.naturalWidth / frames, each = ({ x, ...part }) => Array.from({ length: frames }, (_, frame) => ({ ...part, x: x + frame * stride }));
  const pictures = found.pictures.map(({ part, ...about }) => ({ ...about, source: image, part: each(part) }));
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = image.getBoundingClientRect(), rows = found.pictures.length / columns;
    const [column, row] = [((clientX - left) / width) * columns, ((clientY - top) / height) * rows].map((place) => Math.max(0, Math.floor(place)));
    return Math.min(row, rows - 1) * columns + Math.min(column, columns - 1);
  };
  return { pictures, at };
}

// The first of the frames that lie side by side in a picture.
function first(image, frames) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.naturalWidth / frames, height: image.naturalHeight });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas;
}
