// The same drawing made by several generators that differ in one number alone, side by side, and a slider that goes through them.
//
//   const ladder = new Ladder()
//   .root                        the element to put on the page; hidden while there are no rungs
//   .lay(rungs, words)           rungs: [{ source, size, title, meaning }], from little to much
//   .draw({ pad, side, seed, value })   what is drawn now
//   .look()                      gives whether one of them still learns; the newest checkpoints make the pictures

import { desk } from "../explore/core.js";
import { element, fill } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { LIVELY } from "../shared/standing.js";
import { inText, shrunk } from "./paper.js";

export class Ladder {
  constructor() {
    this.rungs = [];
    this.title = element("h3", {});
    this.story = element("p", {});
    this.figures = element("div", { className: "rungs" });
    this.slider = element("input", { type: "range", min: 0, step: 1, oninput: () => this.go(Number(this.slider.value)) });
    this.name = element("span", {});
    this.meaning = element("p", { className: "meaning", attributes: { "aria-live": "polite" } });
    const head = element("div", { className: "beside" }, this.title);
    const about = ({ canvas, title, stand }) => ({ source: canvas, title, facts: stand.textContent });
    enlargeable(head, () => ({ pictures: this.rungs.map(about) }), { clicks: false });
    this.root = element("section", { className: "ladder", hidden: true },
      head, this.story, this.figures, element("label", { className: "lambda" }, this.name, this.slider), this.meaning);
  }

  lay(rungs, words) {
    const before = this.rungs;
    this.words = words;
    this.title.textContent = words.ladder;
    this.story.textContent = words.ladderStory;
    this.name.textContent = words.likeness;
    this.slider.setAttribute("aria-label", words.likeness);
    this.root.hidden = !rungs.length;
    if (rungs.map(({ source }) => source).join() !== before.map(({ source }) => source).join()) {
      this.rungs = rungs.map((rung, index) => this.figure(rung, index));
      this.figures.replaceChildren(...this.rungs.map(({ figure }) => figure));
      this.root.style.setProperty("--rungs", rungs.length);
      this.slider.max = rungs.length - 1;
      this.go(Math.floor(rungs.length / 2));
    } else this.rungs.forEach((rung, index) => Object.assign(rung, rungs[index]));
    this.rungs.forEach((rung) => this.tell(rung));
    this.go(this.at);
  }

  dispose() {
    this.over = true;
  }

  figure(rung, index) {
    const canvas = element("canvas", { width: rung.size, height: rung.size, attributes: { "aria-hidden": "true" } });
    const name = element("strong", {}), stand = element("span", { className: "of-rung" });
    const button = element("button", { type: "button", onclick: () => this.go(index) }, canvas, name);
    return { ...rung, canvas, name, stand, button, figure: element("figure", {}, button, stand) };
  }

  go(index) {
    this.at = index;
    this.slider.value = index;
    const { title = "", meaning = "" } = this.rungs[index] ?? {};
    this.slider.setAttribute("aria-valuetext", title);
    this.meaning.textContent = meaning;
    this.rungs.forEach(({ button }, number) => button.setAttribute("aria-pressed", number === index));
  }

  // One after the other, and once more where something was drawn meanwhile.
  async draw(drawing = this.drawing) {
    this.drawing = drawing;
    this.again = true;
    if (this.asking || !drawing) return;
    this.asking = true;
    while (this.again && !this.over) {
      this.again = false;
      for (const rung of this.rungs) {
        if (this.over) return;
        if (rung.stands === null) continue; // nothing to ask yet: there is no checkpoint
        await this.ask(rung);
      }
    }
    this.asking = false;
  }

  async ask(rung) {
    const { pad, side, seed, value } = this.drawing;
    try {
      const sketch = inText(shrunk(pad.context, side, rung.size));
      const { head, sheet } = await desk.ask("drawn", { sketch, seed, value }, null, rung.source);
      sheet.draw(rung.canvas.getContext("2d"), 0);
      sheet.close();
      rung.shown = head.step;
      rung.canvas.dataset.painted = Number(rung.canvas.dataset.painted ?? 0) + 1;
    } catch (error) {
      if (error.kind !== "CheckpointError") rung.stand.textContent = error.message;
    }
  }

  async look() {
    let lively = false;
    for (const rung of this.rungs) {
      try {
        const { head } = await desk.ask("standing", {}, null, rung.source);
        Object.assign(rung, { state: head.state, stands: head.stands });
        this.tell(rung);
        lively ||= LIVELY.includes(rung.state);
      } catch (error) {
        rung.stand.textContent = error.message;
      }
    }
    if (this.rungs.some(({ stands, shown }) => (stands ?? shown) !== shown)) this.draw();
    return lively;
  }

  tell(rung) {
    const { words } = this, step = (rung.stands ?? 0).toLocaleString(desk.language), lively = LIVELY.includes(rung.state);
    rung.name.textContent = rung.title;
    rung.button.setAttribute("aria-label", fill(words.rung, { likeness: rung.title }));
    rung.stand.textContent = rung.state === undefined ? "" : rung.stands === null ? words.waits : fill(words.atStep, { step });
    rung.stand.classList.toggle("lively", lively);
  }
}
