// What a tour does to the page: a ring around what it shows, room for its panel, and things out of sight.
//
//   const frame = new Frame(panel)
//   .ring                    the element to put beside the panel
//   .around(place, done)     where the ring is; null for nowhere
//   .lead(place, low)        have the page scroll there, into what the panel leaves of the window; whether it was there already;
//                            low: no further than needed, since what is above it shall stay in sight
//   .stands(place)           how far down its page it is
//   .dress(hidden, folded)   selectors of what is out of sight; whether the panel is folded and needs no room
//   .dispose()

import { element, put } from "../shared/element.js";

const AROUND = 6; // pixels between the place and the ring
const BESIDE = "(min-width: 900px)"; // where the panel stands beside the page, below this under it
const ROOM = `@media ${BESIDE} { .stMain .stMainBlockContainer { padding-right: calc(var(--gb-panel, 20rem) + 2.5rem); } }
@media not all and ${BESIDE} { .stMain .stMainBlockContainer { padding-bottom: 50vh; } }`;

export class Frame {
  constructor(panel) {
    this.panel = panel;
    this.ring = element("div", { className: "ring", hidden: true, attributes: { "aria-hidden": "true" } });
    this.sheet = element("style");
    document.head.append(this.sheet);
    this.follow = () => (this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.put();
    }));
    window.addEventListener("scroll", this.follow, { capture: true, passive: true });
    window.addEventListener("resize", this.follow);
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    window.removeEventListener("scroll", this.follow, { capture: true });
    window.removeEventListener("resize", this.follow);
    this.sheet.remove();
  }

  dress(hidden, folded) {
    put(this.sheet, `${hidden.length ? `${hidden.join(", ")} { display: none !important; }` : ""} ${folded ? "" : ROOM}`);
  }

  // The part of the window in which the page is to be seen.
  get free() {
    const header = document.querySelector('[data-testid="stHeader"]')?.getBoundingClientRect().bottom ?? 0;
    const panel = this.panel.getBoundingClientRect(), beside = matchMedia(BESIDE).matches || !panel.height;
    return { top: header, bottom: beside ? innerHeight : panel.top };
  }

  around(place, done) {
    this.place = place;
    this.ring.classList.toggle("done", done);
    this.put();
  }

  put() {
    const box = this.place?.isConnected ? this.place.getBoundingClientRect() : null, { top, bottom } = this.free;
    const shown = Boolean(box) && box.bottom > top && box.top < bottom;
    this.ring.hidden = !shown;
    if (!shown) return;
    const style = { left: box.left, top: Math.max(box.top, top + AROUND), right: box.right, bottom: Math.min(box.bottom, bottom - AROUND) };
    Object.assign(this.ring.style, {
      left: `${style.left - AROUND}px`, top: `${style.top - AROUND}px`,
      width: `${style.right - style.left + 2 * AROUND}px`, height: `${Math.max(style.bottom - style.top, 0) + 2 * AROUND}px`,
    });
  }

  // How far down its page a place stands, in whole pixels, wherever the page is scrolled to.
  stands(place) {
    return Math.round(place.getBoundingClientRect().top + (document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0));
  }

  lead(place, low = false) {
    const box = place.getBoundingClientRect(), { top, bottom } = this.free, tall = bottom - top;
    const fits = box.height < tall - 2 * AROUND;
    if (box.top >= top + AROUND && (fits ? box.bottom <= bottom - AROUND : box.top <= top + 4 * AROUND)) return true;
    const wanted = !fits ? top + 2 * AROUND : low && box.top > top ? bottom - box.height - 4 * AROUND : top + (tall - box.height) / 2;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.querySelector('[data-testid="stMain"]')?.scrollBy({ top: box.top - wanted, behavior: still ? "auto" : "smooth" });
    return false;
  }
}
