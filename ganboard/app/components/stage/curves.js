// Two panels of the run: the first of its method, and one of the others, as a visitor chose; below them numbers about the run.
// The panels, their words and their numbers come with what stage.js hears, see moments.py.

import { element, fill, partOf, put, threeDigits } from "../shared/element.js";
import { said, say } from "../shared/place.js";
import { Plot } from "../shared/plot.js";
import { extent } from "./extent.js";

const CHOICE = "ganboard-second-chart"; // in this window's storage
const QUALITY = "quality"; // the panel whose numbers are not the history's
const NEAR = 8; // pixels from the pointer to a change of which it tells
const LONG = 1000; // numbers from here on have three digits instead of two decimals

const written = (value) => (Math.abs(value) < LONG ? value.toFixed(2) : threeDigits(value)).replace("-", "−");

// Whether what comes is new: an earlier moment of a run that trains on is none.
const goesOn = ({ state, shown }) => state === "running" && !shown.past;

class Chart {
  constructor(heard, ask) {
    this.heard = heard; // by which name the tab remembers that it is listened to; the first chart is heard with the bars
    this.plot = new Plot();
    this.why = element("p", { className: "why" });
    this.pointer = null;
    this.note = element("p", { className: "change", attributes: { "aria-hidden": "true" } });
    this.plot.root.append(this.why, this.note);
    const { svg } = this.plot;
    svg.onpointermove = ({ clientX }) => ask((this.pointer = clientX));
    svg.onpointerleave = () => ask((this.pointer = null));
  }

  // `table` holds `step` and a column for each line, `values` the numbers of the moment that is shown, `until` the step up to which
  // the table is of that moment: what comes after it is faint, and a mark stands there where it is not the end.
  draw({ panel, title, alt, table, values, until, newest, shown, band, level, at, write, calm, changes, told, live }) {
    const { step } = table, ahead = step.findIndex((each) => each > until);
    const bold = ahead < 0 ? step.length : ahead, pointed = this.pointer !== null && step.length > 0;
    const index = pointed ? this.nearest(step) : bold - 1;
    const marks = panel.lines.map(({ name, label, role }, number) => {
      const value = (pointed ? undefined : values[name]) ?? table[name][index];
      let text = value === undefined || value === null ? "" : write(value);
      if (band && index >= 0) text += ` (${write(band.low[index])}–${write(band.high[index])})`;
      if (at && number === 0 && index >= 0 && (pointed || shown.past)) text += ` · ${fill(at, { step: step[index].toLocaleString("en") })}`;
      return { kind: "line", role, style: "solid", label, text, x: step, y: table[name], bold };
    });
    if (band) marks.unshift({ kind: "band", role: panel.lines[0].role, x: step, ...band });
    if (panel.level !== null) marks.unshift({ kind: "rule", role: "muted", axis: "y", at: panel.level });
    if (level) marks.push({ kind: "rule", axis: "y", style: "dashed", text: write(level.at), ...level });
    const met = changes.filter(({ step }) => step <= Math.max(newest, 1));
    for (const { step: first, until, name, text: told } of met.filter(({ name }) => name === "finding")) {
      const [low, high] = extent(panel, table, band, level), all = high - low, x = [first, Math.min(until ?? newest, newest)];
      marks.unshift({ kind: "band", role: "plain", x, low: [low - all, low - all], high: [high + all, high + all] }); // as long as it lasted
      marks.push({ kind: "rule", name, role: "plain", axis: "x", at: first, step: first, label: "!", told });
    }
    for (const { step: first, name, text: told } of met.filter(({ name }) => name === "change")) marks.push({ kind: "rule", name, role: "plain", axis: "x", at: first, step: first, told });
    const near = pointed ? this.close(met) : met.find((change) => change.step === told);
    marks.push({ kind: "rule", name: "pointed", role: "plain", axis: "x", at: near?.step ?? 0, hidden: !near });
    const note = near ? `${fill(this.at, { step: near.step.toLocaleString("en") })} · ${near.text}` : "";
    if (this.note.textContent !== note) this.note.textContent = note;
    const behind = !shown.past && bold === step.length;
    const range = extent(panel, table, band, level), last = Math.max(newest, 1);
    marks.push({ kind: "rule", name: "mark", role: "noise", axis: "x", at: shown.step, step: shown.step, hidden: behind });
    marks.push({ kind: "rule", name: "at", role: "muted", axis: "x", at: step[index] ?? 0, hidden: !pointed });
    const data = { title, called: panel.title, alt, marks, heard: this.heard, live, first: this.words.step, across: "", up: panel.note, x_range: [0, last], y_range: range, low: true, rounded: true, whole: true };
    if (calm && this.plot.data) this.plot.explain(data);
    else this.plot.show(data, this.words);
  }

  // The change that the pointer is at, if there is one.
  close(changes) {
    if (!this.plot.frame) return undefined;
    const wanted = this.plot.across(this.pointer), apart = ({ step }) => Math.abs(step - wanted);
    const near = changes.reduce((best, change) => (best && apart(best) <= apart(change) ? best : change), undefined);
    return near && apart(near) <= NEAR * this.plot.unit(0) ? near : undefined;
  }

  // Which of the steps is nearest to the pointer.
  nearest(steps) {
    if (!this.plot.frame) return steps.length - 1;
    const wanted = this.plot.across(this.pointer), apart = (index) => Math.abs(steps[index] - wanted);
    return steps.reduce((best, step, index) => (apart(index) < apart(best) ? index : best), 0);
  }
}

