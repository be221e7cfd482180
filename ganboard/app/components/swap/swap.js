// Swap it: eight things of one side, what each becomes on the other one, and what that becomes on its way home.

import { desk, partOf } from "../explore/core.js";
import { Checkpoints } from "../shared/checkpoints.js";
import { element, fill } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { later, said } from "../shared/place.js";
import { Standing } from "../shared/standing.js";
import { Waiting } from "../shared/waiting.js";
import { numbersOf } from "./chance.js";
import { Facts } from "./facts.js";
import { Stays } from "./stays.js";

const SEEDS = 1_000_000;
const COUNT = 8;
const STATIONS = ["first", "away", "home"];

// What is chosen stays while other pages are looked at.
const held = { way: null, seed: null, pick: 0, arrived: false };

class Swap {
  constructor(parent) {
    const button = (press, name = "") => element("button", { type: "button", className: name, onclick: press });
    this.ways = [0, 1].map((way) => element("button", { type: "button", attributes: { role: "radio" }, onclick: () => this.go(way) }));
    this.way = element("div", { className: "ways", attributes: { role: "radiogroup" } }, ...this.ways);
    this.way.onkeydown = (event) => this.key(event);
    this.fresh = button(() => this.others(), "primary");
    this.stations = STATIONS.map((name) => {
      const canvas = element("canvas", { className: `station ${name}`, width: 32, height: 32, attributes: { role: "img" } });
      return { name, canvas, caption: element("figcaption", {}) };
    });
    this.waiting = new Waiting();
    const arrow = () => element("span", { className: "arrow", textContent: "→", attributes: { "aria-hidden": "true" } });
    const figures = this.stations.map(({ canvas, caption, name }) => element("figure", { className: name }, canvas, caption));
    this.journey = element("div", { className: "journey" }, figures[0], arrow(), figures[1], arrow(), figures[2]);
    this.facts = new Facts();
    this.stays = new Stays();
    this.thumbs = Array.from({ length: COUNT }, (_, index) => {
      const canvas = element("canvas", { width: 32, height: 32, attributes: { "aria-hidden": "true" } });
      return { canvas, button: element("button", { type: "button", onclick: () => this.choose(index) }, canvas) };
    });
    this.row = element("div", { className: "row" }, ...this.thumbs.map((each) => each.button));
    this.checkpoints = new Checkpoints(() => this.ask());
    this.standing = new Standing(desk, { place: this.waiting, shown: () => this.painted === this.data.source, seen: (head) => this.follow(head) });
    this.standing.line.setAttribute("role", "status");
    const choose = element("div", { className: "choose beside" }, this.way, this.fresh);
    this.root = element("div", { className: "swap" },
      choose,
      this.row,
      element("div", { className: "frame" }, this.journey, this.waiting.root),
      element("div", { className: "told" }, this.facts.root, this.stays.root),
      element("div", { className: "below" }, this.checkpoints.root, this.standing.line));
    parent.append(this.root);
    const about = ({ canvas }) => ({ source: canvas, title: canvas.getAttribute("aria-label"), facts: this.checkpoints.said, explore: null });
    enlargeable(this.journey.parentElement, () => ({ pictures: this.stations.map(about) }));
    const small = ({ canvas, button: { ariaLabel } }) => ({ source: canvas, title: ariaLabel, facts: "", explore: null });
    enlargeable(choose, () => ({ pictures: this.thumbs.map(small), at: () => held.pick }), { clicks: false });
    this.back = desk.on("back", () => this.open());
    this.tell = later(() => this.told());
  }

  dispose() {
    this.over = true;
    this.tell.stop();
    this.waiting.end();
    this.stays.forget();
    this.back();
    this.standing.stop();
  }

  name(data) {
    const before = this.data;
    this.data = data;
    const { words } = data;
    Object.assign(desk, { base: data.base, words: { ...desk.words, lost: words.lost } });
    desk.speak(data.language);
    this.way.setAttribute("aria-label", words.way);
    this.fresh.textContent = words.fresh;
    this.row.setAttribute("aria-label", words.choose);
    this.row.setAttribute("role", "group");
    this.checkpoints.name(words, data.language);
    this.facts.name(words);
    this.stays.name(words, data.language);
    this.standing.name(data);
    this.root.classList.toggle("smooth", data.smooth);
    if (before?.source !== data.source) {
      this.checkpoints.reset();
      Object.assign(this, { kind: null, painted: null, head: null });
      for (const { canvas } of this.thumbs) canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
      this.stays.forget();
      this.facts.clear();
      this.waiting.begin(words.preparing);
    }
    if (before?.source !== data.source || before.language !== data.language) this.open();
  }

  // What can be changed into what, once there is a checkpoint.
  async open() {
    const { source } = this.data;
    try {
      const { head } = await desk.ask("swappable", {}, null, source);
      if (this.over || source !== this.data.source) return;
      this.kind = head;
      this.arrive();
      this.lay();
      this.standing.complain(null);
      await this.standing.once();
      this.ask();
    } catch (error) {
      if (!this.over && source === this.data.source) await this.standing.missed(error);
    }
  }

