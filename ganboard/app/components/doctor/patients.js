// Some runs side by side, as in a comparison, with what the doctor says of each below its samples. Up to the fork they are the same.

import { Together } from "../compare/together.js";
import { Cloud } from "../points/cloud.js";
import { element, fill, partOf, put, threeDigits } from "../shared/element.js";

export class Patients extends Together {
  constructor(parent) {
    super(parent);
    this.root.classList.add("patients");
  }

  // What the doctor and the watch say comes with the news of each run, see moments.describe.
  hear(held, live) {
    if (!live.gone) {
      const { doctor, findings, quality, told, error, scene } = live;
      const doctors = live.checkpoints && Object.fromEntries(live.checkpoints.map(({ step, doctor: said }) => [step, said]));
      Object.assign(held.facts, { doctor, findings, told, error, scene }, doctors && { doctors }, quality && { quality });
    }
    super.hear(held, live);
  }

  dispose() {
    for (const { cloud } of this.runs.values()) cloud?.dispose();
    super.dispose();
  }

  draw(held) {
    super.draw(held);
    this.glide(held);
    if (!held.says) {
      Object.assign(held, { says: element("div", { className: "says" }), state: element("b"), about: element("p") });
      held.says.append(held.state, held.about);
      held.card.root.append(held.says);
    }
    const { facts, card } = held, at = card.root.dataset.step, shown = at === undefined || facts.problem ? null : Number(at);
    const doctor = shown === null ? null : shown === facts.step ? facts.doctor : (facts.doctors[shown] ?? facts.doctor);
    held.says.className = `says ${doctor?.tone ?? ""}`;
    put(held.state, doctor?.state ?? "");
    put(held.about, facts.error || (doctor ? this.numbers(facts, doctor, shown) : ""));
  }

  // Points move as they do on the Train page: over the picture of the newest checkpoint, which is of an earlier step.
  glide(held) {
    const { facts, card } = held, newest = this.at === null && !facts.problem && facts.scene?.fakes;
    if (facts.cloud) held.cloud ??= new Cloud(card.picture.parentElement, element("div"), facts.cloud);
    held.cloud?.tell(newest ? facts.scene : null);
    if (!newest) return;
    const { words, language } = this.data;
    card.root.dataset.step = facts.step;
    put(card.when, [fill(words.at, { step: facts.step.toLocaleString(language) }), fill(words.seconds, { seconds: facts.seconds.toLocaleString(language, { maximumFractionDigits: 1 }) })].join(" · "));
    put(card.ends, "");
  }

  // The numbers behind it: what the doctor measured, else how far the samples are from real ones, else what they amount to.
  numbers(facts, doctor, shown) {
    const finding = facts.findings[doctor.found];
    if (finding) return finding.measured;
    const { step = [], value } = facts.quality ?? {}, place = step.findLastIndex((each) => each <= shown);
    if (place >= 0) return fill(this.data.words.distance, { value: threeDigits(value[place]) });
    return (shown === facts.step && facts.told[0]) || "";
  }
}

export const { draw, dispose } = partOf(Patients, (view, component) => view.update(component));
