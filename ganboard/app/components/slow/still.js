// What a still shows: samples with their bars, the loss with its numbers, the gradient in each layer.

import { element, fill } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";

const SIDE = 300; // of the plane, in its own units
const LONGEST = 0.13; // of the plane's side: the longest arrow
const ROOM = 0.12; // around the points

const percent = (part) => `${(100 * Math.min(1, Math.max(0, part))).toFixed(1)}%`;

// The ends of a still's bars: from 0 to 1 for scores, else as far as any of its numbers goes, 0 always among them.
function ends(rows, scale) {
  if (scale === "score") return [0, 1];
  const all = rows.filter((row) => row.scale === scale).flatMap((row) => [...row.bars, ...row.before]);
  return [Math.min(0, ...all), Math.max(0, ...all) || 1];
}

function bar(row, index, [low, high]) {
  const at = (value) => (value - low) / (high - low), value = row.bars[index], zero = at(0), end = at(value);
  const inner = element("i", { className: "filled" });
  Object.assign(inner.style, { left: percent(Math.min(zero, end)), width: percent(Math.abs(end - zero)) });
  const shown = element("span", { className: "bar", attributes: { "aria-hidden": "true" } }, inner);
  if (row.before.length) {
    const mark = element("i", { className: "was" });
    mark.style.left = percent(at(row.before[index]));
    shown.append(mark);
  }
  return [shown, element("span", { className: "number", textContent: row.texts[index] })];
}

function picture(row, index) {
  const all = [element("img", { src: row.pictures[index], alt: "" })];
  if (row.pulls.length) all.push(element("img", { src: row.pulls[index], alt: "", className: "ink" }));
  return element("span", { className: `picture${row.pulls.length ? " under" : ""}` }, ...all);
}

// A picture with the ink over it, as it is seen.
function composed(place) {
  const [under, ink] = place.querySelectorAll("img"), { naturalWidth: width, naturalHeight: height } = ink ?? under;
  const canvas = element("canvas", { width, height }), pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(place).backgroundColor;
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingEnabled = false;
  if (ink) Object.assign(pen, { filter: "grayscale(1)", globalAlpha: 0.35 });
  pen.drawImage(under, 0, 0, width, height);
  Object.assign(pen, { filter: "none", globalAlpha: 1 });
  if (ink) pen.drawImage(ink, 0, 0);
  return canvas;
}

function line(row, bounds) {
  const count = Math.max(row.pictures.length, row.points.length);
  const cells = Array.from({ length: count }, (_, index) => element("div", { className: "cell" },
    ...(row.pictures.length ? [picture(row, index)] : [element("span", { className: "which", textContent: index + 1 })]),
    ...(row.bars.length ? bar(row, index, bounds) : [])));
  const list = element("div", { className: "cells" }, ...cells);
  return element("figure", { className: `line ${row.role}` }, element("figcaption", { textContent: row.title }), list);
}

// All points of a still in one plane, those of a row with its colour and their numbers, arrows to where they should go.
function plane(rows) {
  const all = rows.flatMap((row) => row.points), middle = (axis) => {
    const values = all.map((point) => point[axis]).filter(Number.isFinite);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left, right], [low, high]] = [middle(0), middle(1)];
  const reach = (Math.max(right - left, high - low) || 1) * (1 + 2 * ROOM);
  const x = (value) => SIDE * ((value - (left + right) / 2) / reach + 0.5), y = (value) => SIDE * (0.5 - (value - (low + high) / 2) / reach);
  const shapes = rows.map((row) => row.points.map(([across, up], index) => {
    const [cx, cy] = [x(across), y(up)], [dx, dy] = (row.pulls[index] ?? [0, 0]).map((part) => part * LONGEST * SIDE);
    const far = Math.hypot(dx, dy), arrow = far < 1 ? "" : `<path class="pull" d="M${cx},${cy}l${dx},${-dy}"/>
      <path class="tip" d="M0,0L-7,4V-4Z" transform="translate(${cx + dx},${cy - dy}) rotate(${(Math.atan2(-dy, dx) * 180) / Math.PI})"/>`;
    return `${arrow}<circle cx="${cx}" cy="${cy}" r="5"/><text x="${cx + 7}" y="${cy - 5}">${index + 1}</text>`;
  }).join("")).map((inner, number) => `<g class="${rows[number].role}">${inner}</g>`);
  const figure = element("figure", { className: "plane" });
  figure.innerHTML = `<svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true">${shapes.join("")}</svg>`;
  return figure;
}

