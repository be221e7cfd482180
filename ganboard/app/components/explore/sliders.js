// The mixer's sliders: directions of a kind, truncation, and the mixture of two classes. What each moves, how far it stands, its row.

import { decode, desk, element, encode, fill, mainClass } from "./core.js";

const KINDS = ["raw", "pca", "sefa"]; // that every generator has, beside those that a visitor kept
const PAGE = 8; // sliders of directions at a time
const MIXED = 0.001; // what a mixture of two classes may lack of one

export class Sliders {
  // `onmove` gets an axis, its number and a value; `onrelease` is called when it stays there, `onchosen` when there are others.
  constructor({ onmove, onrelease, onchosen }) {
    Object.assign(this, { onmove, onrelease, onchosen });
    this.rows = element("div", { className: "rows" });
    this.kinds = element("div", { className: "kinds", attributes: { role: "radiogroup" } });
    this.about = element("p", { className: "about" });
    this.pager = element("div", { className: "pager" });
    this.extra = element("div", { className: "rows extra" });
    this.root = element("div", { className: "right" }, this.kinds, this.about, this.rows, this.pager, this.extra);
    this.kind = "raw";
    this.page = 0;
    this.axes = []; // those of the page and, behind them, truncation and blend
    this.pair = null; // the two classes of the blend slider: { from, to }
    this.amounts = new Map(); // "kind index" -> how far the point was moved along a direction
  }

  dispose() {
    this.choice = null;
  }

  open() {
    const kinds = [...KINDS, ...(desk.source.labelled && !desk.source.classes.length ? ["labels"] : []), "kept"];
    this.layKinds(kinds);
    // The same checkpoint again, perhaps in another language, keeps its sliders.
    const here = `${desk.source.id} ${desk.source.step}`, told = this.arrived(kinds);
    if (!told && here !== this.here) {
      this.amounts.clear();
      this.page = 0;
    }
    this.here = here;
    this.choose(kinds.includes(this.kind) ? this.kind : "raw", this.page);
  }

  layKinds(kinds, disabled = false) {
    this.kinds.setAttribute("aria-label", this.words.kinds);
    this.kinds.replaceChildren(
      ...kinds.map((kind) =>
        element("button", {
          type: "button", textContent: this.words[kind], disabled, onclick: () => this.choose(kind, 0),
          attributes: { role: "radio", "data-kind": kind },
        }),
      ),
    );
  }

  // Until it is known what they move: their kinds, which have their places already.
  wait() {
    this.layKinds([...KINDS, "kept"], true);
    this.about.textContent = this.words.about;
  }

  // What a link says of the sliders, once; nonsense in it is passed over.
  arrived(kinds) {
    const told = desk.arrived?.sliders;
    if (!told) return false;
    desk.arrived = { ...desk.arrived, sliders: null };
    const { kind, page, pair, amounts } = told, classes = desk.source.classes.length;
    if (kinds.includes(kind)) this.kind = kind;
    this.page = Number.isInteger(page) && page >= 0 ? page : 0;
    const known = (label) => Number.isInteger(label) && label >= 0 && label < classes;
    if (known(pair?.[0]) && known(pair?.[1]) && pair[0] !== pair[1]) this.pair = { from: pair[0], to: pair[1] };
    this.amounts = new Map(Object.entries(amounts ?? {}).filter(([, amount]) => Number.isFinite(amount)));
    return true;
  }

  // For a link: see `arrived`.
  state() {
    const { kind, page, pair, amounts } = this;
    const moved = [...amounts].filter(([, amount]) => amount);
    return { kind, page, pair: pair ? [pair.from, pair.to] : undefined, amounts: moved.length ? Object.fromEntries(moved) : undefined };
  }

  // Which sliders: a kind of direction, and a page of eight of them.
  async choose(kind, page) {
    const asked = (this.choice = {});
    if (!desk.point) return; // it comes with "opened"
    try {
      const { head } = await desk.ask("directions", { kind, start: page * PAGE, count: PAGE });
      if (asked !== this.choice) return;
      if (page && page * PAGE >= head.total) return this.choose(kind, 0);
      Object.assign(this, { kind, page, total: head.total });
      this.about.textContent = head.about;
      for (const button of this.kinds.children) button.setAttribute("aria-checked", button.dataset.kind === kind);
      this.axes = head.directions.map((direction) => this.axisOf(direction));
      this.axes.push({ name: "psi", title: this.words.truncation, lowest: 0, highest: 1, home: 1, ask: { truncation: true } });
      if (desk.source.classes.length) this.axes.push(this.blendAxis());
      this.lay();
      this.onchosen();
      this.ratings(asked);
    } catch (error) {
      if (asked === this.choice) desk.problem(error);
    }
  }

  axisOf(direction) {
    const vector = decode(direction.z), raw = this.kind === "raw";
    return {
      name: `${this.kind} ${direction.index}`, title: direction.title, detail: direction.detail, vector, index: direction.index,
      id: direction.id, lowest: raw ? -3 : -4, highest: raw ? 3 : 4, raw, ask: { direction: encode(vector) },
    };
  }

  blendAxis() {
    const { from, to } = (this.pair = this.pairOf(desk.point.classes));
    return { name: "blend", lowest: 0, highest: 1, home: 0, blend: true, from, ask: { blend: [from, to] } };
  }

  // The two classes of before as long as the point is a mixture of them; else from its main class.
  pairOf(classes) {
    const count = classes.length;
    if (this.pair && this.pair.from < count && this.pair.to < count) {
      const { from, to } = this.pair, others = classes.some((part, label) => label !== from && label !== to && Math.abs(part) > MIXED);
      if (!others && classes[to] >= 0 && Math.abs(classes[from] + classes[to] - 1) < MIXED) return this.pair;
    }
    const from = mainClass(classes), to = this.pair?.to;
    return { from, to: to === undefined || to === from || to >= count ? (from + 5) % count : to };
  }

