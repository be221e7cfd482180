// Ten digits, written one after the other on one pad: with a finger, a pen, a mouse, or the arrow keys and Space. What was written goes to
// the page's script whenever a stroke is done.

import { Sketch } from "../explore/sketch.js";
import { element, fill, partOf, put } from "../shared/element.js";

const SIDE = 280; // pixels of the pad
const PEN = 20; // its width, pixels of the pad
const DIGITS = [...Array(10).keys()];
const TAP = 700; // milliseconds after which a click is no longer that of a tap
const LEVEL = 17; // from one grey to the next of sixteen
const KEPT = "ganboard.hand"; // under what name the tab keeps what was written: a pull at a phone's page loads it anew

// What is written stays while other pages are looked at, or the script draws this part anew: pictures of the pad, small ones, and their text.
const held = { pads: new Map(), small: new Map(), at: 0, text: null };

const kept = () => {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
};

const keep = (text) => {
  try {
    sessionStorage.setItem(KEPT, text);
  } catch {} // as above
};

// A finger's tap counts when it is lifted: after a quick stroke Chromium may send no click for it.
function pressed(button, press) {
  let lifted = -Infinity;
  button.onpointerup = ({ pointerType, clientX, clientY, timeStamp }) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    if (pointerType === "mouse" || clientX < left || clientX > right || clientY < top || clientY > bottom) return;
    lifted = timeStamp;
    press();
  };
  button.onclick = ({ timeStamp }) => timeStamp - lifted > TAP && press(); // not once more for the same tap
  return button;
}

class Hand {
  constructor(parent) {
    this.pad = new Sketch(() => this.written(), { side: SIDE });
    this.pad.brush = { width: PEN, colour: "#ffffff" };
    const button = (press) => pressed(element("button", { type: "button" }), press);
    this.undo = button(() => this.pad.undo());
    this.clear = button(() => {
      this.pad.remember();
      this.pad.clear();
      this.written();
    });
    this.next = button(() => this.go(this.following()));
    this.next.className = "primary";
    this.task = element("p", { className: "task", attributes: { role: "status" } });
    this.hint = element("p", { className: "hint" });
    this.digits = DIGITS.map((digit) => {
      const canvas = element("canvas", { attributes: { "aria-hidden": "true" } });
      const chip = pressed(element("button", { type: "button" }, canvas, element("span", { textContent: digit })), () => this.go(digit));
      return { canvas, chip };
    });
    this.row = element("div", { className: "digits", attributes: { role: "group" } }, ...this.digits.map(({ chip }) => chip));
    this.root = element("div", { className: "hand" }, this.task,
      element("div", { className: "sheet" }, this.pad.root,
        element("div", { className: "row-of-tools" }, this.undo, this.clear, this.next)),
      this.row, this.hint);
    parent.append(this.root);
  }

  dispose() {}

  tell({ data, setStateValue }) {
    const first = !this.data;
    this.data = data;
    this.send = (text) => setStateValue("digits", text);
    const { words } = data;
    this.pad.canvas.setAttribute("aria-label", words.pad);
    this.row.setAttribute("aria-label", words.digits);
    for (const name of ["undo", "clear", "next"]) put(this[name], words[name]);
    if (first) {
      if (held.text === null) {
        const text = data.drawn || kept();
        this.take(text);
        if (text !== data.drawn) held.text = text;
      }
      if (held.text !== null && data.drawn !== held.text) this.send(held.text);
      this.lay();
      this.go(held.at);
    }
    this.name();
  }

  // The digits as the page's script holds them: after a reload the pad begins with them.
  take(text) {
    const { side } = this.data, size = side * side;
    let letters = "";
    try {
      letters = atob(text);
    } catch {} // a choice that came back from somebody else's browser
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    for (const digit of DIGITS) {
      const image = new ImageData(side, side);
      for (let pixel = 0; pixel < size; pixel++) {
        const place = digit * size + pixel, value = LEVEL * (((bytes[place >> 1] ?? 0) >> (place % 2 ? 0 : 4)) & 15);
        image.data.set([value, value, value, 255], 4 * pixel);
      }
      if (this.reaches(image)) held.small.set(digit, image);
    }
  }

  // Whether a small picture shows a line: a mere tap leaves a dot.
  reaches({ data }) {
    const { side, least, ink } = this.data, [across, down] = [[], []];
    for (let pixel = 0; pixel < side * side; pixel++)
      if (data[4 * pixel] > ink) {
        across.push(pixel % side);
        down.push(Math.floor(pixel / side));
      }
    return [across, down].some((places) => places.length && Math.max(...places) - Math.min(...places) + 1 >= least * side);
  }

  lay() {
    const { side } = this.data;
    for (const [digit, { canvas }] of this.digits.entries()) {
      Object.assign(canvas, { width: side, height: side });
      const small = held.small.get(digit);
      if (small) canvas.getContext("2d", { willReadFrequently: true }).putImageData(small, 0, 0);
    }
  }

  // The digit that is written next: the first after this one that is not there, and after the last of them the same one.
  following() {
    const order = [...DIGITS.slice(held.at + 1), ...DIGITS.slice(0, held.at)];
    return order.find((digit) => !held.small.has(digit)) ?? held.at;
  }

  go(digit) {
    held.at = digit;
    const { pad } = this, { canvas } = this.digits[digit];
    pad.before = [];
    pad.clear();
    if (held.small.has(digit)) {
      const finer = held.pads.get(digit);
      if (finer) pad.context.putImageData(finer, 0, 0);
      else pad.context.drawImage(canvas, 0, 0, SIDE, SIDE);
      pad.empty = false;
    }
    this.name();
  }

  written() {
    const { side } = this.data, { canvas } = this.digits[held.at];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(this.pad.canvas, 0, 0, side, side);
    held.pads.set(held.at, this.pad.context.getImageData(0, 0, SIDE, SIDE));
    const small = context.getImageData(0, 0, side, side);
    if (this.reaches(small)) held.small.set(held.at, small);
    else {
      held.small.delete(held.at);
      context.clearRect(0, 0, side, side);
    }
    this.name();
    held.text = this.inText();
    keep(held.text);
    this.send(held.text);
  }

  inText() {
    const { side } = this.data, letters = [];
    for (const digit of DIGITS) {
      const data = held.small.get(digit)?.data;
      const grey = (pixel) => (data ? Math.round(data[4 * pixel] / LEVEL) : 0);
      for (let pixel = 0; pixel < side * side; pixel += 2) letters.push(String.fromCharCode(16 * grey(pixel) + grey(pixel + 1)));
    }
    return btoa(letters.join(""));
  }

  name() {
    const { words } = this.data, all = held.small.size === DIGITS.length;
    const dot = !this.pad.empty && !held.small.has(held.at);
    put(this.task, all ? words.done : fill(dot ? words.larger : words.write, { digit: held.at }));
    put(this.hint, all ? words.again : words.hint);
    this.next.disabled = !held.small.has(held.at) || this.following() === held.at;
    for (const [digit, { chip }] of this.digits.entries()) {
      const there = held.small.has(digit);
      chip.setAttribute("aria-label", fill(there ? words.there : words.digit, { digit }));
      if (digit === held.at) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
      chip.classList.toggle("there", there);
    }
  }
}

export const { draw, dispose } = partOf(Hand, (view, component) => view.tell(component));
