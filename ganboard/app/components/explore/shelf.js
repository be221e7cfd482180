// The shelf: what "Keep" put away. It lies in the visitor's session, so this part sends orders to Streamlit and shows what comes
// back; all other parts read it from the desk.

import { save } from "../shared/saving.js";
import { decode, desk, element, encode, fill, mainClass } from "./core.js";
import { enlargeable } from "../shared/enlarge.js";
import { tabOf } from "./tab.js";

const ENLARGED = 8; // times, in a picture that is saved
const LARGEST = 4096; // pixels of a saved picture's side at most

class Shelf {
  constructor(parent) {
    this.view = Math.random().toString(36).slice(2);
    this.orders = []; // what Streamlit has not said to be done yet
    this.number = 0;
    this.count = element("span", { className: "count" });
    this.save = element("button", { type: "button", onclick: () => this.saveAll() });
    this.file = element("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: () => this.load() });
    this.open = element("button", { type: "button", onclick: () => this.file.click() });
    this.notice = element("p", { className: "note", attributes: { role: "status" } });
    this.list = element("ul", { className: "cards" });
    this.root = element("div", { className: "shelf" },
      element("div", { className: "row-of-tools" }, this.count, this.save, this.open, this.file), this.notice, this.list);
    parent.append(this.root);
    const about = (card, number) => ({
      source: this.list.children[number].querySelector("img"), title: card.name, facts: fill(this.words.where, this.places(card)),
      explore: this.missing(card) ? null : () => this.show(card),
    });
    enlargeable(this.list.parentElement, () => ({ pictures: this.data.shelf.map(about) }));
    this.listeners = [
      desk.on("keep", () => this.keep()),
      ...["opened", "restep", "begun"].map((type) => desk.on(type, () => this.judge())),
    ];
  }

  dispose() {
    this.listeners.forEach((off) => off());
  }

  // What Streamlit has: called after every run of its script.
  take(data, tell) {
    this.tell = tell;
    this.data = data;
    this.words = data.words;
    const { done } = data;
    if (done?.view === this.view) this.orders = this.orders.filter(({ number }) => number > done.number);
    this.save.textContent = this.words.json;
    this.open.textContent = this.words.load;
    this.open.setAttribute("aria-label", this.words.loadFull);
    this.list.setAttribute("aria-label", this.words.cards);
    this.say(data.notice);
    const laid = JSON.stringify([data.shelf.map(({ id }) => id), data.language]);
    if (laid !== this.laid) {
      const held = this.laid && JSON.parse(this.laid)[0], ids = data.shelf.map(({ id }) => id);
      this.laid = laid;
      desk.shelf = data.shelf;
      this.lay();
      if (String(held) !== String(ids)) desk.tell("shelf", {});
    }
    this.judge();
  }

  say(text) {
    if (this.notice.textContent !== text) this.notice.textContent = text;
  }

  // Orders are numbered and told again until they are done: two that come fast are both followed, and each once.
  order(order) {
    this.orders.push({ ...order, number: ++this.number });
    this.tell("orders", { view: this.view, orders: this.orders });
  }

  async keep() {
    const { point, source, seed, origin } = desk;
    if (!point || !source) return;
    try {
      // Asked for anew: the large picture may be a mixture of two frames.
      const { sheet } = await desk.ask("frames", { points: [desk.sent(point)] }, source.step, source.id);
      const moved = !origin || point.z.some((part, index) => part !== origin[index]);
      const from = seed === null ? this.words.free : fill(moved ? this.words.from : this.words.seed, { seed });
      const name = point.classes ? fill(this.words.ofClass, { name: source.classes[mainClass(point.classes)], point: from }) : from;
      const { psi, classes, off } = point;
      this.order({
        do: "keep",
        card: {
          id: crypto.getRandomValues(new Uint32Array(2)).join("-"), source: source.id, title: source.name, step: source.step,
          z: encode(point.z), classes, psi, off, seed: moved ? null : seed, name, picture: sheet.canvas(0).toDataURL("image/png"),
        },
      });
    } catch (error) {
      desk.problem(error);
    }
  }

  pointOf({ z, classes, psi, off }) {
    return { z: decode(z), classes, psi, off };
  }

  // Whether the generator on the screen takes a card's point.
  fits({ z, classes }) {
    return decode(z).length === desk.source.latent && (classes?.length ?? 0) === desk.source.classes.length;
  }

  // Why a card's own generator cannot show it, or nothing.
  missing(card) {
    const known = Object.hasOwn(this.data.steps, card.source);
    if (desk.source?.id !== card.source && !known) return this.words.elsewhere;
    const steps = desk.source?.id === card.source ? [desk.source.step, ...desk.source.steps] : this.data.steps[card.source];
    return steps && !steps.includes(card.step) ? fill(this.words.gone, this.places(card)) : "";
  }

  places(card) {
    return { name: card.name, title: card.title, step: card.step.toLocaleString(this.data.language) };
  }

  // The very picture: in its own generator, at its own step.
  show(card) {
    if (desk.source.id !== card.source) return this.order({ do: "open", id: card.id });
    const elsewhere = desk.source.step !== card.step;
    if (elsewhere) desk.turnTo(card.step);
    desk.begin(this.pointOf(card), card.seed);
    if (elsewhere) desk.tell("restep", {});
  }

  lay() {
    const { shelf, most } = this.data, { words } = this;
    this.count.textContent = shelf.length ? fill(words.count, { count: shelf.length, most }) : "";
    this.save.disabled = !shelf.length;
    if (!shelf.length) return this.list.replaceChildren(element("li", { className: "empty", textContent: words.empty }));
    this.list.replaceChildren(
      ...shelf.map((card) => {
        const places = this.places(card);
        const button = (text, full, act, kind) =>
          element("button", { type: "button", textContent: text, title: text, className: kind, onclick: act, attributes: { "aria-label": fill(full, places) } });
        return element("li", { className: "card" },
          element("img", { src: card.picture, alt: fill(words.alt, places), decoding: "async" }),
          element("div", { className: "about-card" },
            element("strong", { textContent: card.name }), element("span", { textContent: fill(words.where, places) }),
            element("span", { className: "sentence" }),
            element("div", { className: "acts" },
              button(words.show, words.showOne, () => this.show(card), "show"),
              button(words.same, words.sameOne, () => desk.begin(this.pointOf(card), card.seed), "same"),
              button(words.save, words.saveOne, () => this.savePicture(card), "save"),
              button(words.remove, words.removeOne, () => this.order({ do: "remove", id: card.id }), "remove"))));
      }),
    );
  }

  // What can be done with each card depends on the generator that is on the screen.
  judge() {
    if (!desk.source || !this.data?.shelf.length) return;
    this.data.shelf.forEach((card, number) => {
      const place = this.list.children[number], here = desk.source.id === card.source && desk.source.step === card.step;
      const missing = this.missing(card), fits = this.fits(card);
      const sentence = fits ? missing : missing ? `${missing} ${this.words.otherOnly}` : this.words.other;
      place.querySelector(".show").disabled = Boolean(missing);
      place.querySelector(".same").hidden = here || !fits;
      place.querySelector(".sentence").textContent = sentence;
    });
  }

  savePicture(card) {
    const picture = this.list.children[this.data.shelf.indexOf(card)].querySelector("img");
    const { naturalWidth: width, naturalHeight: height } = picture;
    const times = Math.max(1, Math.min(ENLARGED, Math.floor(LARGEST / Math.max(width, height, 1))));
    const canvas = element("canvas", { width: width * times, height: height * times });
    const context = canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(`ganboard-${card.source}-${card.step}-${card.id}.png`, blob), "image/png");
  }

  saveAll() {
    const text = JSON.stringify({ form: this.data.form, cards: this.data.shelf });
    save("ganboard-shelf.json", new Blob([text], { type: "application/json" }));
  }

  async load() {
    const file = this.file.files[0];
    this.file.value = ""; // so that the same file can be chosen again
    if (!file) return;
    if (file.size > this.data.longest) return this.say(this.words.tooLarge);
    this.order({ do: "load", text: await file.text() });
  }
}

export const { draw, dispose } = tabOf("shelf", Shelf, (view, { data, setTriggerValue }) => {
  view.take(data, setTriggerValue);
});
