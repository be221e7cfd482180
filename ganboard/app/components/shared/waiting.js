// What stands in a picture's place while there is none: tiles that flicker like noise, and a sentence. Where nothing comes it says
// why, and has the one thing to do about it; where a picture is there already, that stays in sight.
//
//   const waiting = new Waiting()
//   .root                 the element to put into the picture's frame, which it fills
//   .begin(text)          the place is taken at once; the sentence comes after a moment, so that nothing flashes where all is ready
//   .refuse(text, way)    nothing comes; `way` is a button, { text, run }: the same page with another maker, "" for once more
//   .over(text, {stale, way})  said across the lower edge of the picture; a stale one is grey. No text: nothing is to be said any more
//   .end()                the picture is there

import { element, put } from "./element.js";

const MOMENT = 300; // milliseconds
const TILES = 49;
const OURS = ["step", "point", "view", "say", "seed"]; // of the address: they belong to the maker that is left

export class Waiting {
  constructor() {
    const tile = (at) => element("i", { style: `--at: ${(at * 29) % TILES}` }); // each begins at another time, neighbours far apart
    const tiles = element("div", { className: "tiles", attributes: { "aria-hidden": "true" } }, ...Array.from({ length: TILES }, (_, at) => tile(at)));
    this.sentence = element("p", { attributes: { role: "status" } });
    this.why = element("p", { className: "why", hidden: true, attributes: { role: "alert" } });
    this.way = element("button", { type: "button", className: "primary way", hidden: true, onclick: (event) => this.go(event) });
    this.root = element("div", { className: "getting-ready", hidden: true }, tiles, this.sentence, this.why, this.way);
  }

  begin(text) {
    if (this.comes === text) return; // said once
    this.stop();
    this.say("", null);
    this.look("");
    this.comes = text;
    this.timer = setTimeout(() => {
      this.sentence.textContent = text;
      this.root.classList.add("told");
    }, MOMENT);
  }

  refuse(text, way = null) {
    this.stop();
    this.look("refused");
    this.say(text, way);
  }

  over(text, { stale = false, way = null } = {}) {
    if (!text) return this.root.classList.contains("over") && this.end();
    this.stop();
    this.look(stale ? "over stale" : "over");
    this.say(text, way);
  }

  end() {
    this.stop();
    this.say("", null);
    this.root.hidden = true;
    this.root.classList.remove("over", "stale", "refused");
  }

  stop() {
    clearTimeout(this.timer);
    this.comes = null;
    this.sentence.textContent = "";
    this.root.classList.remove("told");
  }

  look(names) {
    this.root.hidden = false;
    this.root.className = `getting-ready ${names}`.trim();
  }

  say(text, way) {
    put(this.why, text);
    this.why.hidden = !text;
    this.leads = way;
    this.way.hidden = !way;
    put(this.way, way?.text ?? "");
  }

  go(event) {
    event.stopPropagation(); // a picture's frame is enlarged by a press
    const address = new URL(location.href);
    if (this.leads.run) {
      OURS.forEach((name) => address.searchParams.delete(name));
      address.searchParams.set("run", this.leads.run);
    }
    location.assign(address);
  }
}
