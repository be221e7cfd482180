// The numbers of a chart as tables, which open by a button: for who cannot see the chart, and for who wants the numbers.
//
//   const tables = new Tables();   .button, .place: to be put on the page
//   tables.show(title, () => [{ caption, heads, rows }], words)   asked for while they are open alone

import { element, fill, put } from "./element.js";
import { isNumber, spread } from "./pitch.js";

const MOST = 40; // rows
const REST = 2000; // milliseconds between two changes: somebody reads
const NONE = "–";
const TINY = 1e-4; // what is smaller is written as about nothing

export class Tables {
  constructor() {
    this.sign = element("span", { textContent: "▸", attributes: { "aria-hidden": "true" } });
    this.label = element("span");
    this.button = element("button", { type: "button", className: "tabled", onclick: () => this.open(this.place.hidden) }, this.sign, this.label);
    this.place = element("div", { className: "tables", hidden: true });
    this.button.setAttribute("aria-expanded", false);
    this.shown = [];
  }

  dispose() {
    clearTimeout(this.timer);
  }

  show(title, ask, words) {
    Object.assign(this, { ask, title });
    put(this.label, words.table);
    const called = fill(words.tableOf, { chart: title });
    if (this.called !== called) this.button.setAttribute("aria-label", (this.called = called));
    if (this.place.hidden || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      if (!this.place.hidden) this.fill();
    }, REST);
  }

  open(yes) {
    this.place.hidden = !yes;
    this.button.setAttribute("aria-expanded", yes);
    put(this.sign, yes ? "▾" : "▸");
    if (yes) this.fill();
  }

  // Where the tables are as before but for their numbers, only these change: who reads keeps the place.
  fill() {
    const tables = this.ask(), key = JSON.stringify(tables.map(({ heads, rows }) => [heads, rows.length]));
    if (key !== this.key) {
      this.key = key;
      this.shown = tables.map((table) => new Table(table));
      this.place.replaceChildren(...this.shown.map(({ root }) => root));
    }
    tables.forEach((table, number) => this.shown[number].fill(table));
  }
}

class Table {
  constructor({ heads, rows }) {
    this.caption = element("caption");
    const top = element("tr", {}, ...heads.map((textContent) => element("th", { scope: "col", textContent })));
    this.rows = rows.map((row) => element("tr", {}, ...row.map((_, place) => (place ? element("td") : element("th", { scope: "row" })))));
    this.root = element("div", { className: "scrolls", tabIndex: 0, role: "region" },
      element("table", {}, this.caption, element("thead", {}, top), element("tbody", {}, ...this.rows)));
  }

  fill({ caption, rows }) {
    put(this.caption, caption);
    this.root.setAttribute("aria-label", caption);
    rows.forEach((row, number) => row.forEach((text, place) => put(this.rows[number].children[place], text)));
  }
}

const told = (value) => {
  if (!isNumber(value)) return value === null || value === undefined ? NONE : String(value);
  if (value && Math.abs(value) < TINY) return "≈ 0";
  return value.toLocaleString("en", Number.isInteger(value) ? {} : { maximumSignificantDigits: 3 }).replace(/^-/, "−");
};
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const alike = (one, other) => one === other || (one.length === other.length && one.every((value, place) => value === other[place]));

// The tables of a plot's data, see plot.js: of lines over the same places one, of clouds one, of straight lines one.
export function tablesOf({ title, marks, across, up, first }, words) {
  const lines = marks.filter(({ kind, x }) => kind === "line" && x.length), bands = marks.filter(({ kind, x }) => kind === "band" && x.length);
  const named = lines.filter(({ label }) => label), groups = [];
  for (const line of named.length ? named : lines) {
    const group = groups.find(([{ x }]) => alike(x, line.x));
    if (group) group.push(line);
    else groups.push([line]);
  }
  const tables = groups.map((group) => ofLines(group, bands, { title, first: first || across || words.place, up, alone: groups.length === 1 }, words));
  const clouds = marks.filter(({ kind, x, label }) => kind === "dots" && x.length && (label || !tables.length)); // others mark a place on a line
  if (clouds.length) {
    const middle = (name) => fill(words.middle, { axis: name });
    const heads = [words.cloud, words.count, middle(across || "x"), middle(up || "y")], crossed = clouds.some(({ marked }) => marked);
    const rows = clouds.map(({ label, x, y, marked }, number) => [label ?? told(number + 1), told(x.length), told(mean(x)), told(mean(y)),
      ...(crossed ? [told(marked ? marked.filter(Boolean).length : null)] : [])]);
    tables.push({ caption: title, heads: crossed ? [...heads, words.crosses] : heads, rows });
  }
  const rules = marks.filter(({ kind, hidden, told: said, key, label, name }) => kind === "rule" && !hidden && (said || key || (label && !name)));
  if (rules.length)
    tables.push({ caption: fill(words.rules, { chart: title }), heads: [words.rule, words.at], rows: rules.map(({ told: said, key, label, at }) => [said || key || label, told(at)]) });
  return tables;
}

function ofLines(group, bands, { title, first, up, alone }, words) {
  const [{ x }] = group, columns = [];
  for (const { label, y, role } of group) {
    const name = label || up || title, band = bands.find((each) => each.role === role && alike(each.x, x));
    columns.push([name, y]);
    if (band) columns.push([fill(words.least, { name }), band.low], [fill(words.most, { name }), band.high]);
  }
  const places = spread(x.length, MOST), of = alone ? title : `${title} · ${group.map(({ label }) => label).join(", ")}`;
  const caption = places.length < x.length ? fill(words.some, { chart: of, shown: places.length, count: told(x.length) }) : of;
  return { caption, heads: [first, ...columns.map(([name]) => name)], rows: places.map((place) => [told(x[place]), ...columns.map(([, values]) => told(values[place]))]) };
}
