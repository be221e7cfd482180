// The samples, the real images beside them, and the timeline under both. Gets what is new by itself and tells
// headline.js and curves.js; Streamlit is told only when the state changes, so that it draws other buttons.
// What is shown is one moment: now, or that of the chosen checkpoint. All on the page is taken from it.

import { large } from "./large.js";
import { Cloud } from "../points/cloud.js";
import { Scenes } from "../points/scenes.js";
import { element, fill, partOf } from "../shared/element.js";
import { enlargeable } from "../shared/enlarge.js";
import { Feed } from "../shared/feed.js";
import { said, say } from "../shared/place.js";
import { held, hold, play, whenHeld } from "../shared/playing.js";
import { toTheTop } from "../shared/top.js";
import { Waiting } from "../shared/waiting.js";
import { Cards, forgetPictures, pictureOf } from "./timeline.js";

const TRIES = 3; // in vain before the page says so
const TOGETHER = 60; // milliseconds in which pictures that arrive are shown in one go

class Stage {
  constructor(parent) {
    const root = (this.root = element("div", { className: "stage" })); // beside Streamlit's own style element, which must stay
    root.innerHTML = `
      <figure class="made">
        <figcaption><span class="name"></span><span class="when" aria-live="off"></span></figcaption>
        <div class="frame"><div class="classes" aria-hidden="true"></div><div class="picture"><img class="samples" decoding="sync"></div></div>
        <div class="tools"></div>
      </figure>
      <figure class="true">
        <figcaption><span class="name"></span></figcaption>
        <div class="frame"><div class="classes" aria-hidden="true"></div><div class="picture"><img class="reals" decoding="sync"></div></div>
        <div class="rebuilt" hidden><span></span><div class="frame"><div class="picture"><img decoding="sync"></div></div></div>
      </figure>
      <div class="told" hidden></div>
      <div class="timeline">
        <div class="scrub">
          <label><span class="rewind-name"></span> <input type="range" min="0" step="1"></label>
          <output></output>
          <button type="button" class="now"></button>
        </div>
        <p class="ahead none"></p>
      </div>
      <p class="unreachable" role="alert" hidden></p>`;
    parent.append(root);
    const find = (selector) => root.querySelector(selector);
    Object.assign(this, {
      chosen: null, // the step of a frame, or null for "now"
      frames: [],
      places: [null], // what the slider's positions stand for: frames, and null for "now" among them
      samples: find(".samples"), when: find(".when"), reals: find(".reals"), truth: find(".true"),
      slider: find("input"), output: find("output"), now: find(".now"), timeline: find(".timeline"), ahead: find(".ahead"),
      rewindName: find(".rewind-name"), unreachable: find(".unreachable"), failures: 0,
      rebuilt: find(".rebuilt"), rebuiltName: find(".rebuilt span"), rebuiltPicture: find(".rebuilt img"),
      pictures: root.querySelectorAll(".picture"), classes: root.querySelectorAll(".classes"),
      names: root.querySelectorAll("figcaption .name"), told: find(".told"), tools: find(".made .tools"), cloud: null,
    });
    this.waiting = new Waiting();
    this.samples.parentElement.append(this.waiting.root);
    this.cards = new Cards((step) => this.choose(this.frames.find((frame) => frame.step === step) ?? null, true));
    this.ahead.before(this.cards.root);
    this.slider.onpointerenter = this.slider.onfocus = () => this.gather();
    this.slider.oninput = () => this.choose(this.places[Number(this.slider.value)], false);
    this.slider.onchange = () => this.choose(this.places[Number(this.slider.value)], true);
    this.now.onclick = () => this.choose(null, true);
    this.arrived = () => {
      this.pending ||= setTimeout(() => {
        this.pending = 0;
        this.deal();
        this.show();
      }, TOGETHER);
    };
    window.addEventListener("ganboard-picture", this.arrived);
    this.stepped = () => this.chosen !== null && this.choose(null, true); // slow motion trained on from now
    window.addEventListener("ganboard-stepped", this.stepped);
    this.scenes = new Scenes(this.arrived);
    for (const [number, role] of ["made", "real", "rebuilt"].entries()) enlargeable(this.pictures[number], () => large(this, role));
  }

