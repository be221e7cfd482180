// One desk for the page: the generator that is explored, the point of its latent space, the line to the server, and the
// large picture. Every part of the page imports this module and so shares the same desk.

import { frameNow } from "../shared/playing.js";
import { element, fill, partOf as plainPart } from "../shared/element.js";
import { Places } from "./places.js";

export { element, fill };

const AGAIN = 1500; // milliseconds until a lost connection is tried again
const LEFT = 1000; // milliseconds after the last part left the page until the line is hung up: others may come at once
const LATE = 20_000; // milliseconds for which an address that we replaced may still come back
const TELLING = 3; // the frame of a clip that stands for it where it is small: there it moves most
const COLUMNS = 33; // of the sheet on which plain pictures are laid out

// Pictures that came in one answer, on one bitmap.
class Sheet {
  constructor(bitmap, { count, width, height, columns, frames = 1 }) {
    Object.assign(this, { bitmap, count: count / frames, width, height, columns, frames });
    this.frame = frames > 1 ? TELLING : 0; // the one that is drawn
    this.tileSize = [width, height];
  }

  // Draw one of many that lie beside each other as tiles.
  tile(context, index, x, y) {
    this.draw(context, index, x, y);
  }

  // Draw picture number `index` into a context, scaled to `size` if that is given.
  draw(context, index, x = 0, y = 0, width = this.width, height = this.height) {
    if (this.closed) return;
    if (context.canvas.style.imageRendering) context.canvas.style.imageRendering = ""; // left by Places
    const cell = index * this.frames + this.frame;
    const left = (cell % this.columns) * this.width, top = Math.floor(cell / this.columns) * this.height;
    context.drawImage(this.bitmap, left, top, this.width, this.height, x, y, width, height);
  }

  // Draw a mixture: parts are [index, weight], the weights positive. Of clips one frame, that which is seen now if none is named.
  mix(context, parts, lines = [], frame = frameNow(this.frames)) {
    if (this.frames > 1) this.frame = frame;
    let total = 0;
    for (const [index, weight] of parts) {
      if (weight <= 0) continue;
      total += weight;
      context.globalAlpha = weight / total;
      this.draw(context, index);
    }
    context.globalAlpha = 1;
    if (this.frames > 1) this.frame = TELLING;
  }

  // A mixture of clips as the window takes it in which pictures are large: all frames side by side, and where each lies.
  film(parts) {
    const source = document.createElement("canvas"), { width, height, frames } = this, context = source.getContext("2d");
    Object.assign(source, { width: frames * width, height });
    const part = Array.from({ length: frames }, (_, frame) => {
      context.setTransform(1, 0, 0, 1, frame * width, 0);
      this.mix(context, parts, [], frame);
      return { x: frame * width, y: 0, width, height };
    });
    return { source, part };
  }

  // Give its memory back at once; the browser may take long to notice, and a dragged slider makes four a second.
  close() {
    this.closed = true;
    this.bitmap.close();
  }

  // A canvas of its own for one picture, with a text for those who do not see it.
  canvas(index, alt = "") {
    const canvas = document.createElement("canvas");
    canvas.width = this.width;
    canvas.height = this.height;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", alt);
    this.draw(canvas.getContext("2d"), index);
    return canvas;
  }
}

async function sheetOf(head, body) {
  const { count, width, height, channels, kind, frames } = head;
  if (kind === "points") return new Places(new Float32Array(body), desk.source?.plane);
  if (kind === "jpeg") return new Sheet(await createImageBitmap(new Blob([body], { type: "image/jpeg" })), head);
  const across = Math.min(count, COLUMNS), rows = Math.ceil(count / across);
  const bytes = new Uint8Array(body), image = new ImageData(across * width, rows * height);
  const pixels = new Uint32Array(image.data.buffer); // one write a pixel: alpha, blue, green, red
  for (let index = 0, at = 0; index < count; index++) {
    let row = Math.floor(index / across) * height * across * width + (index % across) * width;
    for (let y = 0; y < height; y++, row += across * width)
      for (let x = 0; x < width; x++, at += channels) {
        const red = bytes[at], green = bytes[at + (channels > 1)], blue = bytes[at + 2 * (channels > 1)];
        pixels[row + x] = 0xff000000 | (blue << 16) | (green << 8) | red;
      }
  }
  return new Sheet(await createImageBitmap(image), { count, width, height, columns: across, frames });
}

export const encode = (values) => btoa(String.fromCharCode(...new Uint8Array(new Float32Array(values).buffer)));
export const decode = (text) =>
  new Float32Array(Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0)).buffer);

class Desk extends EventTarget {
  base = ""; // where the server's answers are found
  language = "en";
  words = {}; // texts that several parts need
  // What "opened" said, with `id`: step, stamp (of this very checkpoint), steps, stands (where the run would go on), state, shape,
  // frames (of a clip), parts (of the noise), plane (of points), latent, classes, factors ([{ title, values }], of which classes are combinations), labelled, blocks, name.
  source = null;
  point = null; // { z: Float32Array, classes: number[] or null, psi, off: {block: [units]} }
  origin = null; // Float32Array: where the sliders go back to
  seed = null; // the number that the origin was drawn from, or null
  tabs = new Map(); // by name: the parts below the picture, of which one is seen
  left = new Map(); // what was set in tabs that are not on the page now: name -> { source, state }
  arrived = null; // of the link that was followed: { tab, state, sliders }, each until its part took it
  trouble = null; // what is to be said at the picture: { text, stale (the picture is of before), lost (the line is) }
  shelf = []; // what was kept: [{ id, source, step, z, classes, psi, off, picture (data: address), name }]
  #written = []; // points as we wrote them into the address: [{ text, until }]
  #socket = null;
  #waiting = new Map(); // questions by number: { text, socket, settle, refuse }
  #number = 0;
  #parts = 0;

