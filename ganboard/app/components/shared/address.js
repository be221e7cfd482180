// Writes what a visitor chose into the page's address, see `app/linked.py`. A page and its fragments tell all that was told so far, so
// that the newest one is right.

import { isHere, opens, say } from "./place.js";

let last = 0; // when the server told what is written by now

export function draw({ data: { page, turn, said, open } }) {
  if (turn <= last || !isHere(page)) return;
  last = turn;
  say(said);
  for (const [name, on] of Object.entries(open)) opens(name, on);
}

export function dispose() {}