  dispose() {
    this.turn = null;
    this.feed?.close();
    this.heard?.();
    clearTimeout(this.pending);
    window.removeEventListener("ganboard-picture", this.arrived);
    window.removeEventListener("ganboard-stepped", this.stepped);
    this.cloud?.dispose();
    this.scenes.dispose();
    forgetPictures();
  }

  // Called at every rerun of the page's script; what came over the socket since may be newer than what that knows.
  update({ data, setStateValue, setTriggerValue }) {
    const spoken = this.data && this.data.language !== data.language;
    Object.assign(this, { data, setStateValue, setTriggerValue });
    if (data.cloud && !this.cloud) {
      this.cloud = new Cloud(this.pictures[0], this.tools, data.cloud);
      this.root.classList.add("points");
    }
    if (this.epoch !== data.epoch) Object.assign(this, { epoch: data.epoch, chosen: null });
    const key = JSON.stringify([data.frames, data.columns, data.rows, data.side, data.classes, data.words]);
    if (this.shape !== key) {
      this.shape = key;
      this.laid = null;
      this.cards.clear();
      this.dress();
    }
    const older = this.live && this.live.run === data.live.run && BigInt(this.live.version) > BigInt(data.live.version);
    this.take(older && !spoken ? this.live : data.live);
    this.known = data.live.state;
    this.lay();
    this.arrive();
    this.tell();
    this.listen();
  }

  number = (step) => step.toLocaleString(this.data.language);
  at = (step) => fill(this.data.words.at, { step: this.number(step) });
  plainOf = (frame) => `${this.data.base}/picture/${encodeURIComponent(this.live.run)}/${frame.step}.png?v=${frame.stamp}`;
  addressOf = (frame) => this.plainOf(frame) + this.inFrames("&");
  inFrames = (joint) => (this.data.frames > 1 ? `${joint}frames=${this.data.frames}` : "");
  rebuiltOf = (frame) => this.addressOf(frame).replace("/picture/", "/rebuilt/");
  sourceOf = (frame) => pictureOf(this.addressOf(frame));

  take(live) {
    const same = this.live?.run === live.run && this.live.created === live.created;
    if (!same) Object.assign(this, { chosen: null, laid: null, shown: null });
    if (!same && !live.step) toTheTop(); // it has only just begun: the button may lie far below
    for (const name of ["quality", "checkpoints"]) live[name] ??= this.live[name]; // sent only when they are new
    this.live = live;
  }

  chosenFrame() {
    return this.frames.find((frame) => frame.step === this.chosen) ?? null;
  }

  // At the moment that the address names, once; one that is not there, or no more, is taken out of it.
  arrive() {
    const frame = this.linked === undefined && this.frames.find(({ step }) => String(step) === said("step"));
    this.linked = frame?.step ?? null;
    if (frame) this.choose(frame, true);
    else if (this.chosen === null) say({ step: null });
  }

  choose(frame, tell) {
    this.chosen = frame?.step ?? null;
    this.show();
    if (tell) say({ step: frame ? String(frame.step) : null });
    if (tell) this.setStateValue("chosen", frame && { step: frame.step, epoch: this.data.epoch });
  }

