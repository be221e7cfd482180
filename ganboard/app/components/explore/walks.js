// Walks: from picture to picture through latent space, played (player.js), and saved as files.

import { made, save } from "../shared/saving.js";
import { desk, element, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { Chosen } from "./chosen.js";
import { chosenOf, filmed } from "./enlarged.js";
import { Picker } from "./picker.js";
import { Player, STRIP } from "./player.js";
import { RATE } from "./reel.js";
import { enlargeable } from "../shared/enlarge.js";

const FEWEST = 2, MOST = 6; // pictures of a walk
const FIRST = 3; // pictures chosen at first, so that a walk is there
const REST = 250; // milliseconds after the last change until frames are asked for
const FORMS = ["gif", "webp", "zip", "png"];

class Walks {
  constructor(parent) {
    this.version = 0; // rises when the walk is another one
    this.kind = "spherical";
    this.player = new Player({ onproblem: (error) => (this.note.textContent = error.message) });
    this.pictures = element("div", { className: "chosen", attributes: { role: "group" } });
    this.kinds = element("div", { className: "row-of-tools detail", attributes: { role: "radiogroup" } });
    this.kindButtons = ["spherical", "linear"].map((kind) =>
      element("button", { type: "button", onclick: () => this.choose(kind), attributes: { role: "radio", "data-kind": kind } }),
    );
    this.kinds.append(...this.kindButtons);
    this.loop = element("input", { type: "checkbox", checked: true, onchange: () => this.changed() });
    this.loopName = element("span", {});
    this.speed = element("input", { type: "range", min: 0.5, max: 5, step: 0.1, value: 1.5, oninput: () => this.tellSpeed(), onchange: () => this.changed() });
    this.speedName = element("span", {});
    this.speedSaid = element("output", {});
    this.why = element("p", { className: "hint detail" });
    this.saves = element("div", { className: "row-of-tools" });
    this.saveButtons = FORMS.map((form) => element("button", { type: "button", onclick: () => this.save(form), attributes: { "data-form": form } }));
    this.saveName = element("span", { className: "label" });
    this.saves.append(this.saveName, ...this.saveButtons);
    this.strip = element("canvas", { className: "strip", attributes: { role: "img" } });
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    const row = element("div", { className: "beside" }, this.pictures), film = element("div", {}, this.strip);
    this.root = element("div", { className: "walks" },
      this.player.root,
      element("div", { className: "side" }, row, this.kinds, this.why,
        element("div", { className: "row-of-tools" }, element("label", { className: "tick" }, this.loop, this.loopName),
          element("label", { className: "speed" }, this.speedName, this.speed, this.speedSaid)),
        film, this.saves, this.note));
    parent.append(this.root);
    this.chosen = new Chosen(MOST, () => this.changed());
    enlargeable(row, () => ({ pictures: chosenOf(this.chosen.pictures) }), { clicks: false });
    enlargeable(film, () => filmed(this.strip, STRIP, this.words.strip, (number) => this.explore(number)));
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
      else if (this.player.playing) this.player.pause();
    });
    this.seen.observe(this.root);
  }

  state() {
    const { kind, player } = this;
    return { kind, at: player.at, loop: this.loop.checked, speed: Number(this.speed.value), large: player.large.checked, pictures: this.chosen.state() };
  }

  restore({ kind, at, loop, speed, large, pictures }) {
    if (!["spherical", "linear"].includes(kind) || !Array.isArray(pictures) || !Number.isInteger(at)) throw new Error("no walk");
    this.kind = kind;
    [this.loop.checked, this.player.large.checked] = [Boolean(loop), Boolean(large)];
    this.speed.value = speed; // the browser keeps it in its range
    this.tellSpeed();
    this.chosen.take(pictures, this.words.picker.linked);
    this.player.go(at);
  }

  made() {
    return this.chosen.pictures.map(({ point }) => point);
  }

  switchOn() {
    this.chosen.switchOn();
  }

  dispose() {
    this.seen.disconnect();
    this.chosen.dispose();
    this.picker?.dispose();
    clearTimeout(this.timer);
    this.player.dispose();
    this.version++;
  }

  name(words) {
    this.words = words;
    this.player.name(words);
    this.strip.setAttribute("aria-label", words.strip);
    this.pictures.setAttribute("aria-label", words.chosen);
    this.kinds.setAttribute("aria-label", words.kinds);
    for (const button of this.kindButtons) button.textContent = words[button.dataset.kind];
    this.loopName.textContent = words.loop;
    this.speedName.textContent = words.speed;
    this.speed.setAttribute("aria-label", words.speed);
    this.saveName.textContent = words.save;
    for (const button of this.saveButtons) button.textContent = words[button.dataset.form];
    this.tellSpeed();
    if (!this.picker) {
      this.picker = new Picker(words.picker, (point, canvas, name) => this.add({ point, canvas, name }));
      // Something to play at once: the first three, until others are chosen.
      this.picker.onready = () => {
        if (!this.chosen.pictures.length) Array.from({ length: FIRST }, (_, number) => this.picker.choose(number));
      };
      this.pictures.parentElement.after(this.picker.root);
    } else this.picker.name(words.picker);
    this.dress();
  }

  get leg() {
    return Math.round(Number(this.speed.value) * RATE);
  }

  get frames() {
    const count = this.chosen.pictures.length;
    if (count < FEWEST) return 0;
    return this.loop.checked ? count * this.leg : (count - 1) * this.leg + 1;
  }

  // The walk as the server takes it.
  way() {
    return { points: this.chosen.sent(), kind: this.kind, loop: this.loop.checked };
  }

  add(picture) {
    if (!this.chosen.add(picture)) this.note.textContent = fill(this.words.full, { most: MOST });
  }

  choose(kind) {
    this.kind = kind;
    this.changed();
  }

  tellSpeed() {
    const seconds = Number(this.speed.value).toLocaleString(desk.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.speedSaid.textContent = fill(this.words.seconds, { seconds });
    this.speed.setAttribute("aria-valuetext", this.speedSaid.textContent);
  }

  dress() {
    this.unitsOff?.tell();
    for (const button of this.kindButtons) button.setAttribute("aria-checked", button.dataset.kind === this.kind);
    this.why.textContent = this.kind === "spherical" ? this.words.whySpherical : this.words.whyLinear;
    const { list, pictures } = this.chosen;
    this.pictures.replaceChildren(
      ...list.map((picture, place) => picture
        ? element("button", {
          type: "button", title: this.words.remove, onclick: () => this.chosen.remove(place),
          attributes: { "aria-label": fill(this.words.removeOne, { number: place + 1, picture: picture.name }) },
        }, picture.canvas, element("span", { textContent: "×", attributes: { "aria-hidden": "true" } }))
        : element("span", { className: "vacant", textContent: place + 1, attributes: { "aria-hidden": "true" } })),
    );
    for (const button of this.saveButtons) button.disabled = pictures.length < FEWEST || this.saving;
  }

  // The walk is another one: its pictures, its kind, its speed, or the generator.
  changed() {
    this.version++;
    this.filmstrip = null;
    this.player.take({ way: this.way(), leg: this.leg, total: this.frames, loop: this.loop.checked });
    this.dress();
    if (this.note.textContent !== this.words.saving) this.note.textContent = this.frames ? "" : fill(this.words.few, { fewest: FEWEST });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.visible && this.wake(), REST);
  }

  wake() {
    if (!desk.source) return;
    this.chosen.wake();
    if (!this.chosen.pictures.length) this.picker.wake();
    if (this.frames && !this.filmstrip) this.ask();
    this.player.wake();
  }

  // The strip of nine, which also is what there is to see before the walk is played.
  async ask() {
    const version = this.version;
    try {
      const { sheet } = await desk.ask("filmstrip", this.way());
      if (version !== this.version) return;
      this.filmstrip = sheet;
      Object.assign(this.strip, { width: STRIP * (sheet.width + 1) - 1, height: sheet.height });
      const context = this.strip.getContext("2d");
      for (let index = 0; index < STRIP; index++) sheet.draw(context, index, index * (sheet.width + 1));
      this.strip.dataset.walk = version;
      this.player.film(sheet);
    } catch (error) {
      if (version === this.version) this.fail(error);
    }
  }

  // A picture of the strip: with as many frames from picture to picture as the strip has steps, each of its pictures is one.
  explore(number) {
    const leg = STRIP - 1, loop = this.loop.checked, legs = this.chosen.pictures.length - Number(!loop);
    this.player.explore({ leg, start: loop && number === leg ? 0 : number * legs });
  }

  fail(error) {
    this.player.pause();
    this.note.textContent = error.message;
  }

  // The server makes the file.
  async save(form) {
    const { id, step, name } = desk.source;
    this.saving = true;
    this.dress();
    this.note.textContent = this.words.saving;
    try {
      const body = JSON.stringify({ source: id, step, leg: this.leg, ...this.way() });
      const options = { headers: { "Content-Type": "application/json" }, body };
      const { blob } = await made(`${desk.base}/walk/${form}?lang=${desk.language}`, options, this.words.failed);
      const file = `${this.slug(name)}${form === "png" ? "filmstrip" : "walk"}-${step}.${form}`;
      save(file, blob);
      this.note.textContent = fill(this.words.saved, { file });
    } catch (error) {
      this.note.textContent = error.message;
    } finally {
      this.saving = false;
      this.dress();
    }
  }

  slug(name) {
    const kept = String(name ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    return kept ? `${kept}-` : "";
  }
}

export const { draw, dispose } = tabOf("walks", Walks, (view, { data }) => {
  view.name(data.words);
  view.root.classList.toggle("smooth", Boolean(data.smooth));
});
