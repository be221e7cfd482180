// Points in the plane that came in one answer, drawn as a sheet of pictures is: each alone, over the real points.
//
//   const places = new Places(numbers, plane)   numbers: Float32Array, across and up in turn; plane: what "opened" says of it
//   .draw, .mix, .canvas, .close   as of a Sheet; a mixture of points is the point between them, so that it moves and never fades
//   .tile                         one pixel in the colour of the place where the point lies; see tinted
//   .mix(context, parts, lines)   lines, each [places, first, count], go through some of them
//   .told(parts, language)        where a mixture lies, as texts
//   .at(parts)                    [across, up] of a mixture, parts as [index, weight]

const COLOURS = { real: "#0072B28c", fake: "#D55E00", noise: "#009E73" };
const SMALL = 256; // pixels to each side of a picture among others
const WHEEL = 64; // places to each side that get a colour
const NOWHERE = { centre: [0, 0], reach: 1, real: "" };
const verdicts = new WeakMap(); // by plane: what lies under the points of a large picture, { picture, centre, reach }
const grounds = new WeakMap(); // by plane: the real points, drawn, by the side of the picture

export class Places {
  width = SMALL;
  height = SMALL;
  tileSize = [1, 1];
  tinted = false; // whether every place is shown in its colour, as that of tiles

  constructor(numbers, plane) {
    this.numbers = numbers;
    this.count = numbers.length / 2;
    this.plane = plane ?? NOWHERE;
  }

  at(parts) {
    let total = 0, across = 0, up = 0;
    for (const [index, weight] of parts) {
      if (weight <= 0) continue;
      total += weight;
      across += weight * this.numbers[2 * index];
      up += weight * this.numbers[2 * index + 1];
    }
    return [across / total, up / total];
  }

  // The same as texts, for a sentence with places {across} and {up}.
  told(parts, language) {
    const [across, up] = this.at(parts).map((value) => value.toLocaleString(language, { maximumSignificantDigits: 3 }));
    return { across, up };
  }

  draw(context, index, x = 0, y = 0, width = this.width, height = this.height) {
    this.lay(context, x, y, width, height);
    this.put(context, this.at([[index, 1]]), x, y, width, height);
  }

  tile(context, index, x, y) {
    if (!context.canvas.style.imageRendering) context.canvas.style.imageRendering = "auto";
    context.fillStyle = tint(this.plane, this.at([[index, 1]]));
    context.fillRect(x, y, 1, 1);
  }

  mix(context, parts, lines = []) {
    const { width, height } = context.canvas;
    this.lay(context, 0, 0, width, height);
    for (const [places, first, count] of lines) places.line(context, first, count);
    this.put(context, this.at(parts), 0, 0, width, height);
  }

  lay(context, x, y, width, height) {
    if (!context.canvas.style.imageRendering) context.canvas.style.imageRendering = "auto"; // smooth, whatever pictures are
    context.drawImage(groundOf(this.plane, width, height, this.tinted), x, y);
  }

  put(context, place, x, y, width, height) {
    const [left, top] = placed(this.plane, place, width, height), radius = width / (width > this.width ? 55 : 24);
    if (!Number.isFinite(left + top)) return; // of a generator that ran away
    context.beginPath();
    context.arc(x + left, y + top, radius, 0, 2 * Math.PI);
    context.fillStyle = COLOURS.fake;
    context.strokeStyle = "#fff";
    context.lineWidth = radius / 2.5;
    context.stroke();
    context.fill();
  }

  line(context, first, count) {
    const { width, height } = context.canvas;
    context.beginPath();
    for (let index = first; index < first + count; index++) context.lineTo(...placed(this.plane, this.at([[index, 1]]), width, height));
    context.strokeStyle = COLOURS.noise;
    context.lineWidth = width / 250;
    context.lineJoin = "round";
    context.stroke();
  }

  canvas(index, alt = "") {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: this.width, height: this.height });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", alt);
    this.draw(canvas.getContext("2d"), index);
    return canvas;
  }

  close() {} // nothing large is held
}

// Lays something under the points of a plane, or takes it away; gives whether that changed anything.
export function over(plane, verdict) {
  const before = verdicts.get(plane) ?? null;
  verdicts.set(plane, verdict);
  grounds.delete(plane);
  return before !== verdict;
}

// From the data's units to pixels.
function placed({ centre, reach }, [across, up], width, height) {
  return [((across - centre[0]) / reach + 1) * (width / 2), (1 - (up - centre[1]) / reach) * (height / 2)];
}

// Which colour a place has: its direction from the middle, greyer the nearer it lies.
function tint({ centre, reach }, [across, up]) {
  const x = (across - centre[0]) / reach, y = (up - centre[1]) / reach;
  if (!Number.isFinite(x + y)) return "#fff";
  return `oklch(0.82 ${Math.min(Math.hypot(x, y) * 0.17, 0.14)} ${(Math.atan2(y, x) * 180) / Math.PI})`;
}

function groundOf(plane, width, height, tinted) {
  if (!grounds.has(plane)) grounds.set(plane, new Map());
  const known = grounds.get(plane), key = `${width} ${tinted}`;
  if (!known.has(key)) {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", { alpha: false });
    Object.assign(canvas, { width, height });
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    if (tinted) pen.drawImage(wheel(plane), 0, 0, width, height);
    const under = width > SMALL ? verdicts.get(plane) : null;
    if (under) {
      const { picture, centre: [across, up], reach } = under;
      const [left, top] = placed(plane, [across - reach, up + reach], width, height), [right, bottom] = placed(plane, [across + reach, up - reach], width, height);
      pen.drawImage(picture, left, top, right - left, bottom - top);
    }
    pen.fillStyle = COLOURS.real;
    const real = new Float32Array(Uint8Array.from(atob(plane.real), (letter) => letter.charCodeAt(0)).buffer);
    for (let index = 0; index < real.length; index += 2) {
      pen.beginPath();
      pen.arc(...placed(plane, [real[index], real[index + 1]], width, height), Math.max(width / 230, 0.7), 0, 2 * Math.PI);
      pen.fill();
    }
    known.set(key, canvas);
  }
  return known.get(key);
}

// The plane in the colours of its places.
function wheel(plane) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", { alpha: false });
  canvas.width = canvas.height = WHEEL;
  for (let row = 0; row < WHEEL; row++)
    for (let column = 0; column < WHEEL; column++) {
      const [x, y] = [column, row].map((value) => ((value + 0.5) / WHEEL) * 2 - 1);
      pen.fillStyle = tint(plane, [plane.centre[0] + x * plane.reach, plane.centre[1] - y * plane.reach]);
      pen.fillRect(column, row, 1, 1);
    }
  return canvas;
}
