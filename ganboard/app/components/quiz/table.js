// The two pictures that lie before a visitor, and the last pair with what came of it. Pixels come as they are, of both alike: nothing
// but what is to be seen tells which one is real.

import { element, fill } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";

export const SIDES = ["left", "right"];

// A canvas of raw pixels, base64.
function paint(canvas, text, [height, width, channels]) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const image = new ImageData(width, height);
  for (let place = 0, at = 0; place < width * height; place++, at += channels)
    for (let channel = 0; channel < 4; channel++)
      image.data[4 * place + channel] = channel === 3 ? 255 : bytes[at + (channels > 1 ? channel : 0)];
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

export class Table {
  constructor({ onguess }) {
    this.cards = SIDES.map((side, number) => {
      const canvas = element("canvas"), key = element("kbd", { textContent: "←→"[number], attributes: { "aria-hidden": "true" } });
      const card = element("button", { type: "button", className: "card", onclick: () => onguess(side) }, canvas, key);
      return Object.assign(card, { canvas });
    });
    this.root = element("div", { className: "cards" }, ...this.cards);
  }

  name(words) {
    this.cards.forEach((card, number) => card.setAttribute("aria-label", words[SIDES[number]]));
  }

  show(pair) {
    this.root.classList.toggle("empty", !pair);
    this.cards.forEach((card, number) => {
      card.disabled = !pair;
      if (pair) paint(card.canvas, pair[SIDES[number]], pair.shape);
    });
  }
}

export class Last {
  constructor() {
    this.pictures = element("div", { className: "pictures" });
    const frame = element("div", {}, this.pictures);
    this.text = element("p", { attributes: { role: "status" } });
    this.root = element("div", { className: "last" }, frame, this.text);
    const about = (figure) => ({ source: figure.querySelector("canvas"), title: figure.querySelector("figcaption").textContent, facts: this.step, explore: null });
    enlargeable(frame, () => ({ pictures: [...this.pictures.children].map(about) })); // what came of it is known by now
  }

  begin(words) {
    this.root.classList.remove("good", "bad");
    this.pictures.replaceChildren();
    this.text.textContent = words.first;
  }

  show(pair, { right, real, judge, judge_right: judgeRight }, words) {
    this.step = fill(words.step, { step: pair.step.toLocaleString("en") });
    this.root.classList.toggle("good", right);
    this.root.classList.toggle("bad", !right);
    this.pictures.replaceChildren(...SIDES.map((side) => {
      const canvas = element("canvas"), kind = side === real ? "real" : "fake";
      paint(canvas, pair[side], pair.shape);
      const chose = element("span", { className: "judge chose", textContent: side === judge ? words.judgeChose : "" });
      return element("figure", { className: kind, attributes: { "aria-hidden": "true" } }, canvas, element("figcaption", { textContent: words[kind] }), chose);
    }));
    const told = [right ? words.wasRight : words.wasWrong, real === "left" ? words.wasLeft : words.wasOther, judgeRight ? words.judgeRight : words.judgeWrong];
    this.text.replaceChildren(element("strong", { textContent: told[0] }), ` ${told[1]} `, element("span", { className: "judge", textContent: told[2] }));
  }
}
