// Plays the growing lines of a scene, entirely in the page: "Play", "Step", and a slider over the moments.

import { element, fill } from "../shared/element.js";

const [A_MOMENT, SHORTEST, LONGEST] = [50, 3000, 9000]; // milliseconds: of one moment, and limits of the whole
const BEAT = 500; // milliseconds between the still pictures for those who asked their computer for less motion

export class Player {
  constructor({ onmoment }) {
    this.onmoment = onmoment;
    this.moment = Infinity; // at first all is to be seen
    this.play = element("button", { type: "button", className: "play", onclick: () => this.toggle() });
    this.step = element("button", { type: "button", onclick: () => this.further() });
    this.range = element("input", { type: "range", min: 0, step: 1, oninput: () => this.seek(Number(this.range.value)) });
    this.output = element("output", { attributes: { "aria-hidden": "true" } });
    this.root = element("div", { className: "player", hidden: true }, this.play, this.step, this.range, this.output);
    this.last = 0;
  }

  dispose() {
    cancelAnimationFrame(this.frame);
  }

  // Where one stopped it, a whole number; null at the end, and where there is nothing to play.
  get stands() {
    return this.last && this.moment < this.last ? Math.floor(this.moment) : null;
  }

  name(words) {
    this.words = words;
    this.step.textContent = words.step;
    this.range.setAttribute("aria-label", words.moment);
    this.mark();
  }

  // A scene came that has so many moments. One who stood at the end still does.
  tell(moments) {
    const ended = this.moment >= this.last;
    this.last = Math.max(0, moments - 1);
    this.root.hidden = !moments;
    this.range.max = this.last;
    this.output.style.minWidth = `${2 * String(this.last).length + 3}ch`;
    if (ended && !this.playing) this.moment = this.last;
    this.moment = Math.min(this.moment, this.last);
    this.mark();
  }

  mark() {
    const whole = Math.floor(Math.min(this.moment, this.last));
    this.play.textContent = this.playing ? this.words.pause : this.words.play;
    this.play.dataset.playing = Boolean(this.playing);
    this.range.value = whole;
    this.range.setAttribute("aria-valuetext", fill(this.words.momentOf, { moment: whole, last: this.last }));
    this.output.textContent = `${whole} / ${this.last}`;
  }

  go(moment) {
    this.moment = Math.max(0, Math.min(this.last, moment));
    this.onmoment(this.moment);
    this.mark();
  }

  seek(moment) {
    this.pause();
    this.go(moment);
  }

  further() {
    this.pause();
    this.go(this.moment >= this.last ? 0 : Math.floor(this.moment) + 1);
  }

  toggle() {
    if (this.playing) {
      this.pause();
      return this.mark();
    }
    this.playing = true;
    this.go(this.moment >= this.last ? 0 : this.moment);
    const whole = Math.min(LONGEST, Math.max(SHORTEST, this.last * A_MOMENT));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let before = performance.now();
    const tick = (now) => {
      const part = (now - before) / whole;
      if (!calm || now - before >= BEAT) {
        before = now;
        this.go(calm ? Math.ceil(this.moment + part * this.last) : this.moment + Math.max(0, part) * this.last);
      }
      if (this.moment >= this.last) this.pause();
      if (this.playing) this.frame = requestAnimationFrame(tick);
      else this.mark();
    };
    this.frame = requestAnimationFrame(tick);
  }

  pause() {
    this.playing = false;
    cancelAnimationFrame(this.frame);
  }
}
