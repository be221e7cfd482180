// Streamlit's own words in the visitor's language: it has them in English alone.

import { element, partOf } from "./element.js";

const NAMES = ["alt", "aria-label", "data-title", "placeholder"]; // attributes that are read or heard
const SAID = '[data-testid="InputInstructions"], [data-testid="stSkipToContent"], [data-testid$="Dropdown"]'; // whose texts are its own
const MANY = 400; // changes after which those that have left the page are forgotten

class Translated {
  constructor(parent) {
    this.root = element("i", { hidden: true });
    parent.append(this.root);
    this.changed = [];
    this.seen = new MutationObserver((changes) => {
      for (const { type, target, attributeName, addedNodes } of changes) {
        if (type === "attributes") this.attribute(target, attributeName);
        else if (type === "characterData") this.text(target);
        else for (const node of addedNodes) this.all(node);
      }
    });
  }

  dispose() {
    this.seen.disconnect();
    this.takeBack();
  }

  // words: theirs to ours; in theirs, {} stands for what is named, such as a field.
  tell({ data: { words } }) {
    const key = JSON.stringify(words);
    if (key === this.key) return;
    this.key = key;
    this.seen.disconnect();
    this.takeBack();
    const pairs = Object.entries(words), named = ([theirs]) => theirs.includes("{}");
    this.words = new Map(pairs.filter((pair) => !named(pair)));
    this.patterns = pairs.filter(named).map(([theirs, ours]) => [theirs.split("{}"), ours]);
    this.all(document.body);
    this.seen.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMES });
  }

  ours(theirs) {
    const whole = this.words.get(theirs);
    if (whole) return whole;
    for (const [[before, after], ours] of this.patterns) {
      if (theirs.startsWith(before) && theirs.endsWith(after)) return ours.replace("{}", theirs.slice(before.length, theirs.length - after.length));
    }
    return null;
  }

  all(node) {
    if (node.nodeType === Node.TEXT_NODE) return this.text(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const each of [node, ...node.querySelectorAll(NAMES.map((name) => `[${name}]`).join())]) for (const name of NAMES) this.attribute(each, name);
    for (const place of node.closest(SAID) ? [node] : node.querySelectorAll(SAID)) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) this.text(texts.currentNode);
    }
  }

  attribute(node, name) {
    const theirs = node.getAttribute(name), ours = theirs && this.ours(theirs);
    if (!ours) return;
    node.setAttribute(name, ours);
    this.note({ node, theirs, back: () => node.getAttribute(name) === ours && node.setAttribute(name, theirs) });
  }

  text(node) {
    const ours = node.parentElement?.closest(SAID) && this.ours(node.data), theirs = node.data;
    if (!ours) return;
    node.data = ours;
    this.note({ node, theirs, back: () => node.data === ours && (node.data = theirs) });
  }

  note(change) {
    this.changed.push(change);
    if (this.changed.length > MANY) this.changed = this.changed.filter(({ node }) => node.isConnected);
  }

  takeBack() {
    for (const { back } of this.changed.splice(0)) back();
  }
}

export const { draw, dispose } = partOf(Translated, (view, component) => view.tell(component));
