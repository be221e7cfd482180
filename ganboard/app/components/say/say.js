// Say it: what is typed or tapped is asked for at once, and the pictures come over the desk's line to the engine.

import { desk, partOf } from "../explore/core.js";
import { element, fill } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { later, runBefore } from "../shared/place.js";
import { Standing } from "../shared/standing.js";
import { Waiting } from "../shared/waiting.js";
import { Chips } from "./chips.js";
import { Obedience } from "./obedience.js";
import { Palette } from "./palette.js";
import { Pictures } from "./pictures.js";

const SEEDS = 1_000_000;
const PAUSE = 700; // milliseconds after which a last word counts as written

// What is said stays while other pages are looked at.
const held = { sentence: null, seed: Math.floor(Math.random() * SEEDS), written: null, example: null };

class Say {
  constructor(parent) {
    this.field = element("input", { type: "text", maxLength: 200, spellcheck: false, autocomplete: "off", enterKeyHint: "done" });
    this.surprise = element("button", { type: "button", className: "primary", onclick: () => this.beSurprised() });
    this.fresh = element("button", { type: "button", onclick: () => this.reseed() });
    this.head = null; // what was answered last
    this.acts = []; // clicks that wait until the sentence is understood
    this.chips = new Chips({ onremove: (word) => this.remove(word) });
    this.chips.next = this.field;
    this.note = element("p", { className: "said", attributes: { role: "status" } });
    this.pictures = new Pictures();
    this.waiting = new Waiting();
    this.standing = new Standing(desk, { place: this.waiting, shown: () => this.head !== null, seen: (head) => this.follow(head), at: () => this.head?.step ?? null });
    this.palette = new Palette({ onpick: (factor, value) => this.tap(factor, value) });
    this.obedience = new Obedience();
    this.root = element("div", { className: "say" },
      element("div", { className: "line" }, this.field, element("div", { className: "buttons" }, this.surprise, this.fresh)),
      this.chips.root, this.note,
      element("div", { className: "desk" },
        element("div", { className: "made" }, element("div", { className: "frame" }, this.pictures.root, this.waiting.root), this.standing.line),
        element("div", { className: "aside" }, this.palette.root, this.obedience.root)));
    parent.append(this.root);
    enlargeable(this.pictures.root.parentElement, () => ({ pictures: this.pictures.large(this.head, this.data) }));
    this.field.oninput = () => this.write(this.field.value);
    this.field.onkeydown = ({ key }) => void (key === "Enter" && this.field.blur());
    this.field.onblur = () => this.lay();
    this.back = desk.on("back", () => this.ask());
    this.run = runBefore();
    this.later = later(() => this.told());
  }

  dispose() {
    this.over = true;
    this.back();
    this.waiting.end();
    this.obedience.forget();
    this.standing.stop();
    clearTimeout(this.pause);
    this.later.stop();
  }

  name(data) {
    const before = this.data;
    this.data = data;
    this.run.know();
    const { words } = data;
    Object.assign(desk, { base: data.base, words: { ...desk.words, lost: words.lost } });
    desk.speak(data.language);
    this.field.setAttribute("aria-label", words.sentence);
    this.field.placeholder = data.example;
    this.surprise.textContent = words.surprise;
    this.fresh.textContent = words.fresh;
    this.chips.root.setAttribute("aria-label", words.chips);
    this.pictures.root.setAttribute("aria-label", words.pictures);
    this.palette.name(data.factors, words.tap);
    this.obedience.name(words, data.language);
    this.standing.name(data);
    this.root.classList.toggle("smooth", data.smooth);
    this.titles = new Map(data.factors.flatMap(({ name, values }) => values.map((each) => [`${name} ${each.name}`, each.title])));
    if (before?.source !== data.source) this.turn();
    if (data.link && JSON.stringify(data.link) !== held.written) {
      held.sentence = data.link.sentence ?? held.sentence;
      held.seed = data.link.seed ?? held.seed;
      held.written = JSON.stringify(data.link);
    }
    if (held.sentence === null || held.sentence === held.example) held.sentence = data.example;
    held.example = data.example;
    if (this.field.value !== held.sentence) this.field.value = held.sentence;
    if (!before || before.source !== data.source || before.language !== data.language || this.head?.sentence !== held.sentence) this.ask();
  }

  // Another generator.
  turn() {
    this.head = null;
    this.pictures.lay(this.data.count, 1, 1); // their places, until they come
    this.pictures.fade(true);
    this.waiting.begin(this.data.words.preparing);
    this.obedience.forget();
    this.obedience.name(this.data.words, this.data.language);
  }

  titled = (factor, value) => this.titles.get(`${factor} ${value}`) ?? value;

