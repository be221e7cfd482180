// Above the picture: which checkpoint, which noise, which class; and the link to what is on the screen.

import { put } from "../shared/element.js";
import { decode, desk, element, fill, oneHot, partOf } from "./core.js";
import { Address } from "./address.js";
import { Classes } from "./classes.js";
import { Details } from "./details.js";
import { Stages } from "./stages.js";
import { surprise } from "./surprise.js";

const LOOK = 4000; // milliseconds between two looks at a run
const SEEDS = 1_000_000;

class Bar {
  constructor(parent) {
    this.root = element("div", { className: "bar" });
    parent.append(this.root);
    this.slider = element("input", { type: "range", min: 0, step: 1 });
    this.output = element("output", {});
    this.stepName = element("span", {});
    this.state = element("span", { className: "state" });
    this.stepRow = element("div", { className: "steps" }, element("label", {}, this.stepName, this.slider), this.output, this.state);
    this.surprise = element("button", { type: "button", className: "primary" });
    this.seedName = element("span", {});
    this.seed = element("input", { type: "number", min: 0, max: 2 ** 31 - 1, step: 1 });
    this.reset = element("button", { type: "button" });
    this.keep = element("button", { type: "button" });
    this.link = element("button", { type: "button" });
    this.classes = new Classes();
    this.details = new Details(this.root);
    this.tools = element("fieldset", { className: "tools" }, this.surprise, this.classes.root, this.reset, this.keep, this.link,
      element("label", { className: "seed detail" }, this.seedName, this.seed));
    this.root.append(this.stepRow, element("div", { className: "both" }, this.tools, this.details.root));
    this.surprise.onclick = () => this.draw(Math.floor(Math.random() * SEEDS), true);
    this.seed.onchange = () => this.draw(Math.min(Math.max(Math.floor(Number(this.seed.value)) || 0, 0), 2 ** 31 - 1));
    this.reset.onclick = () => desk.point && desk.begin({ z: Float32Array.from(desk.origin), psi: 1, off: {} }, desk.seed);
    this.keep.onclick = () => desk.tell("keep", {});
    this.link.onclick = () => this.copy();
    this.slider.oninput = () => this.scrub();
    this.slider.onchange = () => this.restep(this.steps[Number(this.slider.value)]);
    this.slider.onpointerup = this.slider.onblur = () => this.unscrub();
    this.address = new Address(() => !this.opening && desk.source?.id === this.data.source);
    this.listeners = [
      desk.on("problem", (error) => this.complain(error, error.stays)),
      desk.on("point", () => this.moved()),
      desk.on("settled", () => this.settled()),
      desk.on("restep", () => { this.forgetStages(); this.laySteps(); }), // the shelf may have chosen another
      desk.on("shown", () => this.complain(null)),
      desk.on("seen", () => this.address.later()),
      desk.on("back", () => this.reopen()),
    ];
    this.clock = setInterval(() => this.look(), LOOK);
  }

  dispose() {
    this.listeners.forEach((off) => off());
    clearInterval(this.clock);
    this.address.stop();
    clearTimeout(this.praise);
    this.forgetStages();
    this.details.dispose();
    this.turn = null;
  }

  moved() {
    this.forgetStages();
    this.staying &&= this.opening;
  }

  name(data) {
    this.data = data;
    const { words } = data;
    Object.assign(desk, { base: data.base, words: { ...desk.words, ...words } });
    desk.speak(data.language);
    this.stepName.textContent = words.step;
    this.slider.setAttribute("aria-label", words.step);
    this.surprise.textContent = words.surprise;
    this.seedName.textContent = words.seed;
    this.seed.setAttribute("aria-label", words.seed);
    this.reset.textContent = words.resetAll;
    this.keep.textContent = words.keep;
    this.link.textContent = words.link;
    this.classes.call(words.classes);
    this.details.name(words.details);
    this.tools.disabled = !desk.point;
    if (!desk.source) { // what is known before the engine answers has its place already
      this.stepRow.hidden = data.shipped; // of which there is one checkpoint
      this.classes.lay(data.expected);
    }
    desk.tell("named", {});
  }

