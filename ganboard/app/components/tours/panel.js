// The panel of a tour, beside every page: what the stop says, what it waits for, its question; and a ring around what it shows.
// It never takes the focus, and Escape folds it.

import { element, fill, partOf, put } from "../shared/element.js";
import { Asked } from "./asked.js";
import { Frame } from "./frame.js";
import { find } from "./places.js";
import { progress } from "./progress.js";
import { Waits } from "./waits.js";

const SOON = 6000; // milliseconds in which a page gets ready, before it is said that something is not there
const CALM = 4; // looks in which a place stays in sight
const PACE = 250; // milliseconds between two looks at the page, whose elements Streamlit replaces
const APP = document.querySelector('[data-testid="stApp"]');
const kept = { folded: false, all: false }; // as long as the window lives

const button = (className, onclick) => element("button", { type: "button", className, onclick });

class Panel {
  constructor(parent) {
    this.title = element("span", { className: "title" });
    this.place = element("output");
    this.fold = button("fold", () => this.turn(true));
    this.end = button("end", () => this.ask("left", performance.now()));
    this.end.textContent = "×";
    this.fold.textContent = "–";
    this.bar = element("i");
    this.heading = element("h2");
    this.text = element("div", { className: "text" });
    this.todo = element("p", { className: "todo" });
    this.mark = element("span", { className: "mark", attributes: { "aria-hidden": "true" } });
    this.task = element("span", { attributes: { role: "status" } });
    this.show = button("show", () => this.lead());
    this.todo.append(this.mark, this.task, this.show);
    this.absent = element("p", { className: "absent", hidden: true });
    this.go = button("go primary", () => this.ask("go", String(this.stop)));
    this.asked = new Asked(() => this.finish("answered"));
    this.all = button("all", () => this.hide((kept.all = !kept.all)));
    this.tours = button("go primary", () => this.ask("go", "tours"));
    this.sheet = element("a", { className: "sheet", target: "_blank", rel: "noopener" });
    this.back = button("back", () => this.move(this.stop - 1));
    this.next = button("next", () => this.move(this.stop + 1));
    this.body = element("div", { className: "body" },
      element("div", { attributes: { "aria-live": "polite" } }, this.heading, this.text),
      this.go, this.todo, this.absent, this.asked.root, this.tours, this.sheet, this.all);
    this.panel = element("section", { className: "panel" },
      element("header", {}, this.title, this.fold, this.end), element("div", { className: "bar", attributes: { "aria-hidden": "true" } }, this.bar),
      this.body, element("footer", {}, this.back, this.next));
    this.unfold = button("unfold", () => this.turn(false));
    this.frame = new Frame(this.panel);
    this.root = element("div", {}, this.panel, this.unfold, this.frame.ring);
    parent.append(this.root);
    this.waits = new Waits({ find: () => this.found(), open: () => this.open(), done: () => this.finish("done") });
    this.onkey = (event) => this.escape(event);
    document.addEventListener("keydown", this.onkey);
    this.onhand = () => (this.calm = Infinity); // whoever scrolls is not led back, until the next stop
    for (const type of ["wheel", "touchmove"]) document.addEventListener(type, this.onhand, { passive: true });
    this.clock = setInterval(() => document.hidden || this.look(), PACE);
  }

  dispose() {
    clearInterval(this.clock);
    document.removeEventListener("keydown", this.onkey);
    for (const type of ["wheel", "touchmove"]) document.removeEventListener(type, this.onhand);
    this.waits.stop();
    this.frame.dispose();
  }

  // Called at every rerun of the page's script. Where the visitor went on meanwhile, it learns of that later.
  tell({ data, setTriggerValue }) {
    this.send = setTriggerValue;
    const before = this.data, other = before?.tour !== data.tour;
    this.data = data;
    if (other) {
      const { done } = progress.of(data.tour);
      Object.assign(this, { finished: new Set(done), answered: new Set(), sent: null, told: null, ended: false });
    }
    if (data.stop === this.sent) this.sent = null;
    if (this.sent === null && data.stop !== this.told) Object.assign(this, { stop: data.stop, calm: 0 });
    this.told = data.stop;
    const key = JSON.stringify(data);
    if (key !== this.key) this.lay();
    this.key = key;
  }

  get at() {
    return this.data.stops[this.stop];
  }

  get here() {
    const { page, query } = this.at, asked = new URLSearchParams(location.search);
    return page === this.data.here && Object.entries(query).every(([name, value]) => asked.get(name) === value);
  }

  found = () => (this.at.look && this.at.page === this.data.here ? find(this.at.look) : null);

  // Whether what is to be opened is open already.
  open() {
    const { shut } = this.at.look;
    return Boolean(shut.css) && this.found() !== null && !find(shut);
  }

  // What the ring shows: the place, or what must be opened first to get there: { place, todo }.
  shown() {
    const place = this.found();
    if (place || !this.at.look) return { place, todo: "" };
    const shut = this.at.look.behind.map((each) => ({ place: find(each), todo: each.todo })).find((each) => each.place);
    return shut ?? { place: null, todo: "" };
  }

  move(stop) {
    const { tour, stops } = this.data;
    if (stop === stops.length) {
      this.ended = true;
      progress.note(tour, { stop: 0, done: [], ended: true });
      return this.lay();
    }
    this.ended = false;
    Object.assign(this, { stop, sent: stop, calm: 0 });
    progress.note(tour, { stop });
    this.ask("moved", stop + 1);
    this.lay();
    this.body.scrollTop = 0;
  }

