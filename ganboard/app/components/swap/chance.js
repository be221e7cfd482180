// Which things a seed chooses: the same ones in every browser, none twice.
//
//   numbersOf(seed, many, count)   `many` whole numbers from 0 to `count` less one

export function numbersOf(seed, many, count) {
  const found = new Set();
  for (let state = seed >>> 0; found.size < Math.min(many, count); ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    found.add(Math.floor((state / 2 ** 32) * count));
  }
  return [...found];
}