function samples(still, words) {
  const { rows } = still, flat = rows.filter((row) => row.points.length);
  const lines = rows.map((row) => line(row, ends(rows, row.scale)));
  const notes = [];
  if (rows.some((row) => row.pulls.length && row.pictures.length))
    notes.push(element("p", { className: "legend" }, element("span", { className: "lighter", textContent: words.lighter }), element("span", { className: "darker", textContent: words.darker })));
  if (rows.some((row) => row.before.length)) notes.push(element("p", { className: "note", textContent: words.was }));
  const shown = flat.length ? [plane(flat), ...lines.filter((_, number) => rows[number].bars.length || !rows[number].points.length)] : lines;
  if (flat.length) for (const row of flat.filter(({ bars }) => !bars.length)) shown[0].append(element("figcaption", { className: row.role, textContent: row.title }));
  const root = element("div", { className: `samples${rows.length === 1 ? " alone" : ""}` }, ...shown, ...notes);
  const seen = () => [...root.querySelectorAll(".picture")].filter((place) => place.getClientRects().length);
  const about = (stands) => {
    const { title } = rows[lines.indexOf(stands.closest(".line"))];
    return { source: composed(stands), stands, title, smooth: false };
  };
  if (rows.some(({ pictures }) => pictures.length)) enlargeable(root, () => ({ pictures: seen().map(about) }));
  return root;
}

function sum({ symbol, formula, terms, value, more }, words) {
  const root = element("div", { className: "sum" });
  const number = (text, role = "") => element("b", { className: `number ${role}`, textContent: text }), sign = (mark) => element("span", { className: "sign", textContent: mark });
  const formulas = element("p", { className: "formula" });
  formulas.innerHTML = `${symbol}<span class="sign">=</span>${formula}`;
  const parts = terms.flatMap(({ role, text, title }, place) => [sign(place ? "+" : "="), element("span", { className: `term ${role}` }, number(text, role), element("small", { textContent: title }))]);
  root.append(formulas, element("p", { className: "values" }, ...parts, sign("="), number(value, "whole")));
  if (more.length) root.append(element("p", { className: "note", textContent: `${words.besides} ${more.map(({ title, text }) => `${title} ${text}`).join(" · ")}` }));
  return root;
}

function layers(all, words) {
  const lines = all.map(({ network, name, slope, part, count }) => {
    const filled = element("i", { className: "filled" });
    filled.style.width = percent(part);
    return element("div", { className: "layer", title: fill(words.weights, { count }) }, element("span", { className: "name", textContent: `${network} · ${name.replace(/^(generator|discriminator|encoder|reader)_/, "")}` }),
      element("span", { className: "bar", attributes: { "aria-hidden": "true" } }, filled), element("span", { className: "number", textContent: slope }));
  });
  return element("div", { className: "layers" }, element("h3", { textContent: words.layers }), ...lines, element("p", { className: "note", textContent: words.flow }));
}

// The parts of a still, each a function that builds it: on a wide screen all stand together, on a phone one at a time.
export function parts(still, words) {
  const found = [];
  if (still.sum) found.push(() => sum(still.sum, words));
  if (still.rows.length) found.push(() => samples(still, words));
  if (still.layers.length) found.push(() => layers(still.layers, words));
  return found;
}
