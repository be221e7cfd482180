// The pictures of a sentence, with a mark for each thing that came out otherwise than was said.
//
//   const pictures = new Pictures()
//   .root                     the element to put on the page
//   .paint(sheet)             the pictures
//   .mark(head, named, words) what the engine said of them; named(factor, value) is a value's title
//   .fade(on)                 they are of another sentence than what stands in the field

import { element, fill } from "../shared/element.js";

export class Pictures {
  constructor() {
    this.root = element("ul", { className: "pictures" });
    this.places = [];
  }

  lay(count, width, height) {
    if (this.places.length === count && this.places[0].canvas.width === width) return;
    this.places = Array.from({ length: count }, () => {
      const canvas = element("canvas", { width, height, attributes: { role: "img" } });
      const marks = element("div", { className: "marks" });
      const badge = element("span", { className: "never" });
      return { canvas, marks, badge, item: element("li", {}, canvas, marks) };
    });
    this.root.replaceChildren(...this.places.map(({ item }) => item));
  }

  paint(sheet) {
    this.lay(sheet.count, sheet.width, sheet.height);
    this.places.forEach(({ canvas }, index) => sheet.draw(canvas.getContext("2d"), index));
    sheet.close();
  }

  mark({ said, asked, seen, never_shown: never }, named, words) {
    this.places.forEach(({ canvas, marks, badge }, index) => {
      const looks = Object.entries(seen[index]).map(([factor, value]) => named(factor, value)).join(words.comma);
      const name = fill(words.picture, { number: index + 1, looks });
      canvas.setAttribute("aria-label", never[index] ? `${name} (${words.never})` : name);
      badge.textContent = words.never;
      badge.title = words.neverHelp;
      badge.hidden = !never[index];
      const wrong = Object.keys(said).filter((factor) => seen[index][factor] !== asked[index][factor]);
      marks.replaceChildren(badge, ...wrong.map((factor) => {
        const found = named(factor, seen[index][factor]), wanted = named(factor, asked[index][factor]);
        return element("span", { className: "wrong", textContent: found, title: fill(words.otherwise, { wanted, found }) });
      }));
    });
  }

  // For the window in which they are large.
  large(head, { words, source, language }) {
    if (!head?.seen.length) return [];
    return this.places.map(({ canvas }, index) => ({
      source: canvas, title: canvas.getAttribute("aria-label"), facts: `${head.sentence} · ${fill(words.learned, { step: head.step.toLocaleString(language) })}`,
      explore: { run: source, step: head.step, z: head.z[index], label: head.kinds[index] },
    }));
  }

  fade(on) {
    this.root.classList.toggle("faded", on);
  }
}
