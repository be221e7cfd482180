// How often a checkpoint does as it is told: measured in slices as long as the page is open, shown and never shown apart.

import { desk } from "../explore/core.js";
import { element, fill } from "../shared/element.js";

const BREATH = 60; // milliseconds between two slices
const SHARE = 9; // while a training runs, it gets so many times what a slice takes

const rest = (time) => new Promise((settle) => setTimeout(settle, time));

export class Obedience {
  constructor() {
    this.title = element("h3", {});
    this.rows = element("div", { className: "meters" });
    this.note = element("p", { className: "note" });
    this.root = element("section", { className: "obedience" }, this.title, this.rows, this.note);
  }

  name(words, language) {
    Object.assign(this, { words, language });
    this.title.textContent = words.obedience;
    if (this.found) this.show();
    else this.root.hidden = true;
  }

  // Measure a checkpoint, unless it was; one that is being measured is finished first.
  async of(source, step, stamp) {
    this.wanted = { source, step, stamp };
    if (this.going) return;
    this.going = true;
    try {
      while (this.wanted && this.wanted.stamp !== this.found?.stamp) await this.measure({ ...this.wanted });
    } catch {
      this.wanted = null; // thinned out meanwhile: the next checkpoint is measured
    } finally {
      this.going = false;
    }
  }

  async measure({ source, step, stamp }) {
    if (this.found && this.found.source !== source) this.found = null;
    while (this.wanted?.source === source) {
      const { head } = await desk.ask("obedience", {}, step, source);
      if (this.wanted?.source !== source) return;
      if (head.done) {
        this.found = { ...head, source, stamp };
        return this.show();
      }
      if (!this.found) this.tell(this.words.measuring, head.progress);
      await rest(Math.max(BREATH, head.training ? SHARE * head.took * 1000 : 0));
    }
  }

  forget() {
    this.wanted = this.found = null;
  }

  tell(text, part) {
    this.root.hidden = false;
    this.rows.replaceChildren();
    this.note.textContent = fill(text, { percent: Math.round(100 * part) });
  }

  show() {
    const { shown, never_shown: never, step } = this.found, { words } = this;
    const rows = never ? [[words.shown, shown, "shown"], [words.never, never, "new"]] : [[words.all, shown, "shown"]];
    this.root.hidden = false;
    this.rows.replaceChildren(...rows.flatMap(([name, part, kind]) => this.meter(name, part, kind)));
    const count = shown.count + (never?.count ?? 0);
    const told = (value) => value.toLocaleString(this.language);
    this.note.textContent = fill(words.measured, { count: told(count), step: told(step) });
  }

  meter(name, { value, low, high, count, right }, kind) {
    const percent = (part) => (100 * part).toFixed(part > 0.995 && part < 1 ? 1 : 0);
    const text = fill(this.words.percent, { percent: percent(value) });
    const range = fill(this.words.range, { low: percent(low), high: percent(high), right, count });
    const fillBar = element("i", {}), line = element("b", { className: "interval" });
    fillBar.style.width = `${100 * value}%`;
    Object.assign(line.style, { left: `${100 * low}%`, width: `${100 * (high - low)}%` });
    return [
      element("span", { textContent: name }),
      element("div", { className: `meter ${kind}`, title: range, attributes: { role: "img", "aria-label": `${name}: ${text}` } }, fillBar, line),
      element("strong", { textContent: text, title: range }),
    ];
  }
}
