// A stroke that draws itself, once for every visitor, to show what a pad is for.
//
//   const ghost = new Ghost(pad, ondone)   ondone is called when it has been drawn
//   .start()   false where it was shown before, or where nothing shall move
//   .on        from then until .stop(): what is on the pad is not the visitor's;  .drawing  while it moves
//   .note      says so, on the pad

import { element } from "./core.js";

const SHOWN = "ganboard-pad-shown"; // in the browser
const LONG = 1800; // milliseconds
// A 2, as parts of the pad's side, across and down.
const STROKE = [
  [0.31, 0.33], [0.35, 0.25], [0.43, 0.2], [0.52, 0.19], [0.61, 0.22], [0.67, 0.29], [0.67, 0.38], [0.62, 0.47], [0.54, 0.56], [0.45, 0.65],
  [0.36, 0.74], [0.31, 0.79], [0.42, 0.79], [0.55, 0.79], [0.72, 0.78],
];

export class Ghost {
  constructor(pad, ondone) {
    Object.assign(this, { pad, ondone, on: false, drawing: false });
    this.note = element("span", { className: "ghost-note", attributes: { "aria-hidden": "true" } });
    pad.root.append(this.note);
  }

  start() {
    if (this.on || matchMedia("(prefers-reduced-motion: reduce)").matches || shownBefore()) return false;
    Object.assign(this, { on: true, drawing: true, begun: null, next: 1 });
    this.pad.root.classList.add("ghost");
    this.pad.last = this.place(0);
    this.frame = requestAnimationFrame((now) => this.draw(now));
    return true;
  }

  place(part) {
    return STROKE[part].map((each) => each * this.pad.side);
  }

  draw(now) {
    this.begun ??= now;
    const at = Math.min(((now - this.begun) / LONG) * (STROKE.length - 1), STROKE.length - 1);
    for (; this.next <= at; this.next++) this.pad.line(this.place(this.next));
    if (this.next < STROKE.length) {
      const [from, to] = [this.place(this.next - 1), this.place(this.next)], part = at - (this.next - 1);
      this.pad.line(from.map((each, axis) => each + part * (to[axis] - each)));
      this.frame = requestAnimationFrame((then) => this.draw(then));
      return;
    }
    this.drawing = false;
    this.pad.last = null;
    this.ondone();
  }

  // What it drew stays no drawing of the visitor's.
  dispose() {
    cancelAnimationFrame(this.frame);
  }

  // The pad is the visitor's; who calls this clears it.
  stop() {
    cancelAnimationFrame(this.frame);
    if (this.drawing) this.pad.last = null;
    this.on = this.drawing = false;
    this.pad.root.classList.remove("ghost");
  }
}

function shownBefore() {
  try {
    const shown = localStorage.getItem(SHOWN);
    localStorage.setItem(SHOWN, "1");
    return Boolean(shown);
  } catch {
    return true; // a browser that keeps nothing would show it again and again
  }
}
