// The window in which a picture is large: what is made of pixels on a canvas, a drawing as it is. Arrow keys go to its neighbours,
// Escape and a click beside it close it, and the keyboard is where it was before.

import { element, fill, put } from "./element.js";
import { each, frameNow, held, hold, whenHeld } from "./playing.js";

export class Lightbox {
  constructor(parent) {
    this.parent = parent;
    this.title = element("h2", { id: "enlarged", attributes: { "aria-live": "polite" } });
    this.shut = element("button", { type: "button", textContent: "✕", onclick: () => this.close() });
    this.canvas = element("canvas", { attributes: { role: "img" } });
    this.before = element("button", { type: "button", textContent: "‹", onclick: () => this.go(-1) });
    this.after = element("button", { type: "button", textContent: "›", onclick: () => this.go(1) });
    this.facts = element("p");
    this.place = element("span", { className: "place" });
    this.still = element("button", { type: "button", className: "still", onclick: () => hold(!held()) });
    this.explore = element("button", { type: "button", className: "primary", onclick: () => this.leave() });
    this.root = element("dialog", { className: "lightbox", attributes: { "aria-labelledby": "enlarged" } },
      element("div", { className: "head" }, this.title, this.shut),
      (this.around = element("div", { className: "around" }, this.before, (this.holder = element("div", { className: "large" }, this.canvas)), this.after)),
      this.facts, (this.foot = element("div", { className: "foot" }, this.place, this.still, this.explore)));
    this.root.onclick = ({ target }) => target === this.root && this.close();
    this.root.onclose = () => {
      this.rest();
      if (this.opener?.isConnected) this.opener.focus();
    };
    this.heard = whenHeld(() => this.root.open && this.lay());
    this.root.onkeydown = (event) => this.key(event);
    parent.append(this.root);
  }

  name(words, send) {
    Object.assign(this, { words, send });
    for (const [button, text] of [[this.shut, words.close], [this.before, words.before], [this.after, words.after]]) {
      button.setAttribute("aria-label", text);
      button.title = text;
    }
    put(this.explore, words.explore);
    if (this.root.open) this.lay();
  }

  // The pictures are copied: what trains on behind the window does not change what is looked at.
  show(pictures, index, opener) {
    const copies = new Map();
    for (const { source } of pictures) if (!copies.has(source)) copies.set(source, copied(source));
    const blurred = (source) => getComputedStyle(source).imageRendering !== "pixelated";
    this.pictures = pictures.map(({ source, stands = source, smooth, ...about }) => ({ ...about, smooth: smooth ?? blurred(stands), source: copies.get(source) }));
    this.around.classList.toggle("single", pictures.length < 2);
    this.foot.hidden = pictures.length < 2 && !pictures[0].explore && !moves(pictures[0]);
    Object.assign(this, { opener, index: Math.min(index, pictures.length - 1) });
    this.lay();
    if (!this.root.open) this.root.showModal();
  }

  lay() {
    const { pictures, index, words } = this, { source, part, title, facts, smooth, explore } = pictures[index];
    const drawn = source instanceof SVGElement, said = facts ? `${title}. ${facts}` : title;
    if (drawn) this.holder.replaceChildren(source);
    else {
      const parts = [part ?? { x: 0, y: 0, width: source.width, height: source.height }].flat(), [{ width, height }] = parts;
      Object.assign(this.canvas, { width, height });
      this.play(source, parts);
      this.canvas.classList.toggle("smooth", Boolean(smooth));
      this.canvas.style.aspectRatio = `${width} / ${height}`;
      this.holder.replaceChildren(this.canvas);
      this.holder.style.setProperty("--ratio", width / height);
    }
    this.holder.firstChild.setAttribute("aria-label", said);
    put(this.title, title);
    put(this.facts, facts ?? "");
    const several = pictures.length > 1;
    this.still.hidden = !moves(pictures[index]);
    put(this.still, held() ? words.go : words.stand);
    put(this.place, several ? fill(words.place, { number: index + 1, count: pictures.length }) : "");
    if (!explore && this.explore.matches(":focus")) this.shut.focus(); // of what is hidden the keys are given to nobody
    this.explore.style.visibility = explore ? "" : "hidden"; // its place stays
  }

  // A clip has a part of its source for each frame, and moves on as it does on the page.
  play(source, parts) {
    const draw = () => {
      const { x, y, width, height } = parts[frameNow(parts.length)];
      this.canvas.getContext("2d").drawImage(source, x, y, width, height, 0, 0, width, height);
    };
    draw();
    this.rest();
    if (parts.length > 1) this.playing = each(parts.length, draw);
  }

  rest() {
    this.playing?.();
    this.playing = null;
  }

  go(by) {
    const { length } = this.pictures;
    this.index = (this.index + by + length) % length;
    this.lay();
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    event.stopPropagation(); // the page's own keys rest
    if (!by || this.pictures.length < 2) return;
    event.preventDefault();
    this.go(by);
  }

  leave() {
    const { explore } = this.pictures[this.index];
    this.opener = null;
    this.close();
    if (typeof explore === "function") explore();
    else this.send(explore);
  }

  close() {
    this.root.close();
  }

  remove() {
    this.opener = null;
    this.rest();
    this.heard();
    this.root.remove();
  }
}

const moves = ({ part }) => Array.isArray(part) && part.length > 1;

function copied(source) {
  if (source instanceof SVGElement) return traced(source);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: source.naturalWidth ?? source.width, height: source.naturalHeight ?? source.height });
  canvas.getContext("2d").drawImage(source, 0, 0);
  return canvas;
}

// A drawing takes the looks along that its page gives it.
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order",
  "opacity", "offset-distance", "visibility", "display", "overflow", "font-family", "font-size", "font-style", "font-weight", "text-anchor"];
function traced(source) {
  const copy = source.cloneNode(true), { width, height } = source.getBoundingClientRect(), theirs = [...source.querySelectorAll("*")];
  copy.removeAttribute("style");
  if (!source.viewBox.baseVal?.width) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("role", "img");
  [...copy.querySelectorAll("*")].forEach((shape, number) => {
    const style = getComputedStyle(theirs[number]);
    for (const look of LOOKS) shape.style.setProperty(look, style.getPropertyValue(look));
  });
  return copy;
}
