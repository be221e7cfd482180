// The numbers along the axes of a plot.

const LONG = 1e6; // numbers from here on are written as powers of ten

// 1, 2 or 5 times a power of ten, so that `span` has about `parts` of them.
export function nice(span, parts) {
  const rough = span / Math.max(1, parts), power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
}

// Round numbers from one end of an axis to the other, as [value, text].
export function ticks([low, high], stride) {
  const digits = Math.max(0, -Math.floor(Math.log10(stride) + 1e-9)), found = [];
  for (let number = Math.ceil(low / stride - 1e-6); number * stride <= high + stride * 1e-6; number++) {
    const value = number * stride, long = Math.abs(value) >= LONG;
    const text = long ? value.toExponential().replace("e+", "e") : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    found.push([value, text.replace(/^-(?=.*[1-9])/, "−").replace(/^-/, "")]);
  }
  return found;
}

// The axis from one round number to another.
export const rounded = ([low, high], stride) => [Math.floor(low / stride + 1e-9) * stride, Math.ceil(high / stride - 1e-9) * stride];
