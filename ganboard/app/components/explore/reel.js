// The frames of one walk, fetched some at a time, those that come next first.
//
//   const reel = new Reel(way, leg, total, { onframes(), onproblem(error) });
//   way       what the question `walk` wants of points, kind and loop; leg: frames from picture to picture; total: of the walk
//   onframes  called when frames have come
//   .frame(at)  [sheet, index] of a frame, or null where it is not here yet
//   .load(at)   fetch all that is missing, from this frame on, round the end
//   .close()  nothing more is fetched or told

import { desk } from "./core.js";

export const RATE = 30; // frames a second
const FIRST = 60, LEAST = 8, MOST = 120; // frames of one question
const BEAT = 0.1; // seconds that a question may take
const SHARE = 8; // a training gets at least so many times what the frames take, once they are well ahead

export class Reel {
  constructor(way, leg, total, { onframes, onproblem }) {
    Object.assign(this, { way, leg, total, onframes, onproblem });
    this.chunks = [];
    this.at = 0;
  }

  close() {
    this.closed = true;
  }

  frame(at) {
    const chunk = this.chunkOf(at);
    return chunk ? [chunk.sheet, at - chunk.start] : null;
  }

  chunkOf(at) {
    return this.chunks.find(({ start, end }) => start <= at && at < end);
  }

  // The first frame from the shown one on that is not here; null if all are.
  missing() {
    let at = this.at;
    for (let seen = 0; seen < this.total; ) {
      const chunk = this.chunkOf(at);
      if (!chunk) return at;
      seen += chunk.end - at;
      at = chunk.end >= this.total ? 0 : chunk.end;
    }
    return null;
  }

  async load(at) {
    this.at = at;
    if (this.loading) return;
    this.loading = true;
    let count = FIRST;
    try {
      for (let start = this.missing(); start !== null; start = this.missing()) {
        const { head, sheet } = await desk.ask("walk", { ...this.way, leg: this.leg, start, count });
        if (this.closed) return;
        this.chunks.push({ start, end: start + sheet.count, sheet });
        count = Math.max(LEAST, Math.min(MOST, Math.round((sheet.count * BEAT) / Math.max(head.took, 0.001))));
        this.onframes();
        const ahead = this.chunkOf(Math.min(this.at + RATE, this.total - 1));
        if (head.training && ahead) await new Promise((done) => setTimeout(done, SHARE * head.took * 1000));
        if (this.closed) return;
      }
    } catch (error) {
      if (!this.closed) this.onproblem(error);
    } finally {
      this.loading = false;
    }
  }
}
