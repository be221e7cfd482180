// Any picture, large: in one window for all pages, with its neighbours, and the way to the Explore page where it can be explored.
//
//   enlargeable(frame)                             what lies in `frame` can be enlarged. It gets a button in its corner, which
//                                                  keyboards reach, and answers to clicks
//   enlargeable(frame, () => ({ pictures, at }))   where there is more to say of them than their own names
//     pictures   in their order, each { source, part, title, facts, smooth, explore }:
//       source     an <img>, a <canvas> or an <svg>
//       stands     what is clicked on the page, where the source is not on it
//       part       { x, y, width, height } of it, in its own pixels; left out: all of it. A list of such: the frames of a clip, which
//                  moves in the window, too
//       title, facts   what it is; of which step, of which run
//       smooth     whether it has no pixels to be seen; left out: as it is shown on the page
//       explore    { run, step, cell } or { run, step, z, label }, or a function that shows it; left out where it cannot be explored
//     at(event)  the number of the picture that was clicked; left out: the one whose source was
//   enlargeable(frame, tell, { clicks: false })    where a click means something else: the button alone
//   sheet(image, columns, told)   `pictures` and `at` of a sheet, as `figures.grid` lays it out; `told(cell)` says the rest
//   nameOf(source)                what a picture is called on the page
//   explore(wish)                 to the Explore page, by a button of the page's own: as `explore` above
//
// What the server writes as HTML is marked with the class "gb-large", see app/pictures.py; the window finds it by itself.

import { element, fill } from "./element.js";
import { Lightbox } from "./lightbox.js";

const GAP = 2; // pixels between the pictures of a sheet
const buttons = new Set(); // weak references: who leaves the page is forgotten
let box = null, words = null;

const name = (button) => words && button.setAttribute("aria-label", words.enlarge);

function open(pictures, index, opener) {
  if (box && index >= 0 && index < pictures.length) box.show(pictures, index, opener);
}

export function enlargeable(frame, tell = () => ({ pictures: within(frame) }), { clicks = true } = {}) {
  const button = element("button", { type: "button", className: "enlarge", textContent: "⤢" });
  button.onclick = (event) => {
    event.stopPropagation(); // what lies below is not meant
    open(tell().pictures, 0, button);
  };
  const show = (event) => {
    const way = event.composedPath(), { pictures, at } = tell();
    open(pictures, at ? at(event) : pictures.findIndex(({ source, stands = source }) => way.includes(stands)), button);
  };
  frame.classList.add("enlargeable");
  frame.classList.toggle("apart", !clicks);
  frame.append(button);
  if (clicks) frame.addEventListener("click", show);
  buttons.add(new WeakRef(button));
  name(button);
  return button;
}

export const explore = (wish) => box?.send(wish);

export const nameOf = (source) => source.getAttribute("aria-label") || source.alt || source.closest("figure")?.querySelector("figcaption")?.textContent || "";

// What is to be seen in a frame, if nobody says more of it.
const within = (frame) => [...frame.querySelectorAll("img, canvas, svg[role=img]")]
  .filter((source) => source.getClientRects().length && (source.naturalWidth ?? source.width) !== 1) // 1: nothing was drawn yet
  .map((source) => ({ source, title: nameOf(source) }));

export function sheet(image, columns, told) {
  const wide = image?.naturalWidth ?? image?.width, tall = image?.naturalHeight ?? image?.height;
  if (!wide) return { pictures: [] }; // it is not there yet
  const cell = Math.round((wide + GAP) / columns), side = cell - GAP, rows = Math.round((tall + GAP) / cell);
  const pictures = Array.from({ length: columns * rows }, (_, number) => {
    const part = { x: (number % columns) * cell, y: Math.floor(number / columns) * cell, width: side, height: side };
    return { source: image, part, title: words && fill(words.one, { number: number + 1 }), ...told(number) };
  });
  const at = ({ clientX, clientY }) => {
    const { left, top, width } = image.getBoundingClientRect(), scale = (columns * cell - GAP) / width;
    const [column, row] = [clientX - left, clientY - top].map((place) => Math.max(0, Math.floor((place * scale) / cell)));
    return Math.min(row, rows - 1) * columns + Math.min(column, columns - 1);
  };
  return { pictures, at };
}

// What the server wrote: a sheet of pictures, or one picture with its neighbours in the same gallery.
function written(place) {
  const image = (each) => each.querySelector("img"), { columns, run, step, facts } = place.dataset;
  if (columns) {
    const explore = (cell) => (run ? { run, step: Number(step), cell } : null);
    return sheet(image(place), Number(columns), (cell) => ({ facts, explore: explore(cell) }));
  }
  const places = [...(place.closest(".gb-gallery")?.querySelectorAll(".gb-large") ?? [place])];
  const pictures = places.map((each) => ({ source: image(each), title: each.dataset.title, facts: each.dataset.facts, smooth: each.dataset.smooth && true, explore: null }));
  return { pictures, at: () => places.indexOf(place) };
}

function clicked(event) {
  const place = event.target.closest?.(".gb-large");
  if (!place) return;
  const { pictures, at } = written(place), button = place.querySelector("button");
  open(pictures, event.target === button && place.dataset.columns ? 0 : at(event), button);
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
