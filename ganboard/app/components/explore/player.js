// Plays a walk at 30 frames a second: its picture, and a slider of its frames.
//
//   const player = new Player({ onproblem(error) });
//   .take({ way, leg, total, loop })  plays another walk, from the same part of it on; way, leg and total as for a Reel
//   .film(sheet)  nine frames of the walk, to be seen where others are not here yet
//   .wake()       call it when the part is visible

import { decode, desk, element, fill } from "./core.js";
import { RATE, Reel } from "./reel.js";
import { enlargeable } from "../shared/enlarge.js";

export const STRIP = 9; // frames of a filmstrip

export class Player {
  constructor({ onproblem }) {
    this.onproblem = onproblem;
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
    for (const tool of [this.play, this.place, this.here]) tool.disabled = true; // until there is a walk
    const frame = element("div", {}, this.canvas);
    enlargeable(frame, () => ({ pictures: this.total ? [{ source: this.canvas, title: this.words.canvas, facts: this.clock.textContent, explore: () => this.explore() }] : [] }));
    this.root = element("div", { className: "screen" }, frame,
      element("div", { className: "playing" }, this.play, this.place, this.clock),
      element("div", { className: "row-of-tools" }, element("label", { className: "tick" }, this.large, this.largeName), this.here));
    // Whoever moves the point has the large picture.
    this.off = desk.on("point", ({ by }) => {
      this.painted = false;
      if (by !== this && this.playing && this.large.checked) this.large.checked = false;
    });
  }

  dispose() {
    this.off();
    cancelAnimationFrame(this.frame);
    this.reel?.close();
  }

  name(words) {
    this.words = words;
    this.canvas.setAttribute("aria-label", words.canvas);
    this.place.setAttribute("aria-label", words.place);
    this.play.textContent = this.playing ? words.pause : words.play;
    this.here.textContent = words.explore;
    this.largeName.textContent = words.large;
    this.tellPlace();
  }

  take({ way, leg, total, loop }) {
    const part = this.total > 1 ? this.at / (this.total - 1) : 0;
    Object.assign(this, { way, leg, total, loop, filmstrip: null, begun: null });
    this.reel?.close();
    this.reel = new Reel(way, leg, total, {
      onframes: () => this.playing || this.show(this.at, false),
      onproblem: (error) => {
        this.pause();
        this.onproblem(error);
      },
    });
    this.at = Math.round(part * Math.max(total - 1, 0));
    if (!total && this.playing) this.pause();
    for (const tool of [this.play, this.place, this.here]) tool.disabled = !total;
    this.place.max = Math.max(total - 1, 0);
    this.tellPlace();
  }

  film(sheet) {
    this.filmstrip = sheet;
    if (!this.playing) this.show(this.at, false);
  }

  wake() {
    if (this.playing) this.reel.load(this.at);
  }

  // Go to a frame of a link.
  go(at) {
    this.at = Math.min(Math.max(at, 0), Math.max(this.total - 1, 0));
    this.tellPlace();
  }

  start() {
    if (!this.total) return;
    if (!this.loop && this.at >= this.total - 1) this.at = 0;
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
    if (at >= this.total && !this.loop) {
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
    const share = at / Math.max(this.loop ? this.total : this.total - 1, 1);
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

  // The frame that is shown becomes the point of the page, or another one, counted with so many frames from picture to picture.
  async explore(frame = { leg: this.leg, start: this.at }) {
    if (this.playing) this.pause();
    try {
      const { head } = await desk.ask("walk", { ...this.way, ...frame, count: 1 });
      desk.begin({ ...head.first, z: decode(head.first.z) }, null, this);
      desk.mixer?.canvas.scrollIntoView({ block: "nearest" });
    } catch (error) {
      this.onproblem(error);
    }
  }
}
