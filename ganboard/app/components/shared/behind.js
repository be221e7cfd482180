// What stands behind every plot: its numbers as tables, and where the data says what it is called (`heard`), its lines as tones.

import { element } from "./element.js";
import { Listen } from "./listen.js";
import { Tables, tablesOf } from "./table.js";

export class Behind {
  constructor(plot) {
    this.plot = plot;
    this.mark = element("i", { className: "heard-at", hidden: true, attributes: { "aria-hidden": "true" } });
    this.listen = new Listen({ onmove: (x) => this.point(x) });
    this.tables = new Tables();
    this.root = element("div", { className: "behind" }, this.listen.button, this.tables.button, this.listen.told, this.tables.place);
  }

  dispose() {
    this.listen.dispose();
    this.tables.dispose();
  }

  show(data, words) {
    const { title, called = title, heard, marks, y_range: range, live } = data;
    this.tables.show(called, () => tablesOf({ ...data, title: called }, words), words);
    if (heard) this.listen.show({ name: heard, title: called, lines: marks.filter(({ kind, label }) => kind === "line" && label), range, live }, words);
  }

  // A line through the plot where the tones are.
  point(x) {
    this.mark.hidden = x === null || !this.plot.frame;
    if (!this.mark.hidden) this.mark.style.transform = `translateX(${this.plot.place(x)}px)`;
  }
}
