// Above the picture: which checkpoint, which noise, which class; and the link to what is on the screen.

import { decode, desk, element, encode, fill, mainClass, oneHot, partOf } from "./core.js";

const LOOK = 4000; // milliseconds between two looks at a run that trains
const SEEDS = 1_000_000;

class Bar {
  constructor(parent) {
    this.root = element("div", { className: "bar" });
    parent.append(this.root);
    this.alert = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    this.slider = element("input", { type: "range", min: 0, step: 1 });
    this.output = element("output", {});
    this.stepName = element("span", {});
    this.stepRow = element("div", { className: "steps" }, element("label", {}, this.stepName, this.slider), this.output);
    this.surprise = element("button", { type: "button", className: "primary" });
    this.seedName = element("span", {});
    this.seed = element("input", { type: "number", min: 0, max: 2 ** 31 - 1, step: 1 });
    this.reset = element("button", { type: "button" });
    this.keep = element("button", { type: "button" });
    this.link = element("button", { type: "button" });
    this.classes = element("div", { className: "classes", attributes: { role: "radiogroup" } });
    this.root.append(
      this.alert,
      this.stepRow,
      element("div", { className: "tools" }, this.surprise, element("label", { className: "seed" }, this.seedName, this.seed),
        this.classes, this.reset, this.keep, this.link),
    );
    this.surprise.onclick = () => this.draw(Math.floor(Math.random() * SEEDS));
    this.seed.onchange = () => this.draw(Math.min(Math.max(Math.floor(Number(this.seed.value)) || 0, 0), 2 ** 31 - 1));
    this.reset.onclick = () => desk.begin({ z: Float32Array.from(desk.origin), psi: 1, off: {} }, desk.seed);
    this.keep.onclick = () => desk.tell("keep", {});
    this.link.onclick = () => this.copy();
    this.slider.oninput = () => this.scrub();
    this.slider.onchange = () => this.restep(this.steps[Number(this.slider.value)]);
    this.slider.onpointerenter = this.slider.onfocus = () => this.gather();
    this.listeners = [
      desk.on("problem", (error) => this.complain(error)),
      desk.on("point", () => this.moved()),
      desk.on("settled", () => this.settled()),
      desk.on("restep", () => this.laySteps()), // the shelf may have chosen another
      desk.on("shown", () => this.complain(null)),
      desk.on("back", () => this.open(desk.source?.id ?? this.data.source, desk.source?.step ?? this.data.step)),
    ];
    this.clock = setInterval(() => this.look(), LOOK);
  }

  dispose() {
    this.listeners.forEach((off) => off());
    clearInterval(this.clock);
    clearTimeout(this.writing);
  }

  moved() {
    this.stages = null;
    this.staying &&= this.opening;
  }

  name(data) {
    this.data = data;
    const { words } = data;
    Object.assign(desk, { base: data.base, words });
    desk.speak(data.language);
    this.stepName.textContent = words.step;
    this.slider.setAttribute("aria-label", words.step);
    this.surprise.textContent = words.surprise;
    this.seedName.textContent = words.seed;
    this.seed.setAttribute("aria-label", words.seed);
    this.reset.textContent = words.resetAll;
    this.keep.textContent = words.keep;
    this.link.textContent = words.link;
    this.classes.setAttribute("aria-label", words.classes);
  }

  // Show a sentence, or that all is well. One that is to stay waits for the next move of the point.
  complain(error, stay = false) {
    if (!error && this.staying) return;
    this.staying = stay;
    const text = error ? error.message : "";
    if (this.alert.textContent !== text) this.alert.textContent = text;
    this.alert.hidden = !text;
  }

  // Open a source; the point stays where it fits.
  async open(id, step) {
    this.opening = true;
    try {
      const { head } = await this.found(id, step);
      const before = desk.source;
      desk.source = { ...head, id };
      const fits = desk.point && before && before.latent === head.latent && before.classes.length === head.classes.length;
      this.lay();
      if (!fits || this.data.link) await this.begin();
      this.complain(null);
      desk.tell("opened", {});
      this.mark();
    } catch (error) {
      this.complain(error);
    } finally {
      this.opening = false;
    }
  }

  // A checkpoint that a link names may be gone: then the newest, and the sentence.
  async found(id, step) {
    try {
      return await desk.ask("opened", {}, step, id);
    } catch (error) {
      if (step === null || error.kind !== "CheckpointError") throw error;
      this.complain(error, true);
      return desk.ask("opened", {}, null, id);
    }
  }

  // The first point: that of the link, or a seed.
  async begin() {
    const { link } = this.data, count = desk.source.classes.length;
    this.data.link = null;
    const plain = { classes: count ? oneHot(3 % count, count) : null, psi: 1, off: {} };
    if (link) {
      const point = { ...plain, z: decode(link.z), psi: link.psi, off: link.off };
      if (count) point.classes = link.classes;
      try {
        await desk.ask("frames", { points: [desk.sent(point)] });
        return desk.begin(point, link.seed ?? null);
      } catch (error) {
        this.complain(error, true);
      }
    }
    const { head } = await desk.ask("seeded", { seed: 0 });
    desk.begin({ ...plain, z: decode(head.z[0]) }, 0);
  }

