// What was wanted and what was found: side by side, and faded into each other.

import { enlargeable } from "../shared/enlarge.js";
import { element } from "./core.js";
import { put } from "./drawing.js";

const empty = (canvas) => canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);

export class Pair {
  // `gallery` says which of the pictures can be enlarged, see shared/enlarge.js.
  constructor(gallery) {
    const shown = () => element("canvas", { width: 1, height: 1, attributes: { role: "img" } });
    [this.wanted, this.nearest, this.found] = [shown(), shown(), shown()];
    [this.wantedName, this.nearestName, this.apart] = [element("figcaption", {}), element("figcaption", {}), element("span", { className: "note detail" })];
    this.fade = element("input", { type: "range", min: 0, max: 1, step: 0.01, value: 1, oninput: () => this.blend() });
    [this.fadeFrom, this.fadeTo] = [element("span", {}), element("span", {})];
    const pair = element("div", { className: "pair" }, element("figure", {}, this.wanted, this.wantedName), element("figure", {}, this.nearest, this.nearestName, this.apart));
    enlargeable(pair, gallery);
    this.parts = [
      pair,
      element("div", { className: "fade" }, this.fadeFrom, this.fade, this.fadeTo),
    ];
  }

  name(words) {
    this.wantedName.textContent = this.fadeFrom.textContent = words.wanted;
    this.nearestName.textContent = this.fadeTo.textContent = words.nearest;
    this.wanted.setAttribute("aria-label", words.wanted);
    this.nearest.setAttribute("aria-label", words.nearest);
    this.fade.setAttribute("aria-label", words.fade);
  }

  want(picture, shape) {
    put(this.wanted, picture, shape);
  }

  wantNothing() {
    empty(this.wanted);
  }

  // `alone`: there is nothing that it was found for.
  find(sheet, distance, alone) {
    Object.assign(this.found, { width: sheet.width, height: sheet.height });
    sheet.draw(this.found.getContext("2d"), 0);
    this.alone = alone;
    this.any = true;
    this.blend();
    this.nearest.dataset.distance = distance;
  }

  // How far apart they are, for who wants numbers.
  tell(sentence) {
    this.apart.textContent = sentence;
  }

  forget() {
    this.any = false;
    this.fade.value = 1;
    this.tell("");
    empty(this.nearest);
  }

  // From the wanted picture to the nearest one.
  blend() {
    if (!this.any) return;
    const { nearest, wanted, found } = this, context = nearest.getContext("2d"), part = Number(this.fade.value);
    if (nearest.width !== found.width || nearest.height !== found.height) Object.assign(nearest, { width: found.width, height: found.height });
    context.globalAlpha = 1;
    if (!this.alone) context.drawImage(wanted, 0, 0);
    context.globalAlpha = part;
    context.drawImage(found, 0, 0);
    this.fade.setAttribute("aria-valuetext", `${Math.round(100 * part)}%`);
  }
}
