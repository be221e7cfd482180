// Pictures of one point at the checkpoints of its run, fetched only while the training step is dragged: those near the pointer
// and some in between first.
//
//   const stages = new Stages(steps, { onstages(), onproblem(error) });
//   .load(step)  fetch what is missing, from near this step on
//   .near(step)  [sheet, index] of the nearest that is here, or null
//   .close()     nothing more is fetched or told

import { desk } from "./core.js";

const MOST = 48; // stages that are told apart on the slider
const AT_ONCE = 8; // of one question
const SHARE = 8; // a training gets at least so many times what they take

export class Stages {
  constructor(steps, { onstages, onproblem }) {
    const count = Math.min(steps.length, MOST), last = Math.max(count - 1, 1);
    this.missing = [...new Set(Array.from({ length: count }, (_, index) => steps[Math.round((index * (steps.length - 1)) / last)]))];
    Object.assign(this, { onstages, onproblem, known: [], point: desk.sent() });
  }

  close() {
    this.closed = true;
    new Set(this.known.map(({ sheet }) => sheet)).forEach((sheet) => sheet.close());
    this.known = [];
  }

  near(step) {
    if (!this.known.length) return null;
    const { sheet, index } = this.known.reduce((best, each) => (Math.abs(each.step - step) < Math.abs(best.step - step) ? each : best));
    return [sheet, index];
  }

  // The nearest to the wanted one, and others evenly over those that are missing.
  next() {
    const nearest = this.missing.reduce((best, each) => (Math.abs(each - this.wanted) < Math.abs(best - this.wanted) ? each : best));
    const every = Math.ceil(this.missing.length / (AT_ONCE - 1));
    return [...new Set([nearest, ...this.missing.filter((_, place) => place % every === 0)])];
  }

  async load(step) {
    this.wanted = step;
    if (this.loading) return;
    this.loading = true;
    try {
      while (this.missing.length && !this.closed) {
        const steps = this.next();
        const { head, sheet } = await desk.ask("stages", { point: this.point, steps });
        if (this.closed) return sheet?.close();
        this.missing = this.missing.filter((each) => !steps.includes(each));
        this.known.push(...head.steps.map((each, index) => ({ step: each, sheet, index })));
        this.onstages();
        if (head.training) await new Promise((done) => setTimeout(done, SHARE * head.took * 1000));
      }
    } catch (error) {
      if (!this.closed) this.onproblem(error);
    } finally {
      this.loading = false;
    }
  }
}
