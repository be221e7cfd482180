// A strip of pictures to choose from: twelve random ones of the generator that is explored, the one that is shown now, and those
// on the shelf, all as this generator draws them at the step that is explored.
//
//   const picker = new Picker(words, onpick);
//   words     what `picker_words()` of picker.py gives; again by `picker.name(words)` at every draw, for the language may change
//   onpick    called with (point, canvas, name): { z: Float32Array, classes, psi, off } and a canvas of its own, both copies
//             that the caller may keep, and the picture's name ("Random picture 3, class 8")
//   .root     the element to put on the page; it brings its own style
//   .choose(number)  as if picture `number`, counted from 0, had been clicked; nothing if it is not there
//   .onready  called each time after the pictures were laid out anew
//   .wake()   ask for the pictures now, if they are not there; otherwise they are asked for when the strip is first seen
//   .dispose()  when its part goes

import { decode, desk, element, fill, mainClass, oneHot } from "./core.js";
import { chosenOf } from "./enlarged.js";
import { enlargeable } from "../shared/enlarge.js";

const RANDOM = 12;
const SEEDS = 1_000_000;
const STYLE = `
.picker { margin: 0.3rem 0; min-width: 0; }
.picker-head { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; font-size: 0.85rem; min-height: 2.1rem; margin-bottom: 0.3rem; }
.picker-head .said { opacity: 0.75; }
.picker-strip { display: flex; flex-wrap: wrap; gap: 0.3rem; min-height: 4.6rem; align-content: flex-start; align-items: flex-start; }
.picker-strip button { padding: 2px; min-height: 0; line-height: 0; border-radius: 4px; display: flex; flex-direction: column;
  align-items: center; gap: 1px; touch-action: manipulation; }
.picker-strip canvas { width: 3.1rem; height: 3.1rem; display: block; }
.picker-strip span { font-size: 0.65rem; line-height: 1.2; max-width: 4.4rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
`;

export class Picker {
  constructor(words, onpick) {
    this.onpick = onpick;
    this.onready = () => {};
    this.fresh = element("button", { type: "button", onclick: () => this.draw() });
    this.said = element("span", { className: "said", attributes: { role: "status" } });
    this.strip = element("div", { className: "picker-strip", attributes: { role: "group" } });
    const head = element("div", { className: "picker-head beside" }, this.fresh, this.said);
    this.root = element("div", { className: "picker" }, element("style", { textContent: STYLE }), head, this.strip);
    const named = (picture) => ({ ...picture, name: this.nameOf(picture) });
    enlargeable(head, () => ({ pictures: chosenOf((this.pictures ?? []).map(named)) }), { clicks: false });
    this.seed = Math.floor(Math.random() * SEEDS);
    this.stale = true; // whether the pictures are not those of the generator
    this.listeners = [
      ...["opened", "restep"].map((type) => desk.on(type, () => this.renew())),
      desk.on("shelf", () => this.renew()),
      desk.on("shown", ({ sheet }) => this.follow(sheet)),
    ];
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
    });
    this.seen.observe(this.root);
    this.name(words);
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.seen.disconnect();
  }

  name(words) {
    this.words = words;
    this.fresh.textContent = words.fresh;
    this.strip.setAttribute("aria-label", words.pick);
    if (this.pictures) this.lay();
    else this.said.textContent = words.loading;
  }

  // Twelve other pictures.
  draw() {
    this.begin(Math.floor(Math.random() * SEEDS));
  }

  // Those of a seed.
  begin(seed) {
    this.seed = seed;
    this.renew();
    this.wake();
  }

  renew() {
    this.stale = true;
    if (this.visible) this.wake();
  }

  async wake() {
    if (!this.stale || this.asking || !desk.source || !desk.point) return;
    this.asking = true;
    this.stale = false;
    const source = desk.source;
    try {
      const pictures = [...(await this.random()), this.shown(), ...this.shelf()];
      // One question has the same units switched off in all its pictures.
      const groups = new Map();
      for (const picture of pictures) {
        const key = JSON.stringify(picture.point.off);
        groups.set(key, [...(groups.get(key) ?? []), picture]);
      }
      for (const group of groups.values()) {
        const { sheet } = await desk.ask("frames", { points: group.map(({ point }) => desk.sent(point)) }, source.step, source.id);
        group.forEach((picture, index) => Object.assign(picture, { sheet, index }));
      }
      this.pictures = pictures;
      this.lay();
      this.onready();
    } catch (error) {
      this.stale = Boolean(error.lost);
      this.pictures = null;
      this.strip.replaceChildren();
      this.said.textContent = error.message;
    } finally {
      this.asking = false;
    }
    if (this.stale && this.pictures && this.visible) this.wake(); // something changed meanwhile
  }

  async random() {
    const { head } = await desk.ask("seeded", { seed: this.seed, count: RANDOM });
    const count = desk.source.classes.length;
    return head.z.map((z, number) => ({
      // Classes in turn, beginning anywhere: so that many of them are there to choose from.
      point: { z: decode(z), classes: count ? oneHot((this.seed + number) % count, count) : null, psi: 1, off: {} },
      title: (words) => fill(words.random, { number: number + 1 }),
    }));
  }

  shown() {
    return { point: desk.point, title: (words) => words.shown, label: (words) => words.shown, now: true };
  }

  // Kept pictures, if this generator takes points such as theirs.
  shelf() {
    const { latent, classes } = desk.source;
    return desk.shelf
      .map(({ z, classes: weights, psi, off, name }) => ({
        point: { z: decode(z), classes: classes.length ? weights : null, psi: psi ?? 1, off: off ?? {} },
        title: (words) => fill(words.kept, { name: name ?? "" }), label: () => name ?? "",
      }))
      .filter(({ point }) => point.z.length === latent && (!classes.length || point.classes?.length === classes.length));
  }

  nameOf(picture) {
    const { classes } = picture.point, title = picture.title(this.words);
    return classes ? fill(this.words.ofClass, { picture: title, name: desk.source.classes[mainClass(classes)] }) : title;
  }

  lay() {
    this.said.textContent = this.words.pick;
    this.strip.replaceChildren(
      ...this.pictures.map((picture) => {
        picture.canvas = picture.sheet.canvas(picture.index, "");
        picture.canvas.setAttribute("aria-hidden", "true"); // the button says it
        const button = element("button", {
          type: "button", title: this.nameOf(picture), attributes: { "aria-label": this.nameOf(picture) },
          onclick: () => this.pick(picture),
        }, picture.canvas);
        const label = picture.label?.(this.words);
        if (label) button.append(element("span", { textContent: label }));
        return button;
      }),
    );
  }

  choose(number) {
    if (this.pictures?.[number]) this.pick(this.pictures[number]);
  }

  pick(picture) {
    const { z, classes, psi, off } = picture.point;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: picture.canvas.width, height: picture.canvas.height });
    canvas.getContext("2d").drawImage(picture.canvas, 0, 0);
    const point = { z: Float32Array.from(z), classes: classes && [...classes], psi, off: structuredClone(off) };
    this.onpick(point, canvas, this.nameOf(picture));
  }

  // The large picture is another one.
  follow(sheet) {
    const now = this.pictures?.find((picture) => picture.now);
    if (!now?.canvas || sheet.width !== now.canvas.width) return;
    now.point = desk.point;
    now.canvas.getContext("2d").drawImage(sheet.canvas(0), 0, 0);
    Object.assign(now, { sheet, index: 0 });
    const name = this.nameOf(now), button = now.canvas.parentElement;
    button.setAttribute("aria-label", name);
    button.title = name;
  }
}
