// A drawing taken apart into what a pen would draw without being lifted, in the order in which somebody would draw it.
//
//   for (const stroke of strokesOf(canvas)) stroke.draw(context, side, part)   // part: from 0, nothing, to 1, all of it
//   stroke.milliseconds                                                        // it takes to draw it

const INK = 110; // levels of darkness from which on a pixel belongs to a stroke
const FAINT = 6; // and with which one beside a stroke still does
const SECTORS = 48; // directions that are told apart around the middle of a stroke
const SHORT = 220, LONG = 1300; // milliseconds of the shortest and the longest stroke
const EACH = 11; // milliseconds of a pixel of a stroke

export function strokesOf(canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const dark = Uint8Array.from({ length: width * height }, (_, at) => 255 - data[4 * at]);
  const found = connected(dark, width, height).filter((pixels) => pixels.length > 1);
  found.sort((one, other) => other.length - one.length);
  const [body, ...others] = found.map((pixels) => new Stroke(pixels, dark, width, height));
  if (!body) return [];
  // The largest comes first, then what lies in it from the top down, then the rest.
  const inner = ({ x, y }) => x > body.left && x < body.right && y > body.top && y < body.bottom;
  const downwards = (one, other) => one.y - other.y;
  return [body, ...others.filter(inner).sort(downwards), ...others.filter((each) => !inner(each)).sort(downwards)];
}

// The numbers of the pixels of each piece of ink that hangs together.
function connected(dark, width, height) {
  const seen = new Uint8Array(dark.length), pieces = [];
  for (let start = 0; start < dark.length; start++) {
    if (seen[start] || dark[start] < INK) continue;
    const pixels = [start];
    seen[start] = 1;
    for (let number = 0; number < pixels.length; number++)
      for (const next of beside(pixels[number], width, height))
        if (!seen[next] && dark[next] >= INK) {
          seen[next] = 1;
          pixels.push(next);
        }
    pieces.push(pixels);
  }
  return pieces;
}

function* beside(at, width, height) {
  const x = at % width, y = Math.floor(at / width);
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) yield row * width + column;
}

// Drawn as a hand goes round: what lies in a sector about its middle that grows from where there is the widest gap.
class Stroke {
  constructor(pixels, dark, width, height) {
    const xs = pixels.map((at) => at % width), ys = pixels.map((at) => Math.floor(at / width));
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    Object.assign(this, { width, height, x: mean(xs), y: mean(ys) });
    Object.assign(this, { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) });
    this.milliseconds = Math.min(LONG, Math.max(SHORT, EACH * pixels.length));
    this.from = this.beginning(xs, ys);
    const paper = new ImageData(new Uint8ClampedArray(4 * dark.length).fill(255), width, height);
    for (const at of pixels)
      for (const near of beside(at, width, height)) if (dark[near] >= FAINT) paper.data.fill(255 - dark[near], 4 * near, 4 * near + 3);
    this.canvas = Object.assign(document.createElement("canvas"), { width, height });
    this.canvas.getContext("2d").putImageData(paper, 0, 0);
  }

  // The angle behind the widest gap; straight up where it goes all the way round.
  beginning(xs, ys) {
    const hit = new Uint8Array(SECTORS);
    xs.forEach((x, number) => {
      const angle = Math.atan2(ys[number] - this.y, x - this.x);
      hit[Math.floor((angle / (2 * Math.PI) + 1) * SECTORS) % SECTORS] = 1;
    });
    let gap = 0, widest = 0, end = 0.75 * SECTORS;
    for (let number = 0; number < 2 * SECTORS; number++) {
      gap = hit[number % SECTORS] ? 0 : gap + 1;
      if (gap > widest && gap > 1) [widest, end] = [gap, number + 1];
    }
    return (end / SECTORS) * 2 * Math.PI;
  }

  draw(context, side, part) {
    const across = side / this.width, down = side / this.height;
    const x = (this.x + 0.5) * across, y = (this.y + 0.5) * down;
    context.save();
    if (part < 1) {
      context.beginPath();
      context.moveTo(x, y);
      context.arc(x, y, 2 * side, this.from, this.from + 2 * Math.PI * part);
      context.closePath();
      context.clip();
    }
    context.globalCompositeOperation = "darken"; // drawn twice, it does not get darker
    context.drawImage(this.canvas, 0, 0, side, side);
    context.restore();
  }
}
