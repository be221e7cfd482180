// What the address says of the demonstrations on a page, as DEMO*SETTING*VALUE*SETTING*VALUE, with ** between two of them.
//
//   shows(name, told)        one is there; told() gives its settings that were moved, [[name, value], ...]
//   leaves(name)             it is there no more
//   moved()                  something was: written once nobody moves anything for a moment
//   asked(name, controls)    { values, moment } that the address asks for; what cannot be is left out

import { later, said } from "../shared/place.js";

const MOMENT = "at"; // no setting is called so
const shown = new Map();

const text = ([name, told]) => [name, ...told().flat().map((value) => (typeof value === "boolean" ? Number(value) : value))].join("*");

let written = null;

export const moved = () => written?.();

// `later` writes on the page on which it was begun, and demonstrations stand on several.
export function shows(name, told) {
  written?.stop();
  written = later(() => ({ demo: [...shown].map(text).filter((each) => each.includes("*")).join("**") || null }));
  shown.set(name, () => [...told.values(), ...(told.moment() === null ? [] : [[MOMENT, told.moment()]])]);
}

export function leaves(name) {
  shown.delete(name);
  moved();
}

// A value of a control for what stands in the address; undefined where there is none.
function meant({ kind, low, high, options }, text) {
  if (kind === "switch") return text === "1" ? true : text === "0" ? false : undefined;
  if (kind === "choice") return options.find(([value]) => String(value) === text)?.[0];
  const number = Number(text);
  return text && Number.isFinite(number) ? Math.min(high, Math.max(low, number)) : undefined;
}

export function asked(name, controls) {
  const values = {}, parts = (said("demo") ?? "").split("**").map((each) => each.split("*")).find(([demo]) => demo === name) ?? [];
  let moment = null;
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const [setting, text] = parts.slice(at, at + 2), control = controls.find((each) => each.name === setting);
    const value = control && meant(control, text);
    if (value !== undefined) values[setting] = value;
    else if (setting === MOMENT && /^\d{1,6}$/.test(text)) moment = Number(text);
  }
  return { values, moment };
}
