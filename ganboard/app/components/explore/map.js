// The map: a square pad over a plane through latent space. Tiles lie under it; while the point is dragged the large picture is
// mixed from the four tiles around it, and when it is let go of the exact picture comes.

import { decode, desk, element, encode, fill } from "./core.js";
import { Chosen } from "./chosen.js";
import { Picker } from "./picker.js";

const views = new WeakMap();
const LETTERS = ["A", "B", "C"];
const LISTED = 24; // directions to choose from
const REST = 400; // milliseconds without a move before tiles are asked for anew: the sliders' strips come first
const STEP = 1 / 30; // of the way from the middle to the edge, by an arrow key; with Shift five of them

class Pad {
  constructor(parent) {
    this.mode = "directions"; // or "pictures"
    this.kind = "pca";
    this.at = null; // [x, y], where the point stands on the pad, or null if it stands elsewhere
    this.version = 0;
    this.canvas = element("canvas", { className: "tiles", attributes: { role: "img" } });
    this.context = this.canvas.getContext("2d");
    this.marks = element("div", { className: "marks", attributes: { "aria-hidden": "true" } });
    this.dot = element("div", { className: "dot", hidden: true, attributes: { "aria-hidden": "true" } });
    this.pad = element("div", { className: "pad waiting", tabIndex: 0, attributes: { role: "application" } }, this.canvas, this.marks, this.dot);
    this.right = element("div", { className: "edge across" });
    this.up = element("div", { className: "edge upwards" });
    this.output = element("output", {});
    this.preview = element("canvas", { className: "preview", attributes: { role: "img" } });
    this.modes = element("div", { className: "row-of-tools", attributes: { role: "radiogroup" } });
    this.buttons = ["directions", "pictures"].map((mode) =>
      element("button", { type: "button", onclick: () => this.choose(mode), attributes: { role: "radio", "data-mode": mode } }),
    );
    this.modes.append(...this.buttons);
    this.kindName = element("span", {});
    this.kinds = element("select", { onchange: () => this.list(this.kinds.value) });
    this.axisNames = [element("span", {}), element("span", {})];
    this.axes = [0, 1].map(() => element("select", { onchange: () => this.renew() }));
    this.centre = element("button", { type: "button", onclick: () => this.renew() });
    this.chooser = element("div", { className: "chooser" },
      element("label", {}, this.kindName, this.kinds),
      ...this.axes.map((axis, index) => element("label", {}, this.axisNames[index], axis)), this.centre);
    this.slots = element("div", { className: "slots", attributes: { role: "radiogroup" } });
    this.hint = element("p", { className: "hint" });
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    this.root = element("div", { className: "map" },
      element("div", { className: "field" }, this.up, this.pad, this.right),
      element("div", { className: "side" }, this.modes, this.chooser, this.slots, this.hint,
        element("div", { className: "here" }, this.preview, this.output), this.note));
    parent.append(this.root);
    this.slot = 0;
    this.anchors = new Chosen(3, () => this.changed());
    this.touch();
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

  dispose() {
    this.listeners.forEach((off) => off());
    this.seen.disconnect();
    this.anchors.dispose();
    this.picker?.dispose();
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
  }

  name(words) {
    this.words = words;
    const { pad, modes, kind, toRight, upwards, centre, pictures } = words;
    this.pad.setAttribute("aria-label", pad);
    this.canvas.setAttribute("aria-label", words.tiles);
    this.preview.setAttribute("aria-label", words.here);
    this.modes.setAttribute("aria-label", modes);
    for (const button of this.buttons) button.textContent = words[button.dataset.mode];
    this.kindName.textContent = kind;
    this.axisNames[0].textContent = toRight;
    this.axisNames[1].textContent = upwards;
    this.centre.textContent = centre;
    this.slots.setAttribute("aria-label", pictures);
    for (const option of this.kinds.options) option.textContent = words[option.value];
    if (!this.picker) {
      this.picker = new Picker(words.picker, (point, canvas, name) => this.pick({ point, canvas, name }));
      // Never an empty pad: the first three, until others are chosen.
      this.picker.onready = () => {
        if (this.mode === "pictures" && !this.anchors.pictures.length) [0, 1, 2].forEach((number) => this.picker.choose(number));
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
    this.plane = null;
    this.at = null;
    this.dress();
    if (mode === "pictures") {
      this.picker.wake();
      this.picker.onready();
    }
    this.renew();
  }

  // What is to be seen in this mode.
  dress() {
    for (const button of this.buttons) button.setAttribute("aria-checked", button.dataset.mode === this.mode);
    const pictures = this.mode === "pictures";
    this.chooser.hidden = pictures;
    this.slots.hidden = this.picker.root.hidden = !pictures;
    this.hint.textContent = pictures ? this.words.hintPictures : this.words.hintDirections;
    this.slots.replaceChildren(
      ...LETTERS.map((letter, place) => {
        const picture = this.anchors.list[place];
        return element("button", {
          type: "button", onclick: () => { this.slot = place; this.dress(); },
          attributes: {
            role: "radio", "aria-checked": place === this.slot,
            "aria-label": fill(this.words.slot, { letter, picture: picture ? picture.name : this.words.empty }),
          },
        }, letter, picture ? picture.canvas : element("span", { className: "vacant" }));
      }),
    );
  }

  pick(picture) {
    const place = this.slot;
    const empty = this.anchors.list.findIndex((each, index) => !each && index !== place);
    this.slot = empty >= 0 ? empty : (place + 1) % 3;
    this.anchors.put(place, picture);
  }

  changed() {
    this.at = null;
    if (this.mode !== "pictures") return;
    this.dress();
    this.renew();
  }

  // Another generator, or another stage of its training.
  open() {
    this.opened = true;
    const [height, width] = desk.source.shape;
    this.pad.style.aspectRatio = `${width} / ${height}`;
    const kinds = ["raw", "pca", "sefa", ...(desk.source.labelled && !desk.source.classes.length ? ["labels"] : []), "kept"];
    if (!kinds.includes(this.kind)) this.kind = "pca";
    this.kinds.replaceChildren(...kinds.map((kind) => element("option", { value: kind, textContent: this.words[kind], selected: kind === this.kind })));
    this.directions = null;
    this.later(0);
  }

  wake() {
    if (!this.opened || !desk.point) return;
    this.anchors.wake();
    if (this.stale) this.renew();
  }

  // The directions of a kind, the first two of them chosen.
  async list(kind) {
    const version = ++this.version;
    try {
      const { head } = await desk.ask("directions", { kind, start: 0, count: LISTED });
      if (version !== this.version) return;
      const kept = kind === this.kind ? this.axes.map((axis) => axis.selectedIndex) : [0, 1];
      this.kind = this.kinds.value = kind;
      this.directions = head.directions;
      this.axes.forEach((axis, index) => {
        axis.replaceChildren(...head.directions.map(({ title }, number) => element("option", { value: number, textContent: title })));
        axis.selectedIndex = kept[index] >= 0 && kept[index] < head.directions.length ? kept[index] : Math.min(index, head.directions.length - 1);
      });
      this.renew();
    } catch (error) {
      this.fail(error);
    }
  }

  // The point is elsewhere now.
  left() {
    if (this.at === null) return;
    this.at = null;
    this.dot.hidden = true;
  }

  later(rest = REST) {
    clearTimeout(this.timer);
    this.stale = true;
    this.version++; // what is on its way lies under another point
    this.pad.classList.add("waiting");
    this.timer = setTimeout(() => this.visible && this.renew(), rest);
  }

  question() {
    if (this.mode === "pictures") {
      return this.anchors.pictures.length < 3 ? null : ["plane_through", { anchors: this.anchors.sent() }];
    }
    if (this.directions.length < 2) return null;
    const [right, up] = this.axes.map((axis) => this.directions[axis.selectedIndex].z);
    return ["plane", { point: desk.sent(), right, up }];
  }

  async renew() {
    clearTimeout(this.timer);
    this.stale = true;
    if (!this.visible || !desk.point || !this.opened) return;
    if (this.mode === "directions" && !this.directions) return this.list(this.kind);
    this.stale = false;
    const version = ++this.version, asked = this.question();
    this.pad.classList.add("waiting");
    if (!asked) {
      this.clear(this.mode === "pictures" ? this.words.three : this.words.tooFew);
      return;
    }
    if (!this.plane) this.note.textContent = this.words.loading;
    try {
      const { head, sheet } = await desk.ask(...asked);
      if (version !== this.version) return;
      const axes = { z: head.z.map(decode), classes: head.classes };
      this.plane = { ...head, ...axes, sheet, ways: this.axes.map((axis) => axis.selectedOptions[0]?.textContent ?? "") };
      this.note.textContent = "";
      if (this.mode === "directions") this.at = [0, 0];
      this.lay();
      if (this.held) this.move(...this.held);
    } catch (error) {
      if (version === this.version) this.fail(error);
    }
  }

  clear(text) {
    this.plane = null;
    this.at = null;
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.marks.replaceChildren();
    this.note.textContent = text;
    this.tell();
  }

  fail(error) {
    this.stale = true; // tried again when it is seen again
    this.clear(error.message);
  }

  lay() {
    const { side, sheet, anchors, reach } = this.plane;
    Object.assign(this.canvas, { width: side * sheet.width, height: side * sheet.height });
    for (let index = 0; index < side * side; index++) {
      sheet.draw(this.context, index, (index % side) * sheet.width, Math.floor(index / side) * sheet.height);
    }
    this.marks.replaceChildren(...anchors.map(([x, y], place) => {
      const mark = element("span", { textContent: LETTERS[place] });
      this.stand(mark, x, y, reach);
      return mark;
    }));
    this.pad.classList.remove("waiting");
    this.canvas.dataset.plane = this.version;
    this.tell();
  }

  // Places lie at the middles of tiles: the edge of the pad is half a tile beyond the reach.
  stand(mark, x, y, reach) {
    const { side } = this.plane;
    const shown = (value) => `${((((value / reach + 1) / 2) * (side - 1) + 0.5) / side) * 100}%`;
    mark.style.left = shown(x);
    mark.style.top = shown(-y);
  }

  // Where the point stands, as a text and as the dot.
  tell() {
    this.dot.hidden = !this.at || !this.plane;
    const { toRight, upwards } = this.words;
    const directions = this.mode === "directions" && this.plane;
    this.right.textContent = directions ? `${this.plane.ways[0]} →` : "";
    this.up.textContent = directions ? `↑ ${this.plane.ways[1]}` : "";
    if (this.dot.hidden) {
      this.output.textContent = this.words.elsewhere;
      return;
    }
    this.stand(this.dot, ...this.at, this.plane.reach);
    const [x, y] = this.at.map((value) => value.toLocaleString(desk.language, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" }));
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
    const { reach } = this.plane, clamp = (value) => Math.min(Math.max(value, -reach), reach);
    this.at = [clamp(x), clamp(y)];
    this.moved = true;
    desk.move(this.pointAt(...this.at), { settled: false, by: this });
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = 0;
    if (!this.plane || !this.at) return;
    this.tell();
    const { side, reach, sheet } = this.plane, last = side - 1;
    const across = ((this.at[0] / reach + 1) / 2) * last, down = ((1 - this.at[1] / reach) / 2) * last;
    const column = Math.min(Math.floor(across), last - 1), row = Math.min(Math.floor(down), last - 1);
    const right = across - column, low = down - row, first = row * side + column;
    const parts = [[first, (1 - right) * (1 - low)], [first + 1, right * (1 - low)], [first + side, (1 - right) * low], [first + side + 1, right * low]];
    this.paint(sheet, parts);
    desk.paint(sheet, parts, this);
  }

  paint(sheet, parts) {
    if (this.preview.width !== sheet.width || this.preview.height !== sheet.height) Object.assign(this.preview, { width: sheet.width, height: sheet.height });
    const context = this.preview.getContext("2d");
    context.clearRect(0, 0, sheet.width, sheet.height);
    sheet.mix(context, parts);
  }

  // Let go of: the exact picture. Three pictures are a new beginning for the sliders, two directions are not.
  settle() {
    if (!this.moved) return;
    this.moved = false;
    if (this.mode === "pictures") desk.begin({}, null, this);
    else desk.move({}, { by: this });
  }

  touch() {
    const { pad } = this;
    const placeOf = (event) => {
      const { left, top, width, height } = pad.getBoundingClientRect(), { side, reach } = this.plane;
      const of = (part) => (((part * side - 0.5) / (side - 1)) * 2 - 1) * reach;
      return [of((event.clientX - left) / width), -of((event.clientY - top) / height)];
    };
    const hold = (event) => {
      if (!this.plane) return;
      this.held = placeOf(event);
      if (this.pad.classList.contains("waiting")) return; // taken up when the tiles are there
      this.move(...this.held);
    };
    const release = () => {
      this.held = null;
      this.settle();
    };
    pad.onpointerdown = (event) => {
      if (event.button) return;
      pad.setPointerCapture(event.pointerId);
      pad.focus({ preventScroll: true });
      event.preventDefault();
      hold(event);
      if (this.stale) this.renew();
    };
    pad.onpointermove = (event) => pad.hasPointerCapture(event.pointerId) && hold(event);
    pad.onpointerup = pad.onpointercancel = release;
    pad.onkeydown = (event) => {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [0, 0] };
      const way = ways[event.key];
      if (!way || !this.plane || pad.classList.contains("waiting")) return;
      event.preventDefault();
      const far = STEP * this.plane.reach * (event.shiftKey ? 5 : 1), [x, y] = this.at ?? [0, 0];
      this.move(...(event.key === "Home" ? way : [x + way[0] * far, y + way[1] * far]));
    };
    pad.onkeyup = pad.onblur = () => this.settle();
  }
}

export function draw({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view) {
    view = new Pad(parentElement);
    views.set(parentElement, view);
  }
  view.name(data.words);
  view.root.classList.toggle("smooth", Boolean(data.smooth));
}

export function dispose(parent) {
  views.get(parent)?.dispose();
  views.delete(parent);
}
