// You against the judge: one pair after the other, each guess judged at once, and the result after a round.

import { element, fill, partOf } from "../shared/element.js";
import { Waiting } from "../shared/waiting.js";
import { Line } from "./line.js";
import { Score } from "./score.js";
import { Last, Table } from "./table.js";

const GLANCE = 300; // milliseconds for which a pair must have been seen: a second tap is none at the next pair
const KEYS = { ArrowLeft: "left", 1: "left", ArrowRight: "right", 2: "right" };

class Quiz {
  constructor(parent) {
    this.title = element("h2");
    this.about = element("p", { className: "note" });
    this.count = element("p", { className: "count" });
    this.bar = element("i");
    this.table = new Table({ onguess: (side) => this.guess(side) });
    this.waiting = new Waiting();
    this.last = new Last();
    this.verdict = element("p", { className: "verdict", tabIndex: -1 });
    this.better = element("p");
    this.on = element("button", { type: "button", className: "primary", onclick: () => this.line.say({ on: true }) });
    this.anew = element("button", { type: "button", onclick: () => this.begin(true) });
    this.result = element("section", { className: "result", hidden: true }, this.verdict, this.better,
      element("div", { className: "row-of-tools" }, this.on, this.anew));
    this.score = new Score();
    this.frame = element("div", { className: "frame" }, this.table.root, this.waiting.root);
    this.play = element("div", { className: "play" },
      this.frame, this.result, this.last.root);
    this.root = element("div", { className: "quiz" },
      element("div", { className: "head" }, this.title, element("div", { className: "progress", attributes: { "aria-hidden": "true" } }, this.bar), this.count),
      element("div", { className: "desk" }, this.play, element("div", { className: "aside" }, this.score.root, this.about)));
    parent.append(this.root);
    this.line = new Line({ hear: (said) => this.hear(said), lost: () => this.complain(this.data.words.lost) });
    this.press = (event) => this.key(event);
    document.addEventListener("keydown", this.press);
  }

  dispose() {
    document.removeEventListener("keydown", this.press);
    clearTimeout(this.clock);
    this.waiting.end();
    this.line.close();
  }

  name(data) {
    const before = this.data;
    this.data = data;
    const { words } = data;
    this.on.textContent = words.on;
    this.anew.textContent = words.anew;
    this.anew.hidden = data.room !== null; // in a room one would count twice
    this.table.name(words);
    this.root.classList.toggle("smooth", data.smooth);
    const same = before && before.source === data.source && before.room === data.room;
    if (!same || before.language !== data.language) this.begin();
  }

  get held() {
    return `ganboard-quiz-${this.data.room ?? this.data.source}`;
  }

  // Come to the round that this tab played, or to a new one.
  begin(anew = false) {
    const { base, language, source, room, words } = this.data;
    if (anew) sessionStorage.removeItem(this.held);
    Object.assign(this, { queue: [], current: null, pending: new Map(), guessed: 0, wanted: 0, over: false });
    this.complain(null);
    this.result.hidden = true;
    this.last.begin(words);
    this.lay();
    this.line.open(base, language, () => ({ token: sessionStorage.getItem(this.held), source, room }));
  }

  hear({ round, score, pair, judged, wait, problem, over }) {
    if (round) this.enter(round);
    if (judged) this.judge(judged);
    if (score) this.tell(score);
    if (pair && !this.holds(pair.number)) {
      this.queue.push(pair);
      this.complain(null);
    }
    if (wait) this.awaited = wait;
    if (problem || over) this.complain(problem ?? over);
    if (over) Object.assign(this, { over: true, current: null, queue: [] });
    this.lay();
  }

  // A line that was taken up again brings what is here already.
  holds(number) {
    return this.pending.has(number) || [this.current, ...this.queue].some((pair) => pair?.number === number);
  }

  // The server knows best which pairs are open; a guess that it did not hear is said again.
  enter({ token, wanted, open }) {
    sessionStorage.setItem(this.held, token);
    this.wanted = wanted;
    this.complain(null);
    this.queue = this.queue.filter(({ number }) => open.includes(number));
    if (this.current && !open.includes(this.current.number)) this.current = null;
    for (const [number, { side }] of this.pending) this.line.say({ guess: [number, side] });
  }

  guess(side) {
    const { current: pair } = this;
    if (!pair || this.over || !this.seen) return;
    this.pending.set(pair.number, { pair, side });
    this.line.say({ guess: [pair.number, side] });
    this.current = null;
    this.lay();
  }

  glance() {
    clearTimeout(this.clock);
    this.see(false);
    this.clock = setTimeout(() => this.see(true), GLANCE);
  }

  see(seen) {
    this.seen = seen;
    this.table.root.classList.toggle("seen", seen);
  }

  judge(judged) {
    const guess = this.pending.get(judged.number);
    this.pending.delete(judged.number);
    if (guess) this.last.show(guess.pair, judged, this.data.words);
  }

  tell(score) {
    this.guessed = score.count;
    this.verdict.textContent = score.verdict;
    this.better.textContent = score.better;
    this.score.show(score, this.data.words);
  }

  // What is to be seen now: the next pair, the result, or that there is something to wait for.
  lay() {
    const { words } = this.data, done = this.guessed + this.pending.size;
    const ended = this.wanted > 0 && this.guessed >= this.wanted;
    const came = ended && this.result.hidden;
    this.result.hidden = !ended;
    this.frame.hidden = ended && !this.trouble;
    this.title.textContent = ended ? words.result : words.question;
    if (!this.current && !ended && this.queue.length) {
      this.current = this.queue.shift();
      this.table.show(this.current);
      this.glance();
      this.about.textContent = `${this.current.seen ? words.aboutSeen : words.about} ${matchMedia("(hover: none)").matches ? words.touch : words.keys}`;
    } else if (!this.current) this.table.show(null);
    if (this.current || ended || this.over) this.awaited = null;
    else this.awaited ??= words.preparing;
    this.place();
    const number = Math.min(done + 1, this.wanted);
    const step = this.current ? ` · ${fill(words.step, { step: this.current.step.toLocaleString("en") })}` : "";
    this.count.textContent = this.wanted && !ended ? fill(words.pair, { number, wanted: this.wanted }) + step : "";
    this.bar.style.width = this.wanted ? `${(100 * done) / this.wanted}%` : "0";
    if (came) this.verdict.focus({ preventScroll: true });
  }

  // What stands in the place of the pair, or across it: what went wrong, or what is waited for.
  place() {
    if (this.trouble && this.current) this.waiting.over(this.trouble);
    else if (this.trouble) this.waiting.refuse(this.trouble, this.data.out);
    else if (this.awaited) this.waiting.begin(this.awaited);
    else this.waiting.end();
  }

  key(event) {
    const side = KEYS[event.key], [target] = event.composedPath();
    if (!side || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest?.("input, textarea, select, [contenteditable], [role=listbox], [role=radiogroup], [role=menu]")) return;
    if (!this.current) return;
    event.preventDefault();
    this.guess(side);
  }

  complain(text) {
    this.trouble = text ?? "";
    this.place();
  }
}

export const { draw, dispose } = partOf(Quiz, (view, { data }) => view.name(data));
