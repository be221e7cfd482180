// One plot of a scene as SVG: axes, lines, clouds of dots, rules, and a legend that tells lines apart by more than colour.
//
//   const plot = new Plot({ ongrab(prefix), onmove(prefix, across, up) });
//   plot.root           to be put on the page
//   plot.show(data, words)   draw it; what only moved is moved, so that this is cheap
//   plot.grow(moment)   draw growing lines up to this point of theirs, a number with fractions
//   ongrab, onmove      a cloud that can be dragged was taken, and moved by so much since then, in units of the plot

import { element, fill } from "../shared/element.js";
import { Handle } from "./handle.js";

const [TOP, RIGHT, BOTTOM, PAD] = [24, 14, 40, 4]; // pixels; the last beyond the axes, so that lines on them are whole
const [LOWEST, HIGHEST, TALLEST] = [170, 290, 380]; // heights of a plot, and of one whose units are as long across as up
const DASHES = { solid: "", dashed: "8 5", dotted: "0.1 6" };

// 1, 2 or 5 times a power of ten, so that `span` has about `parts` of them.
function nice(span, parts) {
  const rough = span / Math.max(1, parts), power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
}

// Round numbers from one end of an axis to the other, as [value, text].
function ticks([low, high], parts) {
  const stride = nice(high - low, parts), digits = Math.max(0, -Math.floor(Math.log10(stride) + 1e-9));
  const found = [];
  for (let number = Math.ceil(low / stride - 1e-6); number * stride <= high + stride * 1e-6; number++)
    found.push([number * stride, (number * stride).toFixed(digits).replace(/^-(?=.*[1-9])/, "−").replace(/^-/, "")]);
  return found;
}

const safe = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

export class Plot {
  constructor({ ongrab, onmove } = {}) {
    Object.assign(this, { ongrab, onmove });
    this.title = element("span", { className: "title" });
    this.legend = element("ul", { className: "legend" });
    this.field = element("div", { className: "field" });
    this.root = element("figure", {}, element("figcaption", {}, this.title, this.legend), this.field);
    this.field.innerHTML = `<svg role="img"></svg>`;
    this.svg = this.field.firstChild;
    this.handles = new Map();
    this.moment = Infinity;
    this.observer = new ResizeObserver(() => this.data && this.draw());
    this.observer.observe(this.field);
  }

  dispose() {
    this.observer.disconnect();
  }

  show(data, words) {
    Object.assign(this, { data, words });
    this.title.textContent = data.title;
    this.svg.setAttribute("aria-label", data.alt);
    this.explain();
    this.draw();
  }

  // The legend.
  explain() {
    const named = this.data.marks.filter((mark) => mark.kind !== "rule" && mark.label);
    const key = JSON.stringify(named.map(({ kind, role, style, label }) => [kind, role, style, label]));
    if (key === this.legendKey) return;
    this.legendKey = key;
    this.legend.innerHTML = named
      .map(({ kind, role, style, label }) => {
        const mark = kind === "line"
          ? `<svg width="26" height="10" aria-hidden="true"><path class="line ${role}" stroke-dasharray="${DASHES[style]}" d="M2,5H24"/></svg>`
          : `<svg width="10" height="10" aria-hidden="true"><path class="dots ${role}" stroke-width="8" d="M5,5h0"/></svg>`;
        return `<li>${mark}${safe(label)}</li>`;
      })
      .join("");
  }

  draw() {
    const width = this.field.clientWidth;
    if (!width) return; // not to be seen now
    this.lay(width);
    const { marks } = this.data;
    const key = JSON.stringify([this.frame, marks.map(({ kind, role, style, filled, grows }) => [kind, role, style, filled, grows])]);
    if (key !== this.key) {
      this.key = key;
      this.build();
    }
    marks.forEach((mark, number) => this[mark.kind](mark, this.marks[number], number));
    this.hold();
  }

  // Where everything stands, in pixels.
  lay(width) {
    const { x_range, y_range, square, across, up } = this.data;
    const rows = square ? 6 : 5, labels = ticks(y_range, rows).map(([, text]) => text.length);
    const left = 14 + 7 * Math.max(...labels);
    let wide = width - left - RIGHT, tall = Math.min(HIGHEST, Math.max(LOWEST, width * 0.52));
    if (square) {
      const ratio = (y_range[1] - y_range[0]) / (x_range[1] - x_range[0]);
      tall = Math.min(TALLEST, wide * ratio);
      wide = tall / ratio;
    }
    this.frame = { width, left, wide, tall, rows, x_range, y_range, across, up };
    this.x = (value) => PAD + (wide * (value - x_range[0])) / (x_range[1] - x_range[0]);
    this.y = (value) => PAD + tall * (1 - (value - y_range[0]) / (y_range[1] - y_range[0]));
  }

  build() {
    const { width, left, wide, tall, rows, x_range, y_range, across, up } = this.frame;
    const height = TOP + tall + BOTTOM, parts = [];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.style.height = `${height}px`;
    for (const [value, text] of ticks(y_range, rows)) {
      const y = TOP - PAD + this.y(value);
      parts.push(`<path class="grid" d="M${left},${y}h${wide}"/><text x="${left - 7}" y="${y + 4}" text-anchor="end">${text}</text>`);
    }
    for (const [value, text] of ticks(x_range, wide / 75)) {
      const x = left - PAD + this.x(value);
      parts.push(`<path class="grid" d="M${x},${TOP}v${tall}"/><text x="${x}" y="${TOP + tall + 16}" text-anchor="middle">${text}</text>`);
    }
    parts.push(`<text class="axis" x="${left}" y="12">${safe(up)}</text>`);
    parts.push(`<text class="axis" x="${left + wide}" y="${height - 6}" text-anchor="end">${safe(across)}</text>`);
    const inner = `x="${left - PAD}" y="${TOP - PAD}" width="${wide + 2 * PAD}" height="${tall + 2 * PAD}" overflow="hidden"`;
    const shapes = this.data.marks.map((mark) => `<g>${this.shapes(mark)}</g>`);
    this.svg.innerHTML = `${parts.join("")}<svg ${inner}>${shapes.join("")}</svg>`;
    this.marks = [...this.svg.lastChild.children].map((group) => [...group.children]);
  }

