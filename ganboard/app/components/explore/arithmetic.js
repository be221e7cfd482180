// Arithmetic with pictures: the mean of A, minus the mean of B, plus the mean of C, in latent space.

import { desk, element, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { Chosen } from "./chosen.js";
import { chosenOf, pointed } from "./enlarged.js";
import { Picker } from "./picker.js";
import { combine, mean, pointOf } from "./sums.js";
import { enlargeable } from "../shared/enlarge.js";

const LETTERS = ["A", "B", "C"], SIGNS = ["", "−", "+", "="];
const PLACES = 6; // pictures of a group at most
const EXAMPLES = 10_000; // as many as studio/sums.py has

class Arithmetic {
  constructor(parent) {
    this.active = 0;
    this.version = 0;
    this.number = 0; // of the example that stands here at first; null once the visitor chose
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
    this.another = element("button", { type: "button", onclick: () => this.begin(Math.floor(Math.random() * EXAMPLES)) });
    this.meaning = element("p", { className: "meaning", attributes: { role: "status" } });
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    this.about = element("p", { className: "about detail" });
    this.heads = LETTERS.map((_, number) => element("button", { type: "button", onclick: () => this.activate(number), attributes: { role: "radio" } }));
    this.lists = LETTERS.map(() => element("div", { className: "pictures", attributes: { role: "group" } }));
    this.chooser = element("div", { className: "groups", attributes: { role: "radiogroup" } },
      ...this.heads.map((head, number) => element("div", { className: "group" }, head, this.lists[number])));
    const among = element("div", { className: "beside" }, this.chooser);
    enlargeable(this.sum, () => ({ pictures: this.result ? this.canvases.map((canvas, number) => pointed(canvas, this.names[number].textContent, this.points[number])) : [] }));
    enlargeable(among, () => ({ pictures: this.groups.flatMap(({ pictures }) => chosenOf(pictures)) }), { clicks: false });
    this.root = element("div", { className: "arithmetic" }, this.meaning, this.sum,
      element("div", { className: "row-of-tools" }, this.another, this.here),
      this.note, among, element("label", { className: "tick detail" }, this.usual, this.usualName), this.about);
    parent.append(this.root);
    this.off = desk.on("opened", () => this.open());
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
    });
    this.seen.observe(this.root);
  }

  state() {
    const { active, number } = this, usual = this.usual.checked;
    return number === null ? { active, usual, groups: this.groups.map((group) => group.state().filter(Boolean)) } : { active, usual, number };
  }

  restore({ active, usual, number, groups }) {
    this.usual.checked = Boolean(usual);
    if (Number.isInteger(number)) {
      this.number = number;
      return this.empty();
    }
    if (!Array.isArray(groups) || groups.length !== LETTERS.length) throw new Error("no groups");
    this.number = null;
    this.groups.forEach((group, number) => group.take(groups[number], this.words.picker.linked));
    this.activate(LETTERS[active] ? active : 0);
  }

  dispose() {
    clearTimeout(this.timer);
    this.version++;
    this.off();
    this.seen.disconnect();
    this.groups.forEach((group) => group.dispose());
    this.picker?.dispose();
  }

  name(words) {
    this.words = words;
    this.usualName.textContent = words.usual;
    this.another.textContent = words.another;
    this.here.textContent = words.explore;
    this.about.textContent = words.about;
    this.chooser.setAttribute("aria-label", words.groups);
    this.sum.setAttribute("aria-label", words.sum);
    this.heads.forEach((head, number) => (head.textContent = words.heads[number]));
    if (!this.picker) {
      this.picker = new Picker(words.picker, (point, canvas, name) => this.add({ point, canvas, name }));
      this.chooser.parentElement.after(this.picker.root);
    } else this.picker.name(words.picker);
    this.activate(this.active);
    this.changed();
  }

  // An example belongs to a generator: another one has its own.
  open() {
    if (this.number !== null && this.example && this.example.source !== desk.source.id) this.empty();
  }

  // Nothing chosen: the example comes when it is seen.
  empty() {
    this.example = null;
    this.groups.forEach((group) => group.set([]));
  }

  // A sum that shows something, until others are chosen.
  async begin(number) {
    const { id: source } = desk.source, asked = (this.asked = {});
    this.number = number;
    try {
      const { head } = await desk.ask("example_sum", { number });
      if (asked !== this.asked || source !== desk.source.id) return;
      this.example = { source, ...head };
      this.groups.forEach((group, each) => group.take(head.groups[each], head.names[each]));
      this.activate(0);
    } catch (error) {
      if (asked !== this.asked) return;
      this.number = error.lost ? number : null;
      this.note.textContent = error.message;
    }
  }

  // The visitor chooses: what was said of the example holds no more.
  chose() {
    this.number = this.example = this.asked = null;
  }

  tell() {
    const { words, example } = this, texts = words.heads.map((_, number) => example?.names[number] ?? fill(words.mean, { letter: LETTERS[number] }));
    [...texts, words.result].forEach((text, number) => {
      this.names[number].textContent = text;
      this.canvases[number].setAttribute("aria-label", text);
    });
    this.meaning.textContent = example?.sentence ?? words.meaning;
  }

  activate(number) {
    this.active = number;
    this.heads.forEach((head, each) => head.setAttribute("aria-checked", each === number));
  }

  add(picture) {
    this.chose();
    if (!this.groups[this.active].add(picture)) this.note.textContent = fill(this.words.full, { letter: LETTERS[this.active], most: PLACES });
  }

  dress() {
    this.lists.forEach((list, number) => {
      const group = this.groups[number], focused = [...list.children].indexOf(list.getRootNode().activeElement);
      list.setAttribute("aria-label", this.words.heads[number]);
      list.replaceChildren(...group.pictures.map((picture, place) =>
        element("button", {
          type: "button", title: this.words.remove, onclick: () => { this.chose(); group.remove(place); },
          attributes: { "aria-label": fill(this.words.removeOne, { letter: LETTERS[number], number: place + 1, picture: picture.name }) },
        }, picture.canvas, element("span", { textContent: "×", attributes: { "aria-hidden": "true" } }))));
      if (focused >= 0) (list.children[Math.min(focused, list.children.length - 1)] ?? this.heads[number]).focus();
    });
  }

  changed() {
    if (!this.words) return;
    this.version++;
    this.dress();
    this.tell();
    const empty = LETTERS.filter((_, number) => !this.groups[number].pictures.length);
    this.note.textContent = empty.length && this.number === null ? fill(this.words.few, { letters: empty.join(", ") }) : "";
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
    if (!this.groups.some(({ pictures }) => pictures.length)) {
      if (this.number !== null && desk.point) return this.begin(this.number);
      this.picker.wake();
    }
    if (!this.stale || this.groups.some(({ pictures }) => !pictures.length)) return;
    this.stale = false;
    const version = this.version;
    const means = this.groups.map(({ pictures }) => mean(pictures.map(({ point }) => point)));
    const sizes = desk.source.factors.map(({ values }) => values.length);
    const points = [...means, combine(...means, sizes)].map((each) => pointOf(each, this.usual.checked));
    try {
      const { sheet } = await desk.ask("frames", { points: points.map((point) => desk.sent(point)) });
      if (version !== this.version) return;
      this.canvases.forEach((canvas, number) => {
        Object.assign(canvas, { width: sheet.width, height: sheet.height }); // which also clears it
        sheet.draw(canvas.getContext("2d"), number);
      });
      Object.assign(this, { points, result: points[3] });
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
