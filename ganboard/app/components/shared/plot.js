// One plot as SVG, of a scene of theory/scene.py or of a training's curves: axes, lines, bands, clouds of dots, rules, and a legend that
// tells lines apart by more than colour. A chart library took 45 ms a tick for the curves of a training, this takes less than one.
//
//   const plot = new Plot({ ongrab(prefix), onmove(prefix, across, up), still });
//   plot.root           to be put on the page
//   plot.show(data, words)   draw it and what stands behind it, whose words are words.behind; what only moved is moved, so that this is cheap
//   plot.grow(moment)   draw growing lines up to this point of theirs, a number with fractions
//   plot.explain(data)  of this data the legend alone
//   plot.margin, .needed least room left of the axis up, and what its numbers need: so plots one below the other can agree
//   plot.across(clientX) what of the axis across lies below a pointer
//   still               nothing on it answers to a click, so that one makes it large
//   ongrab, onmove      a cloud that can be dragged was taken, and moved by so much since then, in units of the plot
//
// Curves of a training ask for more than a scene does: `rounded` axes end at round numbers, so that they are built anew only now and
// then; a `low` plot has less height, and `up` stands inside. A line's `y` is null where nothing was measured, its first `bold` points
// are bold and the others faint, and `text` follows its label. A rule may be `hidden`, have the `step` that it stands for, and be named
// in the legend by `key` instead of beside it; `told` is what its table says. Lines can be heard where the data says by which name the
// tab remembers that (`heard`), and whether they go on (`live`). `called` is the title of a plot that shows none, `first` that of its
// table's first column.

import { nice, rounded, ticks } from "./axes.js";
import { Behind } from "./behind.js";
import { element, fill, put, safe } from "./element.js";
import { enlargeable } from "./enlarge.js";
import { Handle } from "./handle.js";

const [TOP, RIGHT, BOTTOM, PAD] = [24, 14, 40, 4]; // pixels; the last beyond the axes, so that lines on them are whole
const [LOWEST, HIGHEST, TALLEST] = [170, 290, 380]; // heights of a plot, and of one whose units are as long across as up
const LOW = { top: 8, right: 22, bottom: 22, tall: 118 }; // of a low plot, whose axis ends with a number, half of it beyond
const DASHES = { solid: "", dashed: "8 5", dotted: "0.1 6" };

// A path through points "x,y"; it is interrupted where there is null. A point alone is a dot.
function path(points) {
  let d = "", pen = "M";
  for (const point of points) {
    if (point !== null) d += pen + point;
    else if (pen === "L") d += "h0";
    pen = point === null ? "M" : "L";
  }
  return pen === "L" ? `${d}h0` : d;
}

