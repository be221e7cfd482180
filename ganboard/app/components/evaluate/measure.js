// The buttons that measure checkpoints. The engine does it in slices, as long as somebody asks; who leaves the page stops it.

import { desk, element, fill, partOf } from "../explore/core.js";

const BREATH = 60; // milliseconds between two slices
const PATIENCE = 250; // milliseconds between two looks while the engine does sums beside the training
const IDLE = 0.02; // an answer that took fewer seconds had nothing to do but tell how far it is
const SHARE = 4; // while a training runs, it gets so many times what a slice takes

const rest = (time) => new Promise((settle) => setTimeout(settle, time));

class Measure {
  constructor(parent) {
    this.one = element("button", { type: "button", onclick: () => this.start([this.data.one]) });
    this.all = element("button", { type: "button", onclick: () => this.start(this.data.all) });
    this.bar = element("progress", { max: 1, value: 0 });
    this.status = element("span", { className: "status", attributes: { role: "status" } });
    this.stop = element("button", { type: "button", onclick: () => this.end() });
    this.going = element("div", { className: "going" }, this.bar, this.status, this.stop);
    this.problem = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    this.root = element("div", { className: "measure" }, this.one, this.all, this.going, this.problem);
    parent.append(this.root);
  }

  dispose() {
    this.asked = null;
  }

  tell({ data, setTriggerValue }) {
    this.data = data;
    this.report = setTriggerValue;
    const { words } = data;
    Object.assign(desk, { base: data.base, words: { ...desk.words, lost: words.lost } });
    desk.speak(data.language);
    this.one.textContent = words.one;
    this.one.hidden = !words.one;
    (words.one ? this.one : this.all).classList.toggle("primary", data.first);
    this.all.textContent = words.all;
    this.all.hidden = !words.all;
    this.stop.textContent = words.stop;
    this.bar.setAttribute("aria-label", words.progress);
    this.lay();
  }

  lay() {
    const going = Boolean(this.asked);
    this.root.dataset.state = going ? "going" : "resting";
    this.one.disabled = going;
    this.all.disabled = going || !this.data.all.length;
    this.stop.disabled = !going;
  }

  async start(checkpoints) {
    const asked = (this.asked = { order: Math.random().toString(36) }), { count } = this.data;
    this.complain("");
    this.show(0, checkpoints, 0);
    this.lay();
    try {
      for (const [index, { run, step }] of checkpoints.entries()) {
        await this.measure(asked, run, step, count, (part) => this.show(index, checkpoints, part));
        if (this.asked !== asked) return;
        if (index === checkpoints.length - 1) this.end();
        this.report("measured", { step, alone: checkpoints.length === 1 });
      }
    } catch (error) {
      if (this.asked !== asked) return;
      this.end();
      this.complain(error.message);
    }
  }

  // Ask until it is done, or nobody wants it any more.
  async measure(asked, run, step, count, told) {
    while (this.asked === asked) {
      const { head } = await desk.ask("measure", { count, order: asked.order }, step, run);
      if (head.done || this.asked !== asked) return;
      told(head.progress);
      const share = head.training ? SHARE * head.took * 1000 : 0;
      await rest(Math.max(head.took < IDLE ? PATIENCE : BREATH, share));
    }
  }

  end() {
    this.asked = null;
    this.lay();
  }

  show(index, checkpoints, part) {
    const { words, language } = this.data, { name, step } = checkpoints[index], count = checkpoints.length;
    const values = { name, step: step.toLocaleString(language), number: index + 1, count };
    this.bar.value = (index + part) / count;
    const text = fill(count > 1 ? words.several : words.single, values);
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }
}

export const { draw, dispose } = partOf(Measure, (view, component) => view.tell(component));
