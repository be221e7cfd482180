// Find my image: a drawing or a picture, and the point of latent space whose picture is nearest to it: searched for, or
// encoded at once where a network can.

import { decode, desk, element, fill, oneHot } from "./core.js";
import { fits, inText, packed, readLink } from "./drawing.js";
import { Ghost } from "./ghost.js";
import { Pair } from "./pair.js";
import { tabOf } from "./tab.js";
import { Sketch } from "./sketch.js";
import { Tools } from "./tools.js";

const BREATH = 15; // milliseconds between two slices of a search
const BUSY = 100; // milliseconds until a search looks again whether a slider is still dragged

const rest = (time) => new Promise((settle) => setTimeout(settle, time));

class Find {
  constructor(parent) {
    this.pad = new Sketch(() => this.drawn());
    this.ghost = new Ghost(this.pad, () => this.shownHow());
    const button = (press, className = "") => element("button", { type: "button", className, onclick: press });
    this.tools = new Tools(this.pad.brush, {
      clear: () => this.wipe(), upload: (file) => this.upload(file), prepare: () => this.prepare(),
    });
    this.hint = element("p", { className: "hint" });
    this.start = button(() => this.search(), "primary");
    this.stop = button(() => this.cancel());
    this.go = button(() => this.explore());
    this.bar = element("progress", { max: 1, value: 0 });
    this.status = element("p", { className: "status", attributes: { role: "status" } });
    this.pair = new Pair(() => ({ pictures: [
      ...(this.target ? [{ source: this.pair.wanted, title: this.words.wanted }] : []),
      ...(this.result ? [{ source: this.pair.nearest, title: this.words.nearest, explore: () => this.explore() }] : []),
    ] }));
    this.root = element("div", { className: "find" },
      element("div", { className: "left" }, this.pad.root, ...this.tools.parts, this.hint),
      element("div", { className: "right" },
        element("div", { className: "row-of-tools" }, this.start, this.stop, this.go),
        this.bar, this.status, ...this.pair.parts),
    );
    parent.append(this.root);
    this.root.ondragover = (event) => event.preventDefault();
    this.root.ondrop = (event) => {
      event.preventDefault();
      if (event.dataTransfer.files[0]) this.upload(event.dataTransfer.files[0]);
    };
    this.tries = 0;
    // The visitor's hand comes first: what drew itself makes room for it.
    this.pad.canvas.addEventListener("pointerdown", () => this.ghost.on && this.wipe(), { capture: true });
    this.root.addEventListener("pointerdown", () => this.ghost.drawing && this.wipe(), { capture: true });
    this.root.addEventListener("keydown", ({ target }) => (this.ghost.drawing || (this.ghost.on && target === this.pad.canvas)) && this.wipe(), { capture: true });
    this.listeners = [
      desk.on("opened", () => this.open()),
      desk.on("restep", () => this.retrained()),
    ];
    // A tab that is not shown asks for nothing.
    this.watcher = new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      if (this.visible) this.open();
      else if (this.ghost.drawing) this.wipe();
      if (this.visible) this.showHow();
    });
    this.watcher.observe(this.root);
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.watcher.disconnect();
    this.ghost.dispose();
    this.cancel();
  }

  name(data) {
    const { words } = data;
    this.words = words;
    this.base = data.base;
    this.pad.canvas.setAttribute("aria-label", words.pad);
    this.pad.invite.textContent = words.invite;
    this.ghost.note.textContent = words.example;
    this.tools.name(words);
    this.pair.name(words);
    this.start.textContent = words.find;
    this.stop.textContent = words.cancel;
    this.go.textContent = words.explore;
    this.bar.setAttribute("aria-label", words.progress);
    this.refresh();
  }

  // For a link: the picture, if it is small, and what was found for it. Left for another language, whatever its size.
  state({ linked }) {
    if (this.link) return this.link.state; // not taken up yet
    if (this.ghost.on || this.opened !== desk.source?.id || (!this.target && !this.only)) return {};
    const { z, label } = this.run ? {} : this.result ?? {};
    return { picture: this.target && (!linked || fits(this.shape)) ? packed(this.target) : undefined, z, label };
  }

  restore(state) {
    if (state.picture === undefined && state.z === undefined) return;
    this.link = { ...readLink(state, desk.source), state };
    this.takeUp();
  }

  // What a link says, once it is known of which shape pictures are.
  async takeUp() {
    const { link } = this, { id: source, step } = desk.source;
    if (!link || this.opened !== source) return;
    this.link = null;
    this.ghost.stop();
    this.cancel();
    this.forget();
    const version = (this.version = {});
    this.file = null;
    this.target = link.picture;
    this.only = !link.picture;
    if (this.target) {
      this.pair.want(this.target, this.shape);
      this.pad.show(this.pair.wanted);
    }
    try {
      if (link.point) {
        const { z, label } = link.point;
        const answer = await desk.ask("near", { z, label, picture: this.target && inText(this.target) }, step, source);
        if (version === this.version) this.show(answer);
      } else if (this.encodes) await this.encode();
    } catch (error) {
      if (version === this.version) this.say(error.message, true);
    }
    if (version !== this.version) return;
    this.refresh();
    desk.tell("seen", {});
  }

  // Another generator: the drawing stays, what was found does not.
  async open() {
    if (!desk.source || !this.visible || this.opened === desk.source.id) return;
    const { id, shape } = desk.source, other = this.shape?.join() !== shape.join();
    this.opened = id;
    this.otherCheckpoint();
    this.target = null;
    this.only = false;
    this.shape = shape;
    this.tools.paint(shape[2] > 2);
    if (other && this.pad.empty) this.pad.clear(shape[2] < 3 ? "#000000" : "#ffffff");
    this.kind = desk.ask("findable").then(({ head }) => head, (error) => { this.opened = null; throw error; });
    try {
      const { digits } = await this.kind;
      if (this.opened !== id) return;
      this.digits = digits;
      this.refresh();
      if (this.link) await this.takeUp();
      else if (!this.target && !this.only && (this.file || !this.pad.empty)) this.prepare();
      this.showHow();
    } catch (error) {
      this.say(error.message, true);
    }
  }

  // Once for every visitor: what the pad is for. A digit draws itself, and is searched for as every drawing is.
  showHow() {
    if (this.visible && this.digits && this.pad.empty && !this.target && !this.only && !this.link && !this.file && this.ghost.start())
      this.say(this.words.showing);
  }

  async shownHow() {
    await this.prepare();
    if (this.ghost.on && this.target && !this.encodes) this.search();
  }

  otherCheckpoint() {
    if (this.run || this.result) this.cancel();
    if (this.result || this.ended) this.say(this.words.otherCheckpoint);
    this.forget();
  }

  // The same generator at another step: what can be had at once comes at once.
  retrained() {
    this.otherCheckpoint();
    if (this.target && this.encodes) this.encode().catch((error) => this.say(error.message, true));
  }

  get encodes() {
    return desk.source.abilities.includes("encode");
  }

  forget() {
    this.result = null;
    this.bar.value = 0;
    this.pair.forget();
    this.refresh();
  }

  drawn() {
    this.file = null;
    this.prepare();
  }

  wipe() {
    this.ghost.stop();
    this.cancel();
    this.file = this.target = null;
    this.only = false;
    this.version = {};
    this.tools.forgetFile();
    this.pad.clear();
    this.pair.wantNothing();
    this.say("");
    this.forget();
  }

  upload(file) {
    if (!file) return;
    this.ghost.stop();
    this.file = file;
    this.tools.forgetFile();
    this.prepare();
  }

  // Have the drawing or the file made into a picture as the generator has them.
  async prepare() {
    this.cancel();
    this.target = null;
    this.only = false;
    this.tries = 0;
    this.forget();
    const version = (this.version = {});
    try {
      const { digits } = await this.kind, [size, , channels] = this.shape;
      const body = this.file ?? (await this.pad.file());
      const query = new URLSearchParams({
        size, color: Number(channels > 1), lang: desk.language, ...this.tools.query(Boolean(this.file), digits),
      });
      const answer = await fetch(`${this.base}/picture-file?${query}`, { method: "POST", body }).catch(() => {
        throw new Error(this.words.lost);
      });
      if (!answer.ok) throw new Error(await answer.text());
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (version !== this.version) return;
      this.target = bytes;
      this.pair.want(bytes, this.shape);
      this.say("");
      desk.tell("seen", {}); // the address holds it too
      if (this.encodes) await this.encode();
    } catch (error) {
      if (version === this.version) this.say(error.message, true);
    }
    if (version === this.version) this.refresh();
  }

  // Where a network says which point belongs to a picture, nothing has to be searched for.
  async encode() {
    const { id: source, step } = desk.source, { target } = this;
    const answer = await desk.ask("encoded", { picture: inText(target) }, step, source);
    if (target === this.target && source === desk.source.id && step === desk.source.step) this.show(answer);
    desk.tell("seen", {});
  }

  async search() {
    const { id: source, step } = desk.source;
    const run = (this.run = { key: Math.random().toString(36).slice(2), source, step });
    this.forget();
    this.bar.value = 0;
    this.say(this.words.searching);
    const ask = (question, options = {}) => desk.ask(question, { key: run.key, ...options }, step, source);
    try {
      let answer = await ask("find", { picture: inText(this.target), seed: this.tries++ });
      while (this.run === run) {
        this.show(answer);
        if (answer.head.done) break;
        // Training has its turns between two slices, and so has one who drags a slider meanwhile.
        await rest(answer.head.training ? Math.max(BREATH, answer.head.took * 1000) : BREATH);
        while (this.run === run && desk.mixer?.dragged) await rest(BUSY);
        if (this.run === run) answer = await ask("find_on");
      }
    } catch (error) {
      if (this.run === run) this.say(error.message, true);
    }
    if (this.run !== run) return;
    this.run = null;
    this.ended = true;
    this.refresh();
    desk.tell("seen", {});
  }

  show({ head, sheet }) {
    this.bar.value = head.progress;
    this.result = head;
    this.pair.find(sheet, head.distance, this.only);
    const percent = Math.round(100 * head.progress);
    if (this.only) this.say(this.words.onlyFound);
    else this.say(head.done ? head.sentence : fill(this.words.soFar, { percent }));
    this.pair.tell(fill(this.words.apart, { error: head.distance.toFixed(0) }));
    this.refresh();
  }

  cancel() {
    const run = this.run;
    if (!run) return;
    this.run = null;
    desk.ask("find_end", { key: run.key }, run.step, run.source).catch(() => {}); // it is given up in any case
    if (this.result) this.say(fill(this.words.cancelled, { sentence: this.result.sentence }));
    else this.say("");
    this.refresh();
  }

  explore() {
    const { z, label } = this.result, count = desk.source.classes.length;
    desk.begin({ z: decode(z), classes: label === null ? null : oneHot(label, count), psi: 1, off: {} }, null, this);
    desk.mixer?.canvas.scrollIntoView({ block: "nearest" });
  }

  say(text, failed = false) {
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.classList.toggle("problem", failed);
  }

  // What can be pressed now.
  refresh() {
    const busy = Boolean(this.run);
    this.start.disabled = busy || !this.target;
    const again = this.tries ? this.words.again : this.result ? this.words.nearer : this.words.find;
    this.start.textContent = !busy && this.target ? again : this.words.find;
    this.stop.disabled = !busy;
    this.go.disabled = !this.result;
    this.pair.fade.disabled = !this.result || this.only;
    this.bar.classList.toggle("idle", !busy);
    this.tools.dress(this.file, this.digits);
    const large = this.shape && !fits(this.shape) ? this.words.large : "";
    this.hint.textContent = [this.digits ? this.words.hintDigits : this.words.hint, large].filter(Boolean).join(" ");
    this.root.dataset.state = busy ? "searching" : this.result ? "found" : this.target ? "ready" : "empty";
  }
}

export const { draw, dispose } = tabOf("find", Find, (view, { data }) => {
  view.name(data);
});
