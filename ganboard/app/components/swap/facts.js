// What a judge reads in one thing on both sides, factor by factor, and whether it stayed.
//
//   const facts = new Facts()
//   .root                               the element to put on the page
//   .name(words)                        facts, same, changed
//   .show(factors, first, away, home)   of each factor the number of its value at the three stations
//   .clear()

import { element, fill } from "../shared/element.js";

export class Facts {
  constructor() {
    this.title = element("h3", {});
    this.list = element("ul", { className: "facts" });
    this.root = element("section", { hidden: true }, this.title, this.list);
  }

  name(words) {
    this.words = words;
    this.title.textContent = words.facts;
    if (this.last) this.show(...this.last);
  }

  show(factors, first, away, home) {
    this.last = [factors, first, away, home];
    this.root.hidden = false;
    const { words } = this;
    this.list.replaceChildren(...factors.map(({ title, values }, at) => {
      const [was, there, again] = [first, away, home].map((read) => values[read[at]]);
      const stays = was === there, back = was === again;
      const text = stays && back ? words.same : words.changed;
      const sign = element("b", { className: stays ? "kept" : "lost", textContent: stays ? "✓" : "✗", attributes: { "aria-hidden": "true" } });
      return element("li", {}, sign, element("span", { className: "of", textContent: title }),
        element("span", { textContent: fill(text, { was, there, again }) }));
    }));
  }

  clear() {
    this.last = null;
    this.root.hidden = true;
  }
}
