// The pictures of the Start page in one frame that never moves: a film of pictures that turn into one another, noise, or what a
// training makes. The same cells all the time, so that one sees the noise become pictures.
//
//   const wall = new Wall();
//   .root                   its canvas, as wide as its place
//   .film(address, shape)   plays a film: cells below each other, of each so many frames in a row; shape has cells and frames
//   .noise(colour)          flickers, in grey or in colours
//   .show(picture, side)    pictures of a training: a sheet that is decoded, with cells of so many pixels

import { element } from "../shared/element.js";

const ACROSS = 10, DOWN = 5, NARROW = [5, 4]; // cells, and those of a phone
const GAP = 0.07; // of a cell
const RATE = 5; // frames of a film in a second; between them one fades into the next
const PAUSE = 66, FLICKER = 120; // milliseconds from one drawing to the next, and from one noise to the next
const FADE = 4; // drawings until new pictures cover the old ones
const GRAIN = 28; // pixels of noise along a cell
const EDGE = 0.5; // pixels left out around a picture, or smoothing takes some of the gap

export class Wall {
  #narrow = matchMedia("(max-width: 640px)");
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #films = new Map();
  #task = null; // draws, and says in how many milliseconds again; 0: never
  #frame = 0;
  #due = 0;
  #again = () => this.#run(this.#task);

  constructor() {
    this.root = element("canvas", { className: "wall", attributes: { role: "img" } });
    this.context = this.root.getContext("2d");
    this.watcher = new ResizeObserver(() => this.#lay());
    this.watcher.observe(this.root);
    this.#still.addEventListener("change", this.#again);
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
    this.watcher.disconnect();
    this.#still.removeEventListener("change", this.#again);
  }

  async film(address, { cells, frames }) {
    if (this.showing === address) return;
    this.showing = address;
    const picture = await this.#picture(address).catch(() => null);
    if (this.showing !== address) return; // something else by now
    if (!picture) return this.noise(false); // the frame is never empty
    const side = picture.height / cells, begun = performance.now();
    this.#run((now) => {
      const at = ((now - begun) / 1000) * RATE;
      this.#cells((number, ...place) => {
        const along = at + Math.floor(number / cells) * 0.37 * frames + number * 1.7; // neighbours are never at the same frame
        const frame = this.#still.matches ? Math.floor(number / cells) * 7 : Math.floor(along), rest = this.#still.matches ? 0 : along % 1;
        for (const [each, share] of [[frame, 1], [frame + 1, rest]]) {
          this.context.globalAlpha = share;
          this.context.drawImage(picture, (each % frames) * side + EDGE, (number % cells) * side + EDGE, side - 2 * EDGE, side - 2 * EDGE, ...place);
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
      this.#cells((_, ...place) => this.context.drawImage(grains, any(), any(), GRAIN, GRAIN, ...place));
      return this.#still.matches ? 0 : FLICKER;
    });
  }

  show(picture, side) {
    this.showing = picture;
    const columns = Math.round((picture.naturalWidth + 2) / (side + 2)), total = columns * Math.round((picture.naturalHeight + 2) / (side + 2));
    let drawn = this.#still.matches ? FADE : 0;
    this.#run(() => {
      drawn += 1;
      this.context.globalAlpha = drawn < FADE ? 0.5 : 1;
      this.#cells((number, ...place) => {
        const each = number % total;
        const left = (each % columns) * (side + 2), top = Math.floor(each / columns) * (side + 2);
        this.context.drawImage(picture, left + EDGE, top + EDGE, side - 2 * EDGE, side - 2 * EDGE, ...place);
      });
      return drawn < FADE ? PAUSE : 0;
    });
  }

  #picture(address) {
    if (!this.#films.has(address)) {
      const image = element("img", { src: address });
      this.#films.set(address, image.decode().then(() => image));
    }
    return this.#films.get(address);
  }

  #run(task) {
    cancelAnimationFrame(this.#frame);
    this.#task = task;
    this.#due = 0;
    const step = (now) => {
      if (now >= this.#due) {
        const pause = this.#task(performance.now());
        if (!pause) return;
        this.#due = now + pause - 8; // half a refresh early rather than one late
      }
      this.#frame = requestAnimationFrame(step);
    };
    if (task) this.#frame = requestAnimationFrame(step);
  }

  // A canvas that is given another size is empty and forgets its clip.
  #lay() {
    const [across, down] = this.#narrow.matches ? NARROW : [ACROSS, DOWN], dense = Math.min(devicePixelRatio, 2);
    const width = Math.round(this.root.clientWidth * dense), cell = width / (across + (across - 1) * GAP);
    const height = Math.round(cell * (down + (down - 1) * GAP));
    if (!width || (this.root.width === width && this.root.height === height)) return;
    Object.assign(this.root, { width, height });
    Object.assign(this, { across, count: across * down, cell });
    const shape = new Path2D();
    this.#cells((_, x, y, side) => shape.roundRect(x, y, side, side, cell * GAP));
    this.context.clip(shape);
    this.context.imageSmoothingQuality = "high";
    this.#run(this.#task);
  }

  #cells(draw) {
    for (let number = 0; number < (this.count ?? 0); number++) {
      const pitch = this.cell * (1 + GAP);
      draw(number, (number % this.across) * pitch, Math.floor(number / this.across) * pitch, this.cell, this.cell);
    }
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
