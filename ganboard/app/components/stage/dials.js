// The dials of the run on the screen: settings that may be turned while it trains, and what was changed so far. The values are those of
// the moment that is shown, which stage.js tells. A dial that rests for a while after it was moved is turned; where that began a branch,
// Streamlit hears of the run that took this one's place.

import { element, fill, partOf } from "../shared/element.js";

const RESTS = 400; // milliseconds without a move after which a dial is meant so
const LETS_GO = ["pointerup", "pointercancel", "blur"];
const FINE = 20; // places of a log scale for each power of ten
const EVEN = 100; // and of an even one altogether

let count = 0; // so that the ids of labels differ

const written = (value) => String(Number(value.toPrecision(4))).replace("-", "−");

// The places of a slider, and the values that they stand for. That of the start is among them as it is.
class Scale {
  constructor({ scale, low, high, zero, begun }) {
    Object.assign(this, { scale, low, high, zero, begun });
    this.first = scale === "whole" ? low : 0;
    this.last = scale === "whole" ? high : scale === "even" ? EVEN : Math.round(FINE * Math.log10(high / low)) + (zero ? 1 : 0);
    this.home = this.place(begun);
  }

  place(value) {
    const { scale, low, high, zero } = this;
    if (scale === "whole") return value;
    if (scale === "even") return Math.round((EVEN * (value - low)) / (high - low));
    if (value <= 0) return 0;
    return Math.min(this.last, Math.max(zero ? 1 : 0, Math.round(FINE * Math.log10(value / low)) + (zero ? 1 : 0)));
  }

  value(place) {
    const { scale, low, high, zero } = this;
    if (place === this.home) return this.begun;
    if (scale === "whole") return place;
    if (scale === "even") return Number((low + ((high - low) * place) / EVEN).toPrecision(6));
    if (zero && place === 0) return 0;
    return Math.min(high, Number((low * 10 ** ((place - (zero ? 1 : 0)) / FINE)).toPrecision(2)));
  }
}

class Dial {
  constructor(told, words, onmove) {
    Object.assign(this, { told, words, scale: new Scale(told), onmove, value: told.begun });
    const id = `dial-${++count}`, { scale } = this;
    this.range = element("input", { type: "range", id, min: scale.first, max: scale.last, step: 1, attributes: { "aria-describedby": `${id}-about` } });
    this.output = element("output", { attributes: { for: id, "aria-hidden": "true" } });
    this.back = element("button", { type: "button", className: "back", textContent: fill(words.began, { value: written(told.begun) }), title: words.back });
    this.range.oninput = () => this.move(scale.value(Number(this.range.value)));
    this.back.onclick = () => this.move(told.begun);
    const about = element("small", { id: `${id}-about`, textContent: told.about });
    this.root = element("div", { className: "dial" }, element("label", { htmlFor: id, textContent: told.label }), this.output, this.range, this.back, about);
  }

  move(value) {
    this.put(value);
    this.onmove(this.told.name, value);
  }

  put(value) {
    this.value = value;
    const place = String(this.scale.place(value));
    if (this.range.value !== place) this.range.value = place;
    this.range.setAttribute("aria-valuetext", written(value));
    if (this.output.textContent !== written(value)) this.output.textContent = written(value);
    this.back.classList.toggle("there", value === this.told.begun);
  }
}

class Dials {
  constructor(parent) {
    this.hint = element("p", { className: "hint", attributes: { "aria-live": "polite" } });
    this.problem = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    this.places = element("div", { className: "places" });
    this.heading = element("b");
    this.list = element("ol");
    this.past = element("section", { hidden: true }, this.heading, this.list);
    this.root = element("div", { className: "dials" }, this.hint, this.places, this.problem, this.past);
    parent.append(this.root);
    this.dials = new Map();
    this.wanted = new Map(); // name -> what was chosen and is not yet heard of from the run
    this.held = false; // a dial under a finger is not turned before it is let go
    this.places.onpointerdown = () => (this.held = true);
    this.release = () => {
      if (!this.held) return;
      this.held = false;
      this.wait();
    };
    for (const name of LETS_GO) window.addEventListener(name, this.release);
    this.tick = () => this.show();
    window.addEventListener("ganboard-live", this.tick);
  }

