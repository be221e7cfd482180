// Directions with names: kept with the generator, and from then on among the mixer's sliders.

import { desk, element, encode, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { Chosen } from "./chosen.js";
import { Picker } from "./picker.js";

const NEAR = 1e-3; // two points nearer than this have no direction between them

class Directions {
  constructor(parent) {
    this.way = "moved"; // or "pictures"
    this.rows = null; // as the engine has them
    this.ways = element("div", { className: "row-of-tools", attributes: { role: "radiogroup" } });
    this.wayButtons = ["moved", "pictures"].map((way) =>
      element("button", { type: "button", onclick: () => this.choose(way), attributes: { role: "radio", "data-way": way } }));
    this.ways.append(...this.wayButtons);
    this.why = element("p", { className: "hint" });
    this.pair = new Chosen(2, () => this.dress());
    this.places = element("div", { className: "pair" });
    this.between = element("div", { className: "between", hidden: true }, this.places);
    this.input = element("input", { type: "text", maxLength: 60, autocomplete: "off", oninput: () => this.dress() });
    this.inputName = element("span", {});
    this.keep = element("button", { type: "submit", className: "primary" });
    this.form = element("form", { className: "row-of-tools", onsubmit: (event) => { event.preventDefault(); this.add(); } },
      element("label", { className: "tick" }, this.inputName, this.input), this.keep);
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    this.title = element("h3", {});
    this.list = element("ul", { className: "kept" });
    this.root = element("div", { className: "directions" }, this.ways, this.why, this.between, this.form, this.note, this.title, this.list);
    parent.append(this.root);
    this.listeners = [
      desk.on("opened", () => this.renew()),
      ...["point", "begun"].map((type) => desk.on(type, () => this.visible && this.way === "moved" && (this.frame ||= requestAnimationFrame(() => this.dress())))),
    ];
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
    });
    this.seen.observe(this.root);
  }

  state() {
    return { way: this.way, pair: this.pair.state(), name: this.input.value };
  }

  restore({ way, pair, name }) {
    if (!["moved", "pictures"].includes(way) || !Array.isArray(pair)) throw new Error("no direction");
    this.input.value = String(name ?? "");
    this.pair.take(pair, this.words.picker.linked);
    this.choose(way);
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.seen.disconnect();
    this.pair.dispose();
    this.picker?.dispose();
    cancelAnimationFrame(this.frame);
  }

  name(words) {
    this.words = words;
    this.ways.setAttribute("aria-label", words.ways);
    for (const button of this.wayButtons) button.textContent = words[button.dataset.way];
    this.inputName.textContent = words.name;
    this.keep.textContent = words.keep;
    this.title.textContent = words.kept;
    this.list.setAttribute("aria-label", words.kept);
    if (!this.picker) {
      this.picker = new Picker(words.picker, (point, canvas, name) => this.pick({ point, canvas, name }));
      this.between.append(this.picker.root);
    } else this.picker.name(words.picker);
    this.dress();
    this.lay();
  }

  choose(way) {
    this.way = way;
    this.note.textContent = "";
    this.dress();
  }

  // Into the first empty place; when both are taken, the second is another one.
  pick(picture) {
    if (!this.pair.add(picture)) this.pair.put(1, picture);
  }

  // What the generator gets more of along the direction, or null where there is none yet.
  step() {
    if (!desk.point) return null;
    const noise = ({ z, psi }) => Array.from(z, (part) => part * psi);
    let from, to;
    if (this.way === "moved") [from, to] = [desk.origin, desk.point.z];
    else {
      const [first, second] = this.pair.pictures;
      if (!second) return null;
      [from, to] = [noise(first.point), noise(second.point)];
    }
    if (!from || from.length !== to.length) return null;
    const step = Float32Array.from(to, (part, index) => part - from[index]), length = Math.hypot(...step);
    return length < NEAR ? null : step.map((part) => part / length);
  }

  dress() {
    this.frame = 0;
    if (!this.words) return;
    const { words } = this, step = this.step(), between = this.way === "pictures";
    for (const button of this.wayButtons) button.setAttribute("aria-checked", button.dataset.way === this.way);
    this.why.textContent = step ? words[`${this.way}Ready`] : words[`${this.way}None`];
    this.between.hidden = !between;
    this.keep.disabled = !step || !this.input.value.trim() || Boolean(this.busy);
    const pictures = between ? this.pair.list : [];
    const laid = JSON.stringify([pictures.map((picture) => picture?.name), words.from, words.to]);
    if (laid === this.laid && pictures.every((picture, place) => picture === this.drawn?.[place])) return;
    [this.laid, this.drawn] = [laid, [...pictures]];
    this.places.replaceChildren(...pictures.map((picture, place) => {
      const label = [words.from, words.to][place];
      return element("div", { className: "place" }, element("span", { textContent: label }), picture
        ? element("button", {
          type: "button", title: words.takeOut, onclick: () => this.pair.remove(place),
          attributes: { "aria-label": fill(words.takeOutOne, { place: label, picture: picture.name }) },
        }, picture.canvas, element("span", { className: "cross", textContent: "×", attributes: { "aria-hidden": "true" } }))
        : element("span", { className: "vacant", attributes: { "aria-hidden": "true" } }));
    }));
  }

  // The generator is another one.
  renew() {
    this.rows = null;
    this.lay();
    if (this.visible) this.wake();
    this.dress();
  }

  async wake() {
    this.dress();
    this.pair.wake();
    if (!desk.source || this.rows) return;
    await this.ask("my_directions", {});
  }

  async ask(question, options) {
    const { id } = desk.source;
    try {
      const { head } = await desk.ask(question, options);
      if (id !== desk.source.id) return false;
      this.rows = head.kept;
      this.note.textContent = "";
      this.lay();
      return true;
    } catch (error) {
      if (!error.lost && id === desk.source.id) this.note.textContent = error.message;
      return false;
    }
  }

  // A change, after which the mixer asks for its list again.
  async change(question, options) {
    if (this.busy) return false;
    this.busy = true;
    this.dress();
    const done = await this.ask(question, options);
    this.busy = false;
    this.dress();
    if (done) desk.tell("restep", {});
    return done;
  }

  async add() {
    const step = this.step(), name = this.input.value.trim();
    if (!step || !name || !(await this.change("keep_direction", { name, z: encode(step) }))) return;
    this.input.value = "";
    this.note.textContent = fill(this.words.added, { name });
    this.dress();
  }

  lay() {
    if (!this.words) return;
    const { words } = this;
    if (!this.rows?.length) {
      this.list.replaceChildren(element("li", { className: "empty", textContent: this.rows ? words.none : words.loading }));
      return;
    }
    this.list.replaceChildren(...this.rows.map((row) => {
      const input = element("input", { type: "text", value: row.name, maxLength: 60, autocomplete: "off", attributes: { "aria-label": fill(words.rename, { name: row.name }) } });
      input.onchange = async () => {
        const name = input.value.trim();
        if (name && name !== row.name && (await this.change("rename_direction", { id: row.id, name }))) return;
        input.value = row.name;
      };
      const when = new Date(row.created * 1000).toLocaleDateString(desk.language);
      return element("li", {}, input,
        element("span", { className: "found", textContent: fill(words.found, { step: row.step.toLocaleString(desk.language), when }) }),
        element("button", {
          type: "button", textContent: words.remove, onclick: () => this.change("forget_direction", { id: row.id }),
          attributes: { "aria-label": fill(words.removeOne, { name: row.name }) },
        }));
    }));
  }
}

export const { draw, dispose } = tabOf("directions", Directions, (view, { data }) => {
  const words = JSON.stringify(data.words);
  if (view.said === words) return;
  view.said = words;
  view.name(data.words);
});
