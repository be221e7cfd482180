// A demonstration: controls that a reader moves, and the scene that the server answers with. The newest values win.

import { element, partOf } from "../shared/element.js";
import { Controls } from "./controls.js";
import { line } from "./line.js";
import { asked, leaves, moved, shows } from "./linked.js";
import { Player } from "./player.js";
import { Plot } from "../shared/plot.js";

const AGAIN = 1500; // milliseconds until a lost server is tried again
const QUIET = 700; // milliseconds of rest after which the sentence is read aloud
const left = new Map(); // by name of a demonstration: its settings, for a reader who comes back to it

class Demo {
  constructor(parent) {
    this.title = element("h3");
    this.summary = element("p", { className: "summary" });
    this.controls = new Controls({ onchange: () => (moved(), this.ask()) });
    this.plots = element("div", { className: "plots" });
    this.player = new Player({
      onmoment: (moment) => {
        this.drawn.forEach((plot) => plot.grow(moment));
        moved();
      },
    });
    this.numbers = element("dl", { className: "numbers" });
    // What is read aloud waits until the slider rests; what is seen does not.
    this.sentence = element("p", { className: "sentence", attributes: { "aria-hidden": "true" } });
    this.aloud = element("p", { className: "aloud", attributes: { role: "status" } });
    this.alert = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    const shown = element("div", { className: "shown" }, this.plots, this.player.root);
    this.body = element("div", { className: "body" }, this.controls.root, shown);
    const heads = element("header", {}, element("div", {}, this.title, this.summary), this.controls.reset);
    this.root = element("section", { className: "demo" }, heads, this.body, this.numbers, this.sentence, this.aloud, this.alert);
    this.drawn = [];
    parent.append(this.root);
    for (const type of ["pointerover", "focusin"])
      this.root.addEventListener(type, () => line.open(this.data.base, this.data.language), { passive: true });
  }

  dispose() {
    this.gone = true;
    left.set(this.data.name, this.controls.values);
    leaves(this.data.name);
    clearTimeout(this.again);
    clearTimeout(this.reading);
    this.player.dispose();
    this.drawn.forEach((plot) => plot.dispose());
  }

  // Called at every rerun of the page's script.
  tell(data) {
    if (this.data?.name === data.name && this.data.language === data.language) return;
    if (this.data?.name !== data.name) {
      const link = asked(data.name, data.controls);
      this.controls.values = { ...left.get(data.name), ...link.values };
      this.moment = link.moment;
      shows(data.name, { values: () => this.controls.told, moment: () => this.player.stands });
    }
    this.data = data;
    this.title.textContent = data.title;
    this.summary.textContent = data.summary;
    this.root.setAttribute("aria-label", data.title);
    this.controls.name(data);
    this.player.name(data.words);
    this.show(data.scene);
    if (this.controls.moved) this.ask(); // another language, a link, or a reader who is back: the values stay
    else this.seek();
  }

  // Ask for the scene of the values as they are; while one is on its way, the next question waits for it.
  async ask() {
    clearTimeout(this.again);
    this.wanted = true;
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.wanted) {
        this.wanted = false;
        const scene = await line.ask(this.data.base, this.data.language, this.data.name, this.controls.values);
        if (this.gone) return;
        this.show(scene);
        this.seek();
        this.complain("");
      }
    } catch (error) {
      if (this.gone) return;
      this.complain(error.lost ? this.data.words.lost : error.message);
      if (error.lost) this.again = setTimeout(() => this.ask(), AGAIN);
    } finally {
      this.asking = false;
    }
  }

  // To the moment that a link names, once.
  seek() {
    if (this.moment !== null) this.player.seek(this.moment);
    this.moment = null;
    moved();
  }

  complain(text) {
    if (this.alert.textContent !== text) this.alert.textContent = text;
    this.alert.hidden = !text;
  }

  show({ plots, numbers, sentence, moments }) {
    while (this.drawn.length > plots.length) {
      const plot = this.drawn.pop();
      plot.dispose();
      plot.root.remove();
    }
    while (this.drawn.length < plots.length) {
      const plot = new Plot({
        ongrab: (prefix) => this.controls.grab(prefix),
        onmove: (prefix, across, up) => this.controls.drag(prefix, across, up),
      });
      this.drawn.push(plot);
      this.plots.append(plot.root);
    }
    this.body.classList.toggle("beside", plots.length === 1);
    this.player.tell(moments);
    plots.forEach((plot, number) => {
      this.drawn[number].moment = this.player.moment;
      this.drawn[number].show(plot, this.data.words);
    });
    this.count(numbers);
    this.sentence.textContent = sentence;
    clearTimeout(this.reading);
    this.reading = setTimeout(() => (this.aloud.textContent = sentence), QUIET);
    this.root.dataset.scenes = Number(this.root.dataset.scenes ?? 0) + 1;
  }

  // Numbers are changed where they stand, so that nothing jumps.
  count(numbers) {
    const key = JSON.stringify(numbers.map(({ name, label, role }) => [name, label, role]));
    if (key !== this.counted) {
      this.counted = key;
      this.numbers.replaceChildren(
        ...numbers.map(({ name, label, role }) => {
          const told = element("dt", { className: role, textContent: label });
          return element("div", { attributes: { "data-name": name } }, told, element("dd"), element("dd", { className: "note" }));
        }),
      );
    }
    numbers.forEach(({ text, note }, number) => {
      const [, value, small] = this.numbers.children[number].children;
      value.textContent = text;
      small.textContent = note ?? "";
    });
  }
}

export const { draw, dispose } = partOf(Demo, (view, { data }) => view.tell(data));
