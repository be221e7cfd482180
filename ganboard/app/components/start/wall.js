// The pictures of the Start page in one frame that never moves: a film of pictures that turn into one another, noise, or what a
// training makes. The same cells all the time, so that one sees the noise become pictures. They are drawn as small as they are, and
// the stylesheet enlarges them: drawn large, fifty of them took two thirds of a core.
//
//   const wall = new Wall();
//   .root                   the frame
//   .canvas                 what is in it
//   .film(address, shape)   plays a film: cells below each other, of each so many frames in a row; shape has cells and frames
//   .noise(colour)          flickers, in grey or in colours
//   .show(picture, side)    pictures of a training: a sheet that is decoded, with cells of so many pixels
//   .large(told)            its cells for the window in which they are large; told(number) of a training's says the rest

import { element } from "../shared/element.js";
import { sheet } from "../shared/enlarge.js";

const ACROSS = 10, DOWN = 5, NARROW = [5, 4]; // cells, and those of a phone
const GAP = 2; // pixels between cells, as in a sheet
const RATE = 5; // frames of a film in a second; between them one fades into the next
const PAUSE = 100, FLICKER = 120; // milliseconds from one drawing to the next, and from one noise to the next
const FADE = 3; // drawings until new pictures cover the old ones
const GRAIN = 28; // pixels of noise along a cell

export class Wall {
  #narrow = matchMedia("(max-width: 640px)");
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #films = new Map();
  #task = null; // draws, and says in how many milliseconds again; 0: never
  #frame = 0;
  #timer = 0;
  #across = ACROSS;
  #total = 0; // pictures of the training that is shown
  #again = () => this.#run(this.#task);

  constructor() {
    this.canvas = element("canvas", { className: "wall", attributes: { role: "img" } });
    this.root = element("div", { className: "frame" }, this.canvas);
    this.context = this.canvas.getContext("2d");
    for (const media of [this.#still, this.#narrow]) media.addEventListener("change", this.#again);
  }

  dispose() {
    this.#rest();
    for (const media of [this.#still, this.#narrow]) media.removeEventListener("change", this.#again);
  }

  async film(address, { cells, frames }) {
    if (this.showing === address) return;
    this.showing = address;
    this.#total = 0;
    const picture = await this.#picture(address).catch(() => null);
    if (this.showing !== address) return; // something else by now
    if (!picture) return this.noise(false); // the frame is never empty
    const side = picture.height / cells, begun = performance.now();
    this.#run((now) => {
      const at = ((now - begun) / 1000) * RATE;
      this.#cells(side, (number, ...place) => {
        const along = at + Math.floor(number / cells) * 0.37 * frames + number * 1.7; // neighbours are never at the same frame
        const frame = this.#still.matches ? Math.floor(number / cells) * 7 : Math.floor(along), rest = this.#still.matches ? 0 : along % 1;
        for (const [each, share] of [[frame, 1], [frame + 1, rest]]) {
          this.context.globalAlpha = share;
          this.context.drawImage(picture, (each % frames) * side, (number % cells) * side, side, side, ...place);
        }
      });
      return this.#still.matches ? 0 : PAUSE;
    });
  }

  noise(colour) {
    if (this.showing === "noise") return;
    this.showing = "noise";
    const grains = noisy(8 * GRAIN, colour);
    this.#run(() => {
      this.context.globalAlpha = 1;
      const any = () => Math.floor(Math.random() * 7 * GRAIN);
      this.#cells(GRAIN, (_, ...place) => this.context.drawImage(grains, any(), any(), GRAIN, GRAIN, ...place));
      return this.#still.matches ? 0 : FLICKER;
    });
  }

  show(picture, side) {
    this.showing = picture;
    const pitch = side + GAP, columns = Math.round((picture.naturalWidth + GAP) / pitch), total = columns * Math.round((picture.naturalHeight + GAP) / pitch);
    this.#total = total;
    let drawn = this.#still.matches ? FADE : 0;
    this.#run(() => {
      drawn += 1;
      this.context.globalAlpha = drawn < FADE ? 0.5 : 1;
      this.#cells(side, (number, ...place) => {
        const each = number % total;
        this.context.drawImage(picture, (each % columns) * pitch, Math.floor(each / columns) * pitch, side, side, ...place);
      });
      return drawn < FADE ? PAUSE : 0;
    });
  }

  large(told) {
    if (this.showing === "noise") return { pictures: [] };
    return sheet(this.canvas, this.#across, (number) => (this.#total ? told(number % this.#total) : {}));
  }

  #picture(address) {
    if (!this.#films.has(address)) {
      const image = element("img", { src: address });
      this.#films.set(address, image.decode().then(() => image));
    }
    return this.#films.get(address);
  }

  // Between two drawings nothing is asked of the browser: who asks for each refresh has it compose all of the page sixty times a second.
  #run(task) {
    this.#rest();
    this.#task = task;
    const step = () => {
      const pause = this.#task(performance.now());
      if (pause) this.#timer = setTimeout(() => (this.#frame = requestAnimationFrame(step)), pause - 8); // half a refresh early
    };
    if (task) this.#frame = requestAnimationFrame(step);
  }

  #rest() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }

  // Draws each cell, of so many pixels; a canvas that is given another size is empty, so what is drawn next must cover it.
  #cells(side, draw) {
    const [across, down] = this.#narrow.matches ? NARROW : [ACROSS, DOWN], pitch = side + GAP;
    this.#across = across;
    const width = across * pitch - GAP, height = down * pitch - GAP;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.context.globalAlpha = 1;
      this.root.style.setProperty("--cell-x", `${(pitch / width) * 100}%`);
      this.root.style.setProperty("--cell-y", `${(pitch / height) * 100}%`);
      this.root.style.setProperty("--gap", `${((GAP + 0.4) / pitch) * 100}%`); // a little more on both sides hides what smoothing leaves
      this.root.style.setProperty("--edge", `${(0.4 / pitch) * 100}%`);
    }
    for (let number = 0; number < across * down; number++) draw(number, (number % across) * pitch, Math.floor(number / across) * pitch, side, side);
  }
}

// A square of random dots.
function noisy(side, colour) {
  const canvas = element("canvas", { width: side, height: side }), context = canvas.getContext("2d"), dots = context.createImageData(side, side);
  const level = () => 128 + 70 * (Math.random() + Math.random() + Math.random() + Math.random() - 2);
  for (let at = 0; at < dots.data.length; at += 4) {
    const grey = level();
    dots.data.set([grey, colour ? level() : grey, colour ? level() : grey, 255], at);
  }
  context.putImageData(dots, 0, 0);
  return canvas;
}
