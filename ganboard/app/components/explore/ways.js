// The two directions that a map lies along: their kind, and which of that kind leads to the right and which upwards.
//
//   const ways = new Ways({ onchange(), onproblem(error) });
//   onchange  other directions are chosen, or the same once more: the middle is wanted at the point
//   .list     the directions of the kind; null until .load() has them
//   .sent()   the two as the server takes them; null where there are fewer

import { desk, element } from "./core.js";

export const KINDS = ["raw", "pca", "sefa", "labels", "kept"];
const LISTED = 24; // directions to choose from

export class Ways {
  constructor({ onchange, onproblem }) {
    Object.assign(this, { onchange, onproblem });
    this.kind = "pca";
    this.list = null;
    this.kindName = element("span", {});
    this.kinds = element("select", { onchange: () => this.load(this.kinds.value) });
    this.axisNames = [element("span", {}), element("span", {})];
    this.axes = [0, 1].map(() => element("select", { onchange: () => this.onchange() }));
    this.centre = element("button", { type: "button", onclick: () => this.onchange() });
    this.root = element("div", { className: "chooser" },
      element("label", {}, this.kindName, this.kinds),
      ...this.axes.map((axis, index) => element("label", {}, this.axisNames[index], axis)), this.centre);
  }

  dispose() {
    this.asked = null;
  }

  state() {
    return { kind: this.kind, axes: this.axes.map((axis) => axis.selectedIndex) };
  }

  // As a link says; they are asked for when they are wanted.
  restore({ kind, axes }) {
    Object.assign(this, { kind, wanted: axes, list: null });
  }

  name({ kind, toRight, upwards, centre, ...words }) {
    this.words = words;
    this.kindName.textContent = kind;
    this.axisNames[0].textContent = toRight;
    this.axisNames[1].textContent = upwards;
    this.centre.textContent = centre;
    for (const option of this.kinds.options) option.textContent = words[option.value];
  }

  // Another generator, which may have other kinds.
  open() {
    const kinds = KINDS.filter((kind) => kind !== "labels" || (desk.source.labelled && !desk.source.classes.length));
    if (!kinds.includes(this.kind)) this.kind = "pca";
    this.kinds.replaceChildren(...kinds.map((kind) => element("option", { value: kind, textContent: this.words[kind], selected: kind === this.kind })));
  }

  // The directions of a kind, the first two of them chosen.
  async load(kind = this.kind) {
    const asked = (this.asked = {});
    try {
      const { head } = await desk.ask("directions", { kind, start: 0, count: LISTED });
      if (asked !== this.asked) return;
      const kept = this.wanted ?? (kind === this.kind ? this.axes.map((axis) => axis.selectedIndex) : [0, 1]);
      this.wanted = null;
      this.kind = this.kinds.value = kind;
      this.list = head.directions;
      this.axes.forEach((axis, index) => {
        axis.replaceChildren(...head.directions.map(({ title }, number) => element("option", { value: number, textContent: title })));
        axis.selectedIndex = kept[index] >= 0 && kept[index] < head.directions.length ? kept[index] : Math.min(index, head.directions.length - 1);
      });
      this.onchange();
    } catch (error) {
      if (asked === this.asked) this.onproblem(error);
    }
  }

  sent() {
    return this.list.length < 2 ? null : this.axes.map((axis) => this.list[axis.selectedIndex].z);
  }

  // What they are called.
  titles() {
    return this.axes.map((axis) => axis.selectedOptions[0]?.textContent ?? "");
  }
}
