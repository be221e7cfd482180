// The mixer's sliders: directions of a kind, truncation, and the mixture of two classes. What each moves, and how far it stands.

import { decode, desk, element, encode, fill, mainClass } from "./core.js";
import { shown as detailed } from "./details.js";
import { rate } from "./ratings.js";
import { rowOf } from "./rows.js";
import { enlargeable } from "../shared/enlarge.js";

const KINDS = ["pca", "sefa", "raw"]; // that every generator has, beside those that a visitor kept; where its noise has parts, these instead
const PLAIN = "raw"; // the kind that cannot fail
const PAGE = 5; // sliders of directions at a time
const OLD_PAGE = 8; // as links counted them that say `page`
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
    enlargeable(this.root, () => ({ pictures: this.axes.flatMap((axis, number) => axis.ends?.large((part) => this.go(axis, number, part)) ?? []) }));
    this.kind = null; // not chosen yet
    this.page = 0;
    this.axes = []; // those of the page and, behind them, truncation and blend
    this.pair = null; // the two classes of the blend slider: { from, to }
    this.amounts = new Map(); // "kind index" -> how far the point was moved along a direction
    this.off = desk.on("details", () => this.kind && this.choose(this.kind, this.page));
  }

  dispose() {
    this.off();
    this.choice = null;
  }

  // What shows a beginner most; of points the two numbers of their noise, which are all that there is.
  get first() {
    return desk.source.plane ? PLAIN : (desk.source.parts?.[0] ?? KINDS[0]);
  }

  open() {
    const { parts = [] } = desk.source;
    const kinds = [...(parts.length ? parts : KINDS), ...(desk.source.labelled && !desk.source.classes.length ? ["labels"] : []), "kept"];
    this.layKinds(kinds);
    // The same checkpoint again, perhaps in another language, keeps its sliders.
    const here = `${desk.source.id} ${desk.source.step}`, told = this.arrived(kinds);
    if (!told && here !== this.here) {
      this.amounts.clear();
      this.page = 0;
    }
    this.here = here;
    this.choose(kinds.includes(this.kind) ? this.kind : this.first, this.page, true);
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
    const { kind, first, page, pair, amounts } = told, classes = desk.source.classes.length;
    if (kinds.includes(kind)) this.kind = kind;
    const before = first ?? page * OLD_PAGE;
    this.page = Number.isInteger(before) && before >= 0 ? Math.floor(before / PAGE) : 0;
    const known = (label) => Number.isInteger(label) && label >= 0 && label < classes;
    if (known(pair?.[0]) && known(pair?.[1]) && pair[0] !== pair[1]) this.pair = { from: pair[0], to: pair[1] };
    this.amounts = new Map(Object.entries(amounts ?? {}).filter(([, amount]) => Number.isFinite(amount)));
    return true;
  }

  // For a link: see `arrived`.
  state() {
    const { kind, page, pair, amounts } = this;
    const moved = [...amounts].filter(([, amount]) => amount);
    return { kind, first: page * PAGE, pair: pair ? [pair.from, pair.to] : undefined, amounts: moved.length ? Object.fromEntries(moved) : undefined };
  }

  // Which sliders: a kind of direction, and a page of them; `opening`: another kind where these cannot be had.
  async choose(kind, page, opening = false) {
    const asked = (this.choice = {});
    if (!desk.point) return; // it comes with "opened"
    try {
      const { head } = await desk.ask("directions", { kind, start: page * PAGE, count: PAGE });
      if (asked !== this.choice) return;
      if (page && page * PAGE >= head.total) return this.choose(kind, 0, opening);
      Object.assign(this, { kind, page, total: head.total });
      this.about.replaceChildren(head.about, element("span", { className: "detail", textContent: ` ${head.source}` }));
      for (const button of this.kinds.children) button.setAttribute("aria-checked", button.dataset.kind === kind);
      this.axes = head.directions.map((direction) => this.axisOf(direction));
      this.axes.push({
        name: "psi", title: this.words.truncation, detail: this.words.truncationDetail, lowest: 0, highest: 1, home: 0,
        ask: { truncation: true, lowest: 1, highest: 0 }, // to the left as trained, to the right the middle of all pictures
      });
      if (desk.source.classes.length && detailed()) this.axes.push(this.blendAxis());
      this.lay();
      this.onchosen();
      if (detailed()) rate(this.axes.filter((axis) => axis.vector), this.words, () => asked === this.choice);
    } catch (error) {
      if (asked !== this.choice) return;
      desk.problem(error);
      if (opening && !error.lost && kind !== PLAIN) this.choose(PLAIN, 0);
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
    if (axis.name === "psi") return 1 - desk.point.psi;
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
    const { words } = this;
    const rows = this.axes.map((axis, number) => {
      const move = (value) => this.onmove(axis, number, value), name = axis.title ?? words.blend;
      const full = axis.title ?? fill(words.blendFull, this.classNames(axis));
      return rowOf(axis, { name, full, ends: fill(words.ends, { name: full }), reset: words.reset, resetOne: fill(words.resetOne, { name }) }, {
        onmove: move, onrelease: () => this.onrelease(), chooser: axis.blend ? this.blendChooser(axis) : null,
        onreset: () => { move(this.homeOf(axis)); this.onrelease(); },
      });
    });
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

  // A slider goes so far along its way.
  go(axis, number, part) {
    this.onmove(axis, number, axis.lowest + part * (axis.highest - axis.lowest));
    this.onrelease();
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
      const text = (axis.name === "psi" ? desk.point.psi : value).toFixed(2);
      if (axis.output.textContent !== text) axis.output.textContent = text;
    }
  }

  // Where each slider leads, from strips: `count` frames for each, one after the other on a sheet. That of the slider that is
  // dragged stays right, for it does not depend on where it stands.
  showEnds({ sheet, count }, dragged = null) {
    this.axes.forEach((axis, number) => axis !== dragged && axis.ends?.show(sheet, number * count, count));
  }

  // A slider stands somewhere else: how the point changes with it.
  change(axis, value) {
    if (axis.name === "psi") return { psi: 1 - value };
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
}
