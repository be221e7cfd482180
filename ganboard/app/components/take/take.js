// Files of a run to take away. Each is made once however often its button is pressed meanwhile; what goes wrong is said below them.

import { element, fill, partOf } from "../shared/element.js";
import { made, save } from "../shared/saving.js";

const AGAIN = 700; // milliseconds: a file may be there before the second click of somebody impatient

class Take {
  constructor(parent) {
    this.buttons = new Map();
    this.rows = element("div", { className: "take" });
    this.status = element("p", { attributes: { role: "status" } });
    this.root = element("div", {}, this.rows);
    this.making = new Set();
    parent.append(this.root);
  }

  update(data) {
    if (this.data && this.data.run !== data.run) this.say("");
    this.data = data;
    const names = data.forms.map(({ form }) => form).join();
    if (this.names !== names) this.build(data.forms);
    this.names = names;
    for (const { form, label, hint } of data.forms) {
      const { button, about } = this.buttons.get(form);
      button.textContent = label;
      about.textContent = hint ?? "";
      about.hidden = !hint;
    }
  }

  // Runs of pictures and of clips have forms of their own; the button of one that both have stays as it is.
  build(forms) {
    const before = this.buttons;
    this.buttons = new Map(forms.map(({ form }) => [form, before.get(form) ?? this.place(form)]));
    this.rows.replaceChildren(...[...this.buttons.values()].flatMap(({ button, about }) => [button, about]), this.status);
  }

  place(form) {
    return { button: element("button", { type: "button", onclick: () => this.take(form) }), about: element("p", { className: "hint" }) };
  }

  async take(form) {
    const { base, run, step, language, words } = this.data, { button } = this.buttons.get(form);
    if (this.making.has(form)) return;
    this.making.add(form);
    button.setAttribute("aria-disabled", "true"); // stays in focus
    this.say(words.making);
    const query = new URLSearchParams({ lang: language, home: new URL(".", location.href).href.replace(/[?#].*/, "") });
    if (step !== null) query.set("step", step);
    try {
      const file = await made(`${base}/take/${encodeURIComponent(run)}/${form}?${query}`, {}, words.lost);
      save(file.name, file.blob);
      this.say(fill(words.saved, { file: file.name }));
    } catch (error) {
      this.say(error.message, true);
    } finally {
      setTimeout(() => {
        this.making.delete(form);
        button.removeAttribute("aria-disabled");
      }, AGAIN);
    }
  }

  say(text, failed = false) {
    this.status.textContent = text;
    this.status.classList.toggle("problem", failed);
    if (text) this.status.scrollIntoView({ block: "nearest" }); // below what a phone shows of a popover
  }

  dispose() {} // a file that is being made still comes
}

export const { draw, dispose } = partOf(Take, (view, { data }) => view.update(data));
