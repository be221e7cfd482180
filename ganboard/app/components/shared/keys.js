// Keys of the whole page, in front of a class. A row of the table works on a page where what it presses is there and can be seen: so
// the card names those alone. While somebody types, moves a slider or has a window open, the keys are theirs.

import { comeBack } from "../stand/visitors.js";
import { progress } from "../tours/progress.js";
import { element, partOf } from "./element.js";

const OFF = "ganboard-keys-off"; // in the browser's storage: who is hindered by single keys can do without
const HELD = "ganboard-before-reset"; // what the window held of the class before
const TYPING = "input:not([type=checkbox], [type=button]), textarea, select, [contenteditable], [role=textbox], [role=combobox]";
const OWN = "button, a, summary, input, video, [role=slider], [role=radio], [role=tab], [role=checkbox], [role=menuitem], [role=switch], [tabindex='0']"; // take Space and arrows
// A browser may keep a page from its storage: then the keys work, and cannot be switched off for longer than the page stands.
const store = (() => {
  try {
    return localStorage;
  } catch {
    const held = new Map();
    return { getItem: (name) => held.get(name) ?? null, setItem: (name, value) => held.set(name, value), removeItem: (name) => held.delete(name) };
  }
})();
const OPEN = "[role=dialog], dialog[open]";

// Everything that fits a selector and is seen, also within our own parts.
function seen(selector) {
  const parts = [...document.querySelectorAll(".stApp *")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return [document, ...parts].flatMap((root) => [...root.querySelectorAll(selector)]).filter((each) => !each.disabled && each.checkVisibility());
}

const press = (selector) => ({ find: () => seen(selector), act: (found) => found[0].click() });
const TABLE = [
  { name: "pause", shown: "space", keys: [" "], quiet: true,
    ...press(":is(.st-key-pause, .st-key-resume, .st-key-race_pause, .st-key-race_resume) button, button[data-key=pause]") },
  { name: "timeline", shown: "arrows", keys: ["ArrowLeft", "ArrowRight"], quiet: true,
    find: () => seen(":is(.scrub, .steps) input[type=range]"),
    act([slider], key) {
      if (key === "ArrowLeft") slider.stepDown();
      else slider.stepUp();
      slider.dispatchEvent(new Event("input"));
      document.addEventListener("keyup", () => slider.dispatchEvent(new Event("change")), { once: true });
    } },
  { name: "presets", shown: "1 – 9", keys: [..."123456789"],
    find: () => seen("[class*='st-key-train-preset'] button, .worlds [data-world]"),
    act: (found, key) => found[Number(key) - 1]?.click() },
  { name: "presenter", shown: "P", keys: ["p", "P"], ...press(".st-key-present_switch input") },
  { name: "full", shown: "F", keys: ["f", "F"], find: () => (document.fullscreenEnabled ? [document.documentElement] : []),
    act: ([root]) => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()) },
  { name: "card", shown: "?", keys: ["?"] },
];

// What has the focus, also within our own parts.
function focused() {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

class Keys {
  constructor(parent) {
    this.opener = element("button", { type: "button", className: "opener", textContent: "?", onclick: () => this.show() });
    this.heading = element("h2");
    this.close = element("button", { type: "button", className: "close", textContent: "×", onclick: () => this.dialog.close() });
    this.list = element("dl");
    this.box = element("input", { type: "checkbox", onchange: () => this.switch(this.box.checked) });
    this.name = element("span");
    this.why = element("p", { className: "note" });
    this.dialog = element("dialog", {}, element("header", {}, this.heading, this.close), this.list, element("label", { className: "switch" }, this.box, this.name), this.why);
    this.root = element("div", { className: "keys" }, this.opener, this.dialog);
    parent.append(this.root);
    this.hear = (event) => this.take(event);
    document.addEventListener("keydown", this.hear);
    comeBack();
  }

  dispose() {
    document.removeEventListener("keydown", this.hear);
    this.dialog.close();
  }

  update({ data }) {
    const { words, resets, undone } = data;
    if (this.data && this.data.resets !== resets) (undone ? giveBack : putAside)();
    this.data = data;
    this.opener.title = words.keys;
    this.opener.setAttribute("aria-label", words.keys);
    this.heading.textContent = words.title;
    this.dialog.setAttribute("aria-label", words.title);
    this.close.setAttribute("aria-label", words.close);
    this.name.textContent = words.on;
    this.why.textContent = words.why;
    if (this.dialog.open) this.tell(); // the language may change a moment after it was opened
  }

  take(event) {
    const { key } = event, at = focused();
    const row = TABLE.find(({ keys }) => keys.includes(key));
    if (!row || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (at?.matches(TYPING) || (row.quiet && at?.matches(OWN)) || seen(OPEN).length) return;
    if (row.name !== "card" && store.getItem(OFF)) return;
    const found = row.find?.() ?? [];
    if (row.find && !found.length) return;
    event.preventDefault(); // Space would scroll the page
    if (row.name === "card") this.show();
    else if (!event.repeat || row.name === "timeline") row.act(found, key);
  }

  tell() {
    const { words } = this.data;
    const rows = TABLE.filter(({ find }) => !find || find().length);
    this.list.replaceChildren(...rows.flatMap(({ name, shown }) => [
      element("dt", {}, element("kbd", { textContent: words[shown] ?? shown })), element("dd", { textContent: words[name] })]));
  }

  show() {
    this.tell();
    this.box.checked = !store.getItem(OFF);
    this.dialog.showModal();
  }

  switch(on) {
    if (on) store.removeItem(OFF);
    else store.setItem(OFF, "1");
  }
}

const ours = () => Object.entries(sessionStorage).filter(([name]) => name.startsWith("ganboard") && name !== HELD);

// The next class begins without the guesses, bets and tours of the one before, which come back if that was a mistake.
function putAside() {
  const held = ours();
  for (const [name] of held) sessionStorage.removeItem(name);
  sessionStorage.setItem(HELD, JSON.stringify({ held, tours: progress.aside() }));
}

function giveBack() {
  const { held, tours } = JSON.parse(sessionStorage.getItem(HELD)) ?? { held: [], tours: null };
  for (const [name, value] of held) sessionStorage.setItem(name, value);
  progress.back(tours);
  sessionStorage.removeItem(HELD);
}

export const { draw, dispose } = partOf(Keys, (view, component) => view.update(component));
