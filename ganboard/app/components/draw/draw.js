// Draw a creature: the drawing on the pad is asked for at once, while it is drawn, over the desk's line to the engine.

import { desk, partOf } from "../explore/core.js";
import { Sketch } from "../explore/sketch.js";
import { Checkpoints } from "../shared/checkpoints.js";
import { element } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { later, said } from "../shared/place.js";
import { Standing } from "../shared/standing.js";
import { Waiting } from "../shared/waiting.js";
import { Answers } from "./answers.js";
import { Chips } from "./chips.js";
import { Ladder } from "./ladder.js";
import { inLink, linkedDrawing } from "./linked.js";
import { inText, put, shrunk } from "./paper.js";
import { strokesOf } from "./strokes.js";

const SIDE = 448; // pixels of the pad, a whole number of times those of a drawing of 28, 32 or 64
const PEN = 12, RUBBER = 42; // widths, pixels of the pad
const FINEST = 1.1; // width of a pen at least, pixels of a drawing: thinner lines would fade
const SEEDS = 1_000_000;
const MANY = 6; // answers to one drawing

// What is drawn stays while other pages are looked at.
const held = { pad: null, value: null, seed: Math.floor(Math.random() * SEEDS), example: 0, shown: null, arrived: null, linked: null };

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const frame = () => new Promise((settle) => requestAnimationFrame(settle));

class Draw {
  constructor(parent) {
    this.pad = held.pad ??= new Sketch(() => {}, { side: SIDE, step: SIDE / 32 });
    const drawn = (options) => {
      this.showing = held.shown = null;
      this.ask(options);
    };
    Object.assign(this.pad, { ondrawn: () => drawn(), onmove: () => drawn({ many: false }) });
    if (this.pad.empty) this.wipe();
    const button = (press) => element("button", { type: "button", onclick: press });
    this.pen = button(() => this.take("pen"));
    this.rubber = button(() => this.take("rubber"));
    this.undo = button(() => this.pad.undo());
    this.clear = button(() => {
      this.showing = held.shown = null;
      this.pad.remember();
      this.wipe();
      this.ask();
    });
    this.how = button(() => this.show());
    this.how.className = "primary";
    this.fresh = button(() => {
      held.seed = Math.floor(Math.random() * SEEDS);
      this.ask();
    });
    this.chips = new Chips((value) => {
      held.value = value;
      this.chips.mark(value);
      this.ask({ many: false });
    });
    this.picture = element("canvas", { className: "picture", width: 64, height: 64, attributes: { role: "img" } });
    this.waiting = new Waiting();
    this.answers = new Answers();
    this.ladder = new Ladder();
    this.checkpoints = new Checkpoints(() => this.ask());
    this.manyName = element("h3", {});
    this.hint = element("p", { className: "hint" });
    this.standing = new Standing(desk, {
      place: this.waiting, shown: () => this.painted === this.data.source, seen: (head) => this.follow(head), beside: () => this.ladder.look(),
    });
    this.standing.line.setAttribute("role", "status");
    const paper = element("div", { className: "paper" }, this.pad.root,
      element("div", { className: "row-of-tools" }, this.pen, this.rubber, this.undo, this.clear, this.how), this.hint);
    paper.addEventListener("pointerdown", () => this.stop());
    this.root = element("div", { className: "draw" }, paper,
      element("div", { className: "becomes" }, element("div", { className: "frame" }, this.picture, this.waiting.root), this.chips.root),
      element("div", { className: "many" }, element("div", { className: "row-of-tools" }, this.manyName, this.fresh), element("div", {}, this.answers.root)),
      element("div", { className: "below" }, this.checkpoints.root, this.standing.line),
      this.ladder.root);
    parent.append(this.root);
    const about = (source) => ({ source, title: source.getAttribute("aria-label"), facts: this.checkpoints.said, explore: null });
    enlargeable(this.picture.parentElement, () => ({ pictures: [about(this.picture)] }));
    enlargeable(this.answers.root.parentElement, () => ({ pictures: this.answers.canvases.map(about) }));
    this.take("pen");
    this.back = desk.on("back", () => this.open());
    this.tell = later(() => this.told());
  }

  dispose() {
    this.over = true;
    this.showing = null;
    this.tell.stop();
    this.waiting.end();
    this.back();
    this.standing.stop();
    this.ladder.dispose();
  }

  name(data) {
    const before = this.data;
    this.data = data;
    const { words } = data;
    Object.assign(desk, { base: data.base, words: { ...desk.words, lost: words.lost } });
    desk.speak(data.language);
    this.pad.canvas.setAttribute("aria-label", words.pad);
    for (const name of ["pen", "rubber", "undo", "clear", "how", "fresh"]) this[name].textContent = words[name];
    this.picture.setAttribute("aria-label", words.picture);
    this.chips.root.setAttribute("aria-label", words.colours);
    this.checkpoints.name(words, data.language);
    this.manyName.textContent = words.many;
    this.answers.name(words.answer);
    this.standing.name(data);
    this.root.classList.toggle("smooth", data.smooth);
    this.ladder.lay(data.ladder, words);
    if (before?.source !== data.source) {
      this.checkpoints.reset();
      Object.assign(this, { kind: null, painted: null, showing: null });
      this.waiting.begin(words.preparing);
    }
    if (before?.source !== data.source || before.language !== data.language) this.open();
  }