  write(sentence) {
    held.sentence = sentence;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.lay(), PAUSE);
    this.typed = Date.now();
    this.ask();
    this.later();
  }

  // The sentence changed by something else than typing.
  rewrite(sentence) {
    this.field.value = sentence;
    this.write(sentence);
    this.typed = 0;
  }

  // What a click changes it changes in the sentence as it stands: one that is not understood yet is waited for, or a quick second
  // click would bring back what the first took away.
  understood(act) {
    if (this.head?.sentence === held.sentence) return act();
    this.acts.push(act);
  }

  remove({ text }) {
    this.understood(() => {
      const word = this.head.words.find((one) => one.text === text);
      if (word) this.rewrite(word.rest);
    });
  }

  tap(factor, value) {
    this.understood(() => this.put(factor, value));
  }

  put(factor, value) {
    const { sentence, words } = this.head, about = words.filter((word) => word.factor === factor), [first] = about;
    if (about.length === 1 && first.value === value) return this.rewrite(first.rest);
    const added = this.titled(factor, value), { comma } = this.data.words;
    if (!first) {
      const plain = sentence.replace(/[\s,，、.。]+$/u, "");
      return this.rewrite(plain ? `${plain}${comma}${added}` : added);
    }
    // In the place of what was said of it; from the end, since each cut moves what comes behind it.
    const replaced = (text, { start, end }, word) => text.slice(0, start) + word + text.slice(end);
    this.rewrite(about.reduceRight((text, word) => replaced(text, word, word === first ? added : ""), sentence));
  }

  async beSurprised() {
    const { language, source } = this.data, seed = Math.floor(Math.random() * SEEDS);
    try {
      const { head } = await desk.ask("surprise", { seed, language }, null, source);
      held.seed = seed;
      this.rewrite(head.sentence);
    } catch (error) {
      this.standing.complain(error);
    }
  }

  reseed() {
    held.seed = Math.floor(Math.random() * SEEDS);
    this.ask();
    this.later();
  }

  // One question at a time: what was typed meanwhile is asked for as soon as its answer is there.
  async ask() {
    if (this.asking) return void (this.again = true);
    this.asking = true;
    do {
      this.again = false;
      const { source, count } = this.data, { sentence, seed } = held;
      try {
        const { head, sheet } = await desk.ask("say", { sentence, seed, count }, null, source);
        if (this.over || source !== this.data.source) continue;
        this.head = { ...head, sentence, seed, source };
        this.waiting.end();
        this.standing.complain(head.passed_over && { message: head.passed_over });
        if (sheet) this.pictures.paint(sheet);
        this.lay();
        this.obedience.of(source, head.step, head.stamp);
        if (sentence === held.sentence) this.acts.shift()?.();
      } catch (error) {
        this.acts.length = 0;
        if (!this.over && source === this.data.source) await this.standing.missed(error);
      }
    } while (this.again && !this.over);
    this.asking = false;
  }

  lay() {
    const { head, data } = this;
    if (!head) return;
    const { words } = data, { obeyed } = head, count = head.seen.length;
    // The word that is being typed is not refused before it is written.
    const writing = this.field.matches(":focus") && Date.now() - this.typed < PAUSE - 50;
    const unfinished = (word) => writing && word.factor === null && word.end === head.sentence.length;
    const conflicting = !count && Object.keys(head.said).length > 0;
    this.chips.lay(head.words.filter((word) => !unfinished(word)), (word) => {
      const name = fill(words.remove, { word: word.text });
      if (word.factor === null) return { name, note: words.unknown, state: "unknown" };
      const right = obeyed[word.factor];
      if (right === undefined) return { name, note: "", state: conflicting || !(word.factor in head.said) ? "off" : "good" };
      return { name, note: fill(words.seen, { right, count }), state: right === count ? "good" : right * 4 >= count * 3 ? "mostly" : "off" };
    });
    const waits = head.words.length > 0 && head.words.filter((word) => word.factor === null).every(unfinished) && !this.contradicts(head);
    const problem = head.problem && !waits ? head.problem : "";
    const unseen = count && head.never_shown.every(Boolean) ? ` ${words.neverSuch}` : "";
    const text = problem || (count ? fill(words.together, { right: obeyed.all, count }) + unseen : "");
    if (this.note.textContent !== text) this.note.textContent = text;
    this.note.classList.toggle("wrong", Boolean(problem));
    this.pictures.fade(!count);
    if (count) this.pictures.mark(head, this.titled, words);
    this.palette.mark(head.said);
  }

  contradicts({ words, said }) {
    return words.some((word) => word.factor !== null && !(word.factor in said));
  }

  // A run that learns gets checkpoints: their pictures take the place of the earlier ones.
  follow({ steps, stands, stamp }) {
    const newest = `${stands} ${stamp}`;
    if (!steps.length || newest === this.followed || (stands === this.head?.step && stamp === this.head?.stamp)) return;
    this.followed = newest; // asked for once: where its file is gone, an older one is shown, and would be at every look
    this.ask();
  }

  // The address says what is on the screen, so that it can be passed on.
  told() {
    const { sentence, seed } = held;
    return this.run.with(this.data.source, () => {
      held.written = JSON.stringify({ sentence, seed });
      return { say: sentence, seed: String(seed) };
    });
  }
}

export const { draw, dispose } = partOf(Say, (view, { data }) => view.name(data));
