// Who came from the clock of a stand and walked away: after some minutes without a hand the clock is shown again, for the next one.

const CLOCK = "ganboard-stand"; // in the window's storage: where the clock lies
const MINUTES = 3;
const HANDS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
let timer = 0;

const put = () => {
  clearTimeout(timer);
  timer = setTimeout(() => location.assign(sessionStorage.getItem(CLOCK)), MINUTES * 60_000);
};

// A visitor leaves the clock at this address.
export const leave = (address) => sessionStorage.setItem(CLOCK, address);

// The clock is shown: whatever the last visitor chose is forgotten with the window's storage.
export function stay() {
  clearTimeout(timer);
  for (const kind of HANDS) document.removeEventListener(kind, put);
  sessionStorage.clear();
}

// On every other page.
export function comeBack() {
  if (!sessionStorage.getItem(CLOCK)) return;
  for (const kind of HANDS) document.addEventListener(kind, put, { passive: true });
  put();
}
