// Points in the plane, drawn live over the place of their picture: the fakes glide from one snapshot to the next, around them D's
// verdict, where D would like them to go, the generator's warped grid, and the real points.
//
//   const cloud = new Cloud(holder, bar, { words, real })   holder: where the canvas goes, over all of it; bar: where the switches go
//   .tell(scene, coming)   a snapshot from the live feed or of a checkpoint (see media/packed.py), or null where there is none: then
//                  nothing is shown, but the switches keep their place where one is on its way
//   .dispose()

import { element } from "../shared/element.js";

const LAYERS = ["real", "fakes", "verdicts", "arrows", "grid"]; // the switches, in their order
const AT_FIRST = { real: true, fakes: true, verdicts: true, arrows: false, grid: false };
const SHORTEST = 300, SLOWEST = 1500, LONGER = 1.15; // a glide takes a little longer than the last two pieces of news were apart, in ms
const COLOURS = { real: [0, 114, 178], fake: [213, 94, 0], judge: "#AF4F87", noise: "#009E73" };
const FINER = 4; // places within a pixel, each way, at which a dot can stand: what glides slowly must not jump
const LONGEST = 0.12; // of an arrow, as a part of the picture's side
const KEPT = "ganboard-layers";

const KINDS = { float32: Float32Array, uint8: Uint8Array };
export function unpack({ data, kind }) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new KINDS[kind](bytes.buffer);
}

function switches() {
  try {
    return { ...AT_FIRST, ...JSON.parse(sessionStorage.getItem(KEPT)) };
  } catch {
    return { ...AT_FIRST }; // a browser that keeps nothing
  }
}

export class Cloud {
  constructor(holder, bar, { words, real }) {
    this.centre = real.centre;
    this.reach = real.reach;
    this.real = unpack(real.points);
    this.on = switches();
    this.scene = this.from = null;
    this.canvas = element("canvas", { className: "cloud", hidden: true, attributes: { role: "img", "aria-label": words.cloud } });
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.buttons = Object.fromEntries(LAYERS.map((name) => [name, element("button", { type: "button", className: name, textContent: words.layers[name], title: words.hints[name], onclick: () => this.toggle(name) })]));
    this.bar = element("div", { className: "layers", hidden: true, attributes: { role: "group", "aria-label": words.show } }, ...Object.values(this.buttons));
    holder.append(this.canvas);
    bar.append(this.bar);
    this.frames = 0; // drawn so far; benchmarks/points_page.py counts them
    this.ground = document.createElement("canvas"); // what does not glide: verdicts and real points
    this.size = new ResizeObserver(() => this.fit());
    this.size.observe(holder);
    this.holder = holder;
    this.mark();
  }

  dispose() {
    cancelAnimationFrame(this.pending);
    this.size.disconnect();
    this.canvas.remove();
    this.bar.remove();
  }

