// The choice of a class: a button for each; where a class is a combination of factors' values, a row of buttons for each factor.

import { desk, element, mainClass, oneHot } from "./core.js";

// The value of each factor of a class: the last one changes fastest from class to class.
export function valuesOf(label, sizes) {
  return sizes.reduceRight(({ rest, values }, size) => ({ rest: Math.floor(rest / size), values: [rest % size, ...values] }),
    { rest: label, values: [] }).values;
}

export class Classes {
  constructor() {
    this.root = element("div", { className: "classes" });
    this.rows = []; // of buttons; one row where classes have nothing in common
  }

  call(name) {
    this.root.setAttribute("aria-label", name);
  }

  lay({ classes, factors }) {
    this.count = classes.length;
    this.sizes = factors.length ? factors.map(({ values }) => values.length) : [this.count];
    const names = factors.length ? factors.map(({ values }) => values) : [classes];
    this.rows = names.map((values, row) =>
      values.map((name, value) =>
        element("button", { type: "button", textContent: name, onclick: () => this.choose(row, value), attributes: { role: "radio" } }),
      ),
    );
    this.root.hidden = !this.count;
    this.root.setAttribute("role", factors.length ? "group" : "radiogroup");
    this.root.replaceChildren(
      ...(factors.length
        ? this.rows.map((buttons, row) =>
            element("div", { className: "factor", attributes: { role: "radiogroup", "aria-label": factors[row].title } }, ...buttons))
        : this.rows[0]),
    );
  }

  mark(weights) {
    const values = weights ? valuesOf(mainClass(weights), this.sizes) : [];
    this.rows.forEach((buttons, row) =>
      buttons.forEach((button, value) => button.setAttribute("aria-checked", value === values[row])));
  }

  choose(row, value) {
    if (!desk.point) return;
    const values = valuesOf(mainClass(desk.point.classes), this.sizes);
    values[row] = value;
    const label = values.reduce((number, each, place) => number * this.sizes[place] + each, 0);
    desk.move({ classes: oneHot(label, this.count) });
  }
}
