// A slider through the checkpoints of a training. At its end it stays with the newest one, whichever that becomes.
//
//   const checkpoints = new Checkpoints(ask)    ask() is called when another checkpoint is to make the pictures
//   .root                           the element to put on the page; hidden as long as there is nothing to choose
//   .name({ step, atStep }, language)
//   .reset()                        of another training
//   .wanted                         the step that was chosen, or null: the newest; an address may set it
//   .shown                          the step that made what is on the screen; whoever paints sets it
//   .said                           what the slider says
//   .follow({ steps, stands })      what a look at the training said: its checkpoints, and the newest that can be read

import { element, fill } from "./element.js";

export class Checkpoints {
  constructor(ask) {
    this.ask = ask;
    this.slider = element("input", { type: "range", min: 0, max: 0, step: 1, value: 0, oninput: () => this.turn() });
    this.output = element("output", {});
    this.title = element("span", {});
    this.root = element("label", { className: "steps", hidden: true }, this.title, this.slider, this.output);
    this.reset();
  }

  reset() {
    Object.assign(this, { steps: [], wanted: null, shown: undefined, followed: undefined });
    Object.assign(this.slider, { max: 0, value: 0 });
    this.output.textContent = "";
    this.root.hidden = true;
  }

  name(words, language) {
    Object.assign(this, { words, language });
    this.title.textContent = words.step;
    this.slider.setAttribute("aria-label", words.step);
    this.tell();
  }

  get said() {
    return this.output.textContent;
  }

  turn() {
    const at = Number(this.slider.value), last = this.steps.length - 1;
    this.wanted = at === last ? null : this.steps[at];
    this.tell();
    this.ask();
  }

  tell() {
    const step = this.steps[Number(this.slider.value)];
    this.output.textContent = step === undefined ? "" : fill(this.words.atStep, { step: step.toLocaleString(this.language) });
  }

  follow({ steps, stands }) {
    if (steps.join() !== this.steps.join()) {
      const last = Math.max(0, steps.length - 1);
      this.steps = steps;
      if (this.wanted !== null && !steps.includes(this.wanted)) this.wanted = null;
      this.root.hidden = steps.length < 2;
      this.slider.max = last;
      this.slider.value = this.wanted === null ? last : steps.indexOf(this.wanted);
      this.tell();
    }
    if (this.wanted !== null || this.shown === undefined || stands === this.shown || stands === this.followed) return;
    this.followed = stands; // asked for once: where its file is gone, an older one is shown, and would be at every look
    this.ask();
  }
}
