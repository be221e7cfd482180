// Whether one thing came to the other side and home again, what judges read in it, factor by factor, and whether that stayed.
//
//   const facts = new Facts()
//   .root                               the element to put on the page
//   .name(words)                        facts, side, still, same, changed
//   .show(factors, first, away, home, sides)   of each factor the number of its value at the three stations, and what side each looks like
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

  show(factors, first, away, home, sides) {
    this.last = [factors, first, away, home, sides];
    this.root.hidden = false;
    const { words } = this;
    const [from, to, at] = sides;
    this.list.replaceChildren(
      this.line(words.side, from !== to, fill(from === to ? words.still : words.changed, { was: from, there: to, again: at })),
      ...factors.map(({ title, values }, at) => {
        const [was, there, again] = [first, away, home].map((read) => values[read[at]]);
        const stays = was === there, back = was === again;
        return this.line(title, stays, fill(stays && back ? words.same : words.changed, { was, there, again }));
      }));
  }

  line(title, good, text) {
    const sign = element("b", { className: good ? "kept" : "lost", textContent: good ? "✓" : "✗", attributes: { "aria-hidden": "true" } });
    return element("li", {}, sign, element("span", { className: "of", textContent: title }), element("span", { textContent: text }));
  }

  clear() {
    this.last = null;
    this.root.hidden = true;
  }
}
