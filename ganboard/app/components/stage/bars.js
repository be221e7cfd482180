// What the networks say of the moment that is shown, in bars that are put into words; told by stage.js. How it came to that can be heard:
// the lines of the first panel up to there.

import { element, partOf, put } from "../shared/element.js";
import { Listen } from "../shared/listen.js";
import { extent } from "./extent.js";

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
    this.listen = new Listen();
    const under = element("div", { className: "under" }, this.guess, this.listen.button, this.listen.told);
    this.root = element("div", { className: "bars" }, this.list, under);
    this.bars = [];
    parent.append(this.root);
    this.tick = () => this.show();
    window.addEventListener("ganboard-live", this.tick);
  }

  dispose() {
    this.listen.dispose();
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
    this.guess.classList.toggle("none", !bars.some(({ guess }) => guess));
    this.sound(live);
  }

  sound({ panels: [panel], history, shown, state }) {
    const ahead = history.step.findIndex((step) => step > shown.step), until = ahead < 0 ? history.step.length : ahead;
    const lines = panel.lines.map(({ name, label }) => ({ label, x: history.step.slice(0, until), y: history[name].slice(0, until) }));
    const live = state === "running" && !shown.past;
    this.listen.show({ name: "bars", title: panel.title, lines, range: extent(panel, history), live }, this.words.behind);
  }
}

export const { draw, dispose } = partOf(Bars, (view, { data }) => view.tell(data));
