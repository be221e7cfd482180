// The clock of a stand. A digit of the time is a picture that the generator in training just drew: each of its sheets has a column for
// every digit. What the line to the server says is which training that is; the pictures come over its feed.

import { element, fill, partOf, put } from "../shared/element.js";
import { Feed } from "../shared/feed.js";
import { progress } from "../tours/progress.js";
import { leave, stay } from "./visitors.js";

const AGAIN = 2000; // milliseconds until a lost line is tried again
const SILENT = 9000; // milliseconds after which a line that says nothing is lost: the server speaks every 2 seconds
const REST = 4000; // milliseconds without a hand until the pointer is hidden
const NOISE = 30, READABLE = 600; // steps up to which only noise is seen, and from which on the time is read easily
const FADE = 600; // milliseconds from one picture to the next
const GAP = 2; // pixels between the pictures of a sheet
const AWAKE = "Tab Shift Control Alt Meta Escape F11 f F".split(" "); // keys that begin nothing

// What stands where nothing was drawn yet.
function noise(pen, side) {
  const picture = pen.createImageData(side, side);
  for (let at = 0; at < picture.data.length; at += 4) picture.data.fill(40 + 70 * Math.random(), at, at + 3), (picture.data[at + 3] = 255);
  pen.putImageData(picture, 0, 0);
}

class Stand {
  constructor(parent) {
    this.places = Array.from({ length: 6 }, () => this.place());
    const [a, b, c, d, e, f] = this.places.map(({ root }) => root), colon = () => element("span", { className: "colon", textContent: ":" });
    this.time = element("div", { className: "time", attributes: { role: "img" } }, a, b, colon(), c, d, colon(), e, f);
    this.lines = ["one", "two", "touch"].map((className) => element("p", { className }));
    this.clock = element("time", { hidden: true });
    this.ask = element("button", { type: "button", onclick: () => (this.clock.hidden = !this.clock.hidden) });
    this.full = element("button", { type: "button", onclick: () => this.fill(), hidden: !document.fullscreenEnabled });
    this.foot = element("div", { className: "foot" }, this.clock, this.ask, this.full);
    this.root = element("div", { className: "stand" }, element("div", { className: "drift" }, this.time, element("div", { className: "said" }, ...this.lines), this.foot));
    parent.append(this.root);
    this.sheet = new Image();
    this.hands = ["pointermove", "pointerdown", "keydown"];
    this.wake = () => this.moved();
    for (const kind of this.hands) document.addEventListener(kind, this.wake);
    this.root.onclick = (event) => this.foot.contains(event.target) || this.begin();
    this.press = (event) => this.key(event);
    document.addEventListener("keydown", this.press, true); // before the keys of other pages
    this.see = () => document.hidden || this.keepAwake();
    document.addEventListener("visibilitychange", this.see);
    this.keepAwake();
    this.moved();
    this.ticking = setInterval(() => this.tick(), 250);
    stay();
  }

  dispose() {
    this.gone = true;
    clearInterval(this.ticking);
    clearTimeout(this.resting);
    clearTimeout(this.trying);
    for (const kind of this.hands) document.removeEventListener(kind, this.wake);
    document.removeEventListener("keydown", this.press, true);
    document.removeEventListener("visibilitychange", this.see);
    this.lock?.release();
    this.feed?.close();
    this.socket?.close();
  }

  place() {
    const sides = [element("canvas"), element("canvas")];
    return { root: element("span", { className: "place" }, ...sides), sides, front: 0, row: 0, shown: "" };
  }

  update({ data }) {
    const again = this.data?.language !== data.language;
    this.data = data;
    put(this.ask, data.words.ask);
    put(this.full, data.words.full);
    for (const { sides } of this.places) for (const side of sides) if (side.width !== data.side) side.width = side.height = data.side;
    if (again) this.listen();
    this.tick();
  }