  // Have a sentence shown at the picture, or that all is well. One that is to stay waits for the next move of the point.
  complain(error, stay = false) {
    if (!error && this.staying) return;
    this.staying = stay;
    const trouble = error && { text: error.message, lost: Boolean(error.lost), stale: Boolean(error.lost) || error.kind === "RunError" };
    if (JSON.stringify(trouble) === JSON.stringify(desk.trouble)) return;
    desk.trouble = trouble;
    desk.tell("trouble", {});
  }

  // Open a source; the point stays where it fits. Whoever chooses fast opens several: only the last one counts.
  async open(id, step) {
    const turn = (this.turn = {});
    this.address.stop(); // what is to be written is of the source before
    this.opening = true;
    try {
      const { head } = await this.found(id, step, turn);
      if (turn !== this.turn) return;
      const before = desk.source;
      desk.source = { ...head, id };
      const fits = desk.point && before && before.latent === head.latent && before.classes.length === head.classes.length;
      this.lay();
      if (!fits || this.data.link) await this.begin(turn);
      if (turn !== this.turn) return;
      this.complain(null);
      if (head.passed_over) this.complain(new Error(head.passed_over), true);
      desk.tell("opened", {});
      this.mark();
    } catch (error) {
      if (turn === this.turn) desk.problem(error);
    } finally {
      if (turn === this.turn) this.opening = false;
      this.address.later();
    }
  }

  // Again, after the line was lost: where we were, unless another source was chosen meanwhile.
  reopen() {
    const { source, step } = this.data, here = desk.source?.id === source;
    this.open(source, here ? desk.source.step : step);
  }

  // A checkpoint that a link names may be gone: then the newest, and the sentence.
  async found(id, step, turn) {
    try {
      return await desk.ask("opened", {}, step, id);
    } catch (error) {
      if (step === null || error.kind !== "CheckpointError" || turn !== this.turn) throw error;
      this.complain(error, true);
      return desk.ask("opened", {}, null, id);
    }
  }

  // The first point: that of the link, or a seed.
  async begin(turn) {
    const { link, view } = this.data, count = desk.source.classes.length;
    this.data.link = null;
    const plain = { classes: count ? oneHot(3 % count, count) : null, psi: 1, off: {} };
    if (link) {
      const point = { ...plain, z: decode(link.z), psi: link.psi, off: link.off };
      if (count) point.classes = link.classes;
      try {
        await desk.ask("frames", { points: [desk.sent(point)] });
        if (turn !== this.turn) return;
        desk.wrote(link.text);
        desk.arrived = view;
        const origin = link.origin && decode(link.origin);
        desk.begin(point, link.seed ?? null);
        if (origin?.length === point.z.length) desk.origin = origin;
        return;
      } catch (error) {
        if (turn === this.turn) this.complain(error, true);
      }
    }
    const { head } = await desk.ask("seeded", { seed: 0 });
    if (turn === this.turn) desk.begin({ ...plain, z: decode(head.z[0]) }, 0);
  }

  // The noise of a seed; a surprise is also of another class, and is walked to.
  async draw(seed, surprising = false) {
    if (!desk.point) return;
    const drawn = (this.drawn = {}), { id } = desk.source;
    try {
      const { head } = await desk.ask("seeded", { seed });
      const point = { z: decode(head.z[0]) }, path = surprising ? await surprise(point) : null;
      if (drawn !== this.drawn || id !== desk.source.id) return path?.close();
      if (path) desk.mixer?.glide(path);
      desk.begin(point, seed);
    } catch (error) {
      this.complain(error);
    }
  }

  lay() {
    this.laySteps();
    this.classes.lay(desk.source);
  }

  laySteps() {
    const { steps, step, state } = desk.source;
    put(this.state, this.data.words.states[state] ?? "");
    this.state.className = `state ${state}`;
    this.steps = steps.includes(step) ? steps : [...steps, step].sort((a, b) => a - b); // thinned out while it is looked at
    this.stepRow.hidden = this.steps.length < 2;
    this.slider.max = this.steps.length - 1;
    this.slider.value = this.steps.indexOf(step);
    this.tellStep(step);
  }

