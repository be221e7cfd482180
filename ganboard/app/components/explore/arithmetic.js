// Arithmetic with pictures: the mean of A, minus the mean of B, plus the mean of C, in latent space.

import { desk, element, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { Chosen } from "./chosen.js";
import { Picker } from "./picker.js";

const LETTERS = ["A", "B", "C"], SIGNS = ["", "−", "+", "="];
const PLACES = 6; // pictures of a group at most
const FIRST = [2, 2, 1]; // chosen at first, so that there is a result at once

// The mean of what the generator gets for some points: noise after truncation, and parts of classes.
function mean(points) {
  const noise = new Float32Array(points[0].z.length), classes = points[0].classes?.map(() => 0) ?? null;
  for (const { z, classes: weights, psi } of points) {
    z.forEach((part, index) => (noise[index] += (part * psi) / points.length));
    classes?.forEach((_, index) => (classes[index] += weights[index] / points.length));
  }
  return { noise, classes };
}

// a − b + c; nobody has less than nothing of a class, and all parts together are one.
function combine(a, b, c) {
  const noise = a.noise.map((part, index) => part - b.noise[index] + c.noise[index]);
  const rest = a.classes?.map((part, index) => Math.max(part - b.classes[index] + c.classes[index], 0)) ?? null;
  const whole = rest?.reduce((sum, part) => sum + part, 0) || 1;
  return { noise, classes: rest?.map((part) => part / whole) ?? null };
}

// A point; `usual` brings it to the length that noise has: the root of the number of its coordinates.
function pointOf({ noise, classes }, usual) {
  const length = Math.hypot(...noise), times = usual && length > 1e-6 ? Math.sqrt(noise.length) / length : 1;
  return { z: noise.map((part) => part * times), classes, psi: 1, off: {} };
}

class Arithmetic {
  constructor(parent) {
    this.active = 0;
    this.version = 0;
    this.groups = LETTERS.map(() => new Chosen(PLACES, () => this.changed()));
    this.canvases = SIGNS.map(() => element("canvas", { attributes: { role: "img" } }));
    this.names = SIGNS.map(() => element("span", {}));
    this.sum = element("div", { className: "sum" },
      ...SIGNS.flatMap((sign, number) => [
        ...(sign ? [element("span", { className: "sign", textContent: sign, attributes: { "aria-hidden": "true" } })] : []),
        element("figure", { className: number === 3 ? "result" : "" }, this.canvases[number], this.names[number]),
      ]));
    this.usual = element("input", { type: "checkbox", checked: true, onchange: () => this.changed() });
    this.usualName = element("span", {});
    this.here = element("button", { type: "button", className: "primary", onclick: () => this.result && desk.begin(this.result) });
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    this.about = element("p", { className: "about" });
    this.heads = LETTERS.map((_, number) => element("button", { type: "button", onclick: () => this.activate(number), attributes: { role: "radio" } }));
    this.lists = LETTERS.map(() => element("div", { className: "pictures", attributes: { role: "group" } }));
    this.chooser = element("div", { className: "groups", attributes: { role: "radiogroup" } },
      ...this.heads.map((head, number) => element("div", { className: "group" }, head, this.lists[number])));
    this.root = element("div", { className: "arithmetic" }, this.sum,
      element("div", { className: "row-of-tools" }, this.here, element("label", { className: "tick" }, this.usual, this.usualName)),
      this.note, this.chooser, this.about);
    parent.append(this.root);
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
    });
    this.seen.observe(this.root);
  }

  state() {
    return { active: this.active, usual: this.usual.checked, groups: this.groups.map((group) => group.state().filter(Boolean)) };
  }

  restore({ active, usual, groups }) {
    if (!Array.isArray(groups) || groups.length !== LETTERS.length) throw new Error("no groups");
    this.usual.checked = Boolean(usual);
    this.groups.forEach((group, number) => group.take(groups[number], this.words.picker.linked));
    this.activate(LETTERS[active] ? active : 0);
  }

  dispose() {
    clearTimeout(this.timer);
    this.version++;
    this.seen.disconnect();
    this.groups.forEach((group) => group.dispose());
    this.picker?.dispose();
  }

  name(words) {
    this.words = words;
    this.usualName.textContent = words.usual;
    this.here.textContent = words.explore;
    this.about.textContent = words.about;
    this.chooser.setAttribute("aria-label", words.groups);
    this.sum.setAttribute("aria-label", words.sum);
    this.heads.forEach((head, number) => (head.textContent = words.heads[number]));
    [...words.heads.map((_, number) => fill(words.mean, { letter: LETTERS[number] })), words.result].forEach((text, number) => {
      this.names[number].textContent = text;
      this.canvases[number].setAttribute("aria-label", text);
    });
    if (!this.picker) {
      this.picker = new Picker(words.picker, (point, canvas, name) => this.add({ point, canvas, name }));
      this.picker.onready = () => this.begin();
      this.chooser.after(this.picker.root);
    } else this.picker.name(words.picker);
    this.activate(this.active);
    this.changed();
  }

  // Something to see at once, until others are chosen.
  begin() {
    if (this.groups.some(({ pictures }) => pictures.length)) return;
    let next = 0;
    FIRST.forEach((count, number) => {
      this.active = number;
      for (let each = 0; each < count; each++) this.picker.choose(next++);
    });
    this.activate(0);
  }

  activate(number) {
    this.active = number;
    this.heads.forEach((head, each) => head.setAttribute("aria-checked", each === number));
  }

  add(picture) {
    if (!this.groups[this.active].add(picture)) this.note.textContent = fill(this.words.full, { letter: LETTERS[this.active], most: PLACES });
  }

  dress() {
    this.lists.forEach((list, number) => {
      const group = this.groups[number], focused = [...list.children].indexOf(list.getRootNode().activeElement);
      list.setAttribute("aria-label", this.words.heads[number]);
      list.replaceChildren(...group.pictures.map((picture, place) =>
        element("button", {
          type: "button", title: this.words.remove, onclick: () => group.remove(place),
          attributes: { "aria-label": fill(this.words.removeOne, { letter: LETTERS[number], number: place + 1, picture: picture.name }) },
        }, picture.canvas, element("span", { textContent: "×", attributes: { "aria-hidden": "true" } }))));
      if (focused >= 0) (list.children[Math.min(focused, list.children.length - 1)] ?? this.heads[number]).focus();
    });
  }

  changed() {
    if (!this.words) return;
    this.version++;
    this.dress();
    const empty = LETTERS.filter((_, number) => !this.groups[number].pictures.length);
    this.note.textContent = empty.length ? fill(this.words.few, { letters: empty.join(", ") }) : "";
    this.stale = true;
    this.result = null;
    this.here.disabled = true;
    if (empty.length) {
      this.canvases.forEach((canvas) => canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height));
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.visible && this.wake()); // several may be chosen at once
  }

  async wake() {
    if (!desk.source) return;
    this.groups.forEach((group) => group.wake());
    if (!this.groups.some(({ pictures }) => pictures.length)) this.picker.wake();
    if (!this.stale || this.groups.some(({ pictures }) => !pictures.length)) return;
    this.stale = false;
    const version = this.version;
    const means = this.groups.map(({ pictures }) => mean(pictures.map(({ point }) => point)));
    const points = [...means, combine(...means)].map((each) => pointOf(each, this.usual.checked));
    try {
      const { sheet } = await desk.ask("frames", { points: points.map((point) => desk.sent(point)) });
      if (version !== this.version) return;
      this.canvases.forEach((canvas, number) => {
        Object.assign(canvas, { width: sheet.width, height: sheet.height }); // which also clears it
        sheet.draw(canvas.getContext("2d"), number);
      });
      this.result = points[3];
      this.here.disabled = false;
      this.root.dataset.result = version;
    } catch (error) {
      if (version !== this.version) return;
      this.stale = Boolean(error.lost);
      this.note.textContent = error.message;
    }
  }
}

export const { draw, dispose } = tabOf("arithmetic", Arithmetic, (view, { data }) => {
  view.root.classList.toggle("smooth", Boolean(data.smooth));
  const words = JSON.stringify(data.words);
  if (view.said === words) return;
  view.said = words;
  view.name(data.words);
});
