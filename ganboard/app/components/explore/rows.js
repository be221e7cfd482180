// The row of one slider: what it is called, three small pictures of where it leads from here (its beginning, middle and end), and the
// slider below them. The pictures are frames of its strip, which lie in the browser already.

import { element } from "./core.js";

const SIDE = 96; // pixels to each side of a small picture at most

// Beginning, middle and end. They take their room before they are there.
class Ends {
  constructor(label) {
    this.canvases = [0, 1, 2].map(() => element("canvas", { width: 1, height: 1 }));
    this.label = label;
    this.root = element("div", { className: "ends", attributes: { role: "img", "aria-label": label } }, ...this.canvases);
  }

  // From `count` frames of a sheet, of which the first is number `first`.
  show(sheet, first, count) {
    const width = Math.min(sheet.width, SIDE), height = Math.round((sheet.height / sheet.width) * width);
    this.canvases.forEach((canvas, place) => {
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      sheet.draw(canvas.getContext("2d"), first + Math.round((place * (count - 1)) / 2), 0, 0, width, height);
    });
  }

  // For the window in which they are large; `go(part)` moves the slider so far along its way.
  large(go) {
    return this.canvases.filter(({ width }) => width > 1).map((canvas, place) => ({ source: canvas, title: this.label, explore: () => go(place / 2) }));
  }
}

// Gives an axis its elements: `input`, `output`, `rating` and `ends`. `texts` are name (where it has none of its own a chooser stands
// behind it), full (what a screen reader says), ends, reset and resetOne.
export function rowOf(axis, texts, { onmove, onrelease, onreset, chooser = null }) {
  const label = element("label", { textContent: texts.name });
  if (chooser) label.append(" ", chooser);
  axis.input = element("input", {
    type: "range", min: axis.lowest, max: axis.highest, step: 0.01, onchange: onrelease,
    oninput: () => onmove(Number(axis.input.value)), attributes: { "aria-label": texts.full },
  });
  axis.output = element("output", { className: "detail" });
  axis.rating = element("span", { className: "rating detail", textContent: axis.detail ?? "" });
  axis.ends = new Ends(texts.ends);
  const reset = element("button", {
    type: "button", className: "reset", textContent: "↺", title: texts.reset, onclick: onreset, attributes: { "aria-label": texts.resetOne },
  });
  return element("div", { className: chooser ? "row chooses" : "row" }, element("div", { className: "name" }, label, axis.rating),
    element("div", { className: "way" }, axis.ends.root, axis.input), axis.output, reset);
}