  async draw(seed) {
    try {
      const { head } = await desk.ask("seeded", { seed });
      desk.begin({ z: decode(head.z[0]) }, seed);
    } catch (error) {
      this.complain(error);
    }
  }

  lay() {
    const { classes } = desk.source;
    this.laySteps();
    this.classes.hidden = !classes.length;
    this.classes.replaceChildren(
      ...classes.map((name, label) =>
        element("button", {
          type: "button", textContent: name, onclick: () => desk.move({ classes: oneHot(label, classes.length) }),
          attributes: { role: "radio" },
        }),
      ),
    );
  }

  laySteps() {
    this.steps = desk.source.steps;
    this.stepRow.hidden = this.steps.length < 2;
    this.slider.max = this.steps.length - 1;
    const place = this.steps.indexOf(desk.source.step);
    this.slider.value = place < 0 ? this.steps.length - 1 : place;
    this.tellStep(desk.source.step);
  }

  tellStep(step) {
    this.output.textContent = step.toLocaleString(desk.language);
    this.slider.setAttribute("aria-valuetext", fill(this.data.words.atStep, { step: step.toLocaleString(desk.language) }));
  }

  mark() {
    const chosen = mainClass(desk.point?.classes);
    [...this.classes.children].forEach((button, label) => button.setAttribute("aria-checked", label === chosen));
    if (document.activeElement !== this.seed) this.seed.value = desk.seed ?? "";
  }

  // The same noise at all stages of training, so that dragging the step needs no answer.
  async gather() {
    if (this.stages || this.gathering || this.stepRow.hidden) return;
    this.gathering = true;
    const point = desk.point;
    try {
      const { head, sheet } = await desk.ask("stages", { point: desk.sent() });
      if (point === desk.point) this.stages = { steps: head.steps, sheet };
      if (this.scrubbing) this.scrub();
    } catch (error) {
      this.complain(error);
    } finally {
      this.gathering = false;
    }
  }

  scrub() {
    this.scrubbing = true;
    const step = this.steps[Number(this.slider.value)];
    this.tellStep(step);
    if (!this.stages) return this.gather();
    let near = 0;
    this.stages.steps.forEach((stage, index) => {
      if (Math.abs(stage - step) < Math.abs(this.stages.steps[near] - step)) near = index;
    });
    desk.paint(this.stages.sheet, [[near, 1]]);
  }

  restep(step) {
    this.scrubbing = false;
    this.tellStep(step);
    desk.source = { ...desk.source, step };
    desk.origin = Float32Array.from(desk.point.z);
    desk.tell("begun", {});
    desk.tell("restep", {});
    this.write();
  }

  // A run that trains gets checkpoints: one who stands at the newest goes along.
  async look() {
    if (document.hidden || !desk.source || !["running", "preparing", "waiting"].includes(desk.source.state)) return;
    try {
      const { head } = await desk.ask("opened", {}, null);
      if (this.scrubbing || desk.mixer?.dragged) return;
      const newest = desk.source.step === this.steps.at(-1);
      desk.source = { ...desk.source, steps: head.steps, state: head.state };
      if (newest && head.step !== desk.source.step) this.restep(head.step);
      this.laySteps();
    } catch (error) {
      this.complain(error);
    }
  }

  settled() {
    this.mark();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), 250);
  }

  // The address that shows what is on the screen now.
  address() {
    const { z, classes, psi, off } = desk.point, { id, step } = desk.source;
    const address = new URL(location.href), query = address.searchParams;
    const point = { z: encode(z), psi };
    if (classes) point.classes = classes.map((part) => Number(part.toFixed(4)));
    if (Object.keys(off).length) point.off = off;
    if (desk.seed !== null) point.seed = desk.seed;
    query.set("run", id);
    query.set("step", step);
    query.set("point", btoa(JSON.stringify(point)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""));
    return address;
  }

  write() {
    if (desk.point && desk.source) history.replaceState(history.state, "", this.address());
  }

  async copy() {
    const text = this.address().href;
    this.write();
    try {
      await navigator.clipboard.writeText(text);
      this.link.textContent = this.data.words.copied;
    } catch {
      window.prompt(this.data.words.link, text); // a page without https may not write to the clipboard
    }
    setTimeout(() => (this.link.textContent = this.data.words.link), 2000);
  }
}

export const { draw, dispose } = partOf(Bar, (view, { data }) => {
  const key = JSON.stringify([data.source, data.step, data.language]);
  view.name({ ...data, link: view.key === undefined || view.key !== key ? data.link : null });
  if (view.key !== key) {
    view.key = key;
    view.open(data.source, data.step);
  }
});
