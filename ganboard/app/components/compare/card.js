// One run of a comparison: its name, its samples, of which step they are, and what it makes of real images where it can.

import { element, fill } from "../shared/element.js";
import { enlargeable, sheet } from "../shared/enlarge.js";

// Pictures of checkpoints stay as loaded elements, so that dragging needs no answer from the server.
const pictures = new Map(); // address -> {image, ready}; ready is null on its way, false where it cannot be had
export function pictureOf(address, arrived) {
  if (!pictures.has(address)) {
    const held = { image: element("img", { decoding: "sync" }), ready: null };
    pictures.set(address, held);
    held.image.src = address;
    held.image.decode().then(
      () => (held.ready = true),
      () => (held.ready = false),
    ).then(arrived);
  }
  return pictures.get(address);
}
export function forgetPictures(except) {
  for (const [address, { ready }] of pictures) if (!except.has(address) || ready === false) pictures.delete(address);
}

export class Card {
  constructor() {
    this.letter = element("span", { className: "letter", ariaHidden: "true" });
    this.name = element("b");
    this.state = element("span", { className: "state" });
    this.picture = element("div", { className: "picture" });
    this.empty = element("p", { className: "empty", hidden: true });
    this.when = element("span", { className: "at" });
    this.ends = element("span", { className: "ends" });
    [this.real, this.rebuilt] = [0, 1].map(() => element("div", { className: "picture" }));
    this.frames = [this.real, this.rebuilt].map((picture) => element("div", {}, picture));
    this.codes = element("div", { className: "codes", hidden: true });
    this.root = element("figure", { className: "run" },
      element("div", { className: "head" }, this.letter, this.name, this.state),
      (this.frame = element("div", { className: "frame" }, this.picture, this.empty)),
      element("figcaption", {}, this.when, this.ends),
      this.codes);
    enlargeable(this.frame, () => this.large());
    this.frames.forEach((frame) => enlargeable(frame, () => this.sheetOf(frame.querySelector("img"), null)));
  }

  about({ run, title, letter, colour, cells, explores, state, stateName }, moving) {
    Object.assign(this, { cells, explores });
    this.root.dataset.run = run;
    this.root.style.setProperty("--run", colour);
    this.letter.textContent = letter;
    this.name.textContent = this.name.title = title;
    this.title = title;
    this.state.textContent = stateName ?? "";
    this.state.className = `state ${state}`;
    this.root.classList.toggle("moves", moving);
    for (const picture of [this.picture, this.real, this.rebuilt]) picture.classList.toggle("grid", Boolean(cells));
    if (!cells) return;
    const cell = cells.side + 2, width = cells.columns * cell - 2, height = cells.rows * cell - 2;
    const percent = (part) => `${part * 100}%`;
    const places = { "--cell-x": percent(cell / width), "--cell-y": percent(cell / height), "--gap": percent(2.4 / cell), "--edge": percent(0.4 / cell) };
    for (const [name, value] of Object.entries(places)) this.root.style.setProperty(name, value);
  }

  // The samples, for the window in which they are large.
  large() {
    const image = this.picture.querySelector("img"), { run, step } = this.root.dataset, facts = [this.title, this.when.textContent].join(" · ");
    if (!image || this.picture.hidden) return { pictures: [] };
    return this.sheetOf(image, this.explores ? (cell) => ({ run, step: Number(step), cell }) : null, facts);
  }

  // Each sample of a picture by itself; points all together.
  sheetOf(image, explore, facts = image.alt) {
    if (!this.cells) return { pictures: [{ source: image, title: image.alt, facts, smooth: true }], at: () => 0 };
    return sheet(image, this.cells.columns, (cell) => ({ facts, explore: explore?.(cell) }));
  }

  // A loaded image with what is said of it: step, seconds, stamp (none of a picture that came live), ends.
  show(image, moment, words, language) {
    const step = moment.step.toLocaleString(language);
    image.alt = fill(words.alt, { run: this.title, step });
    Object.assign(this.root.dataset, { step: moment.step, stamp: moment.stamp ?? "" });
    if (this.picture.firstChild !== image) this.picture.replaceChildren(image);
    const seconds = moment.seconds === null ? [] : [fill(words.seconds, { seconds: moment.seconds.toLocaleString(language, { maximumFractionDigits: 1 }) })];
    this.when.textContent = [fill(words.at, { step }), ...seconds].join(" · ");
    this.ends.textContent = moment.ends ? words.ends : "";
    this.say("");
  }

  // Real images and what the run makes of their codes, loaded images; without these a sentence, or nothing where `says` is empty.
  rebuild(real, rebuilt, says, words, step, language) {
    this.codes.hidden = !real && !says;
    const texts = real ? [words.real, words.rebuilt] : [says];
    if (this.told !== texts.join("\n")) {
      this.told = texts.join("\n");
      this.codes.replaceChildren(...texts.map((text, index) => element("div", {}, element("span", { textContent: text }), ...(real ? [this.frames[index]] : []))));
    }
    if (!real) return;
    real.alt = words.real;
    rebuilt.alt = fill(words.rebuiltAlt, { run: this.title, step: step.toLocaleString(language) });
    for (const [place, image] of [[this.real, real], [this.rebuilt, rebuilt]]) if (place.firstChild !== image) place.replaceChildren(image);
  }

  // A sentence in the picture's place; none shows the picture.
  say(sentence, problem = false) {
    this.empty.textContent = sentence;
    this.empty.hidden = !sentence;
    this.empty.classList.toggle("problem", problem);
    this.picture.hidden = Boolean(sentence);
    if (!sentence) return;
    this.codes.hidden = true;
    this.when.textContent = this.ends.textContent = "";
    delete this.root.dataset.step;
    delete this.root.dataset.stamp;
  }
}
