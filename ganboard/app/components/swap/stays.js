// How many things that no training saw come to the other side, and how much of these stays: measured part by part as long as the page
// is open, for one way at a time. Of what was hardly changed everything stays: then nothing is said of that.
//
//   const stays = new Stays()
//   .root                the element to put on the page
//   .name(words, language), .lay(side)   in words, and what the other side is called
//   .of({ source, side, step, stamp, parts, factors })   measure this, unless it was
//   .forget()

import { desk } from "../explore/core.js";
import { element, fill } from "../shared/element.js";

const BREATH = 60; // milliseconds between two parts
const FEW = 0.1; // of all: where fewer have come to the other side, what stays of them tells nothing
const SHARE = 4; // while a training runs, it gets so many times what a part takes
const rest = (time) => new Promise((settle) => setTimeout(settle, time));
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

export class Stays {
  constructor() {
    this.title = element("h3", {});
    this.bars = ["turned", "away", "home"].map((name) => {
      const fillBar = element("i", {}), bar = element("div", { className: "meter", attributes: { role: "img" } }, fillBar);
      return { name, fillBar, bar, sentence: element("p", {}) };
    });
    this.worst = element("p", { className: "note" });
    this.note = element("p", { className: "note" });
    this.root = element("section", { className: "stays", hidden: true }, this.title,
      ...this.bars.flatMap(({ sentence, bar }) => [sentence, bar]), this.worst, this.note);
    this.known = new Map();
  }

  name(words, language) {
    Object.assign(this, { words, language });
    this.title.textContent = words.stays;
    this.show();
  }

  lay(side) {
    this.side = side;
    this.show();
  }

  of(wanted) {
    this.wanted = { ...wanted, key: `${wanted.source} ${wanted.stamp} ${wanted.side}` };
    this.show();
    if (!this.going) this.measure();
  }

  forget() {
    this.wanted = null;
    this.root.hidden = true;
  }

  async measure() {
    this.going = true;
    while (this.wanted && this.sums().parts < this.wanted.parts) {
      const { key, source, side, step } = this.wanted, soFar = this.sums();
      let share = 0;
      try {
        const { head } = await desk.ask("stays", { side, part: soFar.parts }, step, source);
        soFar.turned = head.turned + (soFar.turned ?? 0);
        for (const place of ["away", "home"]) soFar[place] = head[place].map((each, at) => each + (soFar[place]?.[at] ?? 0));
        this.known.set(key, { ...soFar, parts: soFar.parts + 1, count: soFar.count + head.count, step: head.step });
        share = head.training ? SHARE * head.took * 1000 : 0;
        this.show();
      } catch {
        if (this.wanted?.key === key) break; // thinned out meanwhile: the next checkpoint is measured
      }
      await rest(Math.max(BREATH, share));
    }
    this.going = false;
  }

  sums() {
    return this.known.get(this.wanted?.key) ?? { parts: 0, count: 0, turned: null, away: null, home: null };
  }

  show() {
    const { parts, count, turned, away, home, step } = this.sums(), { words, wanted } = this;
    if (!wanted || !words) return;
    this.root.hidden = false;
    this.root.dataset.parts = parts;
    const { factors } = wanted, few = turned !== null && turned < FEW * count, told = away && !few;
    const kept = (of) => (told ? sum(of) / (turned * factors.length) : null);
    const shares = { turned: turned === null ? null : turned / count, away: kept(away), home: kept(home) };
    for (const { name, fillBar, bar, sentence } of this.bars) {
      const part = shares[name], percent = part === null ? "…" : (100 * part).toFixed(0);
      sentence.textContent = fill(few ? words.few[name] : words.many[name], { count: percent, side: this.side ?? "" });
      bar.setAttribute("aria-label", sentence.textContent);
      bar.style.visibility = few && name !== "turned" ? "hidden" : "";
      fillBar.style.width = `${100 * (part ?? 0)}%`;
    }
    const least = told ? away.indexOf(Math.min(...away)) : 0;
    this.worst.textContent = !told || factors.length < 2 || away[least] === turned ? ""
      : fill(words.worst, { factor: factors[least].title, count: ((100 * away[least]) / turned).toFixed(0) });
    const written = (value) => (value ?? 0).toLocaleString(this.language);
    this.note.textContent = parts < wanted.parts ? fill(words.measuring, { percent: Math.round((100 * parts) / wanted.parts) })
      : fill(words.measured, { count: written(count), step: written(step) });
  }
}
