// Clips: their frames lie side by side in one picture, of which one is seen at a time. All on a page move together, so that a
// picture that takes the place of another goes on where that one was.
//
//   play(image, frames)   from now on, as long as the element is there; again does nothing
//   hold(yes)             all of them stand still at their first frame, or move again
//   held()                whether they stand still: because somebody wants it, or all motion is unwanted here
//   frameNow(frames)      which frame of a clip is seen now
//   each(frames, paint)   calls `paint` whenever another frame of clips of so many is seen, until what it returns is called
//   whenHeld(listen)      calls `listen` whenever they come to stand or to move, until what it returns is called
//   FRAME                 milliseconds that one stays

export const FRAME = 120; // milliseconds, as in media/clip.py
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const playing = new Map(); // image -> its animation
const listening = new Set();
let still = null; // as somebody wants it; null: nobody said anything

export const held = () => still ?? calm.matches;

export const frameNow = (frames) => (held() ? 0 : Math.floor(document.timeline.currentTime / FRAME) % frames);

export function hold(yes) {
  still = yes;
  follow();
}

export function each(frames, paint) {
  let seen = frameNow(frames), timer = 0, over = false;
  const look = () => {
    if (over) return;
    const before = seen;
    seen = frameNow(frames);
    if (seen !== before) paint();
    timer = setTimeout(() => requestAnimationFrame(look), FRAME / 2);
  };
  look();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

export function whenHeld(listen) {
  listening.add(listen);
  return () => listening.delete(listen);
}

export function play(image, frames) {
  if (playing.has(image)) return;
  for (const [other, motion] of playing)
    if (!other.isConnected) {
      motion.cancel();
      playing.delete(other);
    }
  image.style.objectFit = "cover";
  const steps = { duration: frames * FRAME, iterations: Infinity, easing: `steps(${frames}, jump-none)` };
  playing.set(image, image.animate({ objectPosition: ["0% 50%", "100% 50%"] }, steps));
  follow();
}

function follow() {
  for (const motion of playing.values())
    if (held()) {
      motion.pause();
      motion.currentTime = 0;
    } else {
      motion.play();
      motion.startTime = 0; // of the page: all together
    }
  for (const listen of [...listening]) listen();
}

calm.addEventListener("change", follow);
