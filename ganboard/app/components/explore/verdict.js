// What the judge says of every place of the plane, under the large picture of a point. It is that of the checkpoint that is shown.
//
//   const verdict = new Verdict(seen);   called when there is another one, or none any more
//   .ask()       of the checkpoint that is shown now
//   .dispose()

import { tinted, unpack } from "../points/cloud.js";
import { desk } from "./core.js";
import { over } from "./places.js";

export class Verdict {
  constructor(seen) {
    this.seen = seen;
    this.listeners = ["opened", "restep"].map((event) => desk.on(event, () => this.ask()));
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.asked = null;
  }

  async ask() {
    const asked = (this.asked = {}), { plane, abilities } = desk.source;
    if (!plane || !abilities.includes("judge")) return;
    if (over(plane, null)) this.seen();
    const answer = await desk.ask("around").catch(() => null); // then the points stand on white
    if (asked !== this.asked || !answer) return;
    const { scene: { verdicts }, centre, reach } = answer.head;
    over(plane, { picture: tinted(unpack(verdicts), verdicts.shape), centre, reach });
    this.seen();
  }
}