  show() {
    const { live, data: { words, rebuilds } } = this, frame = this.chosenFrame();
    this.slider.value = this.places.indexOf(frame);
    this.slider.setAttribute("aria-valuetext", this.at(frame?.step ?? live.step));
    this.now.classList.toggle("none", frame === null);
    this.now.disabled = frame === null;
    this.cards.mark(frame?.step ?? null);
    const source = frame ? this.sourceOf(frame) : live.strip || live.picture;
    const rebuilt = !rebuilds ? "" : frame ? pictureOf(this.rebuiltOf(frame)) : live.rebuilt;
    if ((source === null || rebuilt === null) && this.shown) return; // it is on its way: until then all stays as it is
    const shown = (this.shown = { ...(frame ?? live), past: frame !== null });
    if (!source) this.samples.removeAttribute("src");
    else if (this.samples.src !== source) this.samples.src = source;
    this.samples.hidden = !source;
    this.wait(source ? "" : this.data.moving.includes(live.state) ? "moves" : live.state === "failed" ? "failed" : "rests");
    this.cloud?.tell(...this.around(frame));
    const told = frame ? [] : live.told;
    this.told.hidden = !this.data.cloud;
    if (this.telling !== told.join("\n")) this.told.replaceChildren(...told.map((line) => element("p", { textContent: line })));
    this.telling = told.join("\n");
    this.rebuilt.hidden = !rebuilds;
    this.rebuilt.classList.toggle("none", !rebuilt);
    if (rebuilt && this.rebuiltPicture.src !== rebuilt) this.rebuiltPicture.src = rebuilt;
    this.rebuiltPicture.alt = fill(words.rebuiltAlt, { step: this.number(shown.step) });
    this.samples.dataset.step = shown.step;
    this.samples.alt = fill(words.alt, { step: this.number(shown.step) });
    this.when.textContent = this.at(shown.step);
    this.when.classList.toggle("past", shown.past);
    this.output.textContent = this.number(shown.step);
    window.ganboardLive = { ...live, shown };
    window.dispatchEvent(new CustomEvent("ganboard-live"));
  }

  // Points with what is around them: those of now come with the news, unless nobody trains; those of a checkpoint are asked for.
  around(frame) {
    const at = frame ?? this.frames.find(({ step }) => step === this.live.step);
    if ((!frame && this.live.scene?.fakes) || !at) return [frame ? null : this.live.scene];
    const scene = this.cloud && this.scenes.of(this.addressOf(at).replace("/picture/", "/around/").replace(".png", ".json"));
    return [scene || null, scene === null];
  }

  // The place of the first picture is kept, and says what comes there, or why nothing does.
  wait(why) {
    const { words } = this.data, key = why && `${why} ${words[why]}`;
    if (key === this.waits) return;
    this.waits = key;
    if (!why) this.waiting.end();
    else if (why === "moves") this.waiting.begin(words.moves);
    else this.waiting.refuse(words[why]);
  }

  deal() {
    const { frames, split, live, data } = this, sourceOf = (frame) => pictureOf(this.plainOf(frame));
    this.cards.deal({ frames, past: split, live, width: this.timeline.clientWidth, sourceOf, data });
  }

  // All pictures of the timeline: when somebody reaches for the slider, and when there is time.
  gather() {
    if (this.data.frames > 1) return; // eight pictures each: fetched when they are looked at
    this.frames.forEach(this.sourceOf);
    if (this.data.rebuilds) this.frames.forEach((frame) => pictureOf(this.rebuiltOf(frame)));
  }

  lay() {
    const frames = this.live.checkpoints, { base, moving } = this.data;
    const later = frames.findIndex((frame) => frame.step > this.live.step);
    const split = later < 0 ? frames.length : later;
    if (this.laid === frames && this.split === split) return this.show();
    Object.assign(this, { laid: frames, split, frames, places: [...frames.slice(0, split), null, ...frames.slice(split)] });
    forgetPictures(new Set([...frames.map(this.plainOf), ...frames.map(this.addressOf), ...frames.map(this.rebuiltOf)]));
    if (this.chosen !== null && !this.chosenFrame()) this.choose(null, true); // let go of meanwhile
    this.slider.max = frames.length;
    this.timeline.classList.toggle("none", frames.length === 0);
    this.ahead.classList.toggle("none", split === frames.length);
    const real = frames.length ? `${base}/real/${encodeURIComponent(this.live.run)}.png?of=${this.live.created}${this.inFrames("&")}` : "";
    if (real && !this.reals.src.endsWith(real)) this.reals.src = real;
    this.truth.classList.toggle("none", !real);
    if (!moving.includes(this.live.state)) this.gather();
    this.deal();
    this.show();
  }

