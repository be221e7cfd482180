// One line that becomes two: what two futures share, where they part, how far each has come, and which moment is shown.

import { element, fill, safe } from "../shared/element.js";

const TALL = 46, MIDDLE = 23, APART = 15, EDGE = 12, BEND = 26; // pixels
const PAST = 0.4; // of the width; the rest is for the futures

export class Fork {
  constructor() {
    this.root = element("div", { className: "fork" });
    this.root.innerHTML = `<svg role="img" height="${TALL}"></svg>`;
    this.svg = this.root.firstChild;
    this.width = 0;
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.width = Math.floor(contentRect.width);
      if (this.told) this.draw(...this.told);
    });
    this.observer.observe(this.root);
  }

  dispose() {
    this.observer.disconnect();
  }

  // `all` are the runs' facts in their order, `step` the one that is shown.
  draw(data, all, step) {
    this.told = [data, all, step];
    const { start, length, words, language } = data, wide = this.width - 2 * EDGE;
    if (wide <= 0) return;
    const split = EDGE + PAST * wide, until = Math.max(length, start + 1);
    const x = (at) => (at <= start ? EDGE + (start ? (PAST * wide * Math.max(at, 0)) / start : PAST * wide) : split + ((1 - PAST) * wide * (Math.min(at, until) - start)) / (until - start));
    const side = (number) => MIDDLE + (number ? APART : -APART);
    const bend = Math.min(BEND, 0.2 * wide);
    const y = (number, at) => (at <= start ? MIDDLE : MIDDLE + (side(number) - MIDDLE) * ease((x(at) - split) / bend));
    const way = (number, end) => {
      const stop = x(end), far = Math.min(stop, split + bend), points = [];
      for (let at = split; at < far; at += 3) points.push(`${at.toFixed(1)},${(MIDDLE + (side(number) - MIDDLE) * ease((at - split) / bend)).toFixed(1)}`);
      points.push(`${far.toFixed(1)},${(MIDDLE + (side(number) - MIDDLE) * ease((far - split) / bend)).toFixed(1)}`);
      if (stop > far) points.push(`${stop.toFixed(1)},${side(number)}`);
      return `M${points.join("L")}`;
    };
    const shared = step <= start, at = step.toLocaleString(language);
    const parts = [`<path class="way past" d="M${EDGE},${MIDDLE}H${split}"/>`];
    all.forEach((facts, number) => {
      const colour = `style="--run:${facts.colour}"`;
      parts.push(`<path class="way ahead" ${colour} d="${way(number, until)}"/>`);
      if (!facts.problem && facts.step > start) parts.push(`<path class="way" ${colour} d="${way(number, Math.min(facts.step, until))}"/>`);
    });
    parts.push(`<circle class="parting" cx="${split}" cy="${MIDDLE}" r="4"/>`);
    parts.push(`<text x="${EDGE}" y="${MIDDLE - 9}">${safe(words.shared)}</text>`);
    parts.push(`<text x="${EDGE + wide}" y="${MIDDLE + 4}" text-anchor="end">${safe(words.parted)}</text>`);
    if (shared) parts.push(`<circle class="here" cx="${x(step)}" cy="${MIDDLE}" r="7"/>`);
    else
      all.forEach((facts, number) => {
        const there = facts.problem ? start : Math.min(step, facts.step);
        parts.push(`<circle class="here" style="--run:${facts.colour}" cx="${x(there).toFixed(1)}" cy="${y(number, there).toFixed(1)}" r="7"/>`);
      });
    const html = parts.join("");
    if (html === this.html) return;
    this.html = html;
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${TALL}`);
    this.svg.setAttribute("aria-label", `${fill(words.fork, { step: start.toLocaleString(language) })}. ${fill(words.at, { step: at })}${shared ? `: ${words.one}` : ""}.`);
    this.svg.innerHTML = html;
  }
}

const ease = (part) => {
  const t = Math.max(0, Math.min(1, part));
  return t * t * (3 - 2 * t);
};