  dispose() {
    window.removeEventListener("ganboard-live", this.tick);
    for (const name of LETS_GO) window.removeEventListener(name, this.release);
    clearTimeout(this.timer);
    this.point(null);
  }

  // Called at every rerun of the page's script.
  tell({ data, setTriggerValue }) {
    Object.assign(this, { data, setTriggerValue });
    const key = JSON.stringify([data.run, data.dials, data.words]);
    if (key !== this.key) {
      if (this.data.run !== this.run) this.wanted.clear();
      Object.assign(this, { key, run: data.run, listed: null });
      this.dials = new Map(data.dials.map((told) => [told.name, new Dial(told, data.words, (name, value) => this.move(name, value))]));
      this.places.replaceChildren(...[...this.dials.values()].map(({ root }) => root));
      this.places.setAttribute("aria-label", data.words.dials);
      this.places.setAttribute("role", "group");
      this.heading.textContent = data.words.changes;
    }
    this.show();
  }

  show() {
    const live = window.ganboardLive;
    if (!live || !this.data || live.run !== this.data.run) return;
    const { shown, changes } = live, now = {};
    for (const { step, dials } of changes) if (step <= shown.step) Object.assign(now, dials);
    for (const [name, dial] of this.dials) {
      const value = (dial.now = now[name] ?? dial.told.begun);
      if (this.wanted.get(name) === value && !this.busy) this.wanted.delete(name);
      dial.put(this.wanted.get(name) ?? value);
    }
    const later = live.checkpoints.some(({ step }) => step > shown.step);
    const hint = later ? fill(this.data.words.branches, { step: shown.step.toLocaleString("en") }) : this.data.words.turns;
    if (this.hint.textContent !== hint) this.hint.textContent = hint;
    this.enlist(changes);
  }

  // What was changed, a line each; who points at one sees it in the charts.
  enlist(changes) {
    const key = JSON.stringify(changes);
    if (key === this.listed) return;
    this.listed = key;
    this.past.hidden = changes.length === 0;
    this.list.replaceChildren(
      ...changes.map(({ step, text }) => {
        const line = element("li", { tabIndex: 0, textContent: `${fill(this.data.words.at, { step: step.toLocaleString("en") })} · ${text}` });
        line.onpointerenter = line.onfocus = () => this.point(step);
        line.onpointerleave = line.onblur = () => this.point(null);
        return line;
      }),
    );
  }

  point(step) {
    window.dispatchEvent(new CustomEvent("ganboard-change", { detail: step }));
  }

  move(name, value) {
    this.wanted.set(name, value);
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    if (!this.held) this.timer = setTimeout(() => this.send(), RESTS);
  }

  // One after the other, the last value of each: what is moved meanwhile is sent then.
  async send() {
    if (this.busy) return;
    this.busy = true;
    const sent = new Map();
    try {
      for (;;) {
        const next = [...this.wanted].find(([name, value]) => sent.get(name) !== value && this.dials.get(name).now !== value);
        if (!next || !(await this.ask(...next))) break;
        sent.set(...next);
      }
    } finally {
      this.busy = false;
    }
    this.show();
  }

  async post(run, dial, value, step) {
    const { base, language, words } = this.data;
    const address = new URL(`${base}/dial/${encodeURIComponent(run)}?lang=${language}`, location.href);
    try {
      return await (await fetch(address, { method: "POST", body: JSON.stringify({ dial, value, step }) })).json();
    } catch {
      return { problem: fill(words.unreachable, { address: new URL(`${base}/`, location.href) }) };
    }
  }

  // Whether it was done and this is still the run to be asked.
  async ask(dial, value) {
    const { run } = this.data, { shown } = window.ganboardLive;
    const answer = await this.post(run, dial, value, shown.past ? shown.step : null);
    this.problem.hidden = !answer.problem;
    this.problem.textContent = answer.problem ?? "";
    if (answer.run && answer.run !== run) {
      this.wanted.delete(dial);
      for (const [other, its] of this.wanted) this.post(answer.run, other, its, null); // moved meanwhile: it waits for its networks
      this.wanted.clear();
      this.setTriggerValue("branched", answer.run);
      return false;
    }
    if (answer.problem) this.wanted.clear();
    return !answer.problem;
  }
}

export const { draw, dispose } = partOf(Dials, (view, component) => view.tell(component));
