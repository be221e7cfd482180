// Some runs side by side under one slider. Each shows its last checkpoint that is not later than where the slider stands; at the
// right end each shows its newest, and those that train show it live. Streamlit hears of new checkpoints and states, for the curves.

import { element, fill, partOf } from "../shared/element.js";
import { Feed } from "../shared/feed.js";
import { later, said } from "../shared/place.js";
import { save } from "../shared/saving.js";
import { Card, forgetPictures, pictureOf } from "./card.js";
import { pictured } from "./pictured.js";

const TRIES = 3; // in vain before the page says so
const SAME = 1; // second: what ended within it ended together, for a training ends with a step
const PATIENCE = 4000; // milliseconds from one word to Streamlit to the next, which costs a run of its script

export class Together {
  constructor(parent) {
    const linked = Number(said("at"));
    this.at = linked > 0 && linked < Infinity ? linked : null; // a step or a second; null for the newest
    this.written = later(() => ({ at: this.at === null ? null : String(this.at) }));
    this.runs = new Map(); // id -> {facts, card, feed}
    this.name = element("span");
    this.slider = element("input", { type: "range", min: 0, step: 1 });
    this.output = element("output", { ariaLive: "off" }); // the slider says it
    this.newest = element("button", { type: "button", className: "newest" });
    this.problem = element("p", { className: "problem", role: "alert", hidden: true });
    this.scrub = element("div", { className: "scrub" }, element("label", {}, this.name, this.slider), this.output, this.newest);
    this.places = element("div", { className: "runs" });
    this.keep = element("button", { type: "button", className: "keep", hidden: true, onclick: () => this.take() });
    this.root = element("div", { className: "together" }, this.scrub, this.places, this.keep, this.problem);
    parent.append(this.root);
    this.slider.oninput = () => this.go(this.marks[Number(this.slider.value)]);
    this.slider.onpointerenter = this.slider.onfocus = () => this.gather();
    this.newest.onclick = () => this.go(null);
    this.failures = 0;
    this.arrived = () => {
      this.pending ||= requestAnimationFrame(() => {
        this.pending = 0;
        this.show();
      });
    };
  }

  dispose() {
    this.over = true;
    clearTimeout(this.telling);
    this.written.stop();
    for (const { feed } of this.runs.values()) feed?.close();
    forgetPictures(new Set());
  }

  // Called at every rerun of the page's script; what came over a socket since may be newer than what that knows.
  update({ data, setTriggerValue }) {
    if (this.data && this.data.by !== data.by) {
      this.at = null;
      this.written();
    }
    const spoken = this.data && this.data.language !== data.language;
    Object.assign(this, { data, setTriggerValue });
    for (const [id, { feed }] of this.runs) {
      if (data.runs.some(({ run }) => run === id)) continue;
      feed?.close();
      this.runs.delete(id);
    }
    for (const told of data.runs) {
      const held = this.runs.get(told.run) ?? { card: new Card() };
      const newer = !spoken && held.facts?.version && told.version && held.facts.created === told.created && BigInt(held.facts.version) > BigInt(told.version);
      held.facts = newer ? { ...told, ...held.facts, title: told.title, letter: told.letter, colour: told.colour } : told;
      if (spoken) held.feed = held.feed?.close();
      this.runs.set(told.run, held);
      this.listen(held);
    }
    this.name.textContent = data.words.slider;
    this.newest.textContent = data.words.toNewest;
    this.keep.hidden = !data.words.keep;
    this.keep.textContent = data.words.keep ?? "";
    this.places.style.setProperty("--count", data.runs.length);
    const cards = data.runs.map(({ run }) => this.runs.get(run).card.root);
    if (cards.some((card, index) => card !== this.places.children[index]) || cards.length !== this.places.children.length)
      this.places.replaceChildren(...cards);
    this.lay();
  }

  moves = ({ facts }) => !facts.problem && this.data.moving.includes(facts.state);

  // A socket for a run that trains, and only for that.
  listen(held) {
    if (!this.moves(held)) held.feed = held.feed?.close();
    else
      held.feed ??= new Feed({ base: this.data.base, language: this.data.language, run: held.facts.run, since: held.facts.version }, {
        news: (live) => this.hear(held, live),
        reached: (yes) => this.reached(yes),
      });
  }

  hear(held, live) {
    const before = held.facts;
    if (live.gone) held.facts = { ...before, problem: live.gone };
    else {
      const { version, state, stateName, step, seconds, picture, rebuilt, created } = live;
      const checkpoints = live.checkpoints?.map(({ step, seconds, stamp }) => ({ step, seconds, stamp })) ?? before.checkpoints;
      held.facts = { ...before, version, state, stateName, step, seconds, created, checkpoints, picture: picture || before.picture, rebuilt: picture ? rebuilt : before.rebuilt };
    }
    const last = ({ checkpoints }) => JSON.stringify(checkpoints?.at(-1));
    if (live.gone || held.facts.state !== before.state || last(held.facts) !== last(before)) this.tell();
    this.listen(held);
    this.lay();
  }

  tell() {
    this.telling ||= setTimeout(() => {
      this.telling = 0;
      if (!this.over) this.setTriggerValue("changed", performance.now());
    }, PATIENCE);
  }

  reached(yes) {
    this.failures = yes ? 0 : this.failures + 1;
    this.problem.hidden = this.failures < TRIES;
    this.problem.textContent = this.problem.hidden ? "" : fill(this.data.unreachable, { address: new URL(`${this.data.base}/`, location.href) });
  }

