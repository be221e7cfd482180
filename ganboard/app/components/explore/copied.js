// Is it copied? The training images nearest to the shown picture.

import { desk, element, fill } from "./core.js";
import { enlargeable } from "../shared/enlarge.js";
import { tabOf } from "./tab.js";

const CALM = 250; // milliseconds after the last move of the point until it is looked for neighbours
const BREATH = 60; // milliseconds between two looks at what is known
const SHARE = 4; // while a training runs, it gets so many times what a look takes
const WAYS = ["pixels", "features"];
const COUNT = 5;

const rest = (time) => new Promise((settle) => setTimeout(settle, time));

class Copied {
  constructor(parent) {
    this.button = element("button", { type: "button", onclick: () => this.look() });
    this.status = element("p", { className: "status", attributes: { role: "status" } });
    this.bar = element("progress", { max: 1, value: 0 });
    this.own = element("canvas", { width: 1, height: 1, attributes: { role: "img" } });
    this.ownName = element("figcaption", {});
    this.hint = element("p", { className: "hint detail" });
    this.ways = WAYS.map((way) => {
      const title = element("h4", {}), verdict = element("p", { className: "verdict" });
      const figures = Array.from({ length: COUNT }, () => {
        const canvas = element("canvas", { width: 1, height: 1, attributes: { role: "img" } });
        const name = element("span", {}), distance = element("span", { className: "distance detail" });
        return { canvas, name, distance, root: element("figure", {}, canvas, element("figcaption", {}, name, distance)) };
      });
      const row = element("div", { className: "neighbours" }, ...figures.map(({ root }) => root));
      const root = element("section", { attributes: { "data-way": way } }, title, verdict, row);
      return { way, title, verdict, figures, root };
    });
    const own = element("figure", {}, this.own, this.ownName);
    enlargeable(own);
    this.root = element("div", { className: "copied" },
      element("div", { className: "side" }, own, this.button, this.bar, this.status),
      element("div", { className: "found" }, ...this.ways.map(({ root }) => root), this.hint));
    parent.append(this.root);
    this.listeners = ["opened", "restep", "settled"].map((event) => desk.on(event, () => this.moved()));
    // A tab that is not shown asks for nothing.
    this.watcher = new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      if (this.visible && this.stale !== false) this.moved();
    });
    this.watcher.observe(this.root);
    const about = ({ canvas, name, distance }) => ({ source: canvas, title: name.textContent, facts: distance.textContent, explore: null });
    for (const { root, figures } of this.ways)
      enlargeable(root.querySelector(".neighbours"), () => ({ pictures: figures.filter((figure) => !figure.root.hidden).map(about) }));
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.watcher.disconnect();
    clearTimeout(this.timer);
    this.asked = null;
  }

  name({ words }) {
    this.words = words;
    this.button.textContent = words.look;
    this.bar.setAttribute("aria-label", words.progress);
    this.ownName.textContent = words.shown;
    this.own.setAttribute("aria-label", words.shown);
    this.hint.textContent = words.hint;
    const titles = { pixels: words.byPixels, features: words.byFeatures };
    this.ways.forEach((each) => each.head || (each.title.textContent = titles[each.way]));
  }

  moved() {
    this.stale = true;
    this.asked = null;
    this.root.classList.add("stale");
    clearTimeout(this.timer);
    if (this.visible && desk.source && desk.point) this.timer = setTimeout(() => this.look(), CALM);
  }

  // Ask until everything about this picture is known.
  async look() {
    if (!desk.source || !desk.point) return;
    clearTimeout(this.timer);
    const asked = (this.asked = {}), point = desk.sent(), { id, step } = desk.source;
    this.root.dataset.state = "looking";
    this.say(this.words.looking);
    try {
      while (this.asked === asked) {
        const { head, sheet } = await desk.ask("copied", { point }, step, id);
        if (this.asked !== asked) return;
        this.show(head, sheet);
        if (!head.looking) break;
        await rest(head.training ? Math.max(BREATH, SHARE * head.took * 1000) : BREATH);
        if (!this.visible) return this.moved(); // it goes on when it is seen again
      }
      if (this.asked !== asked) return;
      this.stale = false;
      this.root.dataset.state = "known";
    } catch (error) {
      if (this.asked !== asked) return;
      this.stale = error.lost;
      this.root.dataset.state = "failed";
      this.bar.value = 0;
      this.say(error.message, true);
    }
  }

  show(head, sheet) {
    const { words } = this;
    this.bar.value = head.looking ? head.progress : 1;
    const count = head.count.toLocaleString(desk.language);
    if (!head.looking) this.say(fill(words.compared, { count }));
    else this.say(head.count ? fill(words.features, { count, percent: Math.round(100 * head.progress) }) : words.looking);
    this.put(this.own, sheet, 0);
    this.root.classList.toggle("stale", !head.ways.length);
    for (const each of this.ways) {
      const place = head.ways.findIndex(({ way }) => way === each.way), found = head.ways[place];
      each.root.classList.toggle("waiting", !found);
      if (!found) continue;
      each.head = found;
      each.title.textContent = found.title;
      each.verdict.textContent = found.sentence;
      each.root.dataset.numbers = found.numbers.join();
      const before = head.ways.slice(0, place).reduce((sum, { numbers }) => sum + numbers.length, 1);
      each.figures.forEach((figure, rank) => {
        figure.root.hidden = rank >= found.numbers.length;
        if (figure.root.hidden) return;
        const number = found.numbers[rank].toLocaleString(desk.language), name = found.classes[rank];
        const distance = fill(each.way === "pixels" ? words.levels : words.distance, { distance: this.round(found.distances[rank]) });
        this.put(figure.canvas, sheet, before + rank);
        const image = fill(words.image, { number });
        figure.name.textContent = name || image;
        figure.distance.textContent = name ? `${image} · ${distance}` : distance;
        figure.canvas.setAttribute("aria-label", `${figure.name.textContent}, ${figure.distance.textContent}`);
      });
    }
  }

  round(distance) {
    return distance.toLocaleString(desk.language, { maximumSignificantDigits: 3 });
  }

  put(canvas, sheet, index) {
    if (canvas.width !== sheet.width || canvas.height !== sheet.height) Object.assign(canvas, { width: sheet.width, height: sheet.height });
    sheet.draw(canvas.getContext("2d"), index);
  }

  say(text, failed = false) {
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.classList.toggle("problem", failed);
  }
}

export const { draw, dispose } = tabOf("copied", Copied, (view, { data }) => {
  view.name(data);
});
