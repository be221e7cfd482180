// The words that can be tapped: a group for each factor. Those that were said are pressed.

import { element } from "../shared/element.js";

export class Palette {
  constructor({ onpick }) {
    this.onpick = onpick;
    this.buttons = new Map();
    this.root = element("div", { className: "palette", attributes: { role: "group" } });
  }

  name(factors, title) {
    this.root.setAttribute("aria-label", title);
    this.buttons.clear();
    this.root.replaceChildren(...factors.map(({ name, title, values }) =>
      element("div", { className: `group ${name}`, attributes: { role: "group", "aria-label": title } },
        element("span", { className: "of", textContent: title, attributes: { "aria-hidden": "true" } }),
        ...values.map((value) => {
          const button = element("button", { type: "button", textContent: value.title, className: value.name,
            attributes: { "aria-pressed": "false" }, onclick: () => this.onpick(name, value.name) });
          this.buttons.set(`${name} ${value.name}`, button);
          return button;
        }))));
    if (this.said) this.mark(this.said);
  }

  mark(said) {
    this.said = said;
    for (const [key, button] of this.buttons) {
      const [factor, value] = key.split(" ");
      button.setAttribute("aria-pressed", String(said[factor] === value));
    }
  }
}
