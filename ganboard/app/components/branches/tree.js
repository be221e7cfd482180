// Trees of branches: each run is a line as long as its steps, which leaves the line of the run above where it left that one. Beside
// it a piece of its newest picture and its name, which opens it.

import { element, fill, partOf } from "../shared/element.js";

const EDGE = 9, BEND = 14; // pixels
const spread = Math.sqrt; // of steps over the width: what is early has room, too

class Tree {
  constructor(parent) {
    this.root = element("div", { className: "trees" });
    parent.append(this.root);
    this.trees = [];
    this.observer = new ResizeObserver(() => this.trees.forEach((tree) => this.line(tree)));
  }

  dispose() {
    this.observer.disconnect();
  }

  update({ data, setTriggerValue }) {
    this.open = (run) => setTriggerValue("open", run);
    const key = JSON.stringify(data);
    if (key === this.key) return;
    Object.assign(this, { key, data });
    const focused = this.root.getRootNode().activeElement?.dataset?.run;
    this.trees = data.trees.map((runs) => this.plant(runs));
    this.root.replaceChildren(...this.trees.map(({ root }) => root));
    this.observer.disconnect();
    for (const { root } of this.trees) this.observer.observe(root);
    if (focused) [...this.root.querySelectorAll("button")].find(({ dataset }) => dataset.run === focused)?.focus();
  }

  plant(runs) {
    const { base, words, colours } = this.data, found = [];
    let next = 0;
    runs.forEach((run) => {
      const above = found[run.above];
      run.colour = !above ? "currentColor" : run.changed ? colours[next++ % colours.length] : above.run.colour;
      const picture = element("span", { className: run.grid ? "piece grid" : "piece" });
      if (run.picture !== null) picture.append(element("img", { src: `${base}/picture/${encodeURIComponent(run.run)}/${run.picture}.png`, alt: "", loading: "lazy" }));
      const text = element("span", { className: "text" }, element("b", { textContent: run.name }), element("small", { textContent: run.about }));
      const entry = run.gone
        ? element("div", { className: "entry gone" }, picture, text)
        : element("button", { type: "button", className: "entry", onclick: () => this.open(run.run), ariaLabel: fill(words.open, { run: `${run.name}, ${run.about}` }) }, picture, text);
      entry.dataset.run = run.run;
      const row = element("li", {}, entry);
      row.style.setProperty("--run", run.colour);
      found.push({ run, row });
    });
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("aria-hidden", "true");
    // A list in a list for every branch would read as the tree does; drawn flat, each says in words which it left.
    return { runs: found, svg, root: element("div", { className: "tree" }, svg, element("ul", {}, ...found.map(({ row }) => row))) };
  }

  // Rows are as tall as their words, so the lines are laid when these are.
  line({ runs, svg, root }) {
    const wide = svg.clientWidth, tall = root.clientHeight;
    if (!wide) return;
    const most = Math.max(1, ...runs.map(({ run }) => Math.max(run.step, run.left)));
    const x = (step) => EDGE + ((wide - 2 * EDGE) * spread(step)) / spread(most);
    const y = runs.map(({ row }) => row.offsetTop + row.offsetHeight / 2), parts = [];
    svg.setAttribute("viewBox", `0 0 ${wide} ${tall}`);
    runs.forEach(({ run }, number) => {
      const begin = x(run.above === null ? 0 : run.left), end = Math.max(x(run.step), begin), here = y[number];
      let d = `M${begin},${here}`;
      if (run.above !== null) {
        const from = y[run.above], bend = Math.min(BEND, Math.max(4, end - begin));
        d = `M${begin},${from}V${here - bend}Q${begin},${here} ${begin + bend},${here}`;
        parts.push(`<circle class="parting" cx="${begin}" cy="${from}" r="3.5"/>`);
      }
      parts.unshift(`<path class="${run.gone ? "branch gone" : "branch"}" style="--run:${run.colour}" d="${d}H${Math.max(end, begin + (run.above === null ? 1 : BEND))}"/>`);
      parts.push(`<circle class="end" style="--run:${run.colour}" cx="${Math.max(end, begin + (run.above === null ? 1 : BEND))}" cy="${here}" r="5.5"/>`);
    });
    svg.innerHTML = parts.join("");
  }
}

export const { draw, dispose } = partOf(Tree, (view, component) => view.update(component));