  listen() {
    clearTimeout(this.trying);
    if (this.gone) return;
    const { base, language } = this.data, address = new URL(`${base}/stand?lang=${language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const before = this.socket, socket = (this.socket = new WebSocket(address));
    before?.close();
    this.heard ??= Date.now();
    this.listened = Date.now();
    socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    socket.onclose = () => socket === this.socket && (this.trying = setTimeout(() => this.listen(), AGAIN));
  }

  // A cable that is pulled closes no socket: neither the line nor the feed would ever know.
  get silent() {
    return Date.now() - this.heard > SILENT;
  }

  listenAgain() {
    this.feed?.close();
    this.feed = null;
    this.listen();
  }

  hear(told) {
    Object.assign(this, { problem: told.problem, heard: Date.now() });
    if (told.problem) return;
    this.began = Date.now() - told.age * 1000;
    this.ends = Date.now() + told.left * 1000;
    if (told.run === this.run && this.feed) return;
    const { base, language } = this.data;
    this.feed?.close();
    if (told.run !== this.run) Object.assign(this, { run: told.run, step: null });
    this.feed = new Feed({ base, language, run: told.run, since: -1 }, { news: (live) => this.learn(live), reached() {} });
  }

  async learn(live) {
    if (live.gone) return (this.run = null); // the line says soon what takes its place
    const run = this.run, sheet = new Image();
    if (!live.picture) return;
    sheet.src = live.picture;
    await sheet.decode().catch(() => {});
    if (run !== this.run || !sheet.naturalWidth) return;
    Object.assign(this, { sheet, step: live.step });
    this.fresh = true;
  }

  // Four times a second; a digit is drawn anew when it is another one, and every second time its picture may be another one.
  tick() {
    const now = new Date(), digits = [now.getHours(), now.getMinutes(), now.getSeconds()].map((number) => String(number).padStart(2, "0")).join("");
    if (this.second !== digits || this.fresh) this.places.forEach((place, index) => this.paint(place, Number(digits[index])));
    if (this.second !== digits) this.tell(now, digits);
    Object.assign(this, { second: digits, fresh: false });
    if (this.silent && Date.now() - this.listened > SILENT) this.listenAgain();
  }

  paint(place, digit) {
    const { side, rows } = this.data, cell = side + GAP, key = `${digit} ${this.sheet.src.length} ${this.step} ${this.run}`;
    if (place.digit !== digit) place.row = Math.floor(Math.random() * rows);
    if (place.shown === key) return;
    Object.assign(place, { digit, shown: key, front: 1 - place.front });
    const next = place.sides[place.front], pen = next.getContext("2d");
    pen.clearRect(0, 0, side, side);
    if (!this.sheet.naturalWidth) noise(pen, side);
    else pen.drawImage(this.sheet, digit * cell, place.row * cell, side, side, 0, 0, side, side);
    next.style.zIndex = 1; // fades in above the other, which stays: so nothing gets darker between
    place.sides[1 - place.front].style.zIndex = 0;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) next.animate([{ opacity: 0 }, { opacity: 1 }], FADE);
    place.root.dataset.digit = digit;
  }

  tell(now, digits) {
    const { words, language } = this.data, step = this.step ?? -1, written = digits.match(/../g).join(":");
    const kind = step < 0 ? "blank" : step < NOISE ? "noise" : step < READABLE ? "learning" : "drawn";
    const lasted = (milliseconds) => {
      const seconds = Math.max(0, Math.round(milliseconds / 1000));
      return seconds < 90 ? fill(words.seconds, { count: seconds }) : fill(words.minutes, { count: Math.round(seconds / 60) });
    };
    const problem = this.silent ? words.lost : this.problem;
    put(this.lines[0], problem ?? fill(words[kind], { age: lasted(now - this.began) }));
    put(this.lines[1], this.ends && step >= 0 && !problem ? fill(words.again, { left: lasted(this.ends - now) }) : "");
    put(this.lines[2], words.touch);
    put(this.clock, now.toLocaleTimeString(language));
    this.clock.dateTime = written;
    this.time.setAttribute("aria-label", fill(words.alt, { time: written }));
    this.root.dataset.step = step;
  }

  moved() {
    this.root.classList.remove("still");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.root.classList.add("still"), REST);
  }

  key(event) {
    if (AWAKE.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    if ([" ", "Enter"].includes(event.key) && this.root.getRootNode().activeElement?.matches("button")) return;
    event.preventDefault();
    this.begin();
  }

  begin() {
    leave(location.href);
    progress.forget(); // the visitor before went another way
    location.assign(new URL(this.data.start, location.href));
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  // Where the browser has no such lock, or the battery is low, the screen's own settings decide.
  async keepAwake() {
    this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
    if (this.gone) this.lock?.release();
  }
}

export const { draw, dispose } = partOf(Stand, (view, component) => view.update(component));
