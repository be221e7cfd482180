// What the page's address says, read and written in the browser: see `KEYS` in `app/address.py`. The entry of the history is replaced, so
// that "Back" leads to another page and not to another place of a slider.
//
//   said(name)                    the text, or null
//   say({ name: text or null })   write some of them at once; null takes one out
//   later(values)                 the same once nobody has moved anything for a moment; `values()` gives them, or a promise
//   runBefore()                   which run the address named when a part was drawn; a part that writes it asks here, see below
//   isHere(page)                  whether the address is still that of a page ("" for the first one)
//   isSaidOpen(name), opens(name, on)   of what is open or switched on: all stand under one name, with dots between them

const REST = 250; // milliseconds after the last change
const OPEN = "open";

export const said = (name) => new URLSearchParams(location.search).get(name);

export const isHere = (page) => location.pathname.split("/").at(-1) === page;

export function say(values) {
  const address = new URL(location.href), query = address.searchParams;
  for (const [name, text] of Object.entries(values)) {
    if (text === null) query.delete(name);
    else if (query.get(name) !== text) query.set(name, text);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

export function later(values) {
  const { pathname } = location;
  let timer = 0;
  return Object.assign(() => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const told = await values();
      if (location.pathname === pathname) say(told);
    }, REST);
  }, { stop: () => clearTimeout(timer) });
}

// The server writes the address at once, and a part is told of another run some moments later. Until then it says nothing: it would put
// the run back that was left, which looks like a link that was followed.
//
//   .know()               the part was drawn
//   .with(run, values)    what is to be written by a part that shows a run: that, and `values()`
export function runBefore() {
  let known = said("run");
  return {
    know() {
      known = said("run");
    },
    with(run, values) {
      if (![known, run].includes(said("run"))) return {};
      known = run;
      return { run, ...values() };
    },
  };
}

const names = () => (said(OPEN) ?? "").split(".").filter(Boolean);

export const isSaidOpen = (name) => names().includes(name);

export function opens(name, on) {
  if (isSaidOpen(name) === on) return;
  const kept = names().filter((each) => each !== name);
  say({ [OPEN]: [...kept, ...(on ? [name] : [])].join(".") || null });
}
