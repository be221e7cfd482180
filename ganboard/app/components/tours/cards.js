// All tours as cards, each with how far this browser has come.

import { element, fill, partOf } from "../shared/element.js";
import { progress } from "./progress.js";

class Cards {
  constructor(parent) {
    this.root = element("ol", { className: "tours" });
    parent.append(this.root);
  }

  dispose() {}

  tell({ data, setTriggerValue }) {
    this.begin = (tour, stop) => setTriggerValue("begin", { tour, stop, at: performance.now() });
    const key = JSON.stringify(data);
    if (key === this.key) return;
    this.key = key;
    this.root.replaceChildren(...data.tours.map((tour, number) => this.card(tour, number + 1, data.words)));
  }

  card({ id, title, goal, minutes, stops, sheet }, number, words) {
    const { stop, ended } = progress.of(id), begun = !ended && stop > 0 && stop < stops;
    const label = begun ? fill(words.on, { stop: stop + 1, count: stops }) : ended ? words.again : words.begin;
    const button = element("button", { type: "button", className: ended ? "" : "primary", textContent: label, onclick: () => this.begin(id, begun ? stop + 1 : 1) });
    const name = element("h2", { id: `tour-${number}`, textContent: title });
    button.setAttribute("aria-describedby", name.id);
    const facts = element("p", { className: "facts" }, element("span", { textContent: minutes }));
    if (ended) facts.append(element("span", { className: "done", textContent: `✓ ${words.done}` }));
    const bar = element("div", { className: "bar", attributes: { "aria-hidden": "true" } }, element("i", { style: `width: ${ended ? 100 : (100 * stop) / stops}%` }));
    const paper = element("a", { className: "paper", href: sheet, target: "_blank", rel: "noopener", textContent: words.sheet });
    paper.setAttribute("aria-label", `${words.sheet}: ${title}`);
    return element("li", {}, element("span", { className: "number", textContent: number, attributes: { "aria-hidden": "true" } }),
      element("div", { className: "words" }, name, facts, element("p", { textContent: goal }), bar, element("div", { className: "row" }, button, paper)));
  }
}

export const { draw, dispose } = partOf(Cards, (view, component) => view.tell(component));
