// The words of a sentence, each a chip that can be taken away: by a click, a key, or by dragging it off.
//
//   const chips = new Chips({ onremove(word) })
//   .root              the element to put on the page
//   .lay(words, told)  words as the engine gives them; told(word) says { name, note, state }: the button's name, what stands small
//                      behind the word (or ""), and "good", "off" or "unknown"

import { element } from "../shared/element.js";

const AWAY = 44; // pixels from its place at which a dragged chip is let go of

const sameWord = (one, other) => one.text === other.text && (one.factor === null) === (other.factor === null);

export class Chips {
  constructor({ onremove }) {
    this.onremove = onremove;
    this.root = element("ul", { className: "chips" });
    this.items = [];
  }

  // What is there already is changed and not built anew: a pointer may be on it.
  lay(words, told) {
    const { activeElement } = this.root.getRootNode();
    const focused = this.items.findIndex(({ item }) => item.contains(activeElement));
    const stays = words.length === this.items.length && words.every((word, index) => sameWord(word, this.items[index].word));
    if (!stays) {
      this.items = words.map((word) => this.chip(word));
      this.root.replaceChildren(...this.items.map(({ item }) => item));
      if (focused >= 0) (this.items[Math.min(focused, words.length - 1)]?.button ?? this.next)?.focus();
    }
    words.forEach((word, index) => this.tell(this.items[index], word, told(word)));
  }

  chip(word) {
    const cross = element("span", { className: "cross", textContent: "×", attributes: { "aria-hidden": "true" } });
    const text = element(word.factor === null ? "s" : "span", { textContent: word.text });
    const button = element("button", { type: "button" }, text, cross), seen = element("span", { className: "seen" });
    const item = element("li", {}, button, seen), made = { item, button, seen, word };
    button.onclick = () => void (item.dragged || this.onremove(made.word));
    button.onkeydown = ({ key }) => void (["Delete", "Backspace"].includes(key) && this.onremove(made.word)); // `false` would take the key away
    this.follow(item, made);
    return made;
  }

  tell(made, word, { name, note, state }) {
    made.word = word;
    made.item.className = `chip ${state}`;
    made.item.title = note;
    made.button.setAttribute("aria-label", name);
    made.seen.textContent = state === "unknown" ? "" : note;
    made.seen.hidden = !made.seen.textContent;
  }

  follow(item, made) {
    let from = null;
    const far = ({ clientX, clientY }) => Math.hypot(clientX - from[0], clientY - from[1]);
    item.onpointerdown = (event) => {
      from = [event.clientX, event.clientY];
      item.dragged = false;
    };
    item.onpointermove = (event) => {
      if (!from || (!item.dragged && far(event) < 6)) return;
      if (!item.dragged) item.setPointerCapture(event.pointerId);
      item.dragged = true;
      item.classList.toggle("leaving", far(event) > AWAY);
      item.style.transform = `translate(${event.clientX - from[0]}px, ${event.clientY - from[1]}px)`;
    };
    item.onpointerup = item.onpointercancel = (event) => {
      const gone = item.dragged && event.type === "pointerup" && far(event) > AWAY;
      from = null;
      item.style.transform = "";
      item.classList.remove("leaving");
      if (gone) this.onremove(made.word);
    };
  }
}
