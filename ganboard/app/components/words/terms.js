// The words of the glossary where they stand in a sentence: dotted, and a click on one opens its entry. Nothing of the page is changed
// for that: what is marked are ranges of its text, which the browser paints by the rule ::highlight(gb-word) of each stylesheet.
//
//   const terms = new Terms((entry) => ...);   called with the entry that was clicked
//   .tell(entries)   [{ forms }], as theory/glossary.py gives them
//   .dispose()

const NAME = "gb-word";
const REST = 2000; // milliseconds from one look at the page to the next: what it says changes
const CALM = 10_000; // milliseconds for which a text that changed is left alone: what a training says would flicker
const LAID = 5000; // milliseconds after the page came, or another language, in which all changes anyway
const SENTENCE = 24, SHORT = 10; // letters from which on a text is a sentence and no label; of languages without spaces
const PARTS = "section, figure, article, dialog, .stElementContainer"; // in each of them a word is marked once
const BUSY = "a, button, label, select, input, textarea, summary, nav, h1, h2, h3, h4, code, pre, svg, style, script, .katex, [role=radiogroup], [role=tablist], [role=status], [role=application]";
const WITHIN = "b, strong, em, i"; // of a sentence
const LATIN = /^[\x20-\x7E\u00C0-\u024F]+$/;

export class Terms {
  constructor(onopen) {
    this.onopen = onopen;
    this.found = []; // [range, entry]
    this.said = new WeakMap(); // element -> what it said when it was looked at, and until when it is left alone
    this.click = (event) => this.press(event);
    this.move = (event) => {
      const place = placeOf(event); // by the next frame nobody knows the way of an event
      this.pending ||= requestAnimationFrame(() => this.point(place));
    };
    if (!window.Highlight) return; // an old browser: the button in the head is there
    document.addEventListener("click", this.click);
    document.addEventListener("pointermove", this.move, { passive: true });
    this.timer = setInterval(() => document.hidden || this.look(), REST);
  }

  dispose() {
    document.removeEventListener("click", this.click);
    document.removeEventListener("pointermove", this.move);
    clearInterval(this.timer);
    cancelAnimationFrame(this.pending);
    window.CSS?.highlights?.delete(NAME);
  }

  tell(entries) {
    const all = entries.flatMap((entry) => entry.forms.map((form) => ({ form, entry }))).filter(({ form }) => LATIN.test(form) || form.length > 1);
    all.sort((one, other) => other.form.length - one.form.length); // "batch normalisation" before "batch"
    this.entries = new Map(all.map(({ form, entry }) => [form.toLowerCase(), entry]));
    const forms = all.map(({ form }) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const latin = forms.filter((form) => LATIN.test(form)), others = forms.filter((form) => !LATIN.test(form));
    this.pattern = new RegExp([`(?<![\\p{L}\\p{N}])(${latin.join("|")})(?:e?s)?(?![\\p{L}\\p{N}])`, ...(others.length ? [`(${others.join("|")})`] : [])].join("|"), "giu");
    if (this.forms !== forms.join()) Object.assign(this, { forms: forms.join(), laid: performance.now() + LAID });
    this.look();
  }

  look() {
    if (!window.Highlight || !this.pattern) return;
    this.found = [];
    this.marked = new Map();
    this.walk(document.querySelector(".stMain"));
    const highlight = new Highlight(...this.found.map(([range]) => range));
    CSS.highlights.set(NAME, highlight);
  }

  // All text below a node, in our own parts too.
  walk(node) {
    if (!node || node.matches?.(BUSY) || node.hidden) return;
    if (node.shadowRoot) for (const child of node.shadowRoot.children) this.walk(child);
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.read(child, node);
      else if (child.nodeType === Node.ELEMENT_NODE) this.walk(child);
    }
  }

  read(text, parent) {
    const { data } = text, whole = (parent.matches?.(WITHIN) ? parent.parentElement : parent).textContent.trim();
    if (whole.length < (LATIN.test(whole.replace(/\s|[\u2000-\u206F]/g, "a")) ? SENTENCE : SHORT) || !data.trim()) return;
    if (this.changes(parent, whole)) return;
    const part = parent.closest(PARTS) ?? parent.getRootNode();
    for (const { 0: match, 1: latin, 2: other, index } of data.matchAll(this.pattern)) {
      const form = latin ?? other, entry = this.entries.get(form.toLowerCase());
      const marked = this.marked.get(part) ?? new Set();
      if (!entry || marked.has(entry) || (form.length === 1 && form !== form.toUpperCase()) || !parent.checkVisibility()) continue;
      this.marked.set(part, marked.add(entry));
      const range = new Range();
      range.setStart(text, index);
      range.setEnd(text, index + match.length);
      this.found.push([range, entry]);
    }
  }

  changes(parent, whole) {
    const known = this.said.get(parent), now = performance.now(), changed = known && known.whole !== whole && now > this.laid;
    const calm = changed ? now + CALM : known?.calm ?? 0;
    this.said.set(parent, { whole, calm });
    return now < calm;
  }

  // The entry of the word at which a pointer is.
  under({ target, x, y }) {
    const holds = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
    return this.found.find(([range]) => range.startContainer.parentElement === target && [...range.getClientRects()].some(holds))?.[1];
  }

  press(event) {
    const entry = getSelection().isCollapsed && this.under(placeOf(event));
    if (entry) this.onopen(entry);
  }

  point(place) {
    this.pending = 0;
    if (this.pointed && this.pointed !== place.target) this.pointed.style.cursor = "";
    const over = this.under(place);
    if (over) place.target.style.cursor = "help";
    else if (this.pointed) this.pointed.style.cursor = "";
    this.pointed = over ? place.target : null;
  }
}

const placeOf = (event) => ({ target: event.composedPath()[0], x: event.clientX, y: event.clientY });