  // The stop's task is done, or its question answered.
  finish(what) {
    const set = what === "done" ? this.finished : this.answered;
    if (set.has(this.stop)) return;
    set.add(this.stop);
    if (what === "done") progress.note(this.data.tour, { done: [...set] });
    if (what === "done" && this.at.wait.kind === "appear") this.calm = 0; // while one waited, it may have moved out of sight
    this.lay();
  }

  // What the server is to know waits until the page's script rests: a new run would cut off what was just pressed on the page.
  ask(name, value) {
    this.asking = { name, value };
  }

  tellServer() {
    if (!this.asking || APP.dataset.testScriptState !== "notRunning") return;
    const { name, value } = this.asking;
    this.asking = null;
    this.send(name, value);
  }

  turn(folded) {
    kept.folded = folded;
    this.lay();
    (folded ? this.unfold : this.fold).focus({ preventScroll: true });
  }

  escape(event) {
    const within = event.composedPath().includes(this.panel) || event.target === document.body;
    if (event.key === "Escape" && within && !kept.folded && !event.defaultPrevented) this.turn(true);
  }

  hide() {
    this.frame.dress(kept.all ? [] : this.data.hides, kept.folded);
    put(this.all, kept.all ? this.data.words.few : this.data.words.all);
  }

  lay() {
    const { words, title, stops, hides, sheet, goal } = this.data, { heading, html, wait, question, look } = this.at, { ended, stop } = this;
    const place = fill(words.place, { number: stop + 1, count: stops.length }), done = !wait || this.finished.has(stop);
    const complete = done && (!question || this.answered.has(stop));
    this.panel.setAttribute("aria-label", `${words.name}: ${title}`);
    this.title.replaceChildren(title, this.place);
    put(this.place, place);
    for (const [part, name] of [[this.fold, "fold"], [this.end, "end"]]) {
      part.setAttribute("aria-label", words[name]);
      part.title = words[name];
    }
    this.bar.style.width = `${(100 * (stop + (complete || ended ? 1 : 0))) / stops.length}%`;
    put(this.heading, ended ? words.ended : heading);
    if (this.written !== (ended ? goal : html)) {
      this.written = ended ? goal : html;
      if (ended) this.text.replaceChildren(element("p", { textContent: goal }));
      else this.text.innerHTML = html; // made from Markdown on the server, without HTML of its own
    }
    this.go.hidden = ended || this.here;
    put(this.go, fill(words.go, { page: this.at.title }));
    this.todo.hidden = ended || (!wait && !look);
    this.todo.classList.toggle("done", Boolean(wait) && done);
    this.mark.hidden = this.task.hidden = !wait;
    put(this.mark, done ? "✓" : "");
    put(this.task, !wait ? "" : done ? words.done : wait.todo);
    put(this.show, words.show);
    this.show.hidden = !look || (Boolean(wait) && done);
    this.asked.lay(ended ? null : question, this.answered.has(stop), words, stop);
    this.tours.hidden = !ended;
    put(this.tours, words.tours);
    this.sheet.hidden = !ended;
    put(this.sheet, words.sheet);
    this.sheet.href = sheet;
    this.all.hidden = !hides.length || ended;
    put(this.back, words.back);
    this.back.disabled = stop === 0 && !ended;
    this.back.onclick = () => (ended ? this.move(stop) : this.move(stop - 1));
    this.next.hidden = ended;
    put(this.next, complete ? (stop === stops.length - 1 ? words.finish : words.next) : words.skip);
    this.next.classList.toggle("primary", complete);
    this.panel.hidden = kept.folded;
    this.unfold.hidden = !kept.folded;
    put(this.unfold, `${words.unfold} · ${place}`);
    this.hide();
    if (!ended) this.waits.begin(done ? null : wait, this.here);
    this.look();
  }

  // What is shown may have been replaced, come, gone, or moved.
  look() {
    if (!this.data) return;
    this.tellServer();
    const { ended, here } = this;
    if (this.go.hidden !== (ended || here)) return this.lay(); // the page wrote its address
    this.waits.look();
    const wanted = !ended && here && this.at.look, { place, todo } = wanted ? this.shown() : { place: null, todo: "" };
    const done = Boolean(this.at.wait) && this.finished.has(this.stop);
    this.show.disabled = !place;
    if (place || !wanted) this.missed = null;
    else this.missed ??= performance.now();
    const late = this.missed !== null && performance.now() - this.missed > SOON;
    put(this.absent, todo || this.data.words.absent);
    this.absent.hidden = !wanted || done || (!todo && (!late || Boolean(place) || this.at.wait?.kind === "appear"));
    this.frame.around(kept.folded ? null : place, done);
    // A page that gets ready moves what is on it: led there until it has stayed in sight for a while, or somebody scrolls. Led there
    // again where more comes above it later.
    const stands = place && this.frame.stands(place);
    if (stands !== this.stood && this.calm === CALM) this.calm = 0;
    this.stood = stands;
    if (place && this.calm < CALM && !kept.folded) this.calm = this.frame.lead(place, this.at.look.low) ? this.calm + 1 : 0;
  }

  // Asked for: there the focus goes along.
  lead() {
    const { place } = this.shown();
    if (!place) return;
    this.frame.lead(place, this.at.look.low);
    place.focus({ preventScroll: true });
  }
}

export const { draw, dispose } = partOf(Panel, (view, component) => view.tell(component));