  // All that is shown as one picture.
  async take() {
    const cards = this.data.runs.map(({ run }) => this.runs.get(run).card), steps = cards.map(({ root }) => root.dataset.step).filter(Boolean);
    const blob = await pictured(cards);
    if (blob) save(`${this.data.words.file}-${steps.join("-")}.png`, blob);
  }

  // A run's checkpoints up to where it stands; what it was taken back from is not its past.
  past({ facts }) {
    const known = (each) => ({ ...each, seconds: each.seconds || (each.step ? null : 0) });
    return facts.problem ? [] : facts.checkpoints.filter(({ step }) => step <= facts.step).map(known);
  }
  addressOf = ({ facts }, { step, stamp }) => `${this.data.base}/picture/${encodeURIComponent(facts.run)}/${step}.png?v=${stamp}`;
  realOf = ({ facts }) => `${this.data.base}/real/${encodeURIComponent(facts.run)}.png?of=${facts.created}`;
  rebuiltOf = (held, moment) => this.addressOf(held, moment).replace("/picture/", "/rebuilt/");
  // All pictures, when somebody reaches for the slider; the newest first, for that is where it stands at the beginning.
  gather() {
    for (const held of this.runs.values())
      for (const each of this.past(held).reverse()) {
        pictureOf(this.addressOf(held, each), this.arrived);
        if (held.facts.rebuilds) pictureOf(this.rebuiltOf(held, each), this.arrived);
      }
  }

  // The slider's places: whatever was saved by one of the runs. The last one stands for the newest.
  lay() {
    const { by } = this.data, all = [...this.runs.values()];
    const saved = new Set(all.flatMap((held) => this.past(held).map((each) => each[by])).filter((value) => value !== null));
    this.marks = [...saved].sort((one, other) => one - other);
    if (this.marks.length) this.marks[this.marks.length - 1] = null;
    this.slider.max = Math.max(this.marks.length - 1, 0);
    this.slider.disabled = this.marks.length < 2;
    const kept = all.flatMap((held) => [this.realOf(held), ...this.past(held).flatMap((each) => [this.addressOf(held, each), this.rebuiltOf(held, each)])]);
    forgetPictures(new Set(kept));
    this.show();
  }

  go(at) {
    this.at = at ?? null;
    this.written();
    this.show();
  }

  show() {
    const { by, words, language } = this.data;
    const places = this.marks.map((mark) => mark ?? Infinity);
    const place = this.at === null ? places.length - 1 : Math.max(places.findLastIndex((mark) => mark <= this.at), 0);
    this.slider.value = place;
    const number = this.at?.toLocaleString(language, { maximumFractionDigits: 1 });
    const text = this.at === null ? words.newest : fill(by === "step" ? words.at : words.seconds, { step: number, seconds: number });
    this.output.textContent = text;
    this.slider.setAttribute("aria-valuetext", text);
    this.slider.setAttribute("aria-label", words.slider);
    this.newest.style.visibility = this.at === null ? "hidden" : "";
    for (const held of this.runs.values()) this.draw(held);
    this.root.dataset.step = Math.min(...[...this.runs.values()].map(({ facts }) => facts.step ?? 0)); // that all have come to
  }

  draw(held) {
    const { card, facts } = held, { by, words, language } = this.data, moves = this.moves(held);
    card.about(facts, moves);
    if (facts.problem) return card.say(facts.problem, true);
    const past = this.past(held);
    if (this.at === null && moves && facts.picture) {
      const { step, seconds, picture } = facts;
      return this.live(held, picture, { step, seconds, ends: false }, facts.rebuilt);
    }
    held.coming = null;
    const moment = this.at === null ? past.at(-1) : past.findLast((each) => each[by] !== null && each[by] <= this.at);
    if (!moment) return card.say(past.length ? words.early : words.none);
    const { image, ready } = pictureOf(this.addressOf(held, moment), this.arrived);
    if (ready === null) return; // on its way: until then all stays as it is
    if (!ready) return card.say(words.lost);
    const newest = moment === past.at(-1) && !moves, end = facts[by] + (by === "seconds" ? SAME : 0);
    card.show(image, { ...moment, ends: newest && (this.at ?? this.furthest()) > end }, words, language);
    this.rebuild(held, moment.step, facts.rebuilds ? pictureOf(this.rebuiltOf(held, moment), this.arrived) : null);
  }

  // What a run makes of real images, below its samples; one that cannot says so where another can.
  rebuild({ card, facts }, step, rebuilt) {
    const { words, language } = this.data, others = [...this.runs.values()].some((held) => held.facts.rebuilds);
    if (!facts.rebuilds) return card.rebuild(null, null, others ? words.rebuildsNot : "", words, step, language);
    const real = pictureOf(this.realOf({ facts }), this.arrived);
    if (real.ready === null || rebuilt.ready === null) return; // on their way: until then all stays as it is
    const both = real.ready && rebuilt.ready;
    card.rebuild(both ? real.image : null, both ? rebuilt.image : null, "", words, step, language);
  }

  furthest() {
    return Math.max(...[...this.runs.values()].filter(({ facts }) => !facts.problem).map(({ facts }) => facts[this.data.by]));
  }

  // Decoded first, so that picture and words change in one frame.
  async live(held, source, moment, rebuilt) {
    if (held.coming === source) return;
    held.coming = source;
    const [image, codes] = [source, rebuilt].map((src) => (src ? element("img", { decoding: "sync", src }) : null));
    await Promise.all([image, codes].map((each) => each?.decode().catch(() => {})));
    if (held.coming !== source) return;
    held.card.show(image, moment, this.data.words, this.data.language);
    this.rebuild(held, moment.step, { image: codes, ready: codes !== null });
  }
}

export const { draw, dispose } = partOf(Together, (view, component) => view.update(component));
