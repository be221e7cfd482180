// What stands behind "Details" on this page: numbers, papers, and what a beginner does not need. It is shown or hidden everywhere
// at once, and remembered; see shared/details.js.
//
//   const details = new Details(root)   root is "layered", and "detailed" while they are shown: common.css hides `.detail`
//   .root    the button, to be put on the page
//   .name(text), .dispose()
//   shown()  whether they are; desk.on("details", ...) tells when that changed

import { isOpen, remember } from "../shared/details.js";
import { desk, element } from "./core.js";

const NAME = "explore";
let open = isOpen(NAME); // here too, for a browser may keep nothing

export const shown = () => open;

export class Details {
  constructor(around) {
    this.around = around;
    this.root = element("button", { type: "button", className: "details", onclick: () => this.turn() });
    around.classList.add("layered");
    this.off = desk.on("details", () => this.mark());
    this.mark();
  }

  dispose() {
    this.off();
  }

  name(text) {
    this.root.textContent = text;
    this.root.hidden = !text; // the bar, which brings the words, may be loaded later
  }

  turn() {
    open = !open;
    remember(NAME, open);
    desk.tell("details", {});
  }

  mark() {
    this.root.setAttribute("aria-expanded", open);
    this.around.classList.toggle("detailed", open);
  }
}
