// Files that a visitor takes away.

import { element } from "./element.js";

// Offer something to save.
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A file that the server makes, and what it calls it; an Error with a sentence where it makes none, with `lost` where it says nothing.
export async function made(address, options, lost) {
  const answer = await fetch(address, { method: "POST", ...options }).catch(() => null);
  if (!answer?.ok) {
    const { error } = (await answer?.json().catch(() => null)) ?? {};
    throw new Error(error ?? lost);
  }
  const name = /filename\*?=(?:UTF-8'')?"?([^";]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  const blob = await answer.blob().catch(() => null);
  if (!blob) throw new Error(lost);
  return { name: decodeURIComponent(name), blob };
}
