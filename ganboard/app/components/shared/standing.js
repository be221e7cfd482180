// Where the training of the maker that is asked stands: said in a line, and looked at again and again; and what went wrong, which is
// said in the pictures' place.
//
//   const standing = new Standing(desk, { place, shown(), seen(head), at(), beside() })
//   .line                           the element to put on the page
//   .name(data)                     whose: source, language, words (preparing, learning, learned), out (the way out, see waiting.js);
//                                   where it is another one than before, the page goes to its top
//   .once()                         look now; whether it learns. seen() gets what the engine said; at() is the step on the screen,
//                                   beside() looks at what else there is, and gives whether that learns;
//                                   place is the Waiting of the pictures, shown() whether some of this maker are there
//   .missed(error)                  an answer that did not come: a training that has only just begun has nothing to show yet
//   .complain(error)                say what went wrong; null when all is well
//   .stop()

import { element, fill } from "./element.js";
import { toTheTop } from "./top.js";

const MOVING = 1500, RESTING = 4000; // milliseconds between two looks at a run that learns, and at one that rests
export const LIVELY = ["waiting", "preparing", "running"];

export class Standing {
  constructor(desk, { place, shown, seen, at = () => null, beside = () => false }) {
    Object.assign(this, { desk, place, shown, seen, at, beside });
    this.line = element("p", { className: "stand" });
    this.look();
  }

  stop() {
    this.over = true;
    clearTimeout(this.clock);
  }

  name({ source, words, language, out }) {
    if (this.source !== source) this.line.textContent = "";
    if (this.source && this.source !== source) toTheTop();
    Object.assign(this, { source, words, language, out });
  }

  async look() {
    let lively = false;
    if (this.source && !document.hidden) lively = (await this.once()) | (await this.beside());
    if (!this.over) this.clock = setTimeout(() => this.look(), lively || !this.source ? MOVING : RESTING);
  }

  async once() {
    const { source } = this;
    try {
      const { head } = await this.desk.ask("standing", { step: this.at() }, null, source);
      if (this.over || source !== this.source) return false;
      this.tell(head);
      this.seen(head);
      return LIVELY.includes(head.state);
    } catch (error) {
      if (!this.over && !error.lost) this.complain(error);
      return false;
    }
  }

  async missed(error) {
    if (error.kind === "CheckpointError") {
      try {
        const { head } = await this.desk.ask("standing", {}, null, this.source);
        if (LIVELY.includes(head.state)) {
          this.tell(head);
          return this.shown() || this.place.begin(this.words.preparing);
        }
      } catch {
        // the error that there was first is told
      }
    }
    this.complain(error);
  }

  complain(error) {
    const text = error?.message ?? "", gone = error?.kind === "RunError";
    if (this.shown()) this.place.over(text, { stale: gone || Boolean(error?.lost), way: gone ? this.out : null });
    else if (text) this.place.refuse(text, this.out);
  }

  tell({ state, stands }) {
    const { words, language } = this, lively = LIVELY.includes(state);
    const step = (stands ?? 0).toLocaleString(language);
    const nothing = lively ? words.preparing : ""; // what rests without a checkpoint has learned nothing
    const text = stands === null ? nothing : fill(lively ? words.learning : words.learned, { step });
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.classList.toggle("lively", lively);
  }
}
