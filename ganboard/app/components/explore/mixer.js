// The latent mixer: the large picture, and sliders that move it while they are dragged. Frames along every slider lie here
// before it is touched; when the point has moved they are asked for anew.

import { decode, desk, element, encode, fill, mainClass, partOf } from "./core.js";
import { Waiting } from "../shared/waiting.js";
import { Notice } from "./notice.js";

const KINDS = ["raw", "pca", "sefa"]; // of sliders that every generator has, beside those that a visitor kept
const SLIDERS = 8;
const BREATH = 250; // milliseconds at least between two renewals while something is dragged
const GLIDE = 0.5; // of the way to the pointer at each refresh of the screen
const NEAR = 0.0005; // of a slider: there already
const MIXED = 0.001; // what a mixture of two classes may lack of one
const FINE = 161; // frames of a strip of points, which are small, and may run through the plane in sharp bends
const SHARE = 60; // while a training runs, it gets at least so many times what the renewals take

class Mixer {
  constructor(parent) {
    this.root = element("div", { className: "mixer" });
    parent.append(this.root);
    this.canvas = element("canvas", { className: "large", attributes: { role: "img" } });
    // Opaque: the browser does not mix what lies behind into every frame: a ninth of its GPU process.
    this.context = this.canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    this.waiting = new Waiting();
    this.unitsOff = new Notice();
    this.legend = element("ul", { className: "legend", hidden: true });
    this.place = element("output", { className: "place", hidden: true });
    this.rows = element("div", { className: "rows" });
    this.kinds = element("div", { className: "kinds", attributes: { role: "radiogroup" } });
    this.about = element("p", { className: "about" });
    this.pager = element("div", { className: "pager" });
    this.extra = element("div", { className: "rows extra" });
    this.kind = "raw";
    this.page = 0;
    this.axes = []; // those of the page and, behind them, truncation and blend
    this.pair = null; // the two classes of the blend slider: { from, to }
    this.amounts = new Map(); // "kind index" -> how far the point was moved along a direction
    this.dragged = null;
    this.version = 0; // rises with every move of the point
    this.root.append(
      element("div", { className: "left" }, element("div", { className: "frame" }, this.canvas, this.waiting.root), this.legend, this.place, this.unitsOff.root),
      element("div", { className: "right" }, this.kinds, this.about, this.rows, this.pager, this.extra),
    );
    // React listens to every move on the page, which costs as much as drawing the picture.
    for (const type of ["pointermove", "mousemove"]) this.root.addEventListener(type, (event) => event.stopPropagation());
    this.listeners = [
      desk.on("begun", () => this.amounts.clear()),
      desk.on("settled", ({ by }) => by !== this && this.follow()),
      desk.on("paint", ({ sheet, parts, by }) => by !== this && this.paint(sheet, parts)),
      desk.on("opened", () => this.open()),
      desk.on("restep", () => this.choose(this.kind, this.page)),
      desk.on("problem", () => this.waiting.stop()),
    ];
  }

  dispose() {
    this.listeners.forEach((off) => off());
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.unitsOff.dispose();
    this.waiting.end();
    this.gone = true;
    this.choice = null;
    this.version++;
    if (desk.mixer === this) desk.mixer = null;
  }

