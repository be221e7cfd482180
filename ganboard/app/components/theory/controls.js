// What a reader moves: sliders, choices and switches, made from the settings of a demonstration.
//
//   const controls = new Controls({ onchange() });
//   .root, .reset    what is to be put on the page: the controls, and the button that puts all back
//   .values          the settings as they are
//   .moved           whether one of them is not where it began
//   .told            those that are not, [[name, value], ...]
//   .name(data)      lay them out; values that are there already stay
//   .grab(prefix), .drag(prefix, across, up)   the settings PREFIX_x and PREFIX_y, which a cloud moves that is dragged

import { element } from "../shared/element.js";

const WORDY = 34; // letters of all options together, above which a choice is a list

let count = 0; // so that the ids of labels differ

export class Controls {
  constructor({ onchange }) {
    this.onchange = onchange;
    this.root = element("div", { className: "controls" });
    this.reset = element("button", { type: "button", className: "reset", onclick: () => this.begin() });
    this.values = {};
  }

  get told() {
    return this.data.controls.filter(({ name, value }) => this.values[name] !== value).map(({ name }) => [name, this.values[name]]);
  }

  get moved() {
    return this.told.length > 0;
  }

  name(data) {
    const before = this.values;
    this.data = data;
    this.values = {};
    for (const { name, value } of data.controls) this.values[name] = before[name] ?? value;
    this.reset.textContent = data.words.reset;
    this.shown = data.controls.filter(({ kind }) => kind !== "drag").map((control) => this[control.kind](control));
    this.root.replaceChildren(...this.shown.map(({ root }) => root));
    this.place();
  }

  begin() {
    for (const { name, value } of this.data.controls) this.values[name] = value;
    this.place();
    this.onchange();
  }

  place() {
    for (const { put } of this.shown) put();
    this.reset.disabled = !this.moved;
  }

  set(name, value) {
    this.values[name] = value;
    this.reset.disabled = !this.moved;
    this.onchange();
  }

  slider({ name, label, help, low, high, step }) {
    const id = `control-${++count}`, digits = decimals(step);
    const text = (value) => value.toFixed(digits).replace("-", "−");
    const range = element("input", { type: "range", id, min: low, max: high, step, title: help });
    const output = element("output", { attributes: { for: id, "aria-hidden": "true" } });
    output.style.minWidth = `${Math.max(text(low).length, text(high).length)}ch`;
    const say = () => {
      output.textContent = text(this.values[name]);
      range.setAttribute("aria-valuetext", output.textContent);
    };
    range.oninput = () => {
      this.set(name, Number(range.value));
      say();
    };
    const put = () => {
      range.value = this.values[name];
      say();
    };
    const head = element("div", { className: "head" }, element("label", { htmlFor: id, textContent: label, title: help }), output);
    return { root: element("div", { className: "slider" }, head, range), put };
  }

  choice(control) {
    const { options } = control, letters = options.reduce((sum, [, label]) => sum + label.length, 0);
    return options.length > 4 || letters > WORDY ? this.list(control) : this.row(control);
  }

  list({ name, label, help, options }) {
    const id = `control-${++count}`;
    const choices = options.map(([value, text]) => element("option", { value, textContent: text }));
    const select = element("select", { id, title: help, onchange: () => this.set(name, select.value) }, ...choices);
    const root = element("div", { className: "list" }, element("label", { htmlFor: id, textContent: label, title: help }), select);
    return { root, put: () => (select.value = this.values[name]) };
  }

  row({ name, label, help, options }) {
    const group = `control-${++count}`;
    const radios = options.map(([value]) => element("input", { type: "radio", name: group, value, onchange: () => this.set(name, value) }));
    const pieces = options.map(([, text], number) => element("label", {}, radios[number], element("span", { textContent: text })));
    const legend = element("legend", { textContent: label, title: help });
    const root = element("fieldset", { className: "row" }, legend, element("div", {}, ...pieces));
    return { root, put: () => radios.forEach((radio) => (radio.checked = radio.value === this.values[name])) };
  }

  switch({ name, label, help }) {
    const box = element("input", { type: "checkbox", attributes: { role: "switch" }, onchange: () => this.set(name, box.checked) });
    const root = element("label", { className: "switch", title: help }, box, element("span", { textContent: label }));
    return { root, put: () => (box.checked = this.values[name]) };
  }

  grab(prefix) {
    this.from = [this.values[`${prefix}_x`], this.values[`${prefix}_y`]];
  }

  drag(prefix, across, up) {
    [across, up].forEach((way, axis) => {
      const { name, low, high, step } = this.data.controls.find((control) => control.name === `${prefix}_${"xy"[axis]}`);
      const value = Math.round((this.from[axis] + way) / step) * step;
      this.values[name] = Number(Math.max(low, Math.min(high, value)).toFixed(decimals(step)));
    });
    this.place();
    this.onchange();
  }
}

// Decimals that a step needs.
function decimals(step) {
  return (String(Number(step.toPrecision(3))).split(".")[1] ?? "").length;
}
