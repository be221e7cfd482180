// Ten digits, written one after the other on one pad: with a finger, a pen, a mouse, or the arrow keys and Space. What was written goes to
// the page's script whenever a stroke is done.

import { Sketch } from "../explore/sketch.js";
import { element, fill, partOf, put } from "../shared/element.js";

const SIDE = 280; // pixels of the pad
const PEN = 20; // its width, pixels of the pad
const DIGITS = [...Array(10).keys()];
const LEVEL = 17; // from one grey to the next of sixteen

// What is written stays while other pages are looked at.
const held = { pads: new Map(), at: 0 };

class Hand {
  constructor(parent) {
    this.pad = new Sketch(() => this.written(), { side: SIDE });
    this.pad.brush = { width: PEN, colour: "#ffffff" };
    const button = (press) => element("button", { type: "button", onclick: press });
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
      const chip = element("button", { type: "button", onclick: () => this.go(digit) }, canvas, element("span", { textContent: digit }));
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
    for (const name of ["undo", "clear", "next", "hint"]) put(this[name], words[name]);
    if (!this.sent && data.drawn !== this.taken) this.take(data.drawn); // later the script says what was written before the last stroke
    if (first) this.go(held.at);
    this.name();
  }

  // The digits as the page's script holds them: after a reload the pad begins with them.
  take(text) {
    const { side } = this.data, size = side * side;
    this.taken = text;
    const bytes = Uint8Array.from(atob(text || ""), (letter) => letter.charCodeAt(0));
    for (const [digit, { canvas }] of this.digits.entries()) {
      Object.assign(canvas, { width: side, height: side });
      const image = new ImageData(side, side);
      let ink = false;
      for (let pixel = 0; pixel < size; pixel++) {
        const place = digit * size + pixel, value = LEVEL * (((bytes[place >> 1] ?? 0) >> (place % 2 ? 0 : 4)) & 15);
        image.data.set([value, value, value, 255], 4 * pixel);
        ink ||= value > 0;
      }
      canvas.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
      this.digits[digit].there = ink;
    }
  }

  // The digit that is written next: the first after this one that is not there, and after the last of them the same one.
  following() {
    const order = [...DIGITS.slice(held.at + 1), ...DIGITS.slice(0, held.at)];
    return order.find((digit) => !this.digits[digit].there) ?? held.at;
  }

  go(digit) {
    held.at = digit;
    const { pad } = this, { canvas, there } = this.digits[digit];
    pad.before = [];
    pad.clear();
    if (there) {
      const finer = held.pads.get(digit);
      if (finer) pad.context.putImageData(finer, 0, 0);
      else pad.context.drawImage(canvas, 0, 0, SIDE, SIDE);
      pad.empty = false;
    }
    this.name();
  }

  written() {
    const { side } = this.data, mine = this.digits[held.at];
    mine.there = !this.pad.empty;
    held.pads.set(held.at, this.pad.context.getImageData(0, 0, SIDE, SIDE));
    const context = mine.canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(this.pad.canvas, 0, 0, side, side);
    this.name();
    this.sent = true;
    this.send(this.inText());
  }

  inText() {
    const { side } = this.data, letters = [];
    for (const { canvas, there } of this.digits) {
      const { data } = canvas.getContext("2d").getImageData(0, 0, side, side);
      const grey = (pixel) => (there ? Math.round(data[4 * pixel] / LEVEL) : 0);
      for (let pixel = 0; pixel < side * side; pixel += 2) letters.push(String.fromCharCode(16 * grey(pixel) + grey(pixel + 1)));
    }
    return btoa(letters.join(""));
  }

  name() {
    const { words } = this.data, all = this.digits.every(({ there }) => there);
    put(this.task, all && !this.pad.before.length ? words.done : fill(words.write, { digit: held.at }));
    this.next.disabled = !this.digits[held.at].there || this.following() === held.at;
    for (const [digit, { chip, there }] of this.digits.entries()) {
      chip.setAttribute("aria-label", fill(there ? words.there : words.digit, { digit }));
      chip.toggleAttribute("aria-current", digit === held.at);
      if (digit === held.at) chip.setAttribute("aria-current", "true");
      chip.classList.toggle("there", Boolean(there));
    }
  }
}

export const { draw, dispose } = partOf(Hand, (view, component) => view.tell(component));
