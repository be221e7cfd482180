// Slow motion: a button, and a window in which one real step is walked through, still by still. The step is taken once, when the button is
// pressed; walking asks for nothing.

import { element, fill, partOf } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { drawing as ofGame } from "../theory/game_drawing.js";
import { drawing as ofRebuilding } from "./rebuilding.js";
import { parts } from "./still.js";

const PACE = 6000; // milliseconds of a still that is played
const SPEEDS = { slow: 0.5, usual: 1, fast: 2.5 };
const WIDE = "(min-width: 760px)";

class SlowMotion {
  constructor(parent) {
    const button = (className, onclick) => element("button", { type: "button", className, onclick });
    this.opener = button("opener", () => this.open());
    this.name = element("b");
    this.step = element("span", { className: "step" });
    this.way = element("div", { className: "way-through", attributes: { "aria-hidden": "true" } });
    this.close = button("close", () => this.dialog.close());
    this.close.textContent = "×";
    this.field = element("div", { className: "field" });
    this.field.innerHTML = `<svg role="img"></svg>`;
    this.svg = this.field.firstChild;
    enlargeable(this.field);
    this.actor = element("p", { className: "actor" });
    this.title = element("h2");
    this.sentences = element("div", { className: "sentences" });
    this.told = element("div", { className: "told", attributes: { role: "status" } }, this.actor, this.title, this.sentences);
    this.things = element("div", { className: "things", tabIndex: 0, attributes: { role: "group" } });
    this.waiting = element("p", { className: "waiting", attributes: { role: "status" } });
    this.problem = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    this.scene = element("div", { className: "scene game lighting" }, this.field, element("div", { className: "right" }, this.told, this.things));
    this.back = button("back", () => this.walk(-1));
    this.play = button("play", () => (this.timer ? this.halt() : this.run()));
    this.speed = element("select", { onchange: () => this.timer && this.run(true) });
    this.next = button("next primary", () => this.walk(1));
    this.more = button("more", () => this.ask());
    this.foot = element("footer", {}, this.back, this.play, this.speed, this.next, this.more);
    this.dialog = element("dialog", { className: "slow" }, element("header", {}, this.name, this.step, this.way, this.close), this.waiting, this.problem, this.scene, this.foot);
    this.dialog.onclose = () => this.halt();
    this.dialog.onkeydown = (event) => this.press(event);
    this.root = element("div", { className: "slow-motion" }, this.opener, this.dialog);
    parent.append(this.root);
    this.wide = matchMedia(WIDE);
    this.lay = () => this.stills && this.show();
    this.wide.addEventListener("change", this.lay);
    this.stills = null;
    this.still = this.part = 0;
  }

  dispose() {
    this.gone = true;
    this.halt();
    this.dialog.close();
    this.wide.removeEventListener("change", this.lay);
  }

  // Called at every rerun of the page's script: a step that is walked through stays as it is.
  tell({ data }) {
    const key = JSON.stringify(data);
    if (key === this.key) return;
    Object.assign(this, { key, data, upright: null });
    const { words } = data;
    this.opener.textContent = this.name.textContent = words.open;
    this.opener.title = words.help;
    this.dialog.setAttribute("aria-label", words.open);
    this.close.setAttribute("aria-label", words.close);
    this.back.textContent = words.back;
    this.next.textContent = words.next;
    this.waiting.textContent = words.waiting;
    this.speed.setAttribute("aria-label", words.speed);
    const chosen = this.speed.value || "usual";
    this.speed.replaceChildren(...Object.keys(SPEEDS).map((value) => element("option", { value, textContent: words[value] })));
    this.speed.value = chosen;
    this.paint();
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    if (!this.asking && !this.unseen) this.ask(); // one that came while the window was shut is shown first
    else this.paint();
    this.unseen = false;
  }

  // Has the run do one step. A second press while it is being done asks for nothing.
  async ask() {
    if (this.asking) return;
    this.halt();
    Object.assign(this, { asking: true, stills: null, failed: "", still: 0, part: 0 });
    this.paint();
    const { base, run, language, unreachable } = this.data;
    const answer = await fetch(`${base}/slow/${encodeURIComponent(run)}?lang=${language}`, { method: "POST" }).then((response) => response.json()).catch(() => null);
    this.asking = false;
    if (this.gone) return;
    if (answer?.stills) {
      Object.assign(this, { stills: answer.stills, taken: answer.step });
      window.dispatchEvent(new CustomEvent("ganboard-stepped"));
    } else this.failed = answer?.problem || fill(unreachable, { address: new URL(`${base}/`, location.href) });
    this.unseen = !this.dialog.open;
    this.paint();
    this.next.focus();
  }

