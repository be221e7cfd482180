// How numbers become tones: pure functions, without a sound. Equal steps of a number are equal intervals, as equal steps of a line are
// equal heights.

export const LOWEST = 220, OCTAVES = 2; // hertz of the smallest number, and how far above it the largest is heard
const MOST = 120; // tones of a line: more than this nobody hears apart in some seconds

// The frequency of a number in hertz. Beyond the ends of its range it is that of the end.
export function pitch(value, [low, high]) {
  const part = high > low ? (value - low) / (high - low) : 0.5;
  return LOWEST * 2 ** (OCTAVES * Math.min(1, Math.max(0, part)));
}

// Where each of some voices stands between the left ear (-1) and the right one (1).
export const sides = (count) => Array.from({ length: count }, (_, number) => (count === 1 ? 0 : (2 * number) / (count - 1) - 1));

// Some of many places, evenly, with the first and the last of them.
export function spread(count, most) {
  if (count <= most) return [...Array(count).keys()];
  return Array.from({ length: most }, (_, number) => Math.round((number * (count - 1)) / (most - 1)));
}

// What one line sounds like from the first place on the axis to the last: [{ at, frequency }], in seconds and hertz. Where nothing was
// measured the frequency is null.
export function course({ x, y }, [first, last], range, seconds) {
  const when = (place) => (last > first ? (seconds * (place - first)) / (last - first) : 0);
  return spread(x.length, MOST).map((index) => ({ at: when(x[index]), frequency: isNumber(y[index]) ? pitch(y[index], range) : null }));
}

export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
