// Several pictures of one drawing side by side.
//
//   const answers = new Answers()
//   .root              the element to put on the page
//   .name(text)        what each is called, with {number}
//   .paint(sheet)

import { element, fill } from "../shared/element.js";

export class Answers {
  constructor() {
    this.root = element("div", { className: "answers" });
    this.canvases = [];
  }

  name(text) {
    this.text = text;
    this.canvases.forEach((canvas, index) => canvas.setAttribute("aria-label", fill(text, { number: index + 1 })));
  }

  paint(sheet) {
    if (this.canvases.length !== sheet.count || this.canvases[0].width !== sheet.width) {
      const { count, width, height } = sheet;
      this.canvases = Array.from({ length: count }, () => element("canvas", { width, height, attributes: { role: "img" } }));
      this.root.replaceChildren(...this.canvases);
      this.name(this.text);
    }
    this.canvases.forEach((canvas, index) => sheet.draw(canvas.getContext("2d"), index));
    sheet.close();
  }
}