  open() {
    const [height, width] = desk.source.shape;
    this.source = desk.source.id;
    this.root.classList.toggle("plane", Boolean(desk.source.plane));
    this.legend.hidden = this.place.hidden = !desk.source.plane;
    this.legend.replaceChildren(...["real", "fake", "noise"].map((role) => element("li", { className: role, textContent: this.words.legend[role] })));
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
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
      const { head } = await desk.ask("directions", { kind, start: page * SLIDERS, count: SLIDERS });
      if (asked !== this.choice) return;
      if (page && page * SLIDERS >= head.total) return this.choose(kind, 0);
      Object.assign(this, { kind, page, total: head.total });
      this.about.textContent = head.about;
      for (const button of this.kinds.children) button.setAttribute("aria-checked", button.dataset.kind === kind);
      this.axes = head.directions.map((direction) => this.axisOf(direction));
      this.axes.push({ name: "psi", title: this.words.truncation, lowest: 0, highest: 1, home: 1, ask: { truncation: true } });
      if (desk.source.classes.length) this.axes.push(this.blendAxis());
      this.lay();
      this.follow();
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
        oninput: () => this.drag(axis, number, Number(axis.input.value)), onchange: () => this.release(),
        attributes: { "aria-label": axis.title ?? fill(this.words.blendFull, this.classNames(axis)) },
      });
      axis.output = element("output", {});
      axis.rating = element("span", { className: "rating", textContent: axis.detail ?? "" });
      const reset = element("button", {
        type: "button", className: "reset", textContent: "↺", title: this.words.reset,
        attributes: { "aria-label": fill(this.words.resetOne, { name: axis.title ?? this.words.blend }) },
        onclick: () => { this.drag(axis, number, this.homeOf(axis)); this.release(); },
      });
      if (axis.blend) label.append(this.words.blend, " ", this.blendChooser(axis));
      return element("div", { className: "row" }, element("div", { className: "name" }, label, axis.rating), axis.input, axis.output, reset);
    };
    const rows = this.axes.map(rowOf);
    this.root.classList.remove("no-sliders");
    const extra = this.axes.findIndex((axis) => axis.name === "psi");
    this.rows.replaceChildren(...rows.slice(0, extra));
    if (!extra) this.rows.append(element("p", { className: "empty", textContent: this.words.noneKept }));
    this.extra.replaceChildren(...rows.slice(extra));
    const pages = Math.ceil(this.total / SLIDERS);
    const turn = (by) => this.choose(this.kind, (this.page + by + pages) % pages);
    this.pager.hidden = pages < 2;
    this.pager.replaceChildren(
      element("button", { type: "button", textContent: "‹", onclick: () => turn(-1), attributes: { "aria-label": this.words.before } }),
      fill(this.words.page, { first: this.page * SLIDERS + 1, last: Math.min(this.total, (this.page + 1) * SLIDERS), total: this.total }),
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
      if (value) this.drag(axis, this.axes.indexOf(axis), value);
      this.release();
    };
    return chooser;
  }

  // Values beside the sliders.
  show() {
    for (const axis of this.axes) {
      if (!axis.input) continue;
      const value = this.valueOf(axis);
      if (axis !== this.dragged) axis.input.value = value;
      const text = value.toFixed(2);
      if (axis.output.textContent !== text) axis.output.textContent = text;
    }
  }

  // A slider stands somewhere else: show the frames that lie here, and ask for others when there is time.
  drag(axis, number, value) {
    const before = this.valueOf(axis);
    this.dragged = axis;
    this.version++;
    let change;
    if (axis.name === "psi") change = { psi: value };
    else if (axis.blend) {
      const weights = desk.source.classes.map(() => 0);
      weights[axis.from] += 1 - value;
      weights[this.pair.to] += value;
      change = { classes: weights };
    } else {
      const z = Float32Array.from(desk.point.z), by = value - before;
      axis.vector.forEach((part, index) => (z[index] += by * part));
      if (axis.raw) z[axis.index] = value;
      else this.amounts.set(axis.name, value);
      change = { z };
    }
    desk.move(change, { settled: false, by: this });
    const partOf = (place) => Math.min(Math.max((place - axis.lowest) / (axis.highest - axis.lowest), 0), 1);
    const shown = this.wanted?.number === number ? this.wanted.shown : partOf(before);
    this.wanted = { number, shown, target: partOf(value) };
    this.frame ||= requestAnimationFrame(() => this.draw());
    this.renew(false);
  }

  // The picture glides after the pointer: every screen refresh shows another frame, however rarely the pointer reports.
  draw() {
    this.frame = 0;
    this.show();
    if (!this.strips || !this.wanted) return;
    const { wanted } = this, { count, sheet } = this.strips, first = wanted.number * count;
    const left = wanted.target - wanted.shown;
    wanted.shown = Math.abs(left) < NEAR ? wanted.target : wanted.shown + GLIDE * left;
    const at = wanted.shown * (count - 1), low = Math.min(Math.floor(at), count - 2);
    const lines = this.axes[wanted.number]?.vector ? [[sheet, first, count]] : [];
    this.paint(sheet, [[first + low, 1 - (at - low)], [first + low + 1, at - low]], lines);
    if (wanted.shown !== wanted.target) this.frame = requestAnimationFrame(() => this.draw());
  }

  // Lines are drawn where samples are points: see Places.
  paint(sheet, parts, lines = []) {
    this.exact = null;
    if (this.empty) this.fill();
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    sheet.mix(this.context, parts, lines);
    if (sheet.told) this.place.textContent = fill(this.words.place, sheet.told(parts, desk.language));
  }

  // Until the first picture is there: its place, and those of the sliders.
  wait() {
    this.empty = true;
    this.root.classList.add("no-picture", "no-sliders");
    if (!desk.point) {
      this.layKinds([...KINDS, "kept"], true);
      this.about.textContent = this.words.about;
    }
    this.waiting.begin(this.words.preparing);
  }

  fill() {
    this.empty = false;
    this.root.classList.remove("no-picture");
    this.waiting.end();
  }

  // The picture of the point where it stands, and where each slider would take it.
  paintExact(sheet) {
    const { strips, axes, version } = this, fresh = strips?.version === version;
    this.paint(sheet, [[0, 1]], fresh ? axes.flatMap(({ vector }, number) => (vector ? [[strips.sheet, number * strips.count, strips.count]] : [])) : []);
    this.exact = sheet;
  }

  release() {
    this.dragged = null;
    this.wanted = null;
    desk.tell("settled", { by: this });
    this.follow();
  }

  // The point was moved for good: the exact picture first, then all strips.
  follow() {
    this.version++;
    const version = this.version;
    const blend = this.axes.find((axis) => axis.blend);
    if (blend && this.source === desk.source.id && !this.mixed()) {
      Object.assign(blend, this.blendAxis());
      this.lay();
    }
    this.show();
    this.canvas.setAttribute("aria-label", this.describe());
    desk.ask("frames", { points: [desk.sent()] }).then(
      ({ sheet }) => {
        if (version !== this.version) return;
        this.paintExact(sheet);
        this.canvas.dataset.settled = version;
        desk.tell("shown", { sheet });
      },
      (error) => version === this.version && desk.problem(error),
    );
    this.renew(true);
  }

  describe() {
    const { classes } = desk.point, { plane } = desk.source;
    const step = desk.source.step.toLocaleString(desk.language);
    return classes
      ? fill(this.words.altClass, { name: desk.source.classes[mainClass(classes)], step })
      : fill(plane ? this.words.altPoint : this.words.alt, { step });
  }

  // Ask for the strips of all sliders. One question is on its way at a time; the newest point wins.
  renew(settled) {
    if (!this.axes.length || this.gone || this.source !== desk.source.id) return; // sliders of a source that was left
    if (this.asking || (this.resting && !settled)) {
      this.again = settled || this.again === "settled" ? "settled" : "moving";
      return;
    }
    clearTimeout(this.timer);
    this.resting = false;
    this.asking = true;
    this.again = null;
    const axes = this.axes, version = this.version;
    const asked = axes.map((axis) => ({ ...axis.ask, lowest: axis.lowest, highest: axis.highest, value: this.valueOf(axis) }));
    const begun = performance.now();
    const finer = desk.source.plane ? { count: FINE } : {};
    desk.ask("strips", { point: desk.sent(), axes: asked, ...finer }).then(
      ({ head, sheet }) => {
        this.asking = false;
        if (this.gone || axes !== this.axes) sheet.close();
        else {
          this.strips?.sheet.close();
          this.strips = { sheet, count: head.count, version };
          if (this.exact && desk.source.plane) this.paintExact(this.exact);
          this.root.dataset.strips = version;
          this.root.dataset.renewed = Math.round(performance.now() - begun);
          if (this.dragged && this.wanted) this.frame ||= requestAnimationFrame(() => this.draw());
        }
        if (this.again === "settled" || axes !== this.axes) return this.renew(true);
        this.resting = true;
        this.timer = setTimeout(() => {
          this.resting = false;
          if (this.again) this.renew(this.again === "settled");
        }, head.training ? Math.max(BREATH, SHARE * head.took * 1000) : BREATH);
      },
      (error) => {
        this.asking = false;
        if (!error.lost && !this.gone) desk.problem(error);
      },
    );
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

export const { draw, dispose } = partOf(Mixer, (view, { data }) => {
  const texts = JSON.stringify(data.words), changed = view.texts !== texts;
  Object.assign(view, { words: data.words, texts, smooth: Boolean(data.smooth) });
  desk.mixer = view;
  view.root.classList.toggle("smooth", Boolean(data.smooth));
  if (view.empty === undefined || (view.empty && changed)) view.wait();
  if (desk.source && desk.point && changed) view.open();
});