  tellStep(step) {
    this.output.textContent = step.toLocaleString(desk.language);
    this.slider.setAttribute("aria-valuetext", fill(this.data.words.atStep, { step: step.toLocaleString(desk.language) }));
  }

  mark() {
    this.tools.disabled = !desk.point;
    this.classes.mark(desk.point?.classes);
    if (document.activeElement !== this.seed) this.seed.value = desk.seed ?? "";
  }

  // The same noise at all stages of training: fetched when the step is dragged, and never because a pointer passes by.
  scrub() {
    if (!desk.point) return;
    this.scrubbing = true;
    const step = this.steps[Number(this.slider.value)];
    this.tellStep(step);
    this.stages ??= new Stages(this.steps, { onstages: () => this.showStage(), onproblem: (error) => this.complain(error) });
    this.showStage();
    this.stages.load(step);
  }

  showStage() {
    const stage = this.scrubbing && this.stages?.near(this.steps[Number(this.slider.value)]);
    if (stage) desk.paint(stage[0], [[stage[1], 1]]);
  }

  forgetStages() {
    this.stages?.close();
    this.stages = null;
  }

  // Dragged, and let go of where it began.
  unscrub() {
    if (!this.scrubbing || this.steps[Number(this.slider.value)] !== desk.source.step) return;
    this.scrubbing = false;
    this.forgetStages();
    desk.tell("settled", { by: this });
  }

  restep(step) {
    this.scrubbing = false;
    if (!desk.point) return;
    this.tellStep(step);
    desk.turnTo(step);
    desk.origin = Float32Array.from(desk.point.z);
    desk.tell("begun", {});
    desk.tell("restep", {});
    this.address.write();
  }

  // A run that trains gets checkpoints: one who stands where the run stands goes along. One that could not be opened is tried again.
  async look() {
    if (document.hidden || !this.data || this.opening || this.looking) return;
    const { source } = desk, { turn } = this;
    if (source?.id !== this.data.source || !desk.point) return void this.reopen();
    const busy = () => turn !== this.turn || this.scrubbing || desk.mixer?.dragged || desk.source.step !== source.step;
    this.looking = true;
    try {
      const { head } = await desk.ask("standing", { step: source.step }, null);
      if (busy()) return;
      const { stamp, ...told } = head, follows = source.step === source.stands && told.stands !== source.stands;
      const opened = follows ? (await desk.ask("opened", {}, null)).head : null, newest = opened?.step ?? source.step;
      if (busy()) return;
      const changed = JSON.stringify([source.steps, source.state]) !== JSON.stringify([told.steps, told.state]);
      desk.source = { ...desk.source, ...told };
      if (newest !== source.step) this.restep(newest);
      else if (changed) this.laySteps();
      if (opened?.passed_over) this.complain(new Error(opened.passed_over), true);
      desk.compare(source.id, source.step, stamp);
    } catch (error) {
      if (turn === this.turn) this.complain(error);
    } finally {
      this.looking = false;
    }
  }

  settled() {
    this.mark();
    this.address.later();
  }

  async copy() {
    if (!desk.point || !desk.source) return;
    const text = this.address.link();
    this.address.write();
    try {
      await navigator.clipboard.writeText(text);
      this.link.textContent = this.data.words.copied;
    } catch {
      window.prompt(this.data.words.link, text); // a page without https may not write to the clipboard
    }
    clearTimeout(this.praise);
    this.praise = setTimeout(() => (this.link.textContent = this.data.words.link), 2000);
  }
}

export const { draw, dispose } = partOf(Bar, (view, { data }) => {
  const before = view.data;
  // What stands in the address because we wrote it there is no link.
  const link = data.link && !desk.isOurs(data.link.text) ? data.link : null;
  view.name({ ...data, link });
  view.address.know();
  if (before && before.source === data.source && before.language === data.language && !link) return;
  if (before?.source !== data.source) { // what was said was of the one before
    view.staying = false;
    view.complain(null);
  }
  view.open(data.source, !link && desk.source?.id === data.source ? stayedAt(before ? null : data.step) : data.step);
});

// Whoever comes back to a source finds the step that was looked at; at the newest one goes along.
function stayedAt(asked) {
  const { step, stands } = desk.source;
  return asked ?? (step === stands ? null : step);
}
