// The window in which a picture is large. Arrow keys go to its neighbours, Escape and a click beside it close it, and the keyboard is
// where it was before.

import { element, fill, put } from "./element.js";

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
    this.explore = element("button", { type: "button", className: "primary", onclick: () => this.leave() });
    this.root = element("dialog", { className: "lightbox", attributes: { "aria-labelledby": "enlarged" } },
      element("div", { className: "head" }, this.title, this.shut),
      (this.around = element("div", { className: "around" }, this.before, element("div", { className: "large" }, this.canvas), this.after)),
      this.facts, (this.foot = element("div", { className: "foot" }, this.place, this.explore)));
    this.root.onclick = ({ target }) => target === this.root && this.close();
    this.root.onclose = () => this.opener?.isConnected && this.opener.focus();
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
    this.pictures = pictures.map(({ source, smooth, ...about }) => ({ ...about, smooth: smooth ?? blurred(source), source: copies.get(source) }));
    this.around.classList.toggle("single", pictures.length < 2);
    this.foot.hidden = pictures.length < 2 && !pictures[0].explore;
    Object.assign(this, { opener, index: Math.min(index, pictures.length - 1) });
    this.lay();
    if (!this.root.open) this.root.showModal();
  }

  lay() {
    const { pictures, index, words } = this, { source, part, title, facts, smooth, explore } = pictures[index];
    const { x, y, width, height } = part ?? { x: 0, y: 0, width: source.width, height: source.height };
    Object.assign(this.canvas, { width, height });
    this.canvas.getContext("2d").drawImage(source, x, y, width, height, 0, 0, width, height);
    this.canvas.classList.toggle("smooth", Boolean(smooth));
    this.canvas.style.aspectRatio = `${width} / ${height}`;
    this.canvas.style.setProperty("--ratio", width / height);
    this.canvas.setAttribute("aria-label", facts ? `${title}. ${facts}` : title);
    put(this.title, title);
    put(this.facts, facts ?? "");
    const several = pictures.length > 1;
    put(this.place, several ? fill(words.place, { number: index + 1, count: pictures.length }) : "");
    this.explore.style.visibility = explore ? "" : "hidden"; // its place stays
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
    this.root.remove();
  }
}

function copied(source) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: source.naturalWidth ?? source.width, height: source.naturalHeight ?? source.height });
  canvas.getContext("2d").drawImage(source, 0, 0);
  return canvas;
}
