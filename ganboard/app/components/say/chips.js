// The words of a sentence, each a chip that can be taken away: by a click, a key, or by dragging it off.
//
//   const chips = new Chips({ onremove(word) })
//   .root              the element to put on the page
//   .lay(words, told)  words as the engine gives them; told(word) says { name, note, state }: the button's name, what stands small
//                      behind the word (or ""), and "good", "off" or "unknown"

import { element } from "../shared/element.js";

const AWAY = 44; // pixels from its place at which a dragged chip is let go of

export class Chips {
  constructor({ onremove }) {
    this.onremove = onremove;
    this.root = element("ul", { className: "chips" });
  }

  lay(words, told) {
    const focused = [...this.root.children].findIndex((item) => item.contains(this.root.getRootNode().activeElement));
    this.root.replaceChildren(...words.map((word) => this.chip(word, told(word))));
    if (focused >= 0) (this.root.children[Math.min(focused, words.length - 1)]?.firstChild ?? this.next)?.focus();
  }

  chip(word, { name, note, state }) {
    const text = element(state === "unknown" ? "s" : "span", { textContent: word.text });
    const button = element("button", { type: "button", attributes: { "aria-label": name } }, text,
      element("span", { className: "cross", textContent: "×", attributes: { "aria-hidden": "true" } }));
    const item = element("li", { className: `chip ${state}`, title: note }, button);
    if (note && state !== "unknown") item.append(element("span", { className: "seen", textContent: note }));
    button.onclick = () => void (item.dragged || this.onremove(word));
    button.onkeydown = ({ key }) => void (["Delete", "Backspace"].includes(key) && this.onremove(word)); // `false` would take the key away
    this.follow(item, word);
    return item;
  }

  follow(item, word) {
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
      if (gone) this.onremove(word);
    };
  }
}
