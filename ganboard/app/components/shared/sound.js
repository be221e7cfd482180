// The tones that numbers become, see pitch.js. A quiet voice for each line, from left to right, told apart by its colour as well. There is
// no AudioContext before somebody wants to hear something.

import { sides } from "./pitch.js";

const LOUD = 0.12; // of all voices together, where 1 is as loud as can be
const SHAPES = ["sine", "triangle"];
const [RISE, SHORT, NEXT] = [0.02, 0.16, 0.19]; // seconds: a tone begins and ends softly; how long it is; when the next one begins
const sounding = new Set();
let context = null;

// One that may sound. A browser lets a page be heard only after its visitor has pressed something.
async function opened() {
  context ??= new AudioContext();
  if (context.state !== "running") await context.resume();
  return context;
}

function voice(number, count, begin, end) {
  const oscillator = context.createOscillator(), gain = context.createGain(), side = context.createStereoPanner();
  oscillator.type = SHAPES[number % SHAPES.length];
  side.pan.value = sides(count)[number];
  gain.gain.setValueAtTime(0, begin);
  oscillator.connect(gain).connect(side).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(end);
  sounding.add(oscillator);
  oscillator.onended = () => sounding.delete(oscillator);
  return { tone: oscillator.frequency, loudness: gain.gain, loud: LOUD / count };
}

// A short tone for each number, one after the other; null is silence.
export async function tones(frequencies, wanted) {
  const waiting = context?.state !== "running";
  await opened();
  if (waiting || !wanted()) return; // what could not sound at once would come in one heap
  frequencies.forEach((frequency, number) => {
    if (frequency === null) return;
    const begin = context.currentTime + RISE + NEXT * number, end = begin + SHORT;
    const { tone, loudness, loud } = voice(number, frequencies.length, begin, end + RISE);
    tone.setValueAtTime(frequency, begin);
    loudness.linearRampToValueAtTime(loud * frequencies.length, begin + RISE);
    loudness.setValueAtTime(loud * frequencies.length, end - RISE);
    loudness.linearRampToValueAtTime(0, end);
  });
}

// All lines at once from their beginning to their end, see `course`. `began` is called when they sound.
export async function play(courses, seconds, wanted, began) {
  await opened();
  if (!wanted()) return;
  const begin = context.currentTime + RISE;
  courses.forEach((course, number) => {
    const { tone, loudness, loud } = voice(number, courses.length, begin, begin + seconds + SHORT);
    let heard = false;
    for (const { at, frequency } of course) {
      const time = begin + at;
      if (frequency !== null) {
        if (heard) tone.exponentialRampToValueAtTime(frequency, time);
        else tone.setValueAtTime(frequency, time);
      }
      if ((frequency !== null) !== heard) loudness.setTargetAtTime(frequency === null ? 0 : loud, time, RISE);
      heard = frequency !== null;
    }
    loudness.setTargetAtTime(0, begin + seconds + SHORT - 4 * RISE, RISE);
  });
  began();
}

export function hush() {
  for (const each of sounding) each.stop();
  sounding.clear();
}
