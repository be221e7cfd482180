// Units that are switched off change every picture: this says so wherever pictures are made, and switches them on again.
//
//   const notice = new Notice({ made(), on() });
//   made  gives points that are in use here beside the page's own
//   on    is called when all is to be switched on, for what made() gave
//   .root the element to put on the page
//   .tell()  look anew; the page's own point is watched already

import { desk, element, fill } from "./core.js";

const units = ({ off }) => Object.entries(off ?? {}).flatMap(([block, numbers]) => numbers.map((number) => `${block} ${number}`));

export class Notice {
  constructor({ made = () => [], on = () => {} } = {}) {
    this.made = made;
    this.text = element("span", {});
    this.button = element("button", { type: "button", onclick: () => { on(); desk.move({ off: {} }); } });
    this.root = element("div", { className: "units-off", hidden: true, attributes: { role: "status" } }, this.text, this.button);
    this.listeners = ["point", "named"].map((type) => desk.on(type, () => this.tell()));
    this.tell();
  }

  dispose() {
    this.listeners.forEach((off) => off());
  }

  tell() {
    const off = new Set([desk.point, ...this.made()].filter(Boolean).flatMap(units));
    const text = off.size && desk.words.unitsOff ? fill(desk.words.unitsOff, { count: off.size }) : "";
    if (this.text.textContent !== text) this.text.textContent = text;
    this.button.textContent = desk.words.unitsOn ?? "";
    this.root.hidden = !text;
  }
}