class Curves {
  constructor(parent) {
    this.facts = element("p", { className: "facts", attributes: { "aria-live": "off" } });
    this.charts = [null, "second"].map((heard) => new Chart(heard, () => this.show()));
    this.choice = element("span", { className: "choice", attributes: { role: "group" } });
    this.charts[1].plot.title.append(this.choice);
    this.root = element("div", { className: "curves" }, ...this.charts.map(({ plot }) => plot.root), this.facts);
    parent.append(this.root);
    this.chosen = said("chart") ?? sessionStorage.getItem(CHOICE);
    this.tick = () => this.hear();
    window.addEventListener("ganboard-live", this.tick);
    this.point = ({ detail }) => {
      this.told = detail; // the step of a change that somebody points at in the list of dials.js, or null
      this.show();
    };
    window.addEventListener("ganboard-change", this.point);
  }

  dispose() {
    window.removeEventListener("ganboard-live", this.tick);
    window.removeEventListener("ganboard-change", this.point);
    this.charts.forEach(({ plot }) => plot.dispose());
  }

  // Called at every rerun of the page's script.
  tell(data) {
    this.data = data;
    this.choice.setAttribute("aria-label", data.second);
    for (const chart of this.charts) Object.assign(chart, { at: data.at, words: data.words });
    this.show();
  }

  // Lines change slowly: every second tick is enough, and drawing them is what a tick costs most. Words and numbers change at once.
  hear() {
    const { state, shown } = window.ganboardLive, moment = shown.past ? shown.step : "now";
    this.odd = !this.odd;
    const calm = !this.odd && state === "running" && moment === this.moment;
    this.moment = moment;
    this.show(calm);
  }

  show(calm = false) {
    const live = window.ganboardLive;
    if (!live || !this.data) return;
    const { shown, history, quality, panels } = live, [first, ...others] = panels;
    this.offer(others);
    put(this.facts, shown.facts.slice(1).join(" · "));
    this.charts[0].draw({ ...this.ofHistory(first, live), title: first.title, alt: `${first.description} ${shown.sentence} ${this.changed(live)}`, calm });
    const panel = others.find(({ name }) => name === this.chosen) ?? others[0], [, second] = this.charts;
    const measured = panel.name === QUALITY, empty = measured && !quality.step;
    second.plot.svg.classList.toggle("empty", empty);
    const why = measured ? live.unwatched || (empty ? shown.qualityText : "") : "";
    if (second.why.textContent !== why) second.why.textContent = why;
    second.draw({ ...(measured ? this.ofQuality(panel, live) : this.ofHistory(panel, live)), newest: history.step.at(-1) ?? 1, calm });
    this.align();
  }

  // The same step stands at the same place in both.
  align() {
    const plots = this.charts.map(({ plot }) => plot), margin = Math.max(...plots.map(({ needed = 0 }) => needed));
    for (const plot of plots) {
      if (plot.margin === margin) continue;
      plot.margin = margin;
      plot.draw();
    }
  }

  // What happened while it trained: what was changed, and what the doctor found.
  events({ changes, findings }) {
    const told = [...changes.map((change) => ({ ...change, name: "change" })), ...findings.map((finding) => ({ ...finding, name: "finding" }))];
    return told.sort((one, other) => one.step - other.step);
  }

  // The same in words, for those who do not see it.
  changed = (live) => this.events(live).map(({ step, text }) => `${fill(this.data.at, { step: step.toLocaleString("en") })}: ${text}.`).join(" ");

  ofHistory(panel, live) {
    const { history, shown } = live, newest = history.step.at(-1) ?? 1;
    const given = { table: history, values: shown.measures, until: shown.step, newest, write: written };
    return { panel, alt: `${panel.description} ${this.changed(live)}`, shown, live: goesOn(live), changes: this.events(live), told: this.told, ...given };
  }

  ofQuality(panel, live) {
    const { quality, shown } = live, { step = [], value = [], low = [], high = [], unseen: [unseen] = [] } = quality;
    const level = unseen === undefined ? null : { role: "real", key: panel.unseen, at: unseen };
    const given = { table: { step, value }, values: {}, until: shown.measuredAt ?? -1, band: { low, high }, level };
    return { panel, alt: `${shown.qualityText} ${this.changed(live)}`, shown, live: goesOn(live), changes: this.events(live), told: this.told, at: this.data.at, write: threeDigits, ...given };
  }

  // The panels of which the second place shows one.
  offer(panels) {
    const known = panels.some(({ name }) => name === this.chosen);
    const key = JSON.stringify([panels.map(({ name, title }) => [name, title]), this.chosen]);
    if (key === this.offered) return;
    this.offered = key;
    while (this.choice.children.length > panels.length) this.choice.lastChild.remove();
    panels.forEach(({ name, title }, number) => {
      const button = this.choice.children[number] ?? this.choice.appendChild(element("button", { type: "button" }));
      button.textContent = title;
      button.setAttribute("aria-pressed", known ? name === this.chosen : number === 0);
      button.onclick = () => this.choose(name);
    });
  }

  choose(name) {
    this.chosen = name;
    sessionStorage.setItem(CHOICE, name);
    say({ chart: name });
    this.show();
  }
}

export const { draw, dispose } = partOf(Curves, (view, { data }) => view.tell(data));