  // What the generator can be told, once it has a checkpoint.
  async open() {
    const { source, words } = this.data;
    try {
      const { head } = await desk.ask("drawable", {}, null, source);
      if (this.over || source !== this.data.source) return;
      this.kind = head;
      await (held.arrived ??= this.arrive());
      if (!head.told.some(({ name }) => name === held.value)) held.value = null;
      this.chips.lay(head.told, words.chance);
      this.chips.mark(held.value);
      this.chips.root.hidden = !head.told.length;
      this.hint.textContent = head.hint;
      this.take(this.tool);
      this.standing.complain(null);
      await this.standing.once();
      if (this.showing) return;
      // An example of something else makes way, a visitor's drawing stays.
      if (this.pad.empty || (held.shown && held.shown !== head.of)) this.show();
      else this.ask();
    } catch (error) {
      if (!this.over && source === this.data.source) await this.standing.missed(error);
    }
  }

  // As the address says, once.
  async arrive() {
    const [seed, step] = ["seed", "step"].map((name) => (/^\d{1,9}$/.test(said(name) ?? "") ? Number(said(name)) : null));
    held.value = said("told") ?? held.value;
    held.seed = seed ?? held.seed;
    this.checkpoints.wanted = step;
    const drawing = await linkedDrawing();
    if (!drawing) return;
    const sketch = said("sketch");
    put(this.pad.context, SIDE, drawing);
    Object.assign(this.pad, { empty: false });
    held.linked = { sketch, again: await this.inLink() };
  }

  inLink() {
    const { size } = this.kind;
    return inLink(shrunk(this.pad.context, SIDE, size), size);
  }

  // What the address says: a drawing of the visitor's, no example.
  async told() {
    const mine = this.kind && !this.pad.empty && !held.shown, sketch = mine ? await this.inLink() : null;
    return {
      // Of what came by a link and is as it came, the link's own: whoever passes it on, it does not become softer.
      sketch: sketch && sketch === held.linked?.again ? held.linked.sketch : sketch,
      seed: mine ? String(held.seed) : null,
      told: held.value,
      step: this.checkpoints.wanted === null ? null : String(this.checkpoints.wanted),
    };
  }

  take(tool) {
    this.tool = tool;
    const pen = Math.max(PEN, (FINEST * SIDE) / (this.kind?.size ?? SIDE));
    this.pad.brush = tool === "pen" ? { width: pen, colour: "#000000" } : { width: RUBBER, colour: "#ffffff" };
    this.pen.setAttribute("aria-pressed", tool === "pen");
    this.rubber.setAttribute("aria-pressed", tool === "rubber");
  }

  wipe() {
    this.pad.clear("#ffffff");
  }

  // One question at a time: what was drawn meanwhile is asked for as soon as its answer is there.
  async ask({ many = true } = {}) {
    if (!this.kind) return;
    this.tell();
    this.again = true;
    this.much = this.much || many;
    if (this.asking) return;
    this.asking = true;
    while (this.again && !this.over && this.kind) {
      const { source } = this.data, more = this.much && !this.pad.empty;
      if (this.much) this.ladder.draw({ pad: this.pad, side: SIDE, seed: held.seed, value: held.value });
      this.again = this.much = false;
      const sketch = inText(shrunk(this.pad.context, SIDE, this.kind.size));
      const of = { sketch, seed: held.seed, value: held.value };
      try {
        const { head, sheet } = await desk.ask("drawn", of, this.checkpoints.wanted, source);
        if (this.over || source !== this.data.source) continue;
        this.paint(sheet);
        this.checkpoints.shown = head.step;
        this.standing.complain(head.passed_over && { message: head.passed_over });
        if (more && !this.again) await this.askMany(sketch, source);
      } catch (error) {
        if (!this.over && source === this.data.source) await this.standing.missed(error);
      }
    }
    this.asking = false;
  }

  // The same drawing with other noise, which also chooses what is not told.
  async askMany(sketch, source) {
    const { sheet } = await desk.ask("drawn", { sketch, seed: held.seed, value: null, count: MANY }, this.checkpoints.wanted, source);
    if (!this.over && source === this.data.source) this.answers.paint(sheet);
  }

  paint(sheet) {
    const { picture } = this;
    this.waiting.end();
    this.painted = this.data.source;
    if (picture.width !== sheet.width) Object.assign(picture, { width: sheet.width, height: sheet.height });
    sheet.draw(picture.getContext("2d"), 0);
    sheet.close();
    picture.dataset.painted = Number(picture.dataset.painted ?? 0) + 1;
  }

  // A drawing that no training saw, stroke by stroke, until somebody does something else with the pad.
  async show() {
    if (!this.kind) return; // it is shown as soon as it is known of what
    const { source } = this.data, mine = (this.showing = {}), { of } = this.kind;
    try {
      const { sheet } = await desk.ask("example", { seed: held.example++ }, null, source);
      if (this.showing !== mine) return sheet.close();
      this.pad.remember();
      this.wipe();
      const { context } = this.pad, paper = sheet.canvas(0);
      sheet.close();
      Object.assign(this.pad, { empty: false });
      held.shown = of;
      for (const stroke of still() ? [] : strokesOf(paper)) {
        const begun = performance.now();
        for (let part = 0; part < 1; ) {
          part = Math.min(1, Math.max(0, (await frame()) - begun) / stroke.milliseconds);
          if (this.showing !== mine) return;
          stroke.draw(context, SIDE, part);
          this.ask({ many: false });
        }
      }
      context.imageSmoothingQuality = "high";
      context.drawImage(paper, 0, 0, SIDE, SIDE);
      this.ask();
    } catch (error) {
      if (this.showing === mine) this.standing.complain(error);
    }
    if (this.showing === mine) this.showing = null;
  }

  // What is on the pad by now stays, and is the visitor's.
  stop() {
    if (!this.showing) return;
    this.showing = held.shown = null;
    this.ask();
  }

  // A run that learns gets its first checkpoint, and newer ones.
  follow(head) {
    if (!this.kind && head.steps.length) this.open();
    this.checkpoints.follow(head);
  }
}

export const { draw, dispose } = partOf(Draw, (view, { data }) => view.name(data));
