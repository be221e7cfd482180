// A button that makes the lines of a chart heard, and what is said of them to those who hear and to those who do not. While they grow:
// a short tone for each line with everything new. Else: from their beginning to their end in some seconds. The same button or Escape
// ends it. The tab remembers that what grows is listened to.
//
//   const listen = new Listen({ onmove(x) })   where the tones are on the axis across; null when they have ended
//   listen.button, listen.told   to be put on the page
//   listen.show({ name, title, lines, range, live }, words)   `name` tells one chart of a page from the others

import { element, fill, put, threeDigits } from "./element.js";
import { course, isNumber, pitch } from "./pitch.js";
import { hush, play, tones } from "./sound.js";

const HELD = "ganboard-listening"; // in the tab's storage: the name of what is listened to
const SECONDS = 5;
const AGAIN = 4000; // milliseconds between two texts that are read aloud
let sounding = null; // one at a time

export class Listen {
  constructor({ onmove = () => {} } = {}) {
    this.onmove = onmove;
    this.sign = element("span", { textContent: "♪", attributes: { "aria-hidden": "true" } });
    this.label = element("span");
    this.button = element("button", { type: "button", className: "listen", hidden: true, onclick: () => (this.on ? this.stop() : this.start()) }, this.sign, this.label);
    this.button.setAttribute("aria-pressed", false);
    this.what = element("p", { attributes: { role: "status" } });
    this.now = element("p", { className: "now", attributes: { "aria-live": "polite" } });
    this.told = element("div", { className: "heard", hidden: true }, this.what, this.now);
    this.escape = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation(); // it ends this alone, no tour
      this.stop();
    };
  }

  dispose() {
    const remembered = sessionStorage.getItem(HELD);
    this.stop();
    if (remembered) sessionStorage.setItem(HELD, remembered); // who comes back goes on
  }

  show({ name, title, lines, range, live }, words) {
    const known = lines.map((line) => ({ ...line, last: line.y.findLastIndex(isNumber) })).filter(({ last }) => last >= 0);
    Object.assign(this, { name, lines: known, range, live, words });
    this.button.hidden = !known.length && !this.on;
    put(this.label, words.listen);
    const called = fill(words.listenTo, { chart: title });
    if (this.called !== called) this.button.setAttribute("aria-label", (this.called = called));
    const other = this.on && this.title !== title; // the chart shows something else by now
    this.title = title;
    if (other || (this.on === "live" && (!live || sessionStorage.getItem(HELD) !== name))) this.stop();
    else if (!this.on && live && known.length && sessionStorage.getItem(HELD) === name) this.start();
    else if (this.on === "live") this.hear();
  }

  start() {
    sounding?.stop();
    sounding = this;
    this.on = this.live ? "live" : "past";
    this.button.setAttribute("aria-pressed", true);
    put(this.sign, "■");
    document.addEventListener("keydown", this.escape, true);
    this.told.hidden = false;
    put(this.what, this.explained());
    put(this.now, "");
    if (this.on === "live") {
      sessionStorage.setItem(HELD, this.name);
      this.toldAt = performance.now();
      this.newest = undefined;
      this.hear();
    } else this.sweep();
  }

  stop() {
    if (!this.on) return;
    if (this.on === "live") sessionStorage.removeItem(HELD);
    this.on = this.turn = sounding = null;
    hush();
    this.onmove(null);
    document.removeEventListener("keydown", this.escape, true);
    this.button.setAttribute("aria-pressed", false);
    put(this.sign, "♪");
    this.told.hidden = true;
  }

  // What you hear, in one sentence.
  explained() {
    const { words, lines, range: [low, high] } = this, places = words.ears[lines.length - 1] ?? [];
    const voices = lines.map(({ label }, number) => fill(places[number] ?? "{name}", { name: label })).join(words.comma);
    return fill(this.on === "live" ? words.hearLive : words.hearPast, { voices, low: threeDigits(low), high: threeDigits(high), seconds: SECONDS });
  }

  // Everything new: a tone for each line.
  hear() {
    const newest = Math.max(...this.lines.map(({ x, last }) => x[last]));
    if (newest === this.newest) return;
    this.newest = newest;
    tones(this.lines.map(({ y, last }) => pitch(y[last], this.range)), () => this.on === "live");
    if (performance.now() - this.toldAt < AGAIN) return;
    this.toldAt = performance.now();
    put(this.now, this.lines.map(({ label, y, last }) => `${label} ${threeDigits(y[last])}`).join(" · "));
  }

  sweep() {
    const ends = [Math.min(...this.lines.map(({ x }) => x[0])), Math.max(...this.lines.map(({ x }) => x.at(-1)))];
    const turn = (this.turn = {}), wanted = () => turn === this.turn;
    const said = ({ label, y, last }) => fill(this.words.course, { name: label, first: threeDigits(y.find(isNumber)), last: threeDigits(y[last]) });
    put(this.now, this.lines.map(said).join(" · "));
    play(this.lines.map((line) => course(line, ends, this.range, SECONDS)), SECONDS, wanted, () => {
      const began = performance.now();
      const follow = () => {
        if (!wanted()) return;
        const part = (performance.now() - began) / 1000 / SECONDS;
        if (part >= 1.05) return this.stop();
        this.onmove(ends[0] + Math.min(1, part) * (ends[1] - ends[0]));
        requestAnimationFrame(follow);
      };
      follow();
    });
  }
}
