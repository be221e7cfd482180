// Let it move: one creature makes every motion, each in a clip of its own. Who it is and how it moves are asked for apart.

import { desk, partOf } from "../explore/core.js";
import { element, fill } from "../shared/element.js";
import { enlargeable, explore } from "../shared/enlarge.js";
import { later, runBefore } from "../shared/place.js";
import { each, held, hold, whenHeld } from "../shared/playing.js";
import { made, save } from "../shared/saving.js";
import { Standing } from "../shared/standing.js";
import { Waiting } from "../shared/waiting.js";
import { Palette } from "../say/palette.js";

const SEEDS = 1_000_000;
const FORMS = ["clips_gif", "clips_webp", "clips_frames"]; // of files to take away
const chance = () => Math.floor(Math.random() * SEEDS);

// What was chosen stays while other pages are looked at.
const kept = { seed: chance(), manner: chance(), who: {} };
let which = ""; // the number of the motion that is saved; empty for all
const listed = (who) => Object.entries(who).map(([factor, value]) => `${factor}*${value}`).sort().join("*"); // as addresses say it
const textOf = ({ seed = "", manner = "", who = {} }) => `${seed} ${manner} ${listed(who)}`; // the same for the same, whoever wrote it

class Move {
  constructor(parent) {
    this.head = null; // what was answered last
    this.surprise = element("button", { type: "button", className: "primary", onclick: () => this.become({ seed: chance(), manner: chance(), who: {} }) });
    this.other = element("button", { type: "button", onclick: () => this.become({ seed: chance() }) });
    this.differently = element("button", { type: "button", onclick: () => this.become({ manner: chance() }) });
    this.still = element("button", { type: "button", onclick: () => hold(!held()) });
    this.slide = element("button", { type: "button", onclick: () => this.head && explore(this.place(Number(which))) });
    this.saveName = element("span", { className: "label" });
    this.which = element("select", { onchange: () => (which = this.which.value) });
    this.saves = FORMS.map((form) => element("button", { type: "button", onclick: () => this.save(form), attributes: { "data-form": form } }));
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    this.clips = element("ul", { className: "pictures clips" });
    this.waiting = new Waiting();
    this.standing = new Standing(desk, { place: this.waiting, shown: () => this.head !== null, seen: (head) => this.follow(head), at: () => this.head?.step ?? null });
    this.palette = new Palette({ onpick: (factor, value) => this.pick(factor, value) });
    this.root = element("div", { className: "move" },
      element("div", { className: "buttons" }, this.surprise, this.other, this.differently, this.still),
      element("div", { className: "stage-of-clips" },
        element("div", { className: "made" }, element("div", { className: "frame" }, this.clips, this.waiting.root), this.standing.line),
        element("div", { className: "aside" }, this.palette.root, this.slide, element("div", { className: "saves" }, this.which, this.saveName, ...this.saves, this.note))));
    parent.append(this.root);
    enlargeable(this.clips.parentElement, () => ({ pictures: this.large() }));
    this.back = desk.on("back", () => this.ask());
    this.run = runBefore();
    this.later = later(() => this.told());
    this.heard = whenHeld(() => this.data && (this.nameStill(), this.paint()));
  }

  dispose() {
    this.over = true;
    this.back();
    this.heard();
    this.beating?.();
    this.waiting.end();
    this.standing.stop();
    this.sheet?.close();
    this.later.stop();
  }

  name(data) {
    const before = this.data, { words } = data;
    this.data = data;
    this.run.know();
    Object.assign(desk, { base: data.base, words: { ...desk.words, lost: words.lost } });
    desk.speak(data.language);
    for (const name of ["surprise", "other", "differently", "slide"]) this[name].textContent = words[name];
    this.saveName.textContent = words.save;
    for (const button of this.saves) button.textContent = words[button.dataset.form];
    this.which.setAttribute("aria-label", words.which);
    this.which.replaceChildren(...[["", words.all], ...data.motions.entries()].map(([value, textContent]) => element("option", { value, textContent })));
    this.which.value = which;
    this.clips.setAttribute("aria-label", words.clips);
    this.palette.name(data.factors, words.who);
    this.standing.name(data);
    this.root.classList.toggle("smooth", data.smooth);
    this.nameStill();
    if (before?.source !== data.source) this.turn();
    const linked = data.link !== null && this.take(data.link);
    this.lay();
    if (linked || before?.source !== data.source) this.ask();
  }

  // What an address says that we did not write; whether that changes anything.
  take(link) {
    if (desk.isOurs(textOf(link))) return false;
    const before = textOf(kept);
    Object.assign(kept, { who: {} }, link);
    desk.wrote(textOf(link));
    return textOf(kept) !== before;
  }

  // Another generator.
  turn() {
    this.beating?.();
    this.sheet?.close();
    Object.assign(this, { head: null, sheet: null, beating: null, places: null, followed: null });
    this.waiting.begin(this.data.words.preparing);
  }