  on(type, handler) {
    const listen = (event) => handler(event.detail);
    this.addEventListener(type, listen);
    return () => this.removeEventListener(type, listen);
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // A point in the address that we did not write is a link. A script that is late may bring back one that we wrote just before.
  wrote(text) {
    const now = performance.now(), last = this.#written.at(-1);
    if (last) last.until = now;
    this.#written = [...this.#written.filter(({ until }) => now - until < LATE), { text, until: Infinity }];
  }

  isOurs(text) {
    const now = performance.now();
    return this.#written.some((each) => each.text === text && now - each.until < LATE);
  }

  // A part came to the page, or left it. When the last is gone, so is the line.
  enter() {
    this.#parts++;
    clearTimeout(this.leaving);
  }

  leave() {
    if (!--this.#parts) this.leaving = setTimeout(() => this.#socket?.close(), LEFT);
  }

  // Ask the engine. Gives { head, sheet }; throws an Error whose message can be shown.
  async ask(question, options = {}, step = this.source?.step ?? null, source = this.source?.id) {
    const answer = await this.#put(question, options, step, source);
    if (step !== null) this.compare(source, step, answer.head.stamp);
    return answer;
  }

  // The checkpoint that is shown may have been trained anew: then all that was made from it is asked for again.
  compare(id, step, stamp) {
    const { source } = this;
    if (!stamp || source?.id !== id || source.step !== step || source.stamp === stamp) return;
    const anew = source.stamp !== undefined;
    this.source = { ...source, stamp };
    if (anew) this.tell("restep", {});
  }

  // Go to another checkpoint of the source.
  turnTo(step) {
    this.source = { ...this.source, step, stamp: undefined };
  }

  #put(question, options, step, source) {
    const id = ++this.#number;
    const text = JSON.stringify({ id, ask: question, source, step, with: options });
    return new Promise((settle, refuse) => {
      const socket = this.#connect();
      this.#waiting.set(id, { text, socket, settle, refuse });
      if (socket.readyState === WebSocket.OPEN) socket.send(text); // else as soon as it is
    });
  }

  // Answers come in the language of the socket. The old one stays until what was asked over it is answered.
  speak(language) {
    if (this.language === language) return;
    this.language = language;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    if (!this.#over(socket).length) socket.close();
    socket.onmessage = ({ data }) => {
      this.#hear(data);
      if (!this.#over(socket).length) socket.close();
    };
  }

  // What was asked over a socket and is not answered yet.
  #over(socket) {
    return [...this.#waiting].filter(([, waiting]) => waiting.socket === socket);
  }

  #connect() {
    if (this.#socket) return this.#socket;
    const address = new URL(`${this.base}/explore?lang=${this.language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => this.#over(socket).forEach(([, { text }]) => socket.send(text));
    socket.onmessage = ({ data }) => this.#hear(data);
    socket.onclose = () => {
      const unanswered = this.#over(socket);
      if (this.#socket !== socket && !unanswered.length) return; // let go of by `speak`
      if (this.#socket === socket) this.#socket = null;
      for (const [id, { refuse }] of unanswered) {
        this.#waiting.delete(id);
        refuse(Object.assign(new Error(this.words.lost), { lost: true }));
      }
      setTimeout(() => this.tell("back"), AGAIN);
    };
    return socket;
  }

  async #hear(data) {
    const length = new DataView(data).getUint32(0, true);
    const { id, ...head } = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length))); // the question's number ends here
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!waiting) return;
    if (head.error) return waiting.refuse(Object.assign(new Error(head.error), { kind: head.kind }));
    try {
      waiting.settle({ head, sheet: head.pictures ? await sheetOf(head.pictures, data.slice(4 + length)) : null });
    } catch (error) {
      waiting.refuse(error);
    }
  }

  // A point as the server takes it.
  sent(point = this.point) {
    return { z: encode(point.z), classes: point.classes, psi: point.psi, off: point.off };
  }

  // Move to another point. `settled` is false while something is being dragged. `by` tells who moved it.
  move(change, { settled = true, by = null } = {}) {
    this.point = { ...this.point, ...change };
    this.tell("point", { by });
    if (settled) this.tell("settled", { by });
  }

  // Go to a point as a new beginning: the sliders' middle and reset. What is left out of `point` stays.
  begin(point, seed = null, by = null) {
    this.seed = seed;
    this.point = { ...this.point, ...point };
    this.origin = Float32Array.from(this.point.z);
    this.tell("begun", { by });
    this.move({}, { by });
  }

  // Paint the large picture from a sheet: parts are [index, weight].
  paint(sheet, parts, by = null) {
    this.tell("paint", { sheet, parts, by });
  }

  problem(error) {
    this.tell("problem", error);
  }
}

export const desk = new Desk();

// As in shared/element.js, for parts that share the desk.
export const partOf = (View, update) => plainPart(class extends View {
  constructor(parent) {
    super(parent);
    desk.enter();
  }

  dispose() {
    super.dispose();
    desk.leave();
  }
}, update);

// The class with the largest weight, or null.
export const mainClass = (classes) => (classes ? classes.indexOf(Math.max(...classes)) : null);
export const oneHot = (label, count) => Array.from({ length: count }, (_, index) => Number(index === label));
