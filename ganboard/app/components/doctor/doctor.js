// What the doctor says of the moment that is shown, told by stage.js: always the same few lines, so that nothing moves when it finds
// something; what it means, what to try and what was measured come by a press. A remedy that is pressed is told to Streamlit, once.

import { element, fill, partOf, put } from "../shared/element.js";

const SIGNS = { well: "✓", early: "…", ill: "!" }; // tones are told apart by more than colour

class Doctor {
  constructor(parent) {
    this.sign = element("span", { className: "sign", attributes: { "aria-hidden": "true" } });
    this.name = element("span", { className: "name" });
    this.state = element("b", { className: "state", attributes: { role: "status" } });
    this.since = element("span", { className: "since" });
    this.sentence = element("span", { className: "sentence" });
    this.opener = element("button", { type: "button", className: "opener none", onclick: () => this.open(!this.opened) });
    this.measured = element("p", { className: "measured" });
    [this.means, this.tries] = [0, 1].map(() => [element("dt"), element("dd")]);
    this.remedies = element("div", { className: "remedies" });
    this.more = element("div", { className: "more", hidden: true },
      element("dl", {}, element("div", {}, ...this.means), element("div", {}, ...this.tries)), this.remedies, this.measured);
    this.count = element("summary");
    this.list = element("ol");
    this.before = element("details", { hidden: true }, this.count, this.list);
    this.root = element("section", { className: "doctor" },
      element("p", { className: "line" }, this.sign, this.name, this.state, this.since, this.opener, this.sentence), this.more, this.before);
    parent.append(this.root);
    this.tick = () => this.show();
    window.addEventListener("ganboard-live", this.tick);
  }

  dispose() {
    window.removeEventListener("ganboard-live", this.tick);
  }

  // Called at every rerun of the page's script: whatever was pressed before is done, or could not be done.
  tell({ data, setTriggerValue }) {
    Object.assign(this, { data, setTriggerValue, pressed: false });
    this.offered = this.listed = null;
    this.show();
  }

  open(yes) {
    this.opened = yes;
    this.show();
  }

  at = (step, words = this.data.words.at) => fill(words, { step: step.toLocaleString(this.data.language) });

  show() {
    const live = window.ganboardLive;
    if (!live || !this.data) return;
    const { words } = this.data, { doctor } = live.shown, finding = live.findings[doctor.found];
    this.root.className = `doctor ${doctor.tone}`;
    this.root.dataset.verdict = doctor.verdict;
    this.root.setAttribute("aria-label", words.doctor);
    put(this.sign, SIGNS[doctor.tone]);
    put(this.name, words.name);
    put(this.state, doctor.state);
    put(this.since, finding ? this.at(finding.step, words.since) : "");
    put(this.sentence, finding ? finding.sentence : doctor.sentence);
    put(this.opener, words.help);
    this.opener.classList.toggle("none", !finding);
    this.opener.setAttribute("aria-expanded", Boolean(finding && this.opened));
    this.more.hidden = !finding || !this.opened;
    if (finding) this.explain(finding);
    this.enlist(live, doctor);
  }

  explain(finding) {
    const { words } = this.data;
    put(this.measured, finding.measured);
    put(this.means[0], words.means);
    put(this.means[1], finding.meaning);
    put(this.tries[0], words.try);
    put(this.tries[1], finding.advice);
    const key = JSON.stringify([finding.symptom, finding.step, finding.remedies]);
    if (key === this.offered) return;
    this.offered = key;
    const all = finding.remedies, alike = all.every(({ where }) => where === all[0].where); // then it is said once
    this.remedies.replaceChildren(...all.map((remedy, place) => this.offer(finding, remedy, place, alike)));
    if (alike && all.length) this.remedies.append(element("small", { textContent: all[0].where }));
  }

  offer({ symptom, step }, { number, title, where }, place, alike) {
    const button = element("button", { type: "button", className: place ? "" : "primary", textContent: title, disabled: this.pressed });
    button.onclick = () => {
      if (this.pressed) return; // twice: a training is enough
      this.pressed = true;
      for (const each of this.remedies.querySelectorAll("button")) each.disabled = true;
      this.setTriggerValue("remedy", { symptom, step, number });
    };
    return element("div", { className: "remedy" }, button, ...(alike ? [] : [element("small", { textContent: where })]));
  }

  // What was found up to the moment that is shown and is not what is said now; who points at one sees it in the charts.
  enlist({ findings, shown }, { found }) {
    const past = findings.filter(({ step }, number) => number !== found && step <= shown.step);
    const key = JSON.stringify(past.map(({ step, until, text }) => [step, until, text]));
    if (key === this.listed) return;
    this.listed = key;
    this.before.hidden = past.length === 0;
    put(this.count, fill(this.data.words.before, { count: past.length }));
    this.list.replaceChildren(
      ...past.map(({ step, text }) => {
        const line = element("li", { tabIndex: 0, textContent: `${this.at(step)} · ${text}` });
        line.onpointerenter = line.onfocus = () => this.point(step);
        line.onpointerleave = line.onblur = () => this.point(null);
        return line;
      }),
    );
  }

  point(step) {
    window.dispatchEvent(new CustomEvent("ganboard-change", { detail: step }));
  }
}

export const { draw, dispose } = partOf(Doctor, (view, component) => view.tell(component));
