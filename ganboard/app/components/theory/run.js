// The numbers of a run in the formula of the game. They come over the same socket as on the Train page.

import { element, fill, partOf } from "../shared/element.js";

const AGAIN = 2000; // milliseconds until a lost connection is tried again
const TRIES = 3; // in vain before the page says so
const TOLD = 15_000; // milliseconds between two announcements: numbers that change twice a second cannot be listened to
const LOW = -2, HIGH = 0; // ends of the scale of V
const DIGITS = 3;

const EXPECTED = (name, role) => `<msub><mi class="bb">E</mi><mi class="${role}">${name}</mi></msub>`;
const D_OF = (inner) => `<mi class="judge">D</mi><mo>(</mo>${inner}<mo>)</mo>`;
const LOG = `<mi>log</mi><mo>&#x2061;</mo><mspace width="0.15em"/>`;
const GAME = `<mi class="judge">V</mi><mo>(</mo><mi class="judge">D</mi><mo>,</mo><mi class="fake">G</mi><mo>)</mo>`;
const REAL = `${EXPECTED("x", "real")}<mo>[</mo>${LOG}${D_OF(`<mi class="real">x</mi>`)}<mo>]</mo>`;
const FAKE = `${EXPECTED("z", "noise")}<mo>[</mo>${LOG}<mo>(</mo><mn>1</mn><mo>−</mo>
  ${D_OF(`<mi class="fake">G</mi><mo>(</mo><mi class="noise">z</mi><mo>)</mo>`)}<mo>)</mo><mo>]</mo>`;
const BRACE = `<svg class="brace" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path d="M1,1Q1,5 6,5H44Q50,5 50,9Q50,5 56,5H94Q99,5 99,1"/></svg>`;
const term = (role, formula) => `<span class="term ${role}"><math>${formula}</math>${BRACE}<math><mn class="number"></mn></math></span>`;
const sign = (mark) => `<math class="sign"><mo>${mark}</mo></math>`;

// What can be read, with a minus sign that is one.
const written = (value) => value.toFixed(DIGITS).replace("-", "−");

class Numbers {
  constructor(parent) {
    this.root = element("div", { className: "run" });
    this.root.innerHTML = `
      <p class="head"><b></b><span class="state"></span><span class="when"></span></p>
      <div class="formula">${term("judge", GAME)}<span class="right">${sign("=")}${term("real", REAL)}</span><span class="right">${sign("+")}${term("fake", FAKE)}</span></div>
      <div class="scale" role="img"><div class="bar"><i class="fill"></i><i class="even"></i><i class="pin"></i></div>
        <div class="ends"><span class="fooled"></span><span class="tie"></span><span class="zero"></span></div></div>
      <p class="distance"><math><mi class="judge">V</mi><mo>−</mo><mrow><mo>(</mo><mrow><mo form="prefix">−</mo>${LOG}<mn>4</mn></mrow><mo>)</mo></mrow><mo>=</mo><mn class="number"></mn></math><span></span></p>
      <p class="sentence"></p><p class="note"></p><p class="problem" role="alert" hidden></p><p class="unseen" role="status"></p>`;
    parent.append(this.root);
    const find = (selector) => this.root.querySelector(selector);
    [this.value, this.real, this.fake, this.distance] = this.root.querySelectorAll(".number");
    Object.assign(this, { name: find("b"), state: find(".state"), when: find(".when"), scale: find(".scale"), side: find(".distance span"),
      sentence: find(".sentence"), note: find(".note"), problem: find(".problem"), failures: 0, told: find("[role=status]"), fooled: find(".fooled"), tie: find(".tie"), zero: find(".zero") });
    this.awake = () => (document.hidden ? this.socket?.close() : this.connect()); // nobody sees a hidden page: it is not sent anything
    document.addEventListener("visibilitychange", this.awake);
  }

  dispose() {
    this.gone = true;
    this.socket?.close();
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.awake);
  }

  // Called at every rerun of the page's script; what came over the socket since may be newer than what that knows.
  show({ data }) {
    const { live, words } = data, same = this.live?.run === live.run && this.data.language === data.language;
    this.data = data;
    this.note.textContent = words.means;
    for (const name of ["fooled", "tie", "zero"]) this[name].textContent = words[name];
    this.root.style.setProperty("--even", this.place(data.even));
    if (same && BigInt(this.live.version) >= BigInt(live.version)) return;
    if (!same) this.toldAt = this.toldState = null;
    this.put(live);
    if (same) return;
    const before = this.socket;
    this.socket = null; // it is of another run, or speaks another language
    before?.close();
    this.gone = false;
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    if (this.gone || document.hidden || this.socket) return;
    const { base, language } = this.data;
    const address = new URL(`${base}/live/${this.live.run}?since=${this.live.version}&lang=${language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => this.reached(true);
    socket.onmessage = ({ data: text }) => {
      if (this.socket !== socket || this.gone) return;
      const live = JSON.parse(text);
      if (live.gone) {
        this.gone = true;
        this.sentence.textContent = this.told.textContent = live.gone;
      } else this.put(live);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      if (!this.gone && !document.hidden) this.reached(false);
      this.socket = null;
      if (!this.gone) this.timer = setTimeout(() => this.connect(), AGAIN);
    };
  }

  reached(yes) {
    this.failures = yes ? 0 : this.failures + 1;
    const { base, unreachable } = this.data;
    this.problem.hidden = this.failures < TRIES;
    this.problem.textContent = this.problem.hidden ? "" : fill(unreachable, { address: new URL(`${base}/`, location.href) });
  }

  // How far along the scale a value stands, as CSS takes it.
  place(value) {
    return `${(100 * (Math.min(HIGH, Math.max(LOW, value)) - LOW)) / (HIGH - LOW)}%`;
  }

  put(live) {
    this.live = live;
    const { words, language } = this.data, { value } = live;
    const step = live.step.toLocaleString(language);
    this.name.textContent = live.name;
    this.state.textContent = live.stateName;
    this.state.className = `state ${live.state}`;
    this.when.textContent = fill(words.at, { step });
    this.root.dataset.step = live.step;
    this.root.classList.toggle("empty", !value);
    const numbers = value ?? {};
    for (const name of ["value", "real", "fake"]) this[name].textContent = value ? written(numbers[name]) : "…";
    if (!value) {
      this.sentence.textContent = live.step ? words.before : words.nothing;
      return;
    }
    this.distance.textContent = written(value.distance);
    this.side.textContent = value.distance < 0 ? words.below : words.above;
    this.root.style.setProperty("--at", this.place(value.value));
    this.scale.setAttribute("aria-label", fill(words.scaleAlt, { value: written(value.value) }));
    this.sentence.textContent = value.sentence;
    this.tell(live, step);
  }

  tell(live, step) {
    const now = performance.now();
    if (this.toldState === live.state && now - this.toldAt < TOLD) return;
    Object.assign(this, { toldAt: now, toldState: live.state });
    this.told.textContent = fill(this.data.words.told, { step, value: written(live.value.value), sentence: live.value.sentence });
  }
}

export const { draw, dispose } = partOf(Numbers, (view, component) => view.show(component));
