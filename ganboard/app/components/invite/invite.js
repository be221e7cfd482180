// "Watch on your phone": a link to what is on the screen, its code, and whether only this browser steers. Who opens it to pass the link
// on wants to be watched, not stopped: so the first time it switches that on by itself, and says so.

import { element, fill, partOf } from "../shared/element.js";

const LOCAL = /^(localhost|127\..*|\[?::1\]?)$/;
const COPIED = 2500; // milliseconds for which it says that the link was copied

class Invite {
  constructor(parent) {
    const button = (className, onclick) => element("button", { type: "button", className, onclick });
    this.opener = button("opener", () => this.open());
    this.heading = element("h2");
    this.close = button("close", () => this.dialog.close());
    this.close.textContent = "×";
    this.picture = element("img", { className: "picture" });
    this.link = element("a", { className: "link", target: "_blank" });
    this.copy = button("copy", () => this.take());
    this.local = element("p", { className: "note" });
    this.box = element("input", { type: "checkbox", onchange: () => this.data.tell("alone", this.box.checked) });
    this.name = element("span");
    this.alone = element("label", { className: "switch" }, this.box, this.name);
    this.means = element("p", { className: "means", attributes: { role: "status" } });
    this.dialog = element("dialog", {}, element("header", {}, this.heading, this.close), this.picture, this.link,
      element("div", { className: "row-of-tools" }, this.copy), this.local, this.alone, this.means);
    this.root = element("div", { className: "invite" }, this.opener, this.dialog);
    parent.append(this.root);
  }

  dispose() {
    clearTimeout(this.timer);
    this.dialog.close();
  }

  update({ data, setTriggerValue }) {
    this.data = { ...data, tell: setTriggerValue };
    const { words, locked, mine, known } = data, address = new URL(location.href);
    address.search = data.query;
    address.hash = "";
    this.address = address.href;
    this.opener.textContent = this.heading.textContent = words.open;
    this.dialog.setAttribute("aria-label", words.open);
    this.close.setAttribute("aria-label", words.close);
    if (!this.timer) this.copy.textContent = words.copy;
    Object.assign(this.link, { href: this.address, textContent: this.address.replace(/^https?:\/\//, "") });
    const local = LOCAL.test(address.hostname);
    this.local.hidden = !local;
    this.local.textContent = fill(words.local, { host: address.hostname });
    this.picture.hidden = local; // no phone gets to this computer by that name
    this.picture.alt = fill(words.picture, { link: this.address });
    this.alone.hidden = !mine || !known;
    this.name.textContent = words.alone;
    this.box.checked = locked;
    const everybody = known ? words.everybody : window === window.top ? words.unknown : words.framed;
    this.means.textContent = !locked ? everybody : mine ? words.others : words.watcher;
  }

  open() {
    const { base, locked, mine, known, tell } = this.data;
    if (!this.picture.hidden) this.picture.src = `${base}/code.svg?link=${encodeURIComponent(this.address)}`;
    this.dialog.showModal();
    if (mine && known && !locked && !this.opened) tell("alone", true);
    this.opened = true; // who switched it off meanwhile means it
  }

  // A page that came over plain http has no clipboard: then the link is selected, to be copied by hand.
  async take() {
    try {
      await navigator.clipboard.writeText(this.address);
    } catch {
      getSelection().selectAllChildren(this.link);
      return;
    }
    this.copy.textContent = this.data.words.copied;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.copy.textContent = this.data.words.copy;
    }, COPIED);
  }
}

export const { draw, dispose } = partOf(Invite, (view, component) => view.update(component));
