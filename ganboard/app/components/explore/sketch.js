// A pad to draw on with mouse, finger, pen or arrow keys.

import { element } from "./core.js";

const UNDONE = 40; // strokes that can be taken back

export class Sketch {
  // `ondrawn` is called after every stroke, `onmove` also while one is drawn; `side` are its pixels, whatever its size on the screen;
  // so many of these an arrow key goes.
  constructor(ondrawn, { side = 280, step = 8, onmove = () => {} } = {}) {
    Object.assign(this, { ondrawn, onmove, side, step, before: [] });
    this.canvas = element("canvas", {
      className: "pad", width: side, height: side, tabIndex: 0, attributes: { role: "application" },
    });
    this.cursor = element("div", { className: "cursor", hidden: true });
    this.invite = element("span", { className: "invite", attributes: { "aria-hidden": "true" } }); // seen while nothing is drawn
    this.root = element("div", { className: "pad-frame" }, this.canvas, this.invite, this.cursor);
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.brush = { width: 22, colour: "#ffffff" };
    this.at = [side / 2, side / 2]; // of the arrow keys
    this.listen();
    this.clear("#000000");
  }

  get empty() {
    return this.root.classList.contains("empty");
  }

  set empty(empty) {
    this.root.classList.toggle("empty", empty);
  }

  clear(ground = this.ground) {
    this.ground = ground;
    this.empty = true;
    this.context.fillStyle = ground;
    this.context.fillRect(0, 0, this.side, this.side);
    this.down(false);
  }

  listen() {
    const { canvas } = this;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) / box.width) * this.side, ((event.clientY - box.top) / box.height) * this.side];
    };
    canvas.onpointerdown = (event) => {
      if (event.button) return;
      canvas.setPointerCapture(event.pointerId);
      this.cursor.hidden = true;
      this.remember();
      this.last = place(event);
      this.line(this.last);
    };
    canvas.onpointermove = (event) => {
      if (!this.last) return;
      for (const each of event.getCoalescedEvents?.() ?? []) this.line(place(each));
      this.line(place(event));
      this.onmove();
    };
    canvas.onpointerup = canvas.onpointercancel = () => {
      if (!this.last) return;
      this.last = null;
      this.ondrawn();
    };
    canvas.onkeydown = (event) => this.key(event);
    canvas.onblur = () => {
      this.cursor.hidden = true;
      this.down(false);
    };
  }

  // Arrow keys move a point; Space puts the brush down there, and lifts it.
  key(event) {
    const [right, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (event.key !== " " && !right && !down) return;
    event.preventDefault();
    const inside = (value) => Math.min(Math.max(value, 0), this.side);
    const before = this.at;
    this.at = [inside(before[0] + right * this.step), inside(before[1] + down * this.step)];
    if (event.key === " ") this.down(!this.pressed);
    if (this.pressed) {
      if (!this.touched) this.remember();
      this.last = before;
      this.line(this.at);
      this.last = null;
      this.touched = true;
      this.onmove();
    }
    this.cursor.hidden = false;
    Object.assign(this.cursor.style, { left: `${(this.at[0] / this.side) * 100}%`, top: `${(this.at[1] / this.side) * 100}%` });
  }

  down(pressed) {
    if (this.pressed && !pressed && this.touched) {
      this.touched = false;
      this.pressed = false;
      this.ondrawn();
    }
    this.pressed = pressed;
    this.cursor.classList.toggle("pressed", pressed);
  }

  // What `undo` goes back to.
  remember() {
    this.before.push({ image: this.context.getImageData(0, 0, this.side, this.side), empty: this.empty });
    if (this.before.length > UNDONE) this.before.shift();
  }

  undo() {
    const last = this.before.pop();
    if (!last) return;
    this.context.putImageData(last.image, 0, 0);
    this.empty = last.empty;
    this.ondrawn();
  }

  line(to) {
    const { context } = this;
    const { width, colour } = this.brush;
    Object.assign(context, { lineWidth: width, strokeStyle: colour, fillStyle: colour });
    context.beginPath();
    context.moveTo(...this.last);
    context.lineTo(...to);
    context.stroke();
    context.beginPath(); // round ends; and a dot, for a line without length is not drawn
    for (const end of [this.last, to]) {
      context.moveTo(...end);
      context.arc(...end, width / 2, 0, 2 * Math.PI);
    }
    context.fill();
    this.last = to;
    this.empty = false;
  }

  // A picture takes the place of the drawing.
  show(picture) {
    this.clear();
    this.context.drawImage(picture, 0, 0, this.side, this.side);
    this.empty = false;
  }

  // The drawing as a file.
  file() {
    return new Promise((settle) => this.canvas.toBlob(settle, "image/png"));
  }
}
