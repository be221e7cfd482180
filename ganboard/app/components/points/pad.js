// A plane on which one draws points: with a mouse, a finger, or the arrow keys and Space. What was drawn goes to the page's script,
// float32 in base64, whenever the pen is lifted.

import { element, fill, partOf } from "../shared/element.js";
import { unpack } from "./cloud.js";

const SIDE = 360; // pixels, of the canvas
const SPREAD = 0.05; // of the pen, a standard deviation, in units of the plane
const EACH = 4; // points a dab
const APART = 0.05; // dabs of a stroke
const MOST = 3000;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP = 0.1;

class Pad {
  constructor(parent) {
    this.points = [];
    this.strokes = []; // where each begins
    this.at = [0, 0];
    this.canvas = element("canvas", { width: 2 * SIDE, height: 2 * SIDE, tabIndex: 0, className: "paper", attributes: { role: "application" } });
    this.pen = this.canvas.getContext("2d");
    this.back = element("button", { type: "button", onclick: () => this.keep(this.strokes.pop() ?? 0) });
    this.clear = element("button", { type: "button", onclick: () => this.keep(0) });
    this.count = element("span", { className: "status", attributes: { role: "status" } });
    this.hint = element("p", { className: "hint" });
    this.root = element("div", { className: "drawing" }, this.canvas, element("div", { className: "row-of-tools" }, this.back, this.clear, this.count), this.hint);
    parent.append(this.root);
    this.listen();
  }

  dispose() {}

  tell({ data, setStateValue }) {
    this.data = data;
    this.send = (points) => setStateValue("points", points);
    const { words } = data;
    this.canvas.setAttribute("aria-label", words.pad);
    this.back.textContent = words.back;
    this.clear.textContent = words.clear;
    this.hint.textContent = words.hint;
    if (data.points !== this.sent) {
      this.sent = data.points;
      this.points = data.points ? [...unpack({ data: data.points, kind: "float32" })] : [];
      this.strokes = this.points.length ? [0] : [];
    }
    this.draw();
  }

  keep(count) {
    this.points.length = count;
    if (!count) this.strokes = [];
    this.lift();
  }

  dab([x, y]) {
    const { reach } = this.data;
    for (let each = 0; each < EACH && this.points.length < 2 * MOST; each++) {
      const far = SPREAD * Math.sqrt(-2 * Math.log(1 - Math.random())), turn = 2 * Math.PI * Math.random();
      const clamp = (value) => Math.min(Math.max(value, -reach), reach);
      this.points.push(clamp(x + far * Math.cos(turn)), clamp(y + far * Math.sin(turn)));
    }
    this.at = [x, y];
  }

  begin(place) {
    this.strokes.push(this.points.length);
    this.dab(place);
    this.draw();
  }

  go(place) {
    const [x, y] = this.at, way = Math.hypot(place[0] - x, place[1] - y), dabs = Math.floor(way / APART);
    for (let dab = 1; dab <= dabs; dab++) this.dab([x + ((place[0] - x) * dab * APART) / way, y + ((place[1] - y) * dab * APART) / way]);
    if (dabs) this.draw();
  }

  lift() {
    this.draw();
    const bytes = new Uint8Array(new Float32Array(this.points).buffer);
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    this.sent = btoa(letters);
    this.send(this.sent);
  }

  draw() {
    const { pen, canvas } = this, { reach, words, language } = this.data, scale = canvas.width / (2 * reach);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#ddd";
    pen.lineWidth = 1;
    for (let line = -Math.floor(reach); line <= reach; line++) {
      const place = (line + reach) * scale;
      pen.strokeRect(place, -1, 0, canvas.height + 2);
      pen.strokeRect(-1, place, canvas.width + 2, 0);
    }
    pen.fillStyle = "#0072B2";
    for (let index = 0; index < this.points.length; index += 2) {
      pen.beginPath();
      pen.arc((this.points[index] + reach) * scale, (reach - this.points[index + 1]) * scale, 4, 0, 7);
      pen.fill();
    }
    if (this.byKeys) pen.strokeRect((this.at[0] + reach) * scale - 8, (reach - this.at[1]) * scale - 8, 16, 16);
    this.count.textContent = fill(words.count, { count: (this.points.length / 2).toLocaleString(language) });
    this.back.disabled = this.clear.disabled = !this.points.length;
  }

  placeOf(event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect(), { reach } = this.data;
    return [((event.clientX - left) / width) * 2 * reach - reach, reach - ((event.clientY - top) / height) * 2 * reach];
  }

  listen() {
    const { canvas } = this;
    canvas.onpointerdown = (event) => {
      if (event.button) return;
      event.preventDefault();
      canvas.focus({ preventScroll: true });
      canvas.setPointerCapture(event.pointerId);
      this.byKeys = false;
      this.begin(this.placeOf(event));
    };
    canvas.onpointermove = (event) => canvas.hasPointerCapture(event.pointerId) && this.go(this.placeOf(event));
    canvas.onpointerup = canvas.onpointercancel = () => this.lift();
    canvas.onkeydown = (event) => {
      const way = KEYS[event.key];
      if (!way && event.key !== " ") return;
      event.preventDefault();
      this.byKeys = true;
      const clamp = (value) => Math.min(Math.max(value, -this.data.reach), this.data.reach);
      if (way) this.at = [clamp(this.at[0] + way[0] * STEP), clamp(this.at[1] + way[1] * STEP)];
      else this.begin(this.at);
      this.draw();
    };
    canvas.onkeyup = (event) => event.key === " " && this.lift();
  }
}

export const { draw, dispose } = partOf(Pad, (view, component) => view.tell(component));