  shapes({ kind, role, style, filled, grows }) {
    if (kind === "dots") return `<path class="dots ${role}"/><path class="crosses ${role}"/>`;
    if (kind === "rule") return `<path class="rule ${role}"/><text class="note ${role}"/>`;
    const area = filled ? `<path class="area ${role}"/>` : "", dot = grows ? `<path class="newest ${role}"/>` : "";
    return `<path class="line ${role}" stroke-dasharray="${DASHES[style]}"/>${area}${dot}`;
  }

  // Of one mark: what its shapes look like now.

  line(mark, [path, other]) {
    const points = this.points(mark), d = points.length ? `M${points.join("L")}` : "";
    path.setAttribute("d", d);
    if (mark.filled && points.length) {
      const ground = this.y(Math.max(this.data.y_range[0], Math.min(this.data.y_range[1], 0))).toFixed(1);
      other.setAttribute("d", `${d}L${this.x(mark.x.at(-1)).toFixed(1)},${ground}L${this.x(mark.x[0]).toFixed(1)},${ground}Z`);
    } else if (mark.grows) other.setAttribute("d", points.length ? `M${points.at(-1)}h0` : "");
  }

  // As texts "x,y". A growing line ends between two points where the moment lies between them.
  points({ x, y, grows }) {
    const last = x.length - 1, end = grows ? Math.min(this.moment, last) : last, whole = Math.floor(end);
    const found = [];
    for (let index = 0; index <= whole; index++) found.push(`${this.x(x[index]).toFixed(1)},${this.y(y[index]).toFixed(1)}`);
    const part = end - whole;
    if (part > 0) {
      const between = (values) => values[whole] + part * (values[whole + 1] - values[whole]);
      found.push(`${this.x(between(x)).toFixed(1)},${this.y(between(y)).toFixed(1)}`);
    }
    return found;
  }

  dots({ x, y, marked, size }, [plain, crossed]) {
    const arm = size * 1.15, parts = [[], []];
    x.forEach((value, index) => {
      const left = this.x(value), top = this.y(y[index]);
      if (!marked?.[index]) parts[0].push(`M${left.toFixed(1)},${top.toFixed(1)}h0`);
      else
        for (const turn of [1, -1])
          parts[1].push(`M${(left - arm).toFixed(1)},${(top - turn * arm).toFixed(1)}l${2 * arm},${2 * turn * arm}`);
    });
    plain.setAttribute("stroke-width", 2 * size);
    plain.setAttribute("d", parts[0].join(""));
    crossed.setAttribute("d", parts[1].join(""));
  }

  rule({ at, axis, label }, [path, text], number) {
    const { wide, tall } = this.frame, upright = axis === "x";
    const place = upright ? this.x(at) : this.y(at);
    path.setAttribute("d", upright ? `M${place.toFixed(1)},${PAD}v${tall}` : `M${PAD},${place.toFixed(1)}h${wide}`);
    text.textContent = label ?? "";
    // Texts of upright rules stand one below the other, so that rules which come close stay readable.
    const before = this.data.marks.slice(0, number).filter((mark) => mark.kind === "rule" && mark.axis === "x").length;
    const turned = upright ? place > wide * 0.6 : true;
    text.setAttribute("x", upright ? place + (turned ? -6 : 6) : wide);
    text.setAttribute("y", upright ? PAD + 13 + 15 * before : place < 22 ? place + 15 : place - 6);
    text.setAttribute("text-anchor", turned ? "end" : "start");
  }

  grow(moment) {
    this.moment = moment;
    if (!this.marks || !this.data) return;
    this.data.marks.forEach((mark, number) => mark.grows && this.line(mark, this.marks[number]));
  }

  // Handles of the clouds that can be dragged, in their middles.
  hold() {
    const { left } = this.frame, held = new Set();
    for (const { kind, drag, x, y, label, role } of this.data.marks) {
      if (kind !== "dots" || !drag) continue;
      held.add(drag);
      if (!this.handles.has(drag)) {
        const handle = new Handle({
          ongrab: () => this.ongrab(drag),
          onmove: (right, down) => this.onmove(drag, right * this.unit(0), -down * this.unit(1)),
        });
        this.handles.set(drag, handle);
        this.field.append(handle.root);
      }
      const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const name = fill(this.words.move, { name: label ?? "" });
      this.handles.get(drag).put(left - PAD + this.x(mean(x)), TOP - PAD + this.y(mean(y)), name, role);
    }
    for (const [drag, handle] of this.handles) handle.root.hidden = !held.has(drag);
  }

  // How much of an axis lies in one pixel.
  unit(axis) {
    const { x_range, y_range, wide, tall } = this.frame;
    return axis ? (y_range[1] - y_range[0]) / tall : (x_range[1] - x_range[0]) / wide;
  }
}
