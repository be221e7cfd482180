// An exhibit: its stations side by side. The first is healthy; the second begins when the lever is pulled, the third when the remedy is
// taken. A station that has not begun has a button in the place of its picture, which waits until there is something to be seen.

import { Patients } from "../doctor/patients.js";
import { element, fill, partOf } from "../shared/element.js";
import { enlargeable, sheet } from "../shared/enlarge.js";

const ACTS = ["start", "pull", "cure"]; // what begins each station

class Station {
  constructor(number, press) {
    this.letter = element("span", { className: "letter", textContent: number + 1, ariaHidden: "true" });
    this.title = element("b");
    this.button = element("button", { type: "button", className: number === 1 ? "lever" : "primary", onclick: () => press(ACTS[number]) });
    this.hint = element("p", { className: "hint" });
    this.root = element("figure", { className: "run station" },
      element("div", { className: "head" }, this.letter, this.title), element("div", { className: "place" }, this.button, this.hint));
  }

  show({ title, button }, { open, hint }) {
    this.title.textContent = title;
    this.button.textContent = button;
    this.button.disabled = !open;
    if (this.hint.textContent !== hint) this.hint.textContent = hint;
    this.root.classList.toggle("open", open);
  }
}

class Exhibit extends Patients {
  constructor(parent) {
    super(parent);
    this.root.classList.add("exhibit");
    this.stations = ACTS.map((_act, number) => new Station(number, (act) => this.press(act)));
    this.onward = element("button", { type: "button", className: "onward", hidden: true, onclick: () => this.press("more") });
  }

  // Called at every rerun of the page's script: what was pressed before is done, or could not be done.
  update(component) {
    this.pressed = null;
    super.update(component);
  }

  press(what) {
    if (this.pressed) return; // twice: once is enough
    this.pressed = what;
    this.show();
    this.setTriggerValue("act", { what, at: performance.now() });
  }

  show() {
    super.show();
    const { runs, stations, words, more } = this.data, held = runs.map(({ run }) => this.runs.get(run));
    const cards = [...held.map(({ card }) => card.root), ...this.stations.slice(held.length).map(({ root }) => root)];
    if (cards.some((card, index) => card !== this.places.children[index]) || cards.length !== this.places.children.length) this.places.replaceChildren(...cards);
    this.places.style.setProperty("--count", cards.length);
    this.stations.forEach((station, number) => station.show(stations[number], this.standing(number, held)));
    this.scrub.hidden = this.marks.length < 2;
    const last = held.at(-1);
    held.forEach((each) => this.sources(each));
    last?.card.root.append(this.onward);
    this.onward.hidden = !more || !last || this.moves(last) || Boolean(last.facts.problem);
    this.onward.disabled = Boolean(this.pressed);
    this.onward.textContent = words.more;
  }

  // What a training learns from, in a strip: two rows of its real pictures. Points show theirs in the cloud.
  sources(held) {
    const { facts, card } = held;
    if (facts.problem || facts.cloud || !facts.cells || !facts.checkpoints.length) return;
    if (!held.real) {
      const strip = element("div", { className: "strip" }, element("img", { alt: this.data.words.fromAlt }));
      held.real = element("div", { className: "sources" }, element("span", { textContent: this.data.words.from }), strip);
      enlargeable(strip, () => sheet(strip.querySelector("img"), held.facts.cells.columns, () => ({ facts: this.data.words.from })));
    }
    const image = held.real.querySelector("img"), source = this.realOf(held);
    if (!image.src.endsWith(source)) image.src = source;
    held.real.style.setProperty("--columns", facts.cells.columns);
    if (!held.real.isConnected) card.root.append(held.real);
  }

  // Whether a station may begin, and what is said of it meanwhile.
  standing(number, held) {
    const { words, warm, fork, enough, symptom } = this.data, before = held.at(-1)?.facts;
    if (number > held.length) return { open: false, hint: words.locked };
    if (this.pressed) return { open: false, hint: words.soon };
    if (!number) return { open: true, hint: "" };
    if (!before || before.problem) return { open: false, hint: "" };
    if (number === 1) {
      const open = before.step >= warm, now = before.step.toLocaleString(this.data.language), steps = warm.toLocaleString(this.data.language);
      return { open, hint: open ? words.ready : fill(words.learning, { now, steps }) };
    }
    const found = before.doctor?.verdict === symptom, open = found || before.step - fork >= enough || before.state === "failed";
    return { open, hint: open ? "" : words.looking };
  }
}

export const { draw, dispose } = partOf(Exhibit, (view, component) => view.update(component));
