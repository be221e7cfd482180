// The timeline below the samples: cards of some checkpoints, and the pictures of all of them.

import { element, fill } from "../shared/element.js";

const CARD = 66; // pixels that a card takes
const FEWEST = 4; // cards that there is always room for
const WIDE = 700; // pixels, as long as nobody knows how wide the timeline is

// Pictures of checkpoints are fetched once and kept, so that dragging "Rewind" needs no answer from the server:
// address -> object URL, null while it is on its way, false where there is none.
const pictures = new Map();
export function pictureOf(address) {
  if (!pictures.has(address)) {
    pictures.set(address, null);
    const arrived = (url) => {
      pictures.set(address, url);
      window.dispatchEvent(new CustomEvent("ganboard-picture"));
    };
    fetch(address)
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer.status)))
      .then((blob) => pictures.has(address) && arrived(URL.createObjectURL(blob)))
      .catch(() => pictures.has(address) && arrived(false));
  }
  return pictures.get(address);
}
export function forgetPictures(except = new Set()) {
  for (const [address, url] of pictures) {
    if (except.has(address)) continue;
    if (url) URL.revokeObjectURL(url);
    pictures.delete(address);
  }
}

export class Cards {
  // `onchoose` gets the step of a card that was pressed.
  constructor(onchoose) {
    this.onchoose = onchoose;
    this.root = element("ol", { className: "cards" });
  }

  // Every first, second, fourth, ... checkpoint, so that those shown stay; the newest and those saved by hand always. `past` is how
  // many of them the training has behind it, `sourceOf` gives a checkpoint's picture as `pictureOf` does.
  deal({ frames, past, live, width, sourceOf, data }) {
    const room = Math.max(FEWEST, Math.floor((width || WIDE) / CARD));
    let every = 1;
    while (frames.length / every > room) every *= 2;
    const ends = [past - 1, frames.length - 1]; // the newest, and the newest of all
    const picks = [...frames.keys()].filter((index) => index % every === 0 || ends.includes(index) || frames[index].kept);
    const old = new Map([...this.root.children].map((card) => [card.dataset.key, card]));
    const cards = picks.map((index) => {
      const frame = frames[index];
      const key = `${live.run} ${frame.step} ${frame.stamp} ${frame.kept}`;
      const card = old.get(key) ?? this.make(frame, key, data);
      card.classList.toggle("later", frame.step > live.step);
      const picture = card.querySelector("img"), source = sourceOf(frame);
      if (source && picture.src !== source) picture.src = source;
      return card;
    });
    if (cards.length !== this.root.children.length || cards.some((card, index) => card !== this.root.children[index]))
      this.root.replaceChildren(...cards);
  }

  make({ step, kept }, key, { side, columns, language, words }) {
    const cell = side + 2, number = step.toLocaleString(language);
    const picture = element("img", { alt: "" });
    picture.style.width = `${Math.max(1, (columns * cell - 2) / (2 * cell - 2)) * 100}%`; // a single picture is shown whole
    const button = element("button", {
      type: "button", title: fill(words.at, { step: number }), onclick: () => this.onchoose(step),
      attributes: { "aria-label": fill(words.card, { step: number }) },
    },
    element("div", { className: "window" }, picture), // four of the samples, large enough to be seen
    element("span", { textContent: (kept ? "★ " : "") + number }));
    return element("li", { attributes: { "data-key": key, "data-step": step } }, button);
  }

  // Which of the steps is looked at; null for now.
  mark(step) {
    for (const card of this.root.children) card.classList.toggle("chosen", step !== null && Number(card.dataset.step) === step);
  }

  clear() {
    this.root.replaceChildren();
  }
}