  paint() {
    const { words } = this.data;
    this.waiting.hidden = !this.asking;
    this.problem.hidden = !this.failed;
    this.problem.textContent = this.failed ?? "";
    this.scene.hidden = this.way.hidden = !this.stills;
    for (const each of [this.back, this.play, this.speed, this.next]) each.hidden = !this.stills;
    this.more.hidden = this.asking;
    this.more.textContent = this.stills ? words.more : words.again;
    this.step.textContent = this.stills ? fill(words.step, { step: this.taken.toLocaleString(this.data.language) }) : "";
    this.label();
    if (this.stills) this.show();
  }

  label() {
    this.play.textContent = this.timer ? this.data.words.stop : this.data.words.play;
  }

  // The parts of a still that are seen one after the other: all at once where there is room.
  pages(still) {
    const found = parts(this.stills[still], this.data.words);
    return this.wide.matches ? [() => found.map((build) => build())] : found.map((build) => () => [build()]);
  }

  show() {
    const still = this.stills[this.still], pages = this.pages(this.still), { words } = this.data;
    this.part = Math.min(this.part, pages.length - 1);
    const own = this.stills.filter(({ actor }) => actor === still.actor), number = own.indexOf(still) + 1;
    this.actor.replaceChildren(element("b", { className: still.role, textContent: still.actor }), ` · ${fill(words.place, { number, count: own.length })}`);
    this.title.textContent = still.title;
    this.sentences.replaceChildren(...still.sentences.map((textContent) => element("p", { textContent })));
    const within = this.things.matches(":focus-within");
    this.things.replaceChildren(...pages[this.part]());
    if (within) this.things.focus(); // of what leaves the page the keys are given to nobody
    this.things.dataset.still = still.name;
    this.things.scrollTop = 0;
    this.things.setAttribute("aria-label", still.title);
    this.root.dataset.part = this.part;
    this.way.replaceChildren(...this.stills.map((each, place) => element("i", { className: `${each.role}${place === this.still ? " here" : ""}${place < this.still ? " past" : ""}${this.stills[place - 1]?.actor === each.actor ? "" : " first"}` })));
    this.light(still);
    const ends = new Map([[this.back, this.still === 0 && this.part === 0], [this.next, this.still === this.stills.length - 1 && this.part === pages.length - 1]]);
    for (const [button, end] of ends) {
      if (end && button.matches(":focus")) this.things.focus(); // a browser gives the keys of a disabled button to nobody
      button.disabled = end;
    }
  }

  light(still) {
    const upright = this.wide.matches;
    if (upright !== this.upright) {
      this.upright = upright;
      const { box, shapes } = (this.data.scheme === "game" ? ofGame : ofRebuilding)(upright, { ...this.data.words, ...this.data.drawing });
      this.svg.setAttribute("viewBox", box);
      this.svg.innerHTML = shapes.join("");
      this.svg.setAttribute("aria-label", this.data.scheme === "game" ? this.data.drawing.alt : this.data.words.rebuilding);
    }
    for (const shape of this.svg.querySelectorAll("[data-parts]")) {
      const parts = shape.dataset.parts.split(" "), own = parts[0] !== "real" || still.lit.includes("real"); // G sees no real ones
      shape.classList.toggle("lit", own && parts.some((part) => still.lit.includes(part)));
    }
    this.svg.dataset.lit = still.lit.join(" ");
  }

  // To the next part, or back; false at an end.
  walk(way, played = false) {
    if (!this.stills) return false;
    if (!played) this.halt();
    const part = this.part + way;
    if (part >= 0 && part < this.pages(this.still).length) this.part = part;
    else if (this.stills[this.still + way]) {
      this.still += way;
      this.part = way > 0 ? 0 : this.pages(this.still).length - 1;
    } else return false;
    this.show();
    return true;
  }

  // Plays on from here; from the beginning where the end is reached.
  run(on = false) {
    clearInterval(this.timer);
    if (!on && this.next.disabled) {
      this.still = this.part = 0;
      this.show();
    }
    this.timer = setInterval(() => this.walk(1, true) || this.halt(), PACE / SPEEDS[this.speed.value]);
    this.label();
  }

  halt() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.data) this.label();
  }

  press(event) {
    if (event.target === this.speed || event.altKey || event.ctrlKey || event.metaKey || !this.stills) return;
    if (event.key === "ArrowRight") this.walk(1);
    else if (event.key === "ArrowLeft") this.walk(-1);
    else return;
    event.preventDefault();
  }
}

export const { draw, dispose } = partOf(SlowMotion, (view, component) => view.tell(component));
