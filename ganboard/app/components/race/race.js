// A race: entrants side by side under one slider, how far they are, and their distances from the real samples over time.

import { Together } from "../compare/together.js";
import { element, fill, partOf, threeDigits } from "../shared/element.js";
import { Plot } from "../shared/plot.js";
import { Fork } from "./fork.js";

const HELD = 12; // messages of an entrant that wait for one of the same step from the others, at most
const LONGEST = 2500; // milliseconds that they wait
const STYLES = ["solid", "dashed", "dotted", "solid"]; // lines are told apart by more than colour
const ROLES = ["first", "second", "third", "fourth"];

class Race extends Together {
  constructor(parent) {
    super(parent);
    this.bar = element("div", { className: "bar", role: "progressbar", attributes: { "aria-valuemin": 0, "aria-valuemax": 100 } }, element("i"));
    this.far = element("p", { className: "far" });
    this.plot = new Plot({ still: true });
    this.why = element("p", { className: "why" });
    this.chart = element("div", { className: "chart" }, this.plot.root, this.why);
    this.root.classList.add("race");
    this.root.prepend(element("div", { className: "progress" }, this.far, this.bar));
    this.root.append(this.chart);
  }

  // The tab holds the bet: Streamlit's session does not outlive a reload.
  update(component) {
    if (component.data.start !== null && !this.fork) {
      this.fork = new Fork();
      this.scrub.after(this.fork.root);
    }
    super.update(component);
    const { race, bet } = component.data, key = `ganboard-bet-${race}`, held = sessionStorage.getItem(key);
    if (bet) sessionStorage.setItem(key, bet);
    else if (held && !this.betTold) {
      this.betTold = true;
      component.setTriggerValue("bet", held);
    }
  }

  dispose() {
    super.dispose();
    this.plot.dispose();
    this.fork?.dispose();
  }

  // Step for step all are shown at the same step: what came of one waits until the others have told of that step, too.
  hear(held, live) {
    if (live.gone || this.data.by !== "step" || live.state !== "running" || held.facts.state !== "running") {
      held.waiting = [];
      return this.take(held, live);
    }
    held.late = { ...held.late, ...(live.checkpoints && { checkpoints: live.checkpoints }), ...(live.quality && { quality: live.quality }) };
    held.waiting = [...(held.waiting ?? []), live].slice(-HELD);
    held.since ??= performance.now();
    const running = [...this.runs.values()].filter((each) => each.facts.state === "running" && !each.facts.problem);
    const has = (each, step) => each.facts.step === step || this.leads(each, step) || each.waiting?.some((one) => one.step === step);
    const met = held.waiting.findLast(({ step }) => running.every((each) => has(each, step)));
    if (met) for (const each of running) this.passTo(each, met.step);
    else if (performance.now() - held.since > LONGEST) this.passTo(held, live.step);
  }

  // One of two futures may have been trained before the other, which catches up.
  leads = ({ facts }, step) => this.data.start !== null && facts.step > step;

  // Two futures are shown at the same step: where the one stands that has to catch up, as long as it can.
  together() {
    const all = [...this.runs.values()].map(({ facts }) => facts).filter(({ problem }) => !problem);
    const there = all.filter(({ state }) => state !== "failed");
    return Math.min(...(there.length ? there : all).map(({ step }) => step), this.data.length);
  }

  // Streamlit has buttons and the result to draw, which depend on states alone; its script costs training time.
  tell() {
    const states = [...this.runs.values()].map(({ facts }) => `${facts.state}${Boolean(facts.problem)}`).join();
    if (states === this.states) return;
    this.states = states;
    super.tell();
  }

  passTo(held, step) {
    const live = held.waiting?.findLast((one) => one.step === step);
    if (!live) return;
    held.waiting = held.waiting.filter((one) => one.step > step);
    held.since = undefined;
    this.take(held, { ...live, ...held.late });
    held.late = {};
  }

  take(held, live) {
    if (!live.gone) {
      const { quality, told, error } = live;
      Object.assign(held.facts, { told, error }, quality && { quality });
    }
    super.hear(held, live);
  }

  show() {
    super.show();
    const all = [...this.runs.values()].map(({ facts }) => facts);
    this.goOn(all);
    this.compare(all);
  }

