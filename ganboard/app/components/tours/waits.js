// What a stop of a tour waits for. Events are heard on the document, past shadow trees and reruns, which replace what is on the page.
//
//   const waits = new Waits({ find, open, done })   find() gives the element that the stop shows, or null; open() says whether it
//                                                   is one to be opened, and is open already
//   .begin(wait, here)   wait: { kind, step } or null; here: whether the stop's page is open
//   .look()              looks at what no event tells: whether something is there, or a training has come far enough
//   .stop()

import { find } from "./places.js";

const TRAINS = '[class*="st-key-stage_"]'; // there while a training is on the page
const TOGETHER = { css: ".st-key-together >> .together", label: "" }; // there while trainings stand side by side
const KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter", " "]);
const TYPED = 'input:not([type="checkbox"], [type="radio"]), select, textarea';
const MOVED = 'canvas, [role="application"], [role="slider"], svg';

// There to be seen: a button that can be pressed, a frame with its picture.
const stands = (place) => Boolean(place) && !place.disabled && (place.tagName !== "FIGURE" || place.querySelector("img, canvas, svg") !== null);

export class Waits {
  constructor({ find, open, done }) {
    Object.assign(this, { find, open, done });
    this.heard = (event) => this.hear(event);
    for (const type of ["click", "input", "pointerup", "keyup"]) document.addEventListener(type, this.heard, { capture: true, passive: true });
  }

  begin(wait, here) {
    Object.assign(this, { wait, here });
    this.look();
  }

  stop() {
    for (const type of ["click", "input", "pointerup", "keyup"]) document.removeEventListener(type, this.heard, { capture: true });
  }

  hear(event) {
    const kind = this.here && this.wait?.kind;
    if (kind !== "click" && kind !== "change") return;
    const path = event.composedPath(), place = this.find();
    if (!place || !path.includes(place)) return;
    if (kind === "click" ? event.type === "click" : this.changes(event, path[0])) this.done();
  }

  // Whether an event says that something was moved, typed or chosen.
  changes({ type, key }, target) {
    if (target.matches?.(TYPED)) return type === "input";
    if (type === "click") return true;
    return Boolean(target.matches?.(MOVED)) && (type === "pointerup" || (type === "keyup" && KEYS.has(key)));
  }

  // The step of the training on the page, or to which all of several have come; -1 where there is none.
  stands() {
    if (document.querySelector(TRAINS)) return window.ganboardLive?.step ?? -1;
    return Number(find(TOGETHER)?.dataset.step ?? -1);
  }

  look() {
    if (!this.wait || !this.here) return;
    const { kind, step } = this.wait;
    const there = {
      page: () => true,
      click: () => this.open(),
      appear: () => stands(this.find()),
      step: () => this.stands() >= step,
    };
    if (there[kind]?.()) this.done();
  }
}