  valueOf(axis) {
    if (axis.name === "psi") return desk.point.psi;
    if (axis.blend) return this.mixed() ? desk.point.classes[this.pair.to] : 0;
    return axis.raw ? desk.point.z[axis.index] : this.amounts.get(axis.name) ?? 0;
  }

  // Whether the point's classes are a mixture of the pair.
  mixed() {
    if (!desk.point.classes) return false;
    const now = this.pairOf(desk.point.classes);
    return now.from === this.pair.from && now.to === this.pair.to;
  }

  homeOf(axis) {
    return axis.raw ? desk.origin[axis.index] : axis.home ?? 0;
  }

  // The rows of sliders, made anew for each choice.
  lay() {
    const rowOf = (axis, number) => {
      const label = element("label", { textContent: axis.title ?? "" });
      axis.input = element("input", {
        type: "range", min: axis.lowest, max: axis.highest, step: 0.01,
        oninput: () => this.onmove(axis, number, Number(axis.input.value)), onchange: () => this.onrelease(),
        attributes: { "aria-label": axis.title ?? fill(this.words.blendFull, this.classNames(axis)) },
      });
      axis.output = element("output", {});
      axis.rating = element("span", { className: "rating", textContent: axis.detail ?? "" });
      const reset = element("button", {
        type: "button", className: "reset", textContent: "↺", title: this.words.reset,
        attributes: { "aria-label": fill(this.words.resetOne, { name: axis.title ?? this.words.blend }) },
        onclick: () => { this.onmove(axis, number, this.homeOf(axis)); this.onrelease(); },
      });
      if (axis.blend) label.append(this.words.blend, " ", this.blendChooser(axis));
      return element("div", { className: "row" }, element("div", { className: "name" }, label, axis.rating), axis.input, axis.output, reset);
    };
    const rows = this.axes.map(rowOf);
    const extra = this.axes.findIndex((axis) => axis.name === "psi");
    this.rows.replaceChildren(...rows.slice(0, extra));
    if (!extra) this.rows.append(element("p", { className: "empty", textContent: this.words.noneKept }));
    this.extra.replaceChildren(...rows.slice(extra));
    const pages = Math.ceil(this.total / PAGE);
    const turn = (by) => this.choose(this.kind, (this.page + by + pages) % pages);
    this.pager.hidden = pages < 2;
    this.pager.replaceChildren(
      element("button", { type: "button", textContent: "‹", onclick: () => turn(-1), attributes: { "aria-label": this.words.before } }),
      fill(this.words.page, { first: this.page * PAGE + 1, last: Math.min(this.total, (this.page + 1) * PAGE), total: this.total }),
      element("button", { type: "button", textContent: "›", onclick: () => turn(1), attributes: { "aria-label": this.words.after } }),
    );
    this.show();
  }

  classNames(axis) {
    return { from: desk.source.classes[axis.from], to: desk.source.classes[this.pair.to] };
  }

  blendChooser(axis) {
    const chooser = element("select", { attributes: { "aria-label": this.words.blendTo } });
    desk.source.classes.forEach((name, label) => {
      if (label !== axis.from) chooser.append(element("option", { value: label, textContent: name, selected: label === this.pair.to }));
    });
    chooser.onchange = () => {
      const value = this.valueOf(axis);
      this.pair = { from: axis.from, to: Number(chooser.value) };
      axis.ask = { blend: [axis.from, this.pair.to] };
      axis.input.setAttribute("aria-label", fill(this.words.blendFull, this.classNames(axis)));
      if (value) this.onmove(axis, this.axes.indexOf(axis), value);
      this.onrelease();
    };
    return chooser;
  }

  // Values beside the sliders; the one that is `dragged` stands right by itself.
  show(dragged = null) {
    for (const axis of this.axes) {
      if (!axis.input) continue;
      const value = this.valueOf(axis);
      if (axis !== dragged) axis.input.value = value;
      const text = value.toFixed(2);
      if (axis.output.textContent !== text) axis.output.textContent = text;
    }
  }

  // A slider stands somewhere else: how the point changes with it.
  change(axis, value) {
    if (axis.name === "psi") return { psi: value };
    if (axis.blend) {
      const weights = desk.source.classes.map(() => 0);
      weights[axis.from] += 1 - value;
      weights[this.pair.to] += value;
      return { classes: weights };
    }
    const z = Float32Array.from(desk.point.z), by = value - this.valueOf(axis);
    axis.vector.forEach((part, index) => (z[index] += by * part));
    if (axis.raw) z[axis.index] = value;
    else this.amounts.set(axis.name, value);
    return { z };
  }

  // Other classes for the blend slider, where the point is no mixture of its two any more.
  follow() {
    const blend = this.axes.find((axis) => axis.blend);
    if (!blend || this.mixed()) return;
    Object.assign(blend, this.blendAxis());
    this.lay();
  }

  // How alike each direction's effect is over many pictures; asked last, for it takes longest.
  async ratings(asked) {
    const axes = this.axes.filter((axis) => axis.vector);
    if (!axes.length) return;
    try {
      const { head } = await desk.ask("consistency", { directions: axes.map((axis) => axis.ask.direction), point: desk.sent() });
      if (asked !== this.choice) return;
      head.consistency.forEach((value, number) => {
        axes[number].rating.textContent = [axes[number].detail, fill(this.words.consistency, { value: value.toFixed(2) })].filter(Boolean).join(" · ");
      });
    } catch (error) {
      if (!error.lost && asked === this.choice) desk.problem(error);
    }
  }
}