  goOn(all) {
    const { by, length, words, moving, language } = this.data, there = all.filter(({ problem }) => !problem);
    const going = there.filter(({ state }) => moving.includes(state) || state === "paused");
    const now = Math.min(...(going.length ? going : there).map((facts) => facts[by]), length);
    const begin = this.data.start ?? 0;
    const part = there.length ? Math.max(0, Math.min(1, (now - begin) / (length - begin || 1))) : 0, percent = Math.round(100 * part);
    const number = (value) => value.toLocaleString(language, { maximumFractionDigits: by === "step" ? 0 : 1 });
    const early = going.some(({ state }) => state === "waiting") ? words.waits : going.some(({ state }) => state === "preparing") ? words.ready : "";
    const text = early || fill(words.far, { now: number(Math.max(0, now)), length: number(length) });
    if (this.far.textContent !== text) this.far.textContent = text;
    this.bar.firstChild.style.width = `${100 * part}%`;
    this.bar.setAttribute("aria-valuenow", percent);
    this.bar.setAttribute("aria-label", words.progress);
  }

  // Each one's newest distance up to where the slider stands, below its samples; or what can be said of them without one.
  draw(held) {
    const at = this.at, step = at ?? this.together();
    if (at === null && this.leads(held, step)) this.at = step;
    super.draw(held);
    this.judge(held);
    if (this.leads(held, step)) held.card.state.textContent = this.data.words.been;
    this.at = at;
    this.fork?.draw(this.data, [...this.runs.values()].map(({ facts }) => facts), step);
  }

  judge(held) {
    held.said ??= held.card.root.appendChild(element("p", { className: "said" }));
    const { facts } = held, { words } = this.data, { step = [], value, low, high } = facts.quality ?? {};
    const index = this.at === null ? step.length - 1 : step.findLastIndex((each, place) => this.across(facts, step)[place] <= this.at);
    const distance = index < 0 ? "" : fill(words.distance, { value: threeDigits(value[index]), low: threeDigits(low[index]), high: threeDigits(high[index]) });
    const text = facts.error || distance || (this.at === null && facts.told?.[0]) || "";
    if (held.said.textContent !== text) held.said.textContent = text;
    held.said.classList.toggle("problem", Boolean(facts.error));
  }

  // Where numbers of these steps stand on the axis. Estimates are taken at checkpoints, of which some are let go of later.
  across(facts, steps) {
    if (this.data.by === "step") return steps;
    const known = [{ step: 0, seconds: 0 }, ...(facts.checkpoints ?? []).filter(({ seconds }) => seconds), { step: facts.step, seconds: facts.seconds }];
    return steps.map((step) => {
      const after = known.find((each) => each.step >= step) ?? known.at(-1), before = known.findLast((each) => each.step <= step) ?? known[0];
      const part = after.step > before.step ? (step - before.step) / (after.step - before.step) : 0;
      return before.seconds + part * (after.seconds - before.seconds);
    });
  }

  // A table of estimates from a step on.
  since({ step = [], ...columns }, begin) {
    const first = step.findIndex((each) => each >= begin), cut = (column) => (first < 0 ? [] : column.slice(first));
    return Object.fromEntries(Object.entries({ step, ...columns }).map(([name, column]) => [name, name === "unseen" ? column : cut(column)]));
  }

  compare(all) {
    const { words, length, by, start, language } = this.data, lines = [], bands = [];
    const begin = start === null ? 0 : Math.max(0, 2 * start - length); // of the past at most as much as of the futures
    let most = 0;
    all.forEach((facts, number) => {
      const { step = [], value, low, high } = this.since(facts.quality ?? {}, begin), x = this.across(facts, step);
      if (!step.length) return;
      most = Math.max(most, ...value, high.at(-1));
      const role = ROLES[number];
      bands.push({ kind: "band", role, style: "", x, low, high });
      lines.push({ kind: "line", role, style: STYLES[number], x, y: value, label: `${facts.letter} · ${facts.title}`, text: threeDigits(value.at(-1)) });
    });
    const measurable = all.some(({ cells }) => cells);
    this.chart.hidden = !measurable;
    this.plot.root.hidden = !lines.length;
    this.why.textContent = lines.length || !measurable ? "" : words.unmeasured;
    if (!lines.length) return;
    const unseen = all.map(({ quality }) => quality?.unseen?.[0]).find((value) => value !== undefined);
    const best = unseen === undefined ? [] : [{ kind: "rule", role: "real", axis: "y", style: "dashed", at: unseen, key: words.unseen, text: threeDigits(unseen) }];
    const fork = start === null ? [] : [{ kind: "rule", role: "plain", axis: "x", style: "dashed", at: start, key: fill(words.fork, { step: start.toLocaleString(language) }) }];
    const live = all.some(({ state }) => state === "running");
    this.plot.show({ heard: "race", live, title: words.chart, alt: words.chartAlt, marks: [...bands, ...lines, ...best, ...fork], across: words.across, up: "", x_range: [begin, length], y_range: [0, most], rounded: true, whole: by === "step" }, words);
  }
}

export const { draw, dispose } = partOf(Race, (view, component) => view.update(component));
