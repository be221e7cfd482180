// The address of the page says what is on the screen: so that it can be copied, and F5 leads back to it.
//
//   const address = new Address(ready);  ready() tells whether what is on the screen is what the page was asked to show
//   .know()   the page was drawn anew
//   .later()  write it as soon as all has come to rest
//   .write()  at once
//   .link()   as a text
//   .stop()   nothing more is written

import { desk, encode } from "./core.js";
import { openTab } from "./tab.js";

const REST = 250; // milliseconds after the last change

// JSON as it stands in an address; `desk_links.py` reads it.
function packed(value) {
  const bytes = Array.from(new TextEncoder().encode(JSON.stringify(value)), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const runOf = ({ href }) => new URL(href).searchParams.get("run");

export class Address {
  constructor(ready) {
    this.ready = ready;
  }

  later() {
    this.stop();
    this.timer = setTimeout(() => this.write(), REST);
  }

  stop() {
    clearTimeout(this.timer);
  }

  // The page was drawn anew: what its address says now is known to us.
  know() {
    this.known = runOf(location);
  }

  // Not while another source is being opened: the address names that one already, even before the page is told of it.
  write() {
    if (!desk.point || !this.ready() || runOf(location) !== this.known) return;
    const address = this.now();
    this.known = desk.source.id;
    desk.wrote(address.searchParams.get("point"));
    history.replaceState(history.state, "", address);
  }

  link() {
    return this.now().href;
  }

  now() {
    const { z, classes, psi, off } = desk.point, { id, step } = desk.source;
    const address = new URL(location.href), query = address.searchParams;
    const point = { z: encode(z), psi };
    if (classes) point.classes = classes.map((part) => Number(part.toPrecision(8)));
    if (Object.keys(off).length) point.off = off;
    if (desk.seed !== null) point.seed = desk.seed;
    if (desk.origin.some((part, index) => part !== z[index])) point.origin = encode(desk.origin);
    const [tab, part] = openTab() ?? [];
    query.set("run", id);
    query.set("step", step);
    query.set("point", packed(point));
    query.set("view", packed({ tab, state: part?.told({ linked: true }), sliders: desk.mixer?.sliders.state(), smooth: desk.mixer?.smooth }));
    return address;
  }
}
