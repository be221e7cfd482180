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
  return sheet(image, columns, (cell) => ({ ...(classes.length && { title: classes[cell % columns] }), facts, explore: explore(cell) }));
}
