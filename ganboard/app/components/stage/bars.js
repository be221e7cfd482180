// What the networks say of the moment that is shown, in bars that are put into words; told by stage.js.

import { element, partOf, put } from "../shared/element.js";

class Bar {
  constructor() {
    this.text = element("span", { className: "text" });
    this.fill = element("i", { className: "fill" });
    this.track = element("span", { className: "track", attributes: { "aria-hidden": "true" } }, this.fill);
    this.root = element("li", {}, this.text, this.track);
  }

  show({ text, part, role, guess }) {
    this.root.className = `${role}${guess ? " guess" : ""}`;
    put(this.text, text);
    this.fill.style.transform = `scaleX(${part ?? 0})`;
    this.track.classList.toggle("unknown", part === null);
  }
}

class Bars {
  constructor(parent) {
    this.list = element("ul");
    this.guess = element("p", { className: "guessing", attributes: { "aria-hidden": "true" } });
    this.root = element("div", { className: "bars" }, this.list, this.guess);
    this.bars = [];
    parent.append(this.root);
    this.tick = () => this.show();
    window.addEventListener("ganboard-live", this.tick);
  }

  dispose() {
    window.removeEventListener("ganboard-live", this.tick);
  }

  // Called at every rerun of the page's script.
  tell({ words }) {
    this.words = words;
    put(this.guess, words.guessing);
    this.list.setAttribute("aria-label", words.bars);
    this.show();
  }

  show() {
    const live = window.ganboardLive;
    if (!live || !this.words) return;
    const { bars } = live.shown;
    if (this.bars.length !== bars.length) {
      this.bars = bars.map(() => new Bar());
      this.list.replaceChildren(...this.bars.map(({ root }) => root));
    }
    bars.forEach((told, number) => this.bars[number].show(told));
    this.guess.hidden = !bars.some(({ guess }) => guess);
  }
}

export const { draw, dispose } = partOf(Bars, (view, { data }) => view.tell(data));