  // As the address says, once.
  arrive() {
    if (!held.arrived) {
      held.arrived = true;
      const number = (name, most) => (/^\d{1,9}$/.test(said(name) ?? "") && Number(said(name)) < most ? Number(said(name)) : null);
      held.way = said("way");
      held.seed = number("seed", SEEDS);
      held.pick = number("pick", COUNT) ?? 0;
      this.checkpoints.wanted = number("step", 1e9);
    }
    held.seed ??= Math.floor(Math.random() * SEEDS);
    if (!this.kind.sides.some(({ name }) => name === held.way)) held.way = this.kind.sides[0].name;
  }

  get side() {
    return this.kind.sides.findIndex(({ name }) => name === held.way);
  }

  lay() {
    const { sides } = this.kind, { words } = this.data, at = this.side;
    this.ways.forEach((button, way) => {
      button.textContent = fill(words.from, { from: sides[way].title, to: sides[1 - way].title });
      button.setAttribute("aria-checked", way === at);
      button.tabIndex = way === at ? 0 : -1;
    });
  }

  // What is painted, which may still be of the other way.
  caption() {
    const { sides } = this.kind, { words } = this.data, at = sides.findIndex(({ name }) => name === this.from);
    const titles = [sides[at].title, sides[1 - at].title, sides[at].title];
    this.stations.forEach(({ caption, name }, index) => (caption.textContent = fill(words[name], { side: titles[index] })));
    this.stays.lay(sides[1 - at].title);
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!by || !this.kind) return;
    event.preventDefault();
    const way = 1 - this.side;
    this.ways[way].focus();
    this.go(way);
  }

  go(way) {
    if (!this.kind || way === this.side) return;
    held.way = this.kind.sides[way].name;
    this.lay();
    this.ask();
  }

  choose(index) {
    held.pick = index;
    this.tell();
    this.show();
  }

  others() {
    held.seed = Math.floor(Math.random() * SEEDS);
    this.ask();
  }

  // What the address says.
  told() {
    if (!this.kind) return {};
    return {
      way: this.side ? held.way : null,
      seed: String(held.seed),
      pick: held.pick ? String(held.pick) : null,
      step: this.checkpoints.wanted === null ? null : String(this.checkpoints.wanted),
    };
  }

  // One question at a time: what was chosen meanwhile is asked for as soon as its answer is there.
  async ask() {
    if (!this.kind) return;
    this.tell();
    this.again = true;
    if (this.asking) return;
    this.asking = true;
    while (this.again && !this.over && this.kind) {
      this.again = false;
      const { source } = this.data, side = held.way, { count } = this.kind;
      try {
        const { head, sheet } = await desk.ask("swapped", { side, numbers: numbersOf(held.seed, COUNT, count) }, this.checkpoints.wanted, source);
        if (this.over || source !== this.data.source || side !== held.way) {
          sheet?.close();
          continue;
        }
        this.sheet?.close();
        Object.assign(this, { sheet, head, painted: source, from: side });
        this.checkpoints.shown = head.step;
        this.waiting.end();
        this.caption();
        this.paint();
        this.standing.complain(head.passed_over && { message: head.passed_over });
        this.stays.of({ source, side, step: head.step, stamp: head.stamp, parts: this.kind.parts, factors: this.kind.factors });
      } catch (error) {
        if (!this.over && source === this.data.source) await this.standing.missed(error);
      }
    }
    this.asking = false;
  }

  paint() {
    const { sheet } = this;
    const put = (canvas, index) => {
      if (canvas.width !== sheet.width) Object.assign(canvas, { width: sheet.width, height: sheet.height });
      sheet.draw(canvas.getContext("2d"), index);
    };
    this.put = put;
    this.thumbs.forEach(({ canvas }, index) => put(canvas, index));
    this.show();
    this.row.dataset.painted = Number(this.row.dataset.painted ?? 0) + 1;
  }

  // The one that was chosen, at all three stations.
  show() {
    if (!this.head) return;
    const { words } = this.data, { factors, sides } = this.kind, at = held.pick, [first, away, home] = this.head.read.map((read) => read[at]);
    const looks = (read) => read.map((value, factor) => factors[factor].values[value]).join(words.comma);
    this.stations.forEach(({ canvas, caption }, place) => {
      this.put(canvas, place * COUNT + at);
      canvas.setAttribute("aria-label", fill(words.picture, { where: caption.textContent, looks: looks(this.head.read[place][at]) }));
    });
    this.thumbs.forEach(({ button }, index) => {
      button.setAttribute("aria-pressed", index === at);
      button.setAttribute("aria-label", fill(words.thumb, { number: index + 1, looks: looks(this.head.read[0][index]) }));
    });
    const own = sides.findIndex(({ name }) => name === this.from), titles = [sides[own].title, sides[1 - own].title];
    const [there, back] = this.head.turned.map((turned) => turned[at]);
    this.facts.show(factors, first, away, home, [titles[0], titles[there ? 1 : 0], titles[back ? 0 : 1]]);
  }

  // A run that learns gets its first checkpoint, and newer ones.
  follow(head) {
    if (!this.kind && head.steps.length) this.open();
    this.checkpoints.follow(head);
  }
}

export const { draw, dispose } = partOf(Swap, (view, { data }) => view.name(data));
