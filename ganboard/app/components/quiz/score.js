// How often a visitor, or a class, and D were right: two meters, each with its interval, and a chart over the training.

import { element, fill, safe } from "../shared/element.js";
import { Tables } from "../shared/table.js";

const [WIDE, TALL, LEFT, RIGHT, TOP, BOTTOM] = [420, 236, 64, 12, 14, 44]; // the chart's, in its own units
const ROLES = ["plain", "judge"];

export class Score {
  constructor() {
    this.meters = element("div", { className: "meters" });
    this.title = element("figcaption", {});
    this.field = element("div", { className: "chart" });
    this.tables = new Tables();
    const behind = element("div", { className: "behind" }, this.tables.button, this.tables.place);
    this.figure = element("figure", { hidden: true }, this.title, this.field, behind);
    this.root = element("section", { className: "score" }, this.meters, this.figure);
  }

  show(score, words) {
    this.meters.replaceChildren(...["you", "judge"].flatMap((who, number) => this.meter(words[who], score[who], words, ROLES[number])));
    this.figure.hidden = score.stages.length < 2;
    this.title.textContent = words.chart;
    if (this.figure.hidden) return;
    this.field.innerHTML = chart(score, words);
    const told = (rate) => `${fill(words.rate, rate)} (${fill(words.range, { low: percent(rate.low), high: percent(rate.high) })})`;
    const rows = score.stages.map(({ first, you, judge }) => [short(first), told(you), told(judge)]);
    this.tables.show(words.chart, () => [{ caption: words.chart, heads: [words.across, words.you, words.judge], rows }], words.behind);
  }

  meter(name, rate, words, role) {
    const bar = element("i"), line = element("b");
    const text = rate ? fill(words.rate, rate) : "–";
    const range = rate ? fill(words.range, { low: percent(rate.low), high: percent(rate.high) }) : "";
    if (rate) {
      bar.style.width = `${100 * rate.value}%`;
      Object.assign(line.style, { left: `${100 * rate.low}%`, width: `${100 * (rate.high - rate.low)}%` });
    } else line.hidden = true;
    return [
      element("span", { className: `who ${role}`, textContent: name }),
      element("div", { className: `meter ${role}`, title: range, attributes: { role: "img", "aria-label": `${name}: ${text} ${range}` } }, bar, line),
      element("span", { className: "rate", title: range }, element("strong", { textContent: rate ? fill(words.percent, { percent: percent(rate.value) }) : "–" }), ` ${rate ? text : ""}`),
    ];
  }
}

const percent = (part) => Math.round(100 * part);
const short = (step) => step.toLocaleString("en");

// The stages from left to right at equal distances: on an axis of steps the early ones would lie on each other.
function chart({ stages, fell }, words) {
  const wide = WIDE - LEFT - RIGHT, tall = TALL - TOP - BOTTOM;
  const x = (number, shift) => LEFT + (wide * (number + 0.5)) / stages.length + shift;
  const y = (part) => TOP + tall * (1 - part);
  const parts = [0, 0.5, 1].map((part) => `<path class="grid" d="M${LEFT},${y(part)}H${WIDE - RIGHT}"/><text x="${LEFT - 6}" y="${y(part) + 4}" text-anchor="end">${100 * part}%</text>`);
  parts.push(`<path class="rule muted" d="M${LEFT},${y(0.5)}H${WIDE - RIGHT}"/>`);
  stages.forEach(({ first }, number) => parts.push(`<text x="${x(number, 0)}" y="${TALL - BOTTOM + 17}" text-anchor="middle">${short(first)}</text>`));
  parts.push(`<text x="${WIDE - RIGHT}" y="${TALL - 6}" text-anchor="end">${safe(words.across)}</text>`);
  const border = stages.findIndex(({ first }) => first === fell);
  if (border > 0) parts.push(`<path class="fell" d="M${LEFT + (wide * border) / stages.length},${TOP}v${tall}"/>`);
  ["judge", "you"].forEach((who) => {
    const role = who === "you" ? "plain" : "judge", shift = who === "you" ? -4 : 4;
    const at = stages.map((stage, number) => `${x(number, shift)},${y(stage[who].value)}`);
    const whiskers = stages.map((stage, number) => `M${x(number, shift)},${y(stage[who].low)}V${y(stage[who].high)}`);
    parts.push(`<path class="whisker ${role}" d="${whiskers.join("")}"/><path class="line ${role}" d="M${at.join("L")}"${who === "judge" ? ' stroke-dasharray="7 5"' : ""}/>`);
    parts.push(`<path class="knots ${role}" d="${at.map((place) => `M${place}h0`).join("")}"/>`);
  });
  parts.push(`<text x="${LEFT - 6}" y="${y(0.5) + 20}" text-anchor="end">${safe(words.guessing)}</text>`);
  const told = stages.map(({ first, you, judge }) => fill(words.at, { step: short(first), you: words.you, judge: words.judge, yours: fill(words.rate, you), judges: fill(words.rate, judge) }));
  return `<svg role="img" viewBox="0 0 ${WIDE} ${TALL}" aria-label="${safe(`${words.chart}. ${told.join("; ")}`)}">${parts.join("")}</svg>`;
}
