// The latent mixer: the large picture, and sliders that move it while they are dragged. Frames along every slider lie here
// before it is touched; when the point has moved they are asked for anew.

import { desk, element, fill, mainClass, partOf } from "./core.js";
import { Waiting } from "../shared/waiting.js";
import { Details } from "./details.js";
import { Glide } from "./glide.js";
import { Notice } from "./notice.js";
import { Sliders } from "./sliders.js";
import { Verdict } from "./verdict.js";
import { each, held, hold, whenHeld } from "../shared/playing.js";
import { enlargeable } from "../shared/enlarge.js";

const BREATH = 250; // milliseconds at least between two renewals while something is dragged
const GLIDE = 0.5; // of the way to the pointer at each refresh of the screen
const NEAR = 0.0005; // of a slider: there already
const FEW = 17; // frames of a strip of clips, each of which is many pictures
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
    this.verdict = new Verdict(() => this.exact && this.paintExact(this.exact));
    this.legend = element("ul", { className: "legend", hidden: true });
    this.still = element("button", {
      type: "button", className: "still", hidden: true, onclick: () => hold(!held()),
    });
    this.place = element("output", { className: "place", hidden: true });
    this.sliders = new Sliders({
      onmove: (axis, number, value) => this.drag(axis, number, value), onrelease: () => this.release(),
      onchosen: () => { this.root.classList.remove("no-sliders"); this.follow(); },
    });
    this.details = new Details(this.root);
    this.way = new Glide((sheet, parts) => this.paint(sheet, parts));
    this.dragged = null;
    this.version = 0; // rises with every move of the point
    this.root.append(
      element("div", { className: "left" }, element("div", { className: "frame" }, this.canvas, this.waiting.root), this.still, this.legend, this.place, this.unitsOff.root),
      this.sliders.root,
    );
    enlargeable(this.canvas.parentElement, () => ({ pictures: [{ ...this.shown(), title: this.describe(), explore: null }] }));
    // React listens to every move on the page, which costs as much as drawing the picture.
    for (const type of ["pointermove", "mousemove"]) this.root.addEventListener(type, (event) => event.stopPropagation());
    this.listeners = [
      desk.on("begun", () => this.sliders.amounts.clear()),
      desk.on("settled", ({ by }) => by !== this && this.follow()),
      desk.on("paint", ({ sheet, parts, by }) => by !== this && (this.way.end(), this.paint(sheet, parts))),
      desk.on("opened", () => this.open()),
      desk.on("restep", () => this.sliders.choose(this.sliders.kind, this.sliders.page)),
      desk.on("trouble", () => this.lament()),
      whenHeld(() => this.words && this.nameStill()),
    ];
  }

  dispose() {
    this.listeners.forEach((off) => off());
    clearTimeout(this.timer);
    this.beating?.();
    cancelAnimationFrame(this.frame);
    this.unitsOff.dispose();
    this.verdict.dispose();
    this.details.dispose();
    this.waiting.end();
    this.gone = true;
    this.sliders.dispose();
    this.version++;
    this.way.end();
    if (desk.mixer === this) desk.mixer = null;
  }

  open() {
    const [height, width] = desk.source.shape;
    this.source = desk.source.id;
    this.root.classList.toggle("plane", Boolean(desk.source.plane));
    this.legend.hidden = this.place.hidden = !desk.source.plane;
    this.legend.replaceChildren(...["real", "fake", "noise", ...(desk.source.abilities.includes("judge") ? ["judge"] : [])].map((role) => element("li", { className: role, textContent: this.words.legend[role] })));
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.still.hidden = !(desk.source.frames > 1);
    this.nameStill();
    this.beat();
    this.sliders.open();
  }

  nameStill() {
    this.still.textContent = held() ? this.words.move : this.words.stand;
  }

  // A slider stands somewhere else: show the frames that lie here, and ask for others when there is time.
  drag(axis, number, value) {
    const before = this.sliders.valueOf(axis);
    this.dragged = axis;
    this.version++;
    this.way.end();
    desk.move(this.sliders.change(axis, value), { settled: false, by: this });
    const partOf = (place) => Math.min(Math.max((place - axis.lowest) / (axis.highest - axis.lowest), 0), 1);
    const shown = this.wanted?.number === number ? this.wanted.shown : partOf(before);
    this.wanted = { number, shown, target: partOf(value) };
    this.frame ||= requestAnimationFrame(() => this.draw());
    this.renew(false);
  }

  // The picture glides after the pointer: every screen refresh shows another frame, however rarely the pointer reports.
  draw() {
    this.frame = 0;
    this.sliders.show(this.dragged);
    if (!this.strips || !this.wanted) return;
    const { wanted } = this, { count, sheet } = this.strips, first = wanted.number * count;
    const left = wanted.target - wanted.shown;
    wanted.shown = Math.abs(left) < NEAR ? wanted.target : wanted.shown + GLIDE * left;
    const at = wanted.shown * (count - 1), low = Math.min(Math.floor(at), count - 2);
    const lines = this.sliders.axes[wanted.number]?.vector ? [[sheet, first, count]] : [];
    this.paint(sheet, [[first + low, 1 - (at - low)], [first + low + 1, at - low]], lines);
    if (wanted.shown !== wanted.target) this.frame = requestAnimationFrame(() => this.draw());
  }

  // Lines are drawn where samples are points: see Places.
  paint(sheet, parts, lines = []) {
    this.exact = null;
    if (this.empty) this.fill();
    this.put(sheet, parts, lines);
    this.painted = { sheet, parts };
    if (sheet.told) this.place.textContent = fill(this.words.place, sheet.told(parts, desk.language));
  }

  put(sheet, parts, lines = []) {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    sheet.mix(this.context, parts, lines);
  }

  // A clip moves: whatever is painted is painted anew with every frame.
  beat() {
    this.beating?.();
    this.beating = null;
    if (desk.source?.frames > 1) this.beating = each(desk.source.frames, () => this.painted && !this.painted.sheet.closed && this.put(this.painted.sheet, this.painted.parts));
  }

  // What is seen, for the window in which it is large: of a clip all frames.
  shown() {
    const { canvas, painted } = this;
    return painted?.sheet.frames > 1 && !painted.sheet.closed ? { ...painted.sheet.film(painted.parts), stands: canvas } : { source: canvas };
  }

  // Until the first picture is there: its place, and those of the sliders.
  wait() {
    this.empty = true;
    this.root.classList.add("no-picture", "no-sliders");
    if (!desk.point) this.sliders.wait();
    this.lament();
  }

  fill() {
    this.empty = false;
    this.root.classList.remove("no-picture");
    this.waiting.end();
    this.lament();
  }

  // What is to be said: in the picture's place while there is none, else across its edge, so that nothing moves.
  lament() {
    const { text = "", stale = false } = desk.trouble ?? {};
    if (!this.empty) this.waiting.over(text, { stale, way: stale && !desk.trouble.lost ? this.out : null });
    else if (text) this.waiting.refuse(text, this.out);
    else this.waiting.begin(this.words.preparing);
  }

  // The picture of the point where it stands, and where each slider would take it.
  paintExact(sheet) {
    const { strips, version } = this, { axes } = this.sliders, fresh = strips?.version === version;
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
    if (this.source === desk.source.id) this.sliders.follow();
    this.sliders.show(this.dragged);
    this.canvas.setAttribute("aria-label", this.describe());
    desk.ask("frames", { points: [desk.sent()] }).then(
      ({ sheet }) => {
        if (version !== this.version) return;
        this.way.then(() => version === this.version && this.arrive(sheet, version));
      },
      (error) => {
        this.way.end();
        if (version === this.version) desk.problem(error);
      },
    );
    this.renew(true);
  }

  arrive(sheet, version) {
    this.paintExact(sheet);
    this.canvas.dataset.settled = version;
    desk.tell("shown", { sheet });
  }

  // Show the way to where the point is about to be.
  glide(sheet) {
    this.way.start(sheet);
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
    if (!this.sliders.axes.length || this.gone || this.source !== desk.source.id) return; // sliders of a source that was left
    if (this.asking || (this.resting && !settled)) {
      this.again = settled || this.again === "settled" ? "settled" : "moving";
      return;
    }
    clearTimeout(this.timer);
    this.resting = false;
    this.asking = true;
    this.again = null;
    const axes = this.sliders.axes, version = this.version;
    const asked = axes.map((axis) => ({ lowest: axis.lowest, highest: axis.highest, value: this.sliders.valueOf(axis), ...axis.ask }));
    const begun = performance.now();
    const finer = desk.source.plane ? { count: FINE } : desk.source.frames > 1 ? { count: FEW } : {};
    desk.ask("strips", { point: desk.sent(), axes: asked, ...finer }).then(
      ({ head, sheet }) => {
        this.asking = false;
        if (this.gone || axes !== this.sliders.axes) sheet.close();
        else {
          this.strips?.sheet.close();
          this.strips = { sheet, count: head.count, version };
          this.sliders.showEnds(this.strips, this.dragged);
          if (this.exact && desk.source.plane) this.paintExact(this.exact);
          this.root.dataset.strips = version;
          this.root.dataset.renewed = Math.round(performance.now() - begun);
          if (this.dragged && this.wanted) this.frame ||= requestAnimationFrame(() => this.draw());
        }
        if (this.again === "settled" || axes !== this.sliders.axes) return this.renew(true);
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
}

export const { draw, dispose } = partOf(Mixer, (view, { data }) => {
  const texts = JSON.stringify(data.words), changed = view.texts !== texts;
  Object.assign(view, { words: data.words, texts, out: data.out, smooth: Boolean(data.smooth) });
  view.sliders.words = data.words;
  desk.mixer = view;
  view.root.classList.toggle("smooth", Boolean(data.smooth));
  view.root.classList.toggle("blends", Boolean(data.blends));
  if (view.empty === undefined || (view.empty && changed)) view.wait();
  if (desk.source && desk.point && changed) view.open();
});