  become(change) {
    Object.assign(kept, change);
    this.ask();
  }

  pick(factor, value) {
    const { [factor]: before, ...others } = kept.who;
    this.become({ who: before === value ? others : { ...others, [factor]: value } });
  }

  nameStill() {
    this.still.textContent = held() ? this.data.words.go : this.data.words.stand;
  }

  // One question at a time: what was chosen meanwhile is asked for as soon as its answer is there.
  async ask() {
    if (this.asking) return void (this.again = true);
    this.asking = true;
    do {
      this.again = false;
      const { source } = this.data, { seed, manner, who } = kept;
      try {
        const { head, sheet } = await desk.ask("moves", { seed, manner, who }, null, source);
        if (this.over || source !== this.data.source) {
          sheet.close();
          continue;
        }
        this.head = head;
        this.answered = { seed, manner, who };
        this.waiting.end();
        this.standing.complain(head.passed_over && { message: head.passed_over });
        this.sheet?.close();
        this.sheet = sheet;
        this.beating?.();
        this.beating = each(sheet.frames, () => this.paint());
        this.lay();
        this.paint();
        this.later();
      } catch (error) {
        if (!this.over && source === this.data.source) await this.standing.missed(error);
      }
    } while (this.again && !this.over);
    this.asking = false;
  }

  lay() {
    const { motions, words } = this.data, { sheet, head } = this;
    if (!this.places) {
      this.places = motions.map(() => {
        const canvas = element("canvas", { width: 1, height: 1, attributes: { role: "img" } }), caption = element("figcaption", {});
        return { canvas, caption, item: element("li", {}, element("figure", {}, canvas, caption)) };
      });
      this.clips.replaceChildren(...this.places.map(({ item }) => item));
    }
    this.places.forEach(({ canvas, caption }, index) => {
      if (sheet && canvas.width !== sheet.width) Object.assign(canvas, { width: sheet.width, height: sheet.height });
      caption.textContent = motions[index];
      canvas.setAttribute("aria-label", fill(words.clip, { motion: motions[index], looks: this.looks() }));
    });
    if (head) this.palette.mark(head.who);
    this.dress();
  }

  looks() {
    const { factors, words } = this.data, who = this.head?.who ?? {};
    return factors.flatMap(({ name, values }) => values.filter((each) => each.name === who[name]).map(({ title }) => title)).join(words.comma);
  }

  paint() {
    if (!this.sheet || this.sheet.closed || !this.places) return;
    this.places.forEach(({ canvas }, index) => this.sheet.mix(canvas.getContext("2d"), [[index, 1]]));
  }

  // For the window in which they are large.
  large() {
    if (!this.head || this.sheet.closed) return [];
    const { words, language } = this.data;
    return this.places.map(({ canvas }, index) => ({
      ...this.sheet.film([[index, 1]]), stands: canvas, title: canvas.getAttribute("aria-label"), facts: fill(words.learned, { step: this.head.step.toLocaleString(language) }),
      explore: this.place(index),
    }));
  }

  // A motion of the one that is seen, as the Explore page takes it.
  place(label) {
    return { run: this.data.source, step: this.head.step, z: this.head.z, label };
  }

  // The server makes a file of what is seen.
  async save(form) {
    if (!this.head || this.saving) return;
    this.saving = true;
    this.dress();
    this.note.textContent = this.data.words.saving;
    this.note.classList.remove("problem");
    const { base, source, language, words } = this.data, { seed, manner, who } = this.answered;
    const query = new URLSearchParams({ lang: language, step: this.head.step, seed, manner, who: listed(who), motion: which });
    try {
      const file = await made(`${base}/moves/${encodeURIComponent(source)}/${form}?${query}`, {}, words.failed);
      save(file.name, file.blob);
      this.note.textContent = fill(words.saved, { file: file.name });
    } catch (error) {
      this.note.textContent = error.message;
      this.note.classList.add("problem");
    } finally {
      this.saving = false;
      this.dress();
    }
  }

  dress() {
    for (const button of this.saves) button.disabled = !this.head || this.saving;
  }

  // The training goes on: its newest generator draws.
  follow({ steps, stands, stamp }) {
    const newest = `${stands} ${stamp}`;
    if (!steps.length || newest === this.followed || (stands === this.head?.step && stamp === this.head?.stamp)) return;
    this.followed = newest;
    this.ask();
  }

  // The address says what is on the screen, so that it can be passed on.
  told() {
    const { seed, manner, who } = this.answered;
    return this.run.with(this.data.source, () => {
      desk.wrote(textOf(this.answered));
      return { seed: String(seed), manner: String(manner), who: listed(who) || null };
    });
  }
}

export const { draw, dispose } = partOf(Move, (view, { data }) => view.name(data));