  // What stays as long as the run and the language do.
  dress() {
    const { columns, rows, side, classes, words } = this.data, cell = side + 2;
    const width = columns * cell - 2, height = rows * cell - 2, ratio = `${width} / ${height}`;
    this.root.style.setProperty("--ratio", width / height);
    this.samples.style.aspectRatio = this.reals.style.aspectRatio = this.rebuiltPicture.style.aspectRatio = ratio;
    for (const picture of this.pictures) {
      picture.style.aspectRatio = ratio;
      picture.style.setProperty("--cell-x", `${(cell / width) * 100}%`);
      picture.style.setProperty("--cell-y", `${(cell / height) * 100}%`);
      picture.style.setProperty("--gap", `${(2.4 / cell) * 100}%`); // a little more on both sides hides what rounding leaves
      picture.style.setProperty("--edge", `${(0.4 / cell) * 100}%`);
    }
    this.move();
    this.names[0].textContent = words.made;
    this.names[1].textContent = words.real;
    this.rebuiltName.textContent = words.rebuilt;
    this.rewindName.textContent = words.rewind;
    this.slider.setAttribute("aria-label", words.rewind);
    this.now.textContent = words.now;
    this.ahead.textContent = words.later;
    this.reals.alt = words.realAlt;
    for (const row of this.classes) {
      row.hidden = classes.length === 0;
      row.style.gridTemplateColumns = `repeat(${columns}, 1fr)`;
      row.classList.toggle("long", classes.some((name) => name.length > 2));
      row.replaceChildren(...classes.map((name) => element("span", { textContent: name, title: name })));
    }
  }

  // Clips move, unless somebody wants them to stand still.
  move() {
    const { frames, words } = this.data;
    if (frames < 2) return;
    for (const image of [this.samples, this.reals, this.rebuiltPicture]) play(image, frames);
    this.still ??= this.tools.appendChild(element("button", { type: "button", className: "still", onclick: () => hold(!held()) }));
    this.heard ??= whenHeld(() => this.move());
    this.still.textContent = held() ? words.move : words.stand;
  }

  // The buttons were drawn for a state that may be over by now: then Streamlit has to draw others.
  tell() {
    if (this.live.state === this.known) return;
    this.known = this.live.state;
    this.setTriggerValue("changed", this.live.state);
  }

  // A socket for each rerun: it asks from the version on that is shown. The run trains on beside a hidden page, for the session
  // lives (presence.py).
  listen() {
    const turn = (this.turn = {}), { base, language } = this.data;
    this.feed?.close();
    this.feed = new Feed({ base, language, run: this.live.run, since: this.live.version }, {
      news: (live) => this.hear(live, turn),
      reached: (yes) => turn === this.turn && this.reached(yes),
    });
  }

  // Decoded first, so that picture, numbers and curves change in one frame.
  async hear(live, turn) {
    if (live.gone) return this.setTriggerValue("changed", "gone");
    const next = this.samples.cloneNode();
    if (live.picture && this.chosen === null) {
      next.src = live.strip || live.picture;
      await next.decode().catch(() => {});
      if (turn !== this.turn) return;
      if (this.chosen === null) {
        this.samples.replaceWith(next);
        this.samples = next;
        this.move();
      }
    }
    this.take(live);
    this.lay();
    this.tell();
  }

  // The server may be away: Streamlit says so, and the feed goes on trying.
  reached(yes) {
    this.failures = yes ? 0 : this.failures + 1;
    this.unreachable.hidden = this.failures < TRIES;
    this.unreachable.textContent = this.unreachable.hidden ? "" : fill(this.data.words.unreachable, { address: new URL(`${this.data.base}/`, location.href) });
  }
}

export const { draw, dispose } = partOf(Stage, (view, component) => view.update(component));
