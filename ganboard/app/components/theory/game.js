// The whole game in one drawing. Reading about a part lights it up: by pointer, keyboard, touch, or by scrolling to it.

import { element, fill, partOf } from "../shared/element.js";
import { details } from "../shared/details.js";
import { enlargeable } from "../shared/enlarge.js";
import { later, said } from "../shared/place.js";
import { drawing } from "./game_drawing.js";

const BESIDE = 700; // pixels from which the steps stand beside the drawing
const LYING = 1050; // pixels from which the drawing has room to lie, with letters that can be read
const PACE = 3200; // milliseconds of a step that is played
const CALM = 500; // milliseconds after a choice in which scrolling, which a focus may cause, chooses nothing
const READ = 0.15; // how far down what is left of the window one reads
const HEADER = 80; // pixels at the top of the window under which the drawing comes to rest

class Game {
  constructor(parent) {
    this.play = element("button", { type: "button", className: "primary play", onclick: () => (this.timer ? this.stop() : this.start()) });
    this.all = element("button", { type: "button", className: "all", onclick: () => this.choose(null) });
    this.now = element("p", { className: "unseen", attributes: { role: "status" } });
    this.field = element("div", { className: "field" });
    this.field.innerHTML = `<svg role="img"></svg>`;
    this.svg = this.field.firstChild;
    enlargeable(this.field, () => ({ pictures: [{ source: this.svg, title: this.svg.getAttribute("aria-label") }] }), { clicks: false });
    this.list = element("ol", {});
    this.stand = element("div", { className: "stand" }, this.field, element("div", { className: "row-of-tools" }, this.play, this.all), this.now);
    this.code = element("div", { className: "code" }); // where it is done, for those who ask
    this.root = element("div", { className: "game" }, this.stand, this.list, this.code);
    parent.append(this.root);
    this.chosen = said("part"); // the name of a step
    this.hovered = null;
    this.tell = later(() => ({ part: this.chosen }));
    this.observer = new ResizeObserver(() => this.lay());
    this.observer.observe(this.root);
    // Braces, for a handler that gives back false keeps the browser from doing what the key is for.
    this.root.onkeydown = ({ key }) => {
      if (key === "Escape") this.choose(null);
    };
    this.svg.onpointerover = ({ target, pointerType }) => {
      if (pointerType === "mouse") this.hover(this.meant(target));
    };
    this.svg.onpointerleave = () => this.hover(null);
    this.svg.onclick = ({ target }) => this.choose(this.meant(target));
    this.onscroll = () => (this.frame ||= requestAnimationFrame(() => this.read()));
    window.addEventListener("scroll", this.onscroll, { capture: true, passive: true }); // what scrolls is a box of Streamlit's
  }

  dispose() {
    this.stop();
    this.tell.stop();
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
    window.removeEventListener("scroll", this.onscroll, { capture: true });
  }

  // Texts come again with every rerun of the page's script; the drawing is made anew only in another language.
  show({ data }) {
    const key = JSON.stringify([data.words, data.steps]);
    if (key === this.key) return;
    Object.assign(this, { key, words: data.words, steps: data.steps, upright: null });
    this.all.textContent = this.words.all;
    if (!this.steps.some(({ name }) => name === this.chosen)) this.chosen = null;
    this.items = this.steps.map((step) => this.item(step));
    this.list.replaceChildren(...this.items);
    const code = this.steps.map(({ title, code }) => element("li", {}, element("b", { textContent: title }), element("code", { textContent: code })));
    this.code.replaceChildren(details("theory-code", this.words.code, () => {}, element("ul", {}, ...code)));
    this.lay();
    this.light();
  }

  item(step) {
    const choose = () => this.choose(step.name);
    const button = element("button", { type: "button", onclick: choose, onfocus: ({ target }) => target.matches(":focus-visible") && choose() },
      element("b", { className: step.role, textContent: step.title }), element("span", { textContent: step.sentence }));
    const link = element("a", { textContent: step.place, href: step.address, target: "_self" });
    const item = element("li", {}, button, element("p", {}, link));
    item.dataset.step = step.name;
    item.onpointerenter = ({ pointerType }) => {
      if (pointerType === "mouse") this.hover(step.name);
    };
    item.onpointerleave = () => this.hover(null);
    return item;
  }

  lay() {
    const width = this.root.clientWidth;
    if (!width || !this.words) return;
    const upright = width < LYING;
    this.root.classList.toggle("beside", width >= BESIDE);
    this.root.classList.toggle("upright", upright);
    const stays = width < BESIDE && getComputedStyle(this.stand).position === "sticky"; // then what has the focus must stand below it
    this.root.style.setProperty("--clear", `${HEADER + (stays ? this.stand.offsetHeight : 0)}px`);
    if (upright === this.upright) return;
    this.upright = upright;
    const { box, shapes } = drawing(upright, this.words);
    this.svg.setAttribute("viewBox", box);
    this.svg.innerHTML = shapes.join("");
    this.light();
  }

  // The step that a shape is about: the lit one if it is among them, so that a click on what is lit changes nothing.
  meant(shape) {
    const names = shape.closest("[data-parts]")?.dataset.parts.split(" ") ?? [];
    return names.includes(this.chosen) ? this.chosen : (names[0] ?? null);
  }

  hover(name) {
    this.hovered = name;
    this.light();
  }

  choose(name, played = false) {
    if (!played) this.stop();
    this.chosen = name;
    this.tell();
    this.chosenAt = performance.now();
    this.hovered = null;
    this.light();
  }

  light() {
    const name = this.hovered ?? this.chosen, step = this.steps?.find((each) => each.name === name);
    this.root.classList.toggle("lighting", !!step);
    for (const shape of this.svg.querySelectorAll("[data-parts]"))
      shape.classList.toggle("lit", !!step && shape.dataset.parts.split(" ").includes(name));
    for (const item of this.items ?? []) {
      const lit = item.dataset.step === name;
      item.classList.toggle("lit", lit);
      item.firstChild.setAttribute("aria-pressed", lit);
    }
    if (!this.words) return;
    this.svg.dataset.lit = step ? name : "";
    this.svg.setAttribute("aria-label", step ? `${this.words.alt} ${fill(this.words.lit, { part: step.title })}` : this.words.alt);
    this.play.textContent = this.timer ? this.words.stop : this.words.play;
    this.all.disabled = !this.chosen;
  }

  start() {
    let number = 0;
    const next = () => {
      if (number === this.steps.length) return this.choose(null);
      const step = this.steps[number++];
      this.choose(step.name, true);
      if (!this.root.classList.contains("beside")) this.items[number - 1].scrollIntoView({ block: "nearest" });
      this.now.textContent = `${step.title}. ${step.sentence}`;
    };
    this.timer = setInterval(next, PACE);
    next();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.now.textContent = "";
  }

  // Where the steps stand below the drawing, one scrolls to them: the one that one reads is lit.
  read() {
    this.frame = 0;
    if (!this.items || this.timer || this.root.classList.contains("beside") || performance.now() - this.chosenAt < CALM) return;
    const { top, bottom } = this.stand.getBoundingClientRect(), line = bottom + READ * (innerHeight - bottom);
    if (bottom < HEADER || this.list.getBoundingClientRect().bottom < line) return;
    const item = top > HEADER ? null : this.items.findLast((each) => each.getBoundingClientRect().top <= line);
    const name = item?.dataset.step ?? null;
    if (name === this.scrolled) return;
    this.scrolled = name;
    this.stop();
    this.chosen = name;
    this.light();
  }
}

export const { draw, dispose } = partOf(Game, (view, component) => view.show(component));
