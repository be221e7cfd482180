// Any picture, large: in one window for all pages, with its neighbours, and the way to the Explore page where it can be explored.
//
//   enlargeable(frame, () => ({ pictures, at }))   what lies in `frame` can be enlarged. It gets a button, which keyboards reach,
//                                                  and answers to clicks; `clicks: false` as a third argument leaves those alone
//     pictures   in their order, each { source, part, title, facts, smooth, explore }:
//       source     an <img> or a <canvas>
//       part       { x, y, width, height } of it, in its own pixels; left out: all of it
//       title, facts   what it is; of which step, of which run
//       smooth     whether it has no pixels to be seen
//       explore    { run, step, cell } or { run, step, z, label }, or a function that shows it; null where it cannot be explored
//     at(event)  the number of the picture that was clicked
//   cells(image, { columns, side, count }, told)   the pictures of a sheet, as `figures.grid` lays them out; `told(cell)` says the rest
//   cellAt(image, { columns, side }, event)        which of them lies below the pointer
//
// What the server writes as HTML is marked with the class "gb-large", see app/pictures.py; the window finds it by itself.

import { element, fill } from "./element.js";
import { Lightbox } from "./lightbox.js";

const GAP = 2; // pixels between the pictures of a sheet
const buttons = new Set(); // weak references: who leaves the page is forgotten
let box = null, words = null;

const name = (button) => words && button.setAttribute("aria-label", words.enlarge);

function open(asked, opener) {
  if (asked?.pictures.length && box) box.show(asked.pictures, asked.index ?? 0, opener);
}

export function enlargeable(frame, tell, { clicks = true } = {}) {
  const button = element("button", { type: "button", className: "enlarge", textContent: "⤢" });
  const show = (event) => {
    const asked = tell();
    open({ ...asked, index: event && asked.at ? asked.at(event) : 0 }, button);
  };
  button.onclick = (event) => {
    event.stopPropagation(); // what lies below is not meant
    show(null);
  };
  frame.classList.add("enlargeable");
  frame.classList.toggle("by-click", clicks);
  frame.append(button);
  if (clicks) frame.addEventListener("click", show);
  buttons.add(new WeakRef(button));
  name(button);
  return button;
}

export function cells(image, { columns, side, count }, told) {
  return Array.from({ length: count }, (_, cell) => {
    const x = (cell % columns) * (side + GAP), y = Math.floor(cell / columns) * (side + GAP);
    return { source: image, part: { x, y, width: side, height: side }, ...told(cell) };
  });
}

export function cellAt(image, { columns, side }, { clientX, clientY }) {
  const { left, top, width } = image.getBoundingClientRect(), scale = (columns * (side + GAP) - GAP) / width;
  const [column, row] = [clientX - left, clientY - top].map((place) => Math.floor((place * scale) / (side + GAP)));
  return Math.max(0, row * columns + Math.min(column, columns - 1));
}

// What the server wrote: a picture, or a sheet of them, and its neighbours in the same gallery.
function written(place, event) {
  const near = [...(place.closest(".gb-gallery") ?? place.parentElement).querySelectorAll(".gb-large")];
  const places = place.dataset.columns ? [place] : near.filter((each) => !each.dataset.columns);
  const pictures = places.flatMap((each) => {
    const { title, facts, run, step, columns, side, count, smooth } = each.dataset, image = each.querySelector("img");
    const about = { title, facts, smooth: Boolean(smooth) };
    if (!columns) return [{ source: image, ...about, explore: null }];
    const sheet = { columns: Number(columns), side: Number(side), count: Number(count) };
    return cells(image, sheet, (cell) => ({ ...about, title: fill(title, { number: cell + 1 }), explore: run ? { run, step: Number(step), cell } : null }));
  });
  const { columns, side } = place.dataset, image = place.querySelector("img");
  const clicked = event && columns && event.target === image;
  return { pictures, index: columns ? (clicked ? cellAt(image, { columns: Number(columns), side: Number(side) }, event) : 0) : places.indexOf(place) };
}

function clicked(event) {
  const place = event.target.closest?.(".gb-large");
  if (place) open(written(place, event), place.querySelector("button"));
}

export function draw({ data, parentElement, setTriggerValue }) {
  words = data.words;
  for (const held of buttons) held.deref() ? name(held.deref()) : buttons.delete(held);
  document.addEventListener("click", clicked); // the same function again changes nothing
  if (box?.parent !== parentElement) {
    box?.close();
    box = new Lightbox(parentElement);
  }
  box.name(words, (wish) => setTriggerValue("explore", wish));
}

export function dispose(parent) {
  if (box?.parent !== parent) return;
  document.removeEventListener("click", clicked);
  box.remove();
  box = null;
}
