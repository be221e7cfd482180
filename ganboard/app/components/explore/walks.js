// Walks: from picture to picture through latent space, played here at 30 frames a second, and saved as files.

import { decode, desk, download, element, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { Chosen } from "./chosen.js";
import { Picker } from "./picker.js";
import { RATE, Reel } from "./reel.js";

const FEWEST = 2, MOST = 6; // pictures of a walk
const FIRST = 3; // pictures chosen at first, so that a walk is there
const STRIP = 9;
const REST = 250; // milliseconds after the last change until frames are asked for
const FILES = { gif: "image/gif", webp: "image/webp", zip: "application/zip", png: "image/png" };

class Walks {
  constructor(parent) {
    this.version = 0; // rises when the walk is another one
    this.kind = "spherical";
    this.at = 0; // the frame shown
    this.total = 0;
    this.canvas = element("canvas", { className: "walk", attributes: { role: "img" } });
    this.context = this.canvas.getContext("2d");
    this.play = element("button", { type: "button", className: "primary", onclick: () => (this.playing ? this.pause() : this.start()) });
    this.place = element("input", { type: "range", min: 0, step: 1, value: 0, oninput: () => this.scrub() });
    this.clock = element("output", {});
    this.here = element("button", { type: "button", onclick: () => this.explore() });
    this.large = element("input", { type: "checkbox", checked: true, onchange: () => this.painted && this.giveBack() });
    this.largeName = element("span", {});
    this.pictures = element("div", { className: "chosen", attributes: { role: "group" } });
    this.kinds = element("div", { className: "row-of-tools", attributes: { role: "radiogroup" } });
    this.kindButtons = ["spherical", "linear"].map((kind) =>
      element("button", { type: "button", onclick: () => this.choose(kind), attributes: { role: "radio", "data-kind": kind } }),
    );
    this.kinds.append(...this.kindButtons);
    this.loop = element("input", { type: "checkbox", checked: true, onchange: () => this.changed() });
    this.loopName = element("span", {});
    this.speed = element("input", { type: "range", min: 0.5, max: 5, step: 0.1, value: 1.5, oninput: () => this.tellSpeed(), onchange: () => this.changed() });
    this.speedName = element("span", {});
    this.speedSaid = element("output", {});
    this.why = element("p", { className: "hint" });
    this.saves = element("div", { className: "row-of-tools" });
    this.saveButtons = Object.keys(FILES).map((form) => element("button", { type: "button", onclick: () => this.save(form), attributes: { "data-form": form } }));
    this.saveName = element("span", { className: "label" });
    this.saves.append(this.saveName, ...this.saveButtons);
    this.strip = element("canvas", { className: "strip", attributes: { role: "img" } });
    this.note = element("p", { className: "note", attributes: { role: "status" } });
    this.root = element("div", { className: "walks" },
      element("div", { className: "screen" }, this.canvas,
        element("div", { className: "playing" }, this.play, this.place, this.clock),
        element("div", { className: "row-of-tools" }, element("label", { className: "tick" }, this.large, this.largeName), this.here)),
      element("div", { className: "side" }, this.pictures, this.kinds, this.why,
        element("div", { className: "row-of-tools" }, element("label", { className: "tick" }, this.loop, this.loopName),
          element("label", { className: "speed" }, this.speedName, this.speed, this.speedSaid)),
        this.strip, this.saves, this.note));
    parent.append(this.root);
    this.chosen = new Chosen(MOST, () => this.changed());
    this.listeners = [
      // Whoever moves the point has the large picture.
      desk.on("point", ({ by }) => {
        this.painted = false;
        if (by !== this && this.playing && this.large.checked) this.large.checked = false;
      }),
    ];
    this.seen = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible) this.wake();
      else if (this.playing) this.pause();
    });
    this.seen.observe(this.root);
  }

  state() {
    const { kind, at } = this;
    return { kind, at, loop: this.loop.checked, speed: Number(this.speed.value), large: this.large.checked, pictures: this.chosen.state() };
  }

  restore({ kind, at, loop, speed, large, pictures }) {
    if (!["spherical", "linear"].includes(kind) || !Array.isArray(pictures) || !Number.isInteger(at)) throw new Error("no walk");
    this.kind = kind;
    [this.loop.checked, this.large.checked] = [Boolean(loop), Boolean(large)];
    this.speed.value = speed; // the browser keeps it in its range
    this.tellSpeed();
    this.chosen.take(pictures, this.words.picker.linked);
    this.at = Math.min(Math.max(at, 0), Math.max(this.total - 1, 0));
    this.tellPlace();
  }

  made() {
    return this.chosen.pictures.map(({ point }) => point);
  }

  switchOn() {
    this.chosen.switchOn();
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.seen.disconnect();
    this.chosen.dispose();
    this.picker?.dispose();
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.reel?.close();
    this.version++;
  }

  name(words) {
    this.words = words;
    this.canvas.setAttribute("aria-label", words.canvas);
    this.strip.setAttribute("aria-label", words.strip);
    this.place.setAttribute("aria-label", words.place);
    this.play.textContent = this.playing ? words.pause : words.play;
    this.here.textContent = words.explore;
    this.largeName.textContent = words.large;
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
      this.pictures.after(this.picker.root);
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
    const { list, pictures } = this.chosen, enough = pictures.length >= FEWEST;
    this.pictures.replaceChildren(
      ...list.map((picture, place) => picture
        ? element("button", {
          type: "button", title: this.words.remove, onclick: () => this.chosen.remove(place),
          attributes: { "aria-label": fill(this.words.removeOne, { number: place + 1, picture: picture.name }) },
        }, picture.canvas, element("span", { textContent: "×", attributes: { "aria-hidden": "true" } }))
        : element("span", { className: "vacant", textContent: place + 1, attributes: { "aria-hidden": "true" } })),
    );
    for (const part of [this.play, this.place, this.here, ...this.saveButtons]) part.disabled = !enough || (this.saving && part.dataset.form);
    this.place.max = Math.max(this.frames - 1, 0);
    this.tellPlace();
  }

  // The walk is another one: its pictures, its kind, its speed, or the generator.
  changed() {
    this.version++;
    const part = this.total > 1 ? this.at / (this.total - 1) : 0;
    this.filmstrip = null;
    this.total = this.frames;
    this.reel?.close();
    this.reel = new Reel(this.way(), this.leg, this.total, {
      onframes: () => this.playing || this.show(this.at, false), onproblem: (error) => this.fail(error),
    });
    this.at = Math.round(part * Math.max(this.total - 1, 0));
    this.begun = null;
    if (!this.total && this.playing) this.pause();
    this.dress();
    if (this.note.textContent !== this.words.saving) this.note.textContent = this.total ? "" : fill(this.words.few, { fewest: FEWEST });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.visible && this.wake(), REST);
  }

  wake() {
    if (!desk.source) return;
    this.chosen.wake();
    if (!this.chosen.pictures.length) this.picker.wake();
    if (this.total && !this.filmstrip) this.ask();
    if (this.playing) this.reel.load(this.at);
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
      if (!this.playing) this.show(this.at, false);
    } catch (error) {
      if (version === this.version) this.fail(error);
    }
  }

  fail(error) {
    this.pause();
    this.note.textContent = error.message;
  }

  start() {
    if (!this.total) return;
    if (!this.loop.checked && this.at >= this.total - 1) this.at = 0;
    this.playing = true;
    this.begun = null;
    this.play.textContent = this.words.pause;
    this.reel.load(this.at);
    this.frame = requestAnimationFrame((now) => this.tick(now));
  }

  pause() {
    this.playing = false;
    this.play.textContent = this.words.play;
    cancelAnimationFrame(this.frame);
    this.giveBack();
  }

  tick(now) {
    if (!this.playing) return;
    this.frame = requestAnimationFrame((later) => this.tick(later));
    if (this.begun === null) Object.assign(this, { begun: now, from: this.at });
    let at = this.from + Math.floor(((now - this.begun) / 1000) * RATE);
    if (at >= this.total && !this.loop.checked) {
      this.show(this.total - 1);
      return this.pause();
    }
    at %= this.total;
    if (!this.reel.frame(at)) {
      this.begun = null; // waits here, and goes on from here
      return void this.reel.load(this.at);
    }
    this.reel.at = at;
    if (at !== this.at || this.canvas.dataset.frame !== String(at)) this.show(at);
  }

  scrub() {
    if (this.playing) this.pause();
    this.show(Number(this.place.value));
    this.reel.load(this.at);
  }

  // Show a frame; where it is not here yet, the nearest of the strip.
  show(at, large = this.large.checked) {
    const frame = this.reel?.frame(at);
    this.at = at;
    this.tellPlace();
    if (!frame && !this.filmstrip) return;
    const share = at / Math.max(this.loop.checked ? this.total : this.total - 1, 1);
    const [sheet, index] = frame ?? [this.filmstrip, Math.round(share * (STRIP - 1))];
    const { width, height } = sheet;
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    sheet.draw(this.context, index);
    this.canvas.dataset.frame = frame ? at : "";
    if (!large) return;
    this.painted = true;
    desk.paint(sheet, [[index, 1]], this);
  }

  // The large picture shows the point again.
  giveBack() {
    if (!this.painted) return;
    this.painted = false;
    desk.tell("settled", { by: this });
  }

  tellPlace() {
    this.place.value = this.at;
    const seconds = (at) => (at / RATE).toLocaleString(desk.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const text = this.total ? fill(this.words.time, { at: seconds(this.at), total: seconds(this.total) }) : "";
    this.clock.textContent = text;
    this.place.setAttribute("aria-valuetext", text);
  }

  // The frame that is shown becomes the point of the page.
  async explore() {
    if (this.playing) this.pause();
    try {
      const { head } = await desk.ask("walk", { ...this.way(), leg: this.leg, start: this.at, count: 1 });
      desk.begin({ ...head.first, z: decode(head.first.z) }, null, this);
    } catch (error) {
      this.note.textContent = error.message;
    }
  }

  // The server makes the file.
  async save(form) {
    const { id, step, name } = desk.source;
    this.saving = true;
    this.dress();
    this.note.textContent = this.words.saving;
    try {
      const answer = await fetch(`${desk.base}/walk/${form}?lang=${desk.language}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ source: id, step, leg: this.leg, ...this.way() }),
      });
      if (!answer.ok) {
        const { error } = await answer.json().catch(() => ({}));
        throw new Error(error ?? this.words.failed);
      }
      const file = `${this.slug(name)}${form === "png" ? "filmstrip" : "walk"}-${step}.${form}`;
      download(file, [await answer.blob()], FILES[form]);
      this.note.textContent = fill(this.words.saved, { file });
    } catch (error) {
      this.note.textContent = error instanceof TypeError ? this.words.failed : error.message; // TypeError: no answer at all
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
