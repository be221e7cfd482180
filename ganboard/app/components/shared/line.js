// What is said while the page has no line to its server, in place of Streamlit's own box: that one is English, covers the page, and
// names a command that nobody needs here.

import { element, partOf, put } from "./element.js";

const SOON = 2000; // milliseconds in which a line mostly comes back by itself
const BOX = '[data-testid="stDialog"] [role="dialog"] > button'; // which closes it
const app = document.querySelector('[data-testid="stApp"]');

class Line {
  constructor(parent) {
    this.root = element("p", { className: "line", hidden: true, attributes: { role: "alert" } });
    parent.append(this.root);
    this.state = new MutationObserver(() => this.look());
    this.state.observe(app, { attributeFilter: ["data-test-connection-state"] });
    this.boxes = new MutationObserver(() => this.cut && document.querySelector(BOX)?.click());
    this.boxes.observe(document.body, { childList: true });
  }

  dispose() {
    clearTimeout(this.timer);
    this.state.disconnect();
    this.boxes.disconnect();
  }

  tell({ data }) {
    this.sentence = data.sentence;
    if (!this.root.hidden) put(this.root, data.sentence);
  }

  look() {
    const cut = app.dataset.testConnectionState !== "CONNECTED";
    if (cut === this.cut) return;
    this.cut = cut;
    clearTimeout(this.timer);
    if (cut) this.timer = setTimeout(() => this.say(this.sentence), SOON);
    else this.say("");
  }

  say(sentence) {
    this.root.hidden = !sentence;
    put(this.root, sentence);
  }
}

export const { draw, dispose } = partOf(Line, (view, component) => view.tell(component));
