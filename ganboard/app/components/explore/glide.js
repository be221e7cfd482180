// Shows the pictures of a way one after the other, slowly at both ends.
//
//   const glide = new Glide(paint)   paint(sheet, parts), as the mixer's
//   .start(sheet)
//   .then(finish)     do this when it is over, at once where none is under way; the last one counts
//   .end()            stop where it is; what was to come then comes now

const LONG = 900; // milliseconds
const LEAP = 0.1; // of the way at most from one refresh of the screen to the next: a slow computer takes longer, and shows it all the same
const eased = (part) => part * part * (3 - 2 * part);

export class Glide {
  constructor(paint) {
    this.paint = paint;
    this.on = false;
  }

  start(sheet) {
    this.end();
    Object.assign(this, { sheet, on: true, part: 0, last: null });
    this.frame = requestAnimationFrame((now) => this.show(now));
  }

  show(now) {
    this.part = Math.min(this.part + Math.min((now - (this.last ?? now)) / LONG, LEAP), 1);
    this.last = now;
    if (this.part === 1 && this.finish) return this.end();
    const end = this.sheet.count - 1, at = eased(this.part) * end, low = Math.min(Math.floor(at), end - 1);
    this.paint(this.sheet, [[low, 1 - (at - low)], [low + 1, at - low]]);
    this.frame = requestAnimationFrame((then) => this.show(then)); // also at the end, until the exact picture has come
  }

  then(finish) {
    if (!this.on) return finish();
    this.finish = finish;
  }

  end() {
    if (!this.on) return;
    cancelAnimationFrame(this.frame);
    this.on = false;
    this.sheet.close();
    const { finish } = this;
    this.finish = null;
    finish?.();
  }
}
