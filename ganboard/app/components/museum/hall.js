// The hall of the museum: every exhibit as a card that can be pressed, and opened in a window of its own like any link.

import { element, partOf } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";

class Hall {
  constructor(parent) {
    this.root = element("ol", { className: "hall" });
    parent.append(this.root);
  }

  dispose() {}

  tell({ data, setTriggerValue }) {
    this.open = (name) => setTriggerValue("open", name);
    const key = JSON.stringify(data);
    if (key === this.key) return;
    this.key = key;
    this.root.replaceChildren(...data.cards.map((card, number) => {
      const place = element("li", {}, this.card(card, number + 1, data.done));
      if (card.picture) enlargeable(place, () => ({ pictures: [{ source: place.querySelector("img"), title: card.title, facts: card.summary, smooth: card.whole }] }), { clicks: false });
      return place;
    }));
  }

  card({ name, title, summary, picture, whole, done }, number, repaired) {
    const image = picture ? element("img", { src: picture, alt: "", loading: "lazy" }) : element("span", { className: "blank", textContent: number, attributes: { "aria-hidden": "true" } });
    const words = element("div", { className: "words" }, element("b", { textContent: title }), element("p", { textContent: summary }));
    if (done) words.append(element("span", { className: "done", textContent: `✓ ${repaired}` }));
    const link = element("a", { className: "card", href: `museum?exhibit=${encodeURIComponent(name)}` }, element("div", { className: whole ? "picture whole" : "picture" }, image), words);
    link.dataset.exhibit = name;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // another window is wanted
      event.preventDefault();
      this.open(name);
    };
    return link;
  }
}

export const { draw, dispose } = partOf(Hall, (view, component) => view.tell(component));
