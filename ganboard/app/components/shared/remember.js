// Tells the browser what was opened and closed behind "Details", as soon as it was: also where only a part of the page is drawn anew.

import { remember } from "./details.js";

const told = new Map(); // name -> what was told last, so that a page that is drawn anew does not speak against another one

export function draw({ data: { name, open } }) {
  if (told.get(name) === open) return;
  told.set(name, open);
  remember(name, open);
}

export function dispose() {}
