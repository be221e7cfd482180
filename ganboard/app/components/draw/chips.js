// The values of what a drawing does not show, to be picked, or left to chance.
//
//   const chips = new Chips(onpick)
//   .root                  the element to put on the page
//   .lay(values, chance)   values: [{ name, title }]; what chance is called
//   .mark(value)           which one is picked, null for chance

import { element } from "../shared/element.js";

export class Chips {
  constructor(onpick) {
    this.onpick = onpick;
    this.root = element("div", { className: "colours", attributes: { role: "radiogroup" } });
    this.root.onkeydown = (event) => this.key(event);
  }

  lay(values, chance) {
    const all = [{ name: null, title: chance }, ...values];
    this.buttons = all.map(({ name, title }) => {
      const swatch = element("i", { className: `swatch ${name ?? "chance"}` });
      const chip = element("button", { type: "button", attributes: { role: "radio" }, onclick: () => this.onpick(name) }, swatch, title);
      return { name, chip };
    });
    this.root.replaceChildren(...this.buttons.map(({ chip }) => chip));
  }

  mark(value) {
    for (const { name, chip } of this.buttons ?? []) {
      chip.setAttribute("aria-checked", name === value);
      chip.tabIndex = name === value ? 0 : -1;
    }
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const at = this.buttons?.findIndex(({ chip }) => chip === event.target) ?? -1;
    if (!by || at < 0) return;
    event.preventDefault();
    const { name, chip } = this.buttons[(at + by + this.buttons.length) % this.buttons.length];
    chip.focus();
    this.onpick(name);
  }
}
