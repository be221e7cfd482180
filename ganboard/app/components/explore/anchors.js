// The three pictures that a map lies through, A, B and C, and the place into which the next one goes.
//
//   const anchors = new Anchors({ onchange() });
//   .chosen   the pictures, see Chosen
//   .pick(picture)  into the place that is marked; then an empty one is, or the next
//   .dress()  show them; onchange is called when others are chosen, or the generator is another one

import { element, fill } from "./core.js";
import { Chosen } from "./chosen.js";
import { LETTERS } from "./pad.js";

export class Anchors {
  constructor({ onchange }) {
    this.slot = 0;
    this.root = element("div", { className: "slots", attributes: { role: "radiogroup" } });
    this.chosen = new Chosen(LETTERS.length, onchange);
  }

  dispose() {
    this.chosen.dispose();
  }

  state() {
    return { slot: this.slot, anchors: this.chosen.state() };
  }

  restore({ slot, anchors }) {
    this.slot = [0, 1, 2].includes(slot) ? slot : 0;
    this.chosen.take(anchors, this.words.picker.linked);
  }

  name(words) {
    this.words = words;
    this.root.setAttribute("aria-label", words.pictures);
  }

  dress() {
    this.root.replaceChildren(
      ...LETTERS.map((letter, place) => {
        const picture = this.chosen.list[place];
        return element("button", {
          type: "button", onclick: () => { this.slot = place; this.dress(); },
          attributes: {
            role: "radio", "aria-checked": place === this.slot,
            "aria-label": fill(this.words.slot, { letter, picture: picture ? picture.name : this.words.empty }),
          },
        }, letter, picture ? picture.canvas : element("span", { className: "vacant" }));
      }),
    );
  }

  pick(picture) {
    const place = this.slot;
    const empty = this.chosen.list.findIndex((each, index) => !each && index !== place);
    this.slot = empty >= 0 ? empty : (place + 1) % LETTERS.length;
    this.chosen.put(place, picture);
  }
}
