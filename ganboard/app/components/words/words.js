// What the words on a page mean: one click away, on every page, from where they stand (terms.js) and from the button in its head.

import { element, partOf } from "../shared/element.js";
import { Terms } from "./terms.js";

const BOOK = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true">
  <path d="M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2Zm0 0v14"/></svg>`;

class Words {
  constructor(parent) {
    this.label = element("span");
    this.button = element("button", { className: "open", type: "button", attributes: { "aria-haspopup": "dialog" } });
    this.button.insertAdjacentHTML("afterbegin", BOOK);
    this.button.append(this.label);
    this.title = element("h2", { id: "words-title" });
    this.close = element("button", { type: "button", textContent: "×" });
    this.find = element("input", { type: "search", autocomplete: "off" });
    this.found = element("div");
    this.more = element("a", { target: "_blank", rel: "noopener" });
    const list = element("div", { className: "list" }, this.find, this.found, element("p", {}, this.more));
    this.dialog = element("dialog", { attributes: { "aria-labelledby": "words-title" } },
      element("header", {}, this.title, this.close), list);
    this.root = element("div", {}, this.button, this.dialog);
    parent.append(this.root);
    this.button.onclick = () => this.open();
    this.close.onclick = () => this.dialog.close();
    this.dialog.onclick = (event) => event.target === this.dialog && this.dialog.close(); // beside the sheet
    this.find.oninput = () => this.list();
    this.terms = new Terms((entry) => this.open(entry));
  }

  tell({ entries, words, chapter }) {
    Object.assign(this, { entries, words });
    this.label.textContent = words.open;
    this.title.textContent = words.title;
    this.close.ariaLabel = words.close;
    this.find.placeholder = this.find.ariaLabel = words.find;
    this.more.textContent = words.more;
    this.more.href = chapter;
    this.looks = entries.map(({ forms }) => forms.map(look));
    this.terms.tell(entries);
    if (this.dialog.open) this.list();
  }

  // With the entry of the word that was clicked in sight, if one was.
  open(meant = null) {
    const shown = textOf(document.querySelector(".stMain"));
    this.here = new Set(this.entries.filter((_, index) => this.looks[index].some((form) => form.test(shown))));
    this.find.value = "";
    this.list();
    this.dialog.showModal();
    const place = meant && [...this.found.querySelectorAll("dt")].find(({ textContent }) => textContent === meant.term)?.parentElement;
    if (place) Object.assign(place, { tabIndex: -1, className: "meant" });
    (place ?? this.close).focus();
    place?.scrollIntoView({ block: "center" });
  }

  list() {
    const asked = this.find.value.trim().toLowerCase();
    if (asked) {
      const like = this.entries.filter(({ term, meaning }) => `${term} ${meaning}`.toLowerCase().includes(asked));
      this.found.replaceChildren(like.length ? listed(like) : element("p", { textContent: this.words.nothing }));
      return;
    }
    const here = this.entries.filter((entry) => this.here.has(entry));
    const others = this.entries.filter((entry) => !this.here.has(entry));
    this.found.replaceChildren(
      element("h3", { textContent: this.words.here }),
      here.length ? listed(here) : element("p", { textContent: this.words.none }),
      element("h3", { textContent: this.words.others }), listed(others));
  }

  dispose() {
    this.terms.dispose();
    if (this.dialog.open) this.dialog.close();
  }
}

// One form of a word as it may stand in a text. A single letter counts as a capital alone, other words in any case and in the plural.
function look(form) {
  const text = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (!/^[\x20-\x7E\u00C0-\u024F]+$/.test(form)) return new RegExp(text);
  return new RegExp(`(?<![\\p{L}\\p{N}])${text}${form.length > 1 ? "(e?s)?" : ""}(?![\\p{L}\\p{N}])`, form.length > 1 ? "iu" : "u");
}

// What can be read on a page, in our own parts too.
function textOf(node) {
  const parts = [node?.innerText ?? ""];
  for (const each of node?.querySelectorAll("*") ?? []) {
    if (each.shadowRoot) for (const child of each.shadowRoot.children) if (child.tagName !== "STYLE") parts.push(textOf(child));
  }
  return parts.join("\n");
}

const listed = (entries) => element("dl", {}, ...entries.map(({ term, meaning }) =>
  element("div", {}, element("dt", { textContent: term }), element("dd", { textContent: meaning }))));

export const { draw, dispose } = partOf(Words, (view, { data }) => view.tell(data));
