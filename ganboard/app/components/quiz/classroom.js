// A room on the projector: how to come in, how many play, and what the class and D made of the pairs.

import { element, fill, partOf } from "../shared/element.js";
import { Line } from "./line.js";
import { Score } from "./score.js";

const LOCAL = /^(localhost|127\..*|\[?::1\]?)$/;

class Shown {
  constructor(parent) {
    this.heading = element("h2");
    this.link = element("a", { className: "link" });
    this.picture = element("img", { className: "picture" }); // of the link, for a phone's camera
    this.how = element("span");
    this.code = element("strong", { className: "code" });
    this.local = element("p", { className: "note" });
    this.players = element("strong");
    this.guesses = element("span");
    this.verdict = element("p", { className: "verdict", attributes: { role: "status" } });
    this.better = element("p");
    this.score = new Score();
    this.alert = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    this.root = element("div", { className: "classroom" }, this.alert,
      element("section", { className: "join" }, this.heading, this.picture, this.link, element("p", { className: "typed" }, this.how, " ", this.code), this.local,
        element("p", { className: "many" }, this.players, this.guesses)),
      element("section", { className: "results" }, this.verdict, this.better, this.score.root));
    parent.append(this.root);
    this.line = new Line({ hear: (said) => this.hear(said), lost: () => this.complain(this.data.words.lost) });
  }

  dispose() {
    this.line.close();
  }

  // The tab holds the key of a room that was opened in it: Streamlit's session does not outlive a reload.
  update({ data, setTriggerValue }) {
    const before = this.data, { words, code, key } = data, place = `ganboard-room-${code}`, held = sessionStorage.getItem(place);
    this.data = data;
    if (key) sessionStorage.setItem(place, key);
    else if (held && this.told !== code) {
      this.told = code;
      setTriggerValue("held", held);
    }
    const address = new URL(location.href);
    address.search = `?room=${code}`;
    address.hash = "";
    this.heading.textContent = words.join;
    Object.assign(this.link, { href: address.href, textContent: address.href.replace(/^https?:\/\//, ""), target: "_blank" });
    this.how.textContent = words.code;
    this.code.textContent = code;
    this.local.textContent = LOCAL.test(address.hostname) ? fill(words.local, { host: address.hostname }) : "";
    this.local.hidden = !this.local.textContent;
    this.picture.hidden = !this.local.hidden; // no phone gets to this computer by that name
    if (!this.picture.hidden) Object.assign(this.picture, { src: `${data.base}/code.svg?link=${encodeURIComponent(address.href)}`, alt: fill(words.picture, { link: address.href }) });
    if (before?.code === code && before.language === data.language) return;
    this.show({ players: 0, count: 0, you: null, judge: null, stages: [], fell: null, verdict: "", better: "" });
    this.line.open(data.base, data.language, () => ({ room: code, watch: true }));
  }

  hear({ class: found, over }) {
    this.complain(over);
    if (found) this.show(found);
  }

  show(found) {
    const { words } = this.data;
    this.players.textContent = fill(words.players, { players: found.players });
    this.guesses.textContent = fill(words.guesses, { count: found.count.toLocaleString("en") });
    this.verdict.textContent = found.count ? found.verdict : words.nobody;
    this.better.textContent = found.better;
    this.score.show(found, words);
  }

  complain(text) {
    this.alert.textContent = text ?? "";
    this.alert.hidden = !text;
  }
}

export const { draw, dispose } = partOf(Shown, (view, component) => view.update(component));
