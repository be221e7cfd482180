// What stands behind "Details", and for whom it is open: a cookie with the names, which layers.py reads too; or a link says it.

import { element } from "./element.js";
import { isSaidOpen, opens } from "./place.js";

const COOKIE = "ganboard_details";
const LONG = 365 * 24 * 60 * 60; // seconds
const SITE = window === window.top ? "SameSite=Strict" : "SameSite=None; Secure; Partitioned"; // in a frame no other kind is kept

const names = () => (document.cookie.match(`(?:^|; )${COOKIE}=([^;]*)`)?.[1] ?? "").split(".").filter(Boolean);

export const isOpen = (name) => names().includes(name) || isSaidOpen(name);

export function remember(name, open) {
  opens(name, open);
  if (names().includes(name) === open) return;
  const kept = names().filter((each) => each !== name);
  document.cookie = `${COOKIE}=${[...kept, ...(open ? [name] : [])].join(".")}; max-age=${LONG}; ${SITE}`;
}

// A <details> with this memory. `onopen` is called when it opens, and at once where it is open already: what nobody sees need not be
// drawn. Styled by common.css.
export function details(name, title, onopen = () => {}, ...children) {
  const root = element("details", { className: "layer", open: isOpen(name) }, element("summary", { textContent: title }), ...children);
  root.ontoggle = () => {
    remember(name, root.open);
    if (root.open) onopen();
  };
  return root;
}
