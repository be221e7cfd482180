// What stands in a picture's place until the first one is there: tiles that flicker like noise, and a sentence.
//
//   const waiting = new Waiting()
//   .root         the element to put into the picture's frame, which it fills
//   .begin(text)  the place is taken at once; the sentence comes after a moment, so that nothing flashes where all is ready
//   .stop()       nothing can be waited for: what is wrong is said elsewhere
//   .end()        the picture is there

import { element } from "./element.js";

const MOMENT = 300; // milliseconds
const TILES = 49;

export class Waiting {
  constructor() {
    const tile = (at) => element("i", { style: `--at: ${(at * 29) % TILES}` }); // each begins at another time, neighbours far apart
    const tiles = element("div", { className: "tiles", attributes: { "aria-hidden": "true" } }, ...Array.from({ length: TILES }, (_, at) => tile(at)));
    this.sentence = element("p", { attributes: { role: "status" } });
    this.root = element("div", { className: "getting-ready", hidden: true }, tiles, this.sentence);
  }

  begin(text) {
    this.stop();
    this.root.hidden = false;
    this.timer = setTimeout(() => {
      this.sentence.textContent = text;
      this.root.classList.add("told");
    }, MOMENT);
  }

  stop() {
    clearTimeout(this.timer);
    this.sentence.textContent = "";
    this.root.classList.remove("told");
  }

  end() {
    this.stop();
    this.root.hidden = true;
  }
}