  toggle(name) {
    this.on[name] = !this.on[name];
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.on));
    } catch { /* then it is forgotten with the page */ }
    this.mark();
    this.lay();
    this.soon();
  }

  mark() {
    for (const [name, button] of Object.entries(this.buttons)) button.setAttribute("aria-pressed", String(this.on[name]));
  }

  tell(packed, coming = false) {
    const there = Boolean(packed?.fakes);
    this.canvas.hidden = !there;
    this.bar.hidden = !there && !coming;
    if (!there) {
      this.scene = this.from = null;
      return;
    }
    if (packed === this.packed && this.scene) return;
    this.packed = packed;
    const next = Object.fromEntries(Object.entries(packed).map(([name, array]) => [name, unpack(array)]));
    next.lines = packed.grid?.shape ?? [0, 0, 2];
    next.fields = packed.verdicts?.shape ?? [0, 0];
    for (const name of ["verdicts", "arrows"]) this.buttons[name].hidden = !next[name];
    this.from = this.scene && this.scene.fakes.length === next.fakes.length ? this.now() : null;
    this.scene = next;
    const now = performance.now();
    this.glide = LONGER * Math.min(Math.max(now - (this.begun ?? now), SHORTEST), SLOWEST);
    this.begun = now;
    this.lay();
    this.soon();
  }

  // How far the glide has come, and where all that glides is now.
  part() {
    return this.from ? Math.min((performance.now() - this.begun) / this.glide, 1) : 1;
  }

  now() {
    const part = this.part(), { scene, from } = this;
    if (part === 1) return scene;
    const mix = (name) => {
      const to = scene[name], old = from[name];
      if (!to || !old || old.length !== to.length) return to;
      const mixed = new Float32Array(to.length);
      for (let index = 0; index < to.length; index++) mixed[index] = old[index] + (to[index] - old[index]) * part;
      return mixed;
    };
    return { ...scene, fakes: mix("fakes"), grid: mix("grid"), arrows: mix("arrows") };
  }

  fit() {
    const side = Math.round(this.holder.clientWidth * Math.min(devicePixelRatio || 1, 2));
    if (!side || side === this.canvas.width) return;
    this.canvas.width = this.canvas.height = this.ground.width = this.ground.height = side;
    this.dots = { real: new Dot(COLOURS.real, side / 230, 0.55), fakes: new Dot(COLOURS.fake, side / 190, 1) };
    this.frame = this.context.createImageData(side, side);
    this.lay();
    this.soon();
  }

  // From the data's units to pixels.
  scale() {
    const { width } = this.canvas;
    return { by: width / (2 * this.reach), left: this.reach - this.centre[0], top: this.reach + this.centre[1] };
  }

  lay() {
    const { ground, scene } = this;
    if (!ground.width || !scene || !this.dots) return;
    const pen = ground.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, ground.width, ground.height);
    if (this.on.verdicts && scene.verdicts) {
      pen.imageSmoothingEnabled = true;
      pen.drawImage(tinted(scene.verdicts, scene.fields), 0, 0, ground.width, ground.height);
    }
    this.base = pen.getImageData(0, 0, ground.width, ground.height).data;
    if (this.on.real) this.stamp(this.base, this.dots.real, this.real);
  }

  stamp(pixels, dot, places) {
    const { by, left, top } = this.scale(), side = this.canvas.width;
    for (let index = 0; index < places.length; index += 2) dot.stamp(pixels, side, (places[index] + left) * by, (top - places[index + 1]) * by);
  }

  soon() {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      if (!this.scene || this.canvas.hidden || !this.base) return;
      this.draw();
      if (this.part() < 1) this.soon();
    });
  }

  draw() {
    const pen = this.context, now = this.now();
    this.frame.data.set(this.base);
    if (this.on.fakes) this.stamp(this.frame.data, this.dots.fakes, now.fakes);
    pen.putImageData(this.frame, 0, 0);
    if (this.on.grid && now.grid) this.drawGrid(pen, now.grid, now.lines);
    if (this.on.arrows && now.arrows) this.drawArrows(pen, now.fakes, now.arrows);
    this.frames += 1;
    this.canvas.dataset.frames = this.frames;
  }

  drawGrid(pen, grid, [lines, along]) {
    const { by, left, top } = this.scale();
    pen.strokeStyle = COLOURS.noise;
    pen.globalAlpha = 0.6;
    pen.lineWidth = Math.max(1, this.canvas.width / 500);
    pen.beginPath();
    for (let line = 0; line < lines; line++) {
      for (let place = 0; place < along; place++) {
        const index = 2 * (line * along + place);
        pen[place ? "lineTo" : "moveTo"]((grid[index] + left) * by, (top - grid[index + 1]) * by);
      }
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  // Longer where the slope is steeper, but none longer than the longest: the middle one is half as long.
  drawArrows(pen, fakes, arrows) {
    const { by, left, top } = this.scale(), count = arrows.length / 2, longest = LONGEST * this.canvas.width;
    const steep = Array.from({ length: count }, (_, index) => Math.hypot(arrows[2 * index], arrows[2 * index + 1]));
    const middle = [...steep].sort((a, b) => a - b)[count >> 1] || 1;
    pen.strokeStyle = COLOURS.judge;
    pen.lineWidth = Math.max(1.2, this.canvas.width / 350);
    pen.beginPath();
    for (let index = 0; index < count; index++) {
      if (!(steep[index] > 0)) continue;
      const length = (longest * steep[index]) / (steep[index] + middle);
      const across = arrows[2 * index] / steep[index], down = -arrows[2 * index + 1] / steep[index];
      const x = (fakes[2 * index] + left) * by, y = (top - fakes[2 * index + 1]) * by;
      const endX = x + across * length, endY = y + down * length, head = Math.min(length * 0.4, longest * 0.16);
      pen.moveTo(x, y);
      pen.lineTo(endX, endY);
      for (const turn of [2.6, -2.6]) {
        const cos = Math.cos(turn), sin = Math.sin(turn);
        pen.moveTo(endX, endY);
        pen.lineTo(endX + head * (across * cos - down * sin), endY + head * (across * sin + down * cos));
      }
    }
    pen.stroke();
  }
}

// A round dot that is stamped a thousand times a frame, right into the pixels: a canvas takes far longer for as many arcs or images.
class Dot {
  constructor(colour, radius, opaque) {
    this.colour = colour;
    const far = Math.ceil(radius) + 1;
    this.masks = []; // for each place within a pixel: across, down, how much of the pixel is covered
    for (let place = 0; place < FINER * FINER; place++) {
      const x = ((place % FINER) + 0.5) / FINER, y = (Math.floor(place / FINER) + 0.5) / FINER, mask = [];
      for (let down = -far; down <= far; down++) {
        for (let across = -far; across <= far; across++) {
          const part = Math.min(Math.max(radius + 0.5 - Math.hypot(across + 0.5 - x, down + 0.5 - y), 0), 1) * opaque;
          if (part > 0.02) mask.push(across, down, part);
        }
      }
      this.masks.push(mask);
    }
  }

  stamp(pixels, side, x, y) {
    const column = Math.floor(x), row = Math.floor(y), [red, green, blue] = this.colour;
    if (!(column > -9 && row > -9 && column < side + 9 && row < side + 9)) return; // far outside, or no number
    const mask = this.masks[Math.floor((y - row) * FINER) * FINER + Math.floor((x - column) * FINER)];
    for (let entry = 0; entry < mask.length; entry += 3) {
      const across = column + mask[entry], down = row + mask[entry + 1], part = mask[entry + 2];
      if (across < 0 || down < 0 || across >= side || down >= side) continue;
      const index = 4 * (down * side + across);
      pixels[index] += (red - pixels[index]) * part;
      pixels[index + 1] += (green - pixels[index + 1]) * part;
      pixels[index + 2] += (blue - pixels[index + 2]) * part;
    }
  }
}

// D's verdicts as colours: blue where it takes points for real, orange where for fake, white where it cannot tell.
export function tinted(verdicts, [rows, columns]) {
  const made = document.createElement("canvas");
  Object.assign(made, { width: columns, height: rows });
  const pen = made.getContext("2d"), picture = pen.createImageData(columns, rows);
  for (let index = 0; index < verdicts.length; index++) {
    const sure = verdicts[index] / 127.5 - 1, [red, green, blue] = sure > 0 ? [0, 114, 178] : [213, 94, 0], part = 0.6 * Math.sqrt(Math.abs(sure));
    picture.data.set([255 + (red - 255) * part, 255 + (green - 255) * part, 255 + (blue - 255) * part, 255], 4 * index);
  }
  pen.putImageData(picture, 0, 0);
  return made;
}
