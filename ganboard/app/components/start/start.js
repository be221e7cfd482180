// The Start page: living pictures and one button; a press, and noise becomes pictures; then three doors. What is pressed is shown at
// once, and told to the page's script; what a training makes comes over a socket of its own (app/start/news.py).

import { element, fill, partOf, put } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { Feed } from "../shared/feed.js";
import { Wall } from "./wall.js";

const PATIENCE = 2000; // milliseconds in which nothing is said of getting ready
const TRIES = 3; // in vain before the page says that the server cannot be reached

class Start {
  constructor(parent) {
    const root = (this.root = element("div", { className: "start" }));
    root.innerHTML = `
      <div class="pictures"></div>
      <div class="stack panel">
        <div class="before">
          <button type="button" class="primary begin"></button>
          <p class="problem" role="alert" hidden></p>
          <p class="ask" id="ask"></p>
          <div class="worlds" role="group" aria-labelledby="ask"></div>
        </div>
        <div class="during">
          <p class="caption" role="status" tabindex="-1"></p>
          <p class="small"><span class="clock"></span> <span class="rests"></span></p>
          <div class="stack">
            <div class="after">
              <h2></h2>
              <ol class="said"></ol>
            </div>
            <p class="problem" role="alert" hidden></p>
          </div>
          <div class="tools">
            <button type="button" class="primary resume" hidden></button>
            <button type="button" class="again"></button>
            <button type="button" class="other"></button>
            <a class="see"></a>
          </div>
        </div>
      </div>
      <div class="stack below">
        <section class="runs"><h2></h2><ul></ul></section>
        <nav class="doors"></nav>
      </div>`;
    this.wall = new Wall();
    root.querySelector(".pictures").append(this.wall.root);
    enlargeable(this.wall.root, () => this.wall.large((cell) => ({ facts: this.wall.canvas.getAttribute("aria-label"), explore: { run: this.live.run, step: this.live.step, cell } })));
    parent.append(root);
    const find = (name) => root.querySelector(name);
    Object.assign(this, {
      before: find(".before"), during: find(".during"), after: find(".after"), runs: find(".runs"), doors: find(".doors"),
      begin: find(".begin"), ask: find(".ask"), worlds: find(".worlds"), caption: find(".caption"), clock: find(".clock"),
      rests: find(".rests"), said: find(".said"), again: find(".again"), other: find(".other"), resume: find(".resume"), see: find(".see"),
      refused: find(".before .problem"), failed: find(".during .problem"), failures: 0, pressed: null,
    });
    root.onmousedown = (event) => event.detail > 1 && event.preventDefault(); // who presses twice selects no word of the caption
    this.begin.onclick = () => this.press("begin");
    this.again.onclick = () => this.press("begin");
    this.other.onclick = () => this.press("other");
    this.resume.onclick = () => this.tell("resume");
    this.see.onclick = (event) => this.go(event, "train");
  }

  dispose() {
    clearTimeout(this.timer);
    this.feed?.close();
    this.wall.dispose();
  }

  update({ data, setTriggerValue }) {
    Object.assign(this, { data, setTriggerValue });
    if (this.pressed && (this.pressed.run !== data.run || data.problem)) this.pressed = null; // it was heard
    if (this.pressed) setTriggerValue("press", this.pressed); // a script that was overtaken by another may have lost it
    if (this.live && this.live.run !== data.live?.run) this.live = null;
    if (data.live && !this.pressed && !(BigInt(this.live?.version ?? -1) > BigInt(data.live.version) && this.spoken === data.language)) this.live = data.live;
    this.spoken = data.language;
    this.dress();
    this.listen();
    this.show();
  }

  world = () => this.data.worlds.find((each) => each.name === this.data.world);
  told = (what, more = {}) => ({ what, run: this.data.run, ...more });
  tell = (what, more) => this.setTriggerValue("press", this.told(what, more));

  // Shown before anybody is asked. A second press of an impatient visitor is none, here and in the script, which is told over which
  // training it was made.
  press(what) {
    if (this.pressed) return;
    this.pressed = this.told(what);
    this.live = null;
    this.feed?.close();
    this.asked = what === "begin";
    this.setTriggerValue("press", this.pressed);
    this.show();
    if (this.asked) this.caption.focus();
  }

  choose(name) {
    if (!this.data.worlds.find((each) => each.name === name).film) return this.setTriggerValue("go", name); // a form on another page
    this.data.world = name; // until the script says the same
    this.tell("world", { world: name });
    this.dress();
    this.show();
  }

