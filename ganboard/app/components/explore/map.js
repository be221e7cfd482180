// The map: a square pad over a plane through latent space. Tiles lie under it; while the point is dragged the large picture is
// mixed from the four tiles around it, and when it is let go of the exact picture comes.

import { decode, desk, element, encode, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { Anchors } from "./anchors.js";
import { pointFrom } from "./chosen.js";
import { chosenOf } from "./enlarged.js";
import { Pad } from "./pad.js";
import { Picker } from "./picker.js";
import { KINDS, Ways } from "./ways.js";
import { enlargeable } from "../shared/enlarge.js";

const FINE = 61; // tiles along a side where they are the colours of points
const REST = 400; // milliseconds without a move before tiles are asked for anew: the sliders' strips come first

class Atlas {
  constructor(parent) {
    this.mode = "directions"; // or "pictures"
    this.version = 0;
    this.pad = new Pad({
      onmove: (x, y) => this.move(x, y), onrelease: () => this.settle(), onwant: () => this.stale && this.renew(),
    });
    this.right = element("div", { className: "edge across" });
    this.up = element("div", { className: "edge upwards" });
    this.output = element("output", { className: "detail" });
    this.preview = element("canvas", { className: "preview", attributes: { role: "img" } });
    this.modes = element("div", { className: "row-of-tools", attributes: { role: "radiogroup" } });
    this.buttons = ["directions", "pictures"].map((mode) =>
      element("button", { type: "button", onclick: () => this.choose(mode), attributes: { role: "radio", "data-mode": mode } }),
    );
    this.modes.append(...this.buttons);
    this.ways = new Ways({ onchange: () => this.mode === "directions" && this.renew(), onproblem: (error) => this.fail(error) });
    this.anchors = new Anchors({ onchange: () => this.changed() });
    this.hint = element("p", { className: "hint" });
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    const field = element("div", { className: "field" }, this.up, this.pad.root, this.right), here = element("div", {}, this.preview);
    const corners = element("div", { className: "beside" }, this.anchors.root);
    enlargeable(field, () => ({ pictures: this.plane ? [{ source: this.pad.canvas, title: this.words.tiles }] : [] }), { clicks: false });
    enlargeable(corners, () => ({ pictures: chosenOf(this.anchors.chosen.pictures) }), { clicks: false });
    enlargeable(here);
    this.root = element("div", { className: "map" }, field,
      element("div", { className: "side" }, this.modes, this.ways.root, corners, this.hint,
        element("div", { className: "here" }, here, this.output), this.note));
    parent.append(this.root);
    this.listeners = [
      desk.on("opened", () => this.open()),
      desk.on("restep", () => this.open()),
      desk.on("point", ({ by }) => by !== this && this.left()),
      desk.on("settled", ({ by }) => by !== this && this.mode === "directions" && this.later()),
      desk.on("shown", ({ sheet }) => this.visible && this.paint(sheet, [[0, 1]])),
    ];
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
    });
    this.seen.observe(this.root);
  }

  // What a link holds. A map that was moved over has its middle elsewhere than the point.
  state() {
    const { mode, plane } = this, { at } = this.pad;
    const middle = plane && mode === "directions" && { z: encode(plane.z[0]), classes: plane.classes?.[0] ?? null, psi: plane.psi, off: plane.off };
    return { mode, ...this.ways.state(), ...this.anchors.state(), at, middle };
  }

  restore({ mode, kind, slot, axes, anchors, at, middle }) {
    const numbers = (list, count) => Array.isArray(list) && list.length === count && list.every(Number.isFinite);
    if (!["directions", "pictures"].includes(mode) || !KINDS.includes(kind) || !numbers(axes, 2) || !Array.isArray(anchors)) throw new Error("no map");
    this.ways.restore({ kind, axes });
    Object.assign(this, { mode, landing: numbers(at, 2) ? at : null });
    this.middle = middle ? pointFrom(middle) : null;
    this.anchors.restore({ slot, anchors });
    this.dress();
    this.renew();
  }

  made() {
    return this.plane ? [this.plane, ...(this.mode === "pictures" ? this.anchors.chosen.pictures.map(({ point }) => point) : [])] : [];
  }

  switchOn() {
    this.middle = null;
    this.anchors.chosen.switchOn();
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.seen.disconnect();
    this.anchors.dispose();
    this.ways.dispose();
    this.picker?.dispose();
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
  }

  name(words) {
    this.words = words;
    const { pad, modes } = words;
    this.pad.root.setAttribute("aria-label", pad);
    this.pad.canvas.setAttribute("aria-label", words.tiles);
    this.preview.setAttribute("aria-label", words.here);
    this.modes.setAttribute("aria-label", modes);
    for (const button of this.buttons) button.textContent = words[button.dataset.mode];
    this.ways.name(words);
    this.anchors.name(words);
    if (!this.picker) {
      this.picker = new Picker(words.picker, (point, canvas, name) => this.anchors.pick({ point, canvas, name }));
      // Never an empty pad: the first three, until others are chosen.
      this.picker.onready = () => {
        if (this.mode === "pictures" && !this.anchors.chosen.pictures.length) [0, 1, 2].forEach((number) => this.picker.choose(number));
      };
      this.root.append(this.picker.root);
    } else this.picker.name(words.picker);
    this.dress();
    this.tell();
    if (desk.source && !this.opened) this.open();
  }

  choose(mode) {
    if (mode === this.mode) return;
    this.mode = mode;
    this.clear("");
    this.dress();
    if (mode === "pictures") {
      this.picker.wake();
      this.picker.onready();
    }
    this.renew();
  }

  // What is to be seen in this mode.
  dress() {
    this.unitsOff?.tell();
    for (const button of this.buttons) button.setAttribute("aria-checked", button.dataset.mode === this.mode);
    const pictures = this.mode === "pictures";
    this.ways.root.hidden = pictures;
    this.anchors.root.parentElement.hidden = this.picker.root.hidden = !pictures;
    this.root.classList.toggle("plane", Boolean(desk.source?.plane));
    const hint = pictures ? this.words.hintPictures : this.words.hintDirections;
    this.hint.textContent = desk.source?.plane ? this.words.hintPoints : hint;
    this.anchors.dress();
  }

  changed() {
    this.pad.put(null);
    if (this.mode !== "pictures") return;
    this.dress();
    this.renew();
  }

  // Another generator, or another stage of its training.
  open() {
    this.opened = true;
    this.dress();
    const [height, width] = desk.source.shape;
    this.pad.root.style.aspectRatio = `${width} / ${height}`;
    this.ways.open();
    if (desk.arrived?.tab === "map" && desk.arrived.state) return; // it will be set as the link says
    this.ways.list = null;
    this.later(0);
  }

  wake() {
    if (!this.opened || !desk.point) return;
    this.anchors.chosen.wake();
    if (this.stale) this.renew();
  }

  // The point is elsewhere now.
  left() {
    if (!this.pad.at) return;
    this.pad.put(null);
    this.tell();
  }

  later(rest = REST) {
    clearTimeout(this.timer);
    this.stale = true;
    this.version++; // what is on its way lies under another point
    this.middle = this.landing = null;
    this.pad.wait(true);
    this.timer = setTimeout(() => this.visible && this.renew(), rest);
  }

  question() {
    const finer = desk.source.plane ? { side: FINE } : {};
    if (this.mode === "pictures") {
      return this.anchors.chosen.pictures.length < 3 ? null : ["plane_through", { anchors: this.anchors.chosen.sent(), ...finer }];
    }
    const ways = this.ways.sent();
    if (!ways) return null;
    const [right, up] = ways;
    return ["plane", { point: desk.sent(this.middle ?? desk.point), right, up, ...finer }];
  }

  async renew() {
    clearTimeout(this.timer);
    this.stale = true;
    if (!this.visible || !desk.point || !this.opened) return;
    if (this.mode === "directions" && !this.ways.list) return this.ways.load();
    this.stale = false;
    const version = ++this.version, asked = this.question();
    this.pad.wait(true);
    if (!asked) {
      this.clear(this.mode === "pictures" ? this.words.three : this.words.tooFew);
      return;
    }
    if (!this.plane) this.note.textContent = this.words.loading;
    try {
      const { head, sheet } = await desk.ask(...asked);
      if (version !== this.version) return;
      const axes = { z: head.z.map(decode), classes: head.classes };
      this.plane?.sheet.close();
      this.plane = { ...head, ...axes, sheet, titles: this.ways.titles() };
      this.note.textContent = "";
      this.pad.lay(this.plane);
      this.pad.canvas.dataset.plane = version;
      const landing = this.landing ?? (this.mode === "directions" ? [0, 0] : null);
      if (landing && !this.pad.held) this.pad.put(landing);
      this.landing = this.middle = null;
      if (this.pad.at) this.paint(sheet, this.pad.parts(this.pad.at));
      this.tell();
      this.unitsOff?.tell();
    } catch (error) {
      if (version === this.version) this.fail(error);
    }
  }

  clear(text) {
    this.plane = null;
    this.pad.clear();
    this.note.textContent = text;
    this.tell();
  }

  fail(error) {
    this.stale = true; // tried again when it is seen again
    this.clear(error.message);
  }

  // Where the point stands, as a text.
  tell() {
    const { toRight, upwards } = this.words;
    const directions = this.mode === "directions" && this.plane;
    this.right.textContent = directions ? `${this.plane.titles[0]} →` : "";
    this.up.textContent = directions ? `↑ ${this.plane.titles[1]}` : "";
    if (!this.pad.at) {
      this.output.textContent = this.plane && this.mode === "pictures" ? this.words.elsewhere : "";
      return;
    }
    const [x, y] = this.pad.at.map((value) =>
      value.toLocaleString(desk.language, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" }),
    );
    this.output.textContent = fill(this.words.place, { right: toRight, x, up: upwards, y });
  }

  // The point at a place of the pad; the server's `plane` says how.
  pointAt(x, y) {
    const { z, classes, psi, off } = this.plane;
    const mix = ([once, right, up]) => Float32Array.from(once, (value, index) => value + x * right[index] + y * up[index]);
    let weights = null;
    if (classes) {
      const kept = Array.from(mix(classes), (weight) => Math.max(weight, 0));
      const total = Math.max(kept.reduce((sum, weight) => sum + weight, 0), 1);
      weights = kept.map((weight) => weight / total);
    }
    return { z: mix(z), classes: weights, psi, off };
  }

  move(x, y) {
    this.pad.put([x, y]);
    desk.move(this.pointAt(x, y), { settled: false, by: this });
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = 0;
    if (!this.plane || !this.pad.at) return;
    this.tell();
    const { sheet } = this.plane, parts = this.pad.parts(this.pad.at);
    this.paint(sheet, parts);
    desk.paint(sheet, parts, this);
  }

  paint(sheet, parts) {
    if (this.preview.width !== sheet.width || this.preview.height !== sheet.height) Object.assign(this.preview, { width: sheet.width, height: sheet.height });
    const context = this.preview.getContext("2d");
    context.clearRect(0, 0, sheet.width, sheet.height);
    sheet.tinted = true;
    sheet.mix(context, parts);
    sheet.tinted = false;
  }

  // Let go of: the exact picture. Three pictures are a new beginning for the sliders, two directions are not.
  settle() {
    if (this.mode === "pictures") desk.begin({}, null, this);
    else desk.move({}, { by: this });
  }
}

export const { draw, dispose } = tabOf("map", Atlas, (view, { data }) => {
  view.name(data.words);
  view.root.classList.toggle("smooth", Boolean(data.smooth));
});