export class Plot {
  constructor({ ongrab, onmove, still = false } = {}) {
    Object.assign(this, { ongrab, onmove });
    this.title = element("span", { className: "title" });
    this.legend = element("ul", { className: "legend" });
    this.field = element("div", { className: "field" });
    this.root = element("figure", {}, element("figcaption", {}, this.title, this.legend), this.field);
    this.field.innerHTML = `<svg role="img"></svg>`;
    this.svg = this.field.firstChild;
    this.behind = new Behind(this);
    this.field.append(this.behind.mark);
    this.root.append(this.behind.root);
    enlargeable(this.root, () => ({ pictures: [{ source: this.svg, title: this.title.textContent, facts: this.alt }] }), { clicks: still });
    this.handles = new Map();
    this.moment = Infinity;
    this.margin = 0; // pixels left of the axis up at least
    this.width = 0; // held, for asking makes the browser lay out the page
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.width = Math.floor(contentRect.width);
      if (this.data) this.draw();
    });
    this.observer.observe(this.field);
  }

  dispose() {
    this.behind.dispose();
    this.observer.disconnect();
  }

  show(data, words) {
    Object.assign(this, { data, words });
    if (data.title !== undefined) put(this.title, data.title);
    if (this.alt !== data.alt) this.svg.setAttribute("aria-label", (this.alt = data.alt));
    this.explain(data);
    this.draw();
  }

  // The legend, and what is heard and read of it.
  explain(data) {
    const { marks } = data;
    this.behind.show(data, this.words.behind);
    const named = marks.filter((mark) => (mark.kind === "rule" ? mark.key : mark.label));
    const key = named.map(({ kind, role, style }) => `${kind} ${role} ${style}`).join();
    if (key !== this.legendKey) {
      this.legendKey = key;
      this.legend.innerHTML = named
        .map(({ kind, role, style }) => {
          const mark = kind === "dots"
            ? `<svg width="10" height="10" aria-hidden="true"><path class="dots ${role}" stroke-width="8" d="M5,5h0"/></svg>`
            : `<svg width="26" height="10" aria-hidden="true"><path class="${kind} ${role}" stroke-dasharray="${DASHES[style] ?? ""}" d="M2,5H24"/></svg>`;
          return `<li>${mark}<span></span></li>`;
        })
        .join("");
      this.names = [...this.legend.querySelectorAll("span")];
    }
    named.forEach((mark, number) => put(this.names[number], `${mark.key ?? mark.label}${mark.text ? ` ${mark.text}` : ""}`));
  }

  draw() {
    this.width ||= this.field.clientWidth;
    if (!this.width) return; // not to be seen now
    this.lay(this.width);
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
    const { data } = this, { square, low } = data, rows = low ? 3 : square ? 6 : 5;
    const strides = [0, nice(data.y_range[1] - data.y_range[0], rows)];
    const y_range = data.rounded ? rounded(data.y_range, strides[1]) : data.y_range;
    const upKey = `${y_range} ${strides[1]}`;
    if (this.upKey !== upKey) Object.assign(this, { upKey, labels: ticks(y_range, strides[1]) });
    this.needed = 14 + 7 * Math.max(...this.labels.map(([, text]) => text.length));
    const left = Math.max(this.needed, this.margin);
    let wide = width - left - (low ? LOW.right : RIGHT), tall = low ? LOW.tall : Math.min(HIGHEST, Math.max(LOWEST, width * 0.52));
    strides[0] = nice(data.x_range[1] - data.x_range[0], wide / 75);
    if (data.whole) strides[0] = Math.max(1, strides[0]);
    const x_range = data.rounded ? rounded(data.x_range, strides[0]) : data.x_range;
    if (square) {
      const ratio = (y_range[1] - y_range[0]) / (x_range[1] - x_range[0]);
      tall = Math.min(TALLEST, wide * ratio);
      wide = tall / ratio;
      strides[0] = nice(x_range[1] - x_range[0], wide / 75);
    }
    const { top, bottom } = low ? LOW : { top: TOP, bottom: BOTTOM };
    this.frame = { width, left, wide, tall, top, bottom, strides, x_range, y_range, across: data.across, up: data.up };
    this.x = (value) => PAD + (wide * (value - x_range[0])) / (x_range[1] - x_range[0]);
    this.y = (value) => PAD + tall * (1 - (value - y_range[0]) / (y_range[1] - y_range[0]));
  }

  build() {
    const { width, left, wide, tall, top, bottom, strides, x_range, across, up } = this.frame;
    const height = top + tall + bottom, parts = [];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.style.height = `${height}px`;
    for (const [value, text] of this.labels) {
      const y = top - PAD + this.y(value);
      parts.push(`<path class="grid" d="M${left},${y}h${wide}"/><text x="${left - 7}" y="${y + 4}" text-anchor="end">${text}</text>`);
    }
    for (const [value, text] of ticks(x_range, strides[0])) {
      const x = left - PAD + this.x(value);
      parts.push(`<path class="grid" d="M${x},${top}v${tall}"/><text x="${x}" y="${top + tall + 16}" text-anchor="middle">${text}</text>`);
    }
    if (this.data.low) parts.push(`<text class="axis" x="${left + wide}" y="${top + 14}" text-anchor="end">${safe(up)}</text>`);
    else {
      parts.push(`<text class="axis" x="${left}" y="12">${safe(up)}</text>`);
      parts.push(`<text class="axis" x="${left + wide}" y="${height - 6}" text-anchor="end">${safe(across)}</text>`);
    }
    const inner = `x="${left - PAD}" y="${top - PAD}" width="${wide + 2 * PAD}" height="${tall + 2 * PAD}" overflow="hidden"`;
    const shapes = this.data.marks.map((mark) => `<g>${this.shapes(mark)}</g>`);
    this.svg.innerHTML = `${parts.join("")}<svg ${inner}>${shapes.join("")}</svg>`;
    this.marks = [...this.svg.lastChild.children].map((group) => [...group.children]);
  }

  shapes({ kind, role, style, filled, grows, bold, name = "" }) {
    if (kind === "dots") return `<path class="dots ${role}"/><path class="crosses ${role}"/>`;
    if (kind === "rule") return `<path class="rule ${role} ${name}"/><text class="note ${role}"/>`;
    if (kind === "band") return `<path class="area ${role}"/>`;
    if (bold !== undefined) return `<path class="line ${role}"/><path class="line after ${role}"/>`;
    const area = filled ? `<path class="area ${role}"/>` : "", dot = grows ? `<path class="newest ${role}"/>` : "";
    return `<path class="line ${role}" stroke-dasharray="${DASHES[style]}"/>${area}${dot}`;
  }

  // Of one mark: what its shapes look like now.

  line(mark, [shape, other]) {
    const points = this.points(mark), d = path(points.slice(0, mark.bold));
    shape.setAttribute("d", d);
    if (mark.bold !== undefined) {
      shape.classList.toggle("alone", mark.bold === 1);
      other.setAttribute("d", mark.bold < points.length ? path(points.slice(Math.max(0, mark.bold - 1))) : "");
    } else if (mark.filled && points.length) {
      const ground = this.y(Math.max(this.data.y_range[0], Math.min(this.data.y_range[1], 0))).toFixed(1);
      other.setAttribute("d", `${d}L${this.x(mark.x.at(-1)).toFixed(1)},${ground}L${this.x(mark.x[0]).toFixed(1)},${ground}Z`);
    } else if (mark.grows) other.setAttribute("d", points.length ? `M${points.at(-1)}h0` : "");
  }

  band({ x, low, high }, [shape]) {
    const along = (values) => x.map((value, index) => `${this.x(value).toFixed(1)},${this.y(values[index]).toFixed(1)}`);
    shape.setAttribute("d", path([...along(high), ...along(low).reverse()]));
  }

  // As texts "x,y", null where there is none. A growing line ends between two points where the moment lies between them.
  points({ x, y, grows }) {
    const last = x.length - 1, end = grows ? Math.min(this.moment, last) : last, whole = Math.floor(end);
    const found = [];
    for (let index = 0; index <= whole; index++) found.push(y[index] === null ? null : `${this.x(x[index]).toFixed(1)},${this.y(y[index]).toFixed(1)}`);
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

  rule({ at, axis, label, hidden = false, step }, [shape, text], number) {
    const { wide, tall } = this.frame, upright = axis === "x";
    const place = upright ? this.x(at) : this.y(at);
    shape.setAttribute("visibility", hidden ? "hidden" : "visible");
    if (step !== undefined) shape.dataset.step = step;
    shape.setAttribute("d", upright ? `M${place.toFixed(1)},${PAD}v${tall}` : `M${PAD},${place.toFixed(1)}h${wide}`);
    put(text, label ?? "");
    if (!label) return;
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
    const held = new Set();
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
      this.handles.get(drag).put(this.place(mean(x)), TOP - PAD + this.y(mean(y)), name, role);
    }
    for (const [drag, handle] of this.handles) handle.root.hidden = !held.has(drag);
  }

  across(clientX) {
    const { left, x_range } = this.frame;
    return x_range[0] + (clientX - this.svg.getBoundingClientRect().left - left) * this.unit(0);
  }

  // Where a number of the axis across stands, in pixels from the left.
  place(value) {
    return this.frame.left - PAD + this.x(value);
  }

  // How much of an axis lies in one pixel.
  unit(axis) {
    const { x_range, y_range, wide, tall } = this.frame;
    return axis ? (y_range[1] - y_range[0]) / tall : (x_range[1] - x_range[0]) / wide;
  }
}