  go(event, where) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // another window is wanted
    event.preventDefault();
    this.setTriggerValue("go", where);
  }

  // What does not change while a training runs.
  dress() {
    const { data, live } = this, { words } = data;
    const key = JSON.stringify([data.worlds, data.world, words, data.runs, data.doors, data.problem, data.live?.run]);
    if (key === this.dressed) return;
    this.dressed = key;
    put(this.begin, data.problem ? words.retry : words.begin);
    put(this.ask, words.ask);
    put(this.again, words.again);
    put(this.other, words.other);
    put(this.see, words.see);
    put(this.after.querySelector("h2"), words.happened);
    this.see.href = data.live ? `train?run=${encodeURIComponent(data.live.run)}` : "train";
    this.refused.hidden = !data.problem;
    put(this.refused, data.problem);
    this.worlds.replaceChildren(...data.worlds.map((world) => this.tile(world)));
    this.doors.setAttribute("aria-label", words.doors);
    this.doors.replaceChildren(...data.doors.map((door) => this.door(door)));
    this.runs.hidden = !data.runs.length; // no heading above nothing
    put(this.runs.querySelector("h2"), words.runs);
    this.runs.querySelector("ul").replaceChildren(...data.runs.map((run) => element("li", {}, this.run(run))));
  }

  tile({ name, title, film, cells, frames, sign }) {
    const chosen = name === this.data.world;
    const look = ([row, frame]) => element("i", { style: `background-image: url("${film}"); background-size: ${frames * 100}% ${cells * 100}%; background-position: ${(frame / (frames - 1)) * 100}% ${(row / (cells - 1)) * 100}%` });
    const stills = film ? [[1, 0], [9, 20]].map(look) : [element("i", { className: "own", textContent: sign })];
    const tile = element("button", { type: "button", onclick: () => this.choose(name) }, element("span", { className: "stills", attributes: { "aria-hidden": "true" } }, ...stills), element("span", { textContent: title }));
    tile.dataset.world = name;
    if (film) tile.setAttribute("aria-pressed", chosen);
    return tile;
  }

  door({ name, title, text, address }) {
    const link = element("a", { href: address, onclick: (event) => this.go(event, name) }, element("b", { textContent: title }), element("span", { textContent: text }));
    link.dataset.door = name;
    return link;
  }

  run({ id, title, step, picture }) {
    const image = picture ? element("img", { src: picture, alt: "", loading: "lazy" }) : element("span", { className: "blank" });
    return element("a", { href: `train?run=${encodeURIComponent(id)}`, onclick: (event) => this.go(event, `run:${id}`) }, element("span", { className: "window" }, image), element("b", { textContent: title }), element("small", { textContent: step }));
  }

  listen() {
    const { data } = this, turn = (this.turn = {});
    this.feed?.close();
    if (!data.live || this.pressed) return;
    this.feed = new Feed({ base: data.base, place: "begun", language: data.language, run: data.live.run, since: this.live.version }, {
      news: (live) => turn === this.turn && this.hear(live),
      reached: (yes) => turn === this.turn && this.reached(yes),
    });
  }

  hear(live) {
    if (live.gone) return this.tell("gone");
    this.live = live;
    this.show();
  }

  reached(yes) {
    this.failures = yes ? 0 : this.failures + 1;
    if (this.failures < TRIES && !yes) return;
    this.failed.hidden = yes && !this.live?.problem;
    put(this.failed, yes ? (this.live?.problem ?? "") : fill(this.data.unreachable, { address: new URL(`${this.data.base}/`, location.href) }));
  }

  show() {
    const { live, data, wall } = this, { words } = data, world = this.world();
    const begun = live !== null && live !== undefined, waits = this.pressed !== null && this.asked, on = begun || waits;
    const there = begun && live.over;
    this.root.classList.toggle("on", on);
    this.root.classList.toggle("there", there);
    for (const [node, shown] of [[this.before, !on], [this.runs, !on], [this.during, on], [this.doors, there], [this.after, there && !live.problem]]) node.inert = !shown;
    for (const node of [this.again, this.other]) node.inert = !there && !(begun && (live.problem || live.rests));
    this.begin.disabled = this.pressed !== null;
    wall.canvas.setAttribute("aria-label", fill(begun && live.picture ? words.made : on ? words.noise : world.alt, { step: live?.step.toLocaleString(data.language) ?? "" }));
    wall.canvas.dataset.act = begun ? live.act : waits ? "waiting" : "film";
    if (begun && live.picture) this.picture(live);
    else {
      this.drawn = null;
      if (on) wall.noise(world.colour);
      else wall.film(world.film, world);
    }
    this.ready(on && (!begun || !live.picture || !live.step) && !live?.rests && !live?.problem);
    put(this.caption, begun ? live.caption : on ? world.noise : "");
    put(this.clock, begun ? fill(words.seconds, { seconds: live.seconds }) : "");
    this.resume.hidden = !(begun && (live.rests || live.problem));
    put(this.resume, begun && live.problem ? words.retry : words.resume);
    this.failed.hidden = !(begun && live.problem);
    if (begun) put(this.failed, live.problem);
    this.said.replaceChildren(...(there ? live.said : []).map((sentence) => element("li", { textContent: sentence })));
  }

  async picture(live) {
    const image = element("img", { src: live.picture });
    await image.decode().catch(() => {});
    if (this.live === live && image.naturalWidth && this.drawn !== live.picture) this.wall.show(image, live.side);
    if (this.live === live) this.drawn = live.picture;
  }

  // That it takes a while is said only where it does.
  ready(waits) {
    if (!waits) {
      clearTimeout(this.timer);
      this.timer = 0;
      put(this.rests, this.live?.rests ?? "");
    } else this.timer ||= setTimeout(() => put(this.rests, this.live?.waits || this.data.words.ready), PATIENCE);
  }
}

export const { draw, dispose } = partOf(Start, (view, component) => view.update(component));
