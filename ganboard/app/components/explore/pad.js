// A square pad over tiles: the point on it is dragged with a mouse, a finger or the arrow keys.
//
//   const pad = new Pad({ onmove(x, y), onrelease(), onwant() });
//   onmove    the point was moved to a place, both from -reach to reach, y upwards
//   onrelease it was let go of, after it was moved
//   onwant    it was touched while .wait(true) holds; where it is held then is told by onmove as soon as .lay() was called
//   .lay({ side, reach, sheet, anchors })  tiles, row by row, and the places of marks A, B, ...
//   .put(place)  the dot to [x, y], or away with null
//   .parts(place)  the tiles around a place, as [index, weight]
//   .clear()  nothing on it

import { element } from "./core.js";

export const LETTERS = ["A", "B", "C"];
const STEP = 1 / 30; // of the way from the middle to the edge, by an arrow key; with Shift five of them
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [0, 0] };

export class Pad {
  constructor({ onmove, onrelease, onwant }) {
    Object.assign(this, { onmove, onrelease, onwant });
    this.plane = null;
    this.at = null; // where the dot is
    this.canvas = element("canvas", { className: "tiles", attributes: { role: "img" } });
    this.context = this.canvas.getContext("2d");
    this.marks = element("div", { className: "marks", attributes: { "aria-hidden": "true" } });
    this.dot = element("div", { className: "dot", hidden: true, attributes: { "aria-hidden": "true" } });
    this.root = element("div", { className: "pad waiting", tabIndex: 0, attributes: { role: "application" } }, this.canvas, this.marks, this.dot);
    this.listen();
  }

  get waiting() {
    return this.root.classList.contains("waiting");
  }

  wait(waiting) {
    this.root.classList.toggle("waiting", waiting);
  }

  lay(plane) {
    const { side, sheet, anchors } = plane;
    this.plane = plane;
    const [width, height] = sheet.tileSize;
    Object.assign(this.canvas, { width: side * width, height: side * height });
    for (let index = 0; index < side * side; index++) {
      sheet.tile(this.context, index, (index % side) * width, Math.floor(index / side) * height);
    }
    this.marks.replaceChildren(...anchors.map((place, index) => this.stand(element("span", { textContent: LETTERS[index] }), place)));
    this.wait(false);
    if (this.held) this.move(...this.held);
  }

  clear() {
    this.plane = null;
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.marks.replaceChildren();
    this.put(null);
  }

  put(place) {
    this.at = place;
    this.dot.hidden = !place;
    if (place) this.stand(this.dot, place);
  }

  // Places lie at the middles of tiles: the edge of the pad is half a tile beyond the reach.
  stand(mark, [x, y]) {
    const { side, reach } = this.plane;
    const part = (value) => `${((((value / reach + 1) / 2) * (side - 1) + 0.5) / side) * 100}%`;
    Object.assign(mark.style, { left: part(x), top: part(-y) });
    return mark;
  }

  placeOf(event) {
    const { left, top, width, height } = this.root.getBoundingClientRect(), { side, reach } = this.plane;
    const of = (part) => (((part * side - 0.5) / (side - 1)) * 2 - 1) * reach;
    return [of((event.clientX - left) / width), -of((event.clientY - top) / height)];
  }

  parts([x, y]) {
    const { side, reach } = this.plane, last = side - 1;
    const across = ((x / reach + 1) / 2) * last, down = ((1 - y / reach) / 2) * last;
    const column = Math.min(Math.floor(across), last - 1), row = Math.min(Math.floor(down), last - 1);
    const right = across - column, low = down - row, first = row * side + column;
    return [
      [first, (1 - right) * (1 - low)], [first + 1, right * (1 - low)],
      [first + side, (1 - right) * low], [first + side + 1, right * low],
    ];
  }

  move(x, y) {
    const { reach } = this.plane, clamp = (value) => Math.min(Math.max(value, -reach), reach);
    this.moved = true;
    this.onmove(clamp(x), clamp(y));
  }

  release() {
    this.held = null;
    if (!this.moved) return;
    this.moved = false;
    this.onrelease();
  }

  listen() {
    const { root } = this;
    const hold = (event) => {
      if (!this.plane) return;
      this.held = this.placeOf(event);
      if (!this.waiting) this.move(...this.held);
    };
    root.onpointerdown = (event) => {
      if (event.button) return;
      root.setPointerCapture(event.pointerId);
      root.focus({ preventScroll: true });
      event.preventDefault();
      hold(event);
      if (this.waiting) this.onwant();
    };
    root.onpointermove = (event) => root.hasPointerCapture(event.pointerId) && hold(event);
    root.onpointerup = root.onpointercancel = () => this.release();
    root.onkeydown = (event) => {
      const way = KEYS[event.key];
      if (!way || !this.plane || this.waiting) return;
      event.preventDefault();
      const far = STEP * this.plane.reach * (event.shiftKey ? 5 : 1), [x, y] = this.at ?? [0, 0];
      this.move(...(event.key === "Home" ? way : [x + way[0] * far, y + way[1] * far]));
    };
    root.onkeyup = root.onblur = () => this.release();
  }
}
