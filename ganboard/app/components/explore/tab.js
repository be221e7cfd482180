// What every part below the picture has: a notice where units are switched off, a button for what in it is a `.detail`, and what a
// link holds of it.
//
//   export const { draw, dispose } = tabOf("walks", Walks, update);
//
// A view may have
//   state({ linked })  what is set in it, JSON types; a link that is made while the tab is open holds it, as far as it has room
//   restore(state)  set it so; throws where it is nonsense
//   made()          the points that its pictures are made from, where that is not the page's point alone
//   switchOn()      all units of those on again

import { desk, partOf } from "./core.js";
import { Details } from "./details.js";
import { Notice } from "./notice.js";

export function tabOf(name, View, update) {
  class Tab extends View {
    constructor(parent) {
      super(parent);
      this.unitsOff = new Notice({ made: () => this.made?.() ?? [], on: () => this.switchOn?.() });
      this.root.before(this.unitsOff.root);
      this.details = new Details(this.root);
      if (this.root.querySelector(".detail")) this.root.after(this.details.root);
      this.opening = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && desk.tell("seen", {}));
      this.opening.observe(this.root);
      desk.tabs.set(name, this);
      this.arrival = desk.on("opened", () => this.arrive());
    }

    dispose() {
      super.dispose();
      this.unitsOff.dispose();
      this.details.dispose();
      this.details.root.remove();
      this.opening.disconnect();
      this.arrival();
      if (desk.source && this.words) desk.left.set(name, { source: desk.source.id, state: this.told() });
      if (desk.tabs.get(name) === this) desk.tabs.delete(name);
      else desk.tabs.get(name)?.arrive();
    }

    // What is set here, for a link or for coming back, and which random pictures there are to choose from.
    told({ linked = false } = {}) {
      return { ...this.state?.({ linked }), seed: this.picker?.seed };
    }

    // Set as the link says that was followed, or as it was left: another language draws all tabs anew.
    arrive() {
      this.details.name(desk.words.details ?? "");
      if (!desk.source || !desk.point || !this.words) return;
      const told = desk.arrived, left = desk.left.get(name);
      const linked = told?.tab === name ? told.state : null;
      const state = linked ?? (left?.source === desk.source.id ? left.state : null);
      desk.left.delete(name);
      if (linked) desk.arrived = { ...told, state: null };
      if (!state) return;
      try {
        if (this.picker && Number.isInteger(state.seed)) this.picker.begin(state.seed);
        this.restore?.(state);
      } catch {
        desk.problem(Object.assign(new Error(desk.words.brokenLink), { stays: true }));
      }
    }
  }
  return partOf(Tab, (view, component) => {
    update(view, component);
    view.unitsOff.tell();
    view.arrive();
  });
}

// The tab that is seen, as [name, view]; null while there is none.
export const openTab = () => [...desk.tabs].find(([, { root }]) => root.getClientRects().length) ?? null;
