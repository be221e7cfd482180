// The shapes of the whole game: lying where there is room, upright on a phone. Every shape says in `data-parts` with which
// steps it lights up.

const REAL = ["00379820", "02911960", "00000850", "00037910", "00003870", "01000490", "06713960", "00389830"];
const FAKE = ["00588886", "00900000", "00960000", "00388720", "00000680", "00000190", "06200670", "00488720"];
const SIDE = 8;

// The same unrest at every visit: a linear congruential generator.
function unrest(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

// Ink from 0 to 1, row by row.
export const clear = REAL.flatMap((row) => [...row].map((level) => level / 9));
export const blurred = (() => {
  const chance = unrest(4), at = (x, y) => Number(FAKE[y]?.[x] ?? 0) / 9;
  return Array.from({ length: SIDE * SIDE }, (_, index) => {
    const x = index % SIDE, y = Math.floor(index / SIDE);
    const around = (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
    return Math.min(1, 0.6 * at(x, y) + 0.35 * around + 0.3 * chance());
  });
})();
export const numbers = (() => {
  const chance = unrest(23);
  return Array.from({ length: 36 }, () => 0.05 + 0.95 * chance() ** 1.4);
})();

// A square of pixels. Ink is opacity, so that it stands on light and on dark alike.
export function pixels(x, y, size, inks, role) {
  const side = Math.sqrt(inks.length), cell = size / side;
  const dots = inks.map((ink, index) => {
    const left = x + (index % side) * cell, top = y + Math.floor(index / side) * cell;
    return `<rect x="${left}" y="${top}" width="${cell + 0.4}" height="${cell + 0.4}" opacity="${ink.toFixed(2)}"/>`;
  });
  return `<g class="pixels ${role}"><rect class="paper" x="${x}" y="${y}" width="${size}" height="${size}"/>${dots.join("")}
    <rect class="frame" x="${x}" y="${y}" width="${size}" height="${size}"/></g>`;
}

export const group = (parts, shapes, extra = "") => `<g data-parts="${parts}" ${extra}>${shapes}</g>`;
export const text = (x, y, words, kind = "", anchor = "middle") => `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${words}</text>`;

// A line through some points to the tip of its arrow; dashed where a gradient goes back. A dot runs along it while it is lit.
export function arrow(parts, role, points, back = false) {
  const [[x0, y0], [x1, y1]] = points.slice(-2), length = Math.hypot(x1 - x0, y1 - y0);
  const neck = [x1 - (8 * (x1 - x0)) / length, y1 - (8 * (y1 - y0)) / length];
  const way = (all) => `M${all.map((point) => point.join(",")).join("L")}`;
  const turn = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  return group(parts, `<path class="way" d="${way([...points.slice(0, -1), neck])}"/>
    <path class="head" d="M0,0L-12,6V-6Z" transform="translate(${x1},${y1}) rotate(${turn.toFixed(1)})"/>
    <circle class="runner" r="5" style="offset-path: path('${way(points)}')"/>`, `class="arrow ${role}${back ? " back" : ""}"`);
}

// What the two drawings have in common: which shape lights up with which steps.
const LIT = {
  noise: "noise", toG: "noise generator", g: "generator g_learns", fromG: "generator fake", fake: "fake discriminator",
  real: "real discriminator", d: "discriminator d_learns", toScore: "discriminator score", score: "score d_learns g_learns",
  backD: "d_learns", backG: "g_learns", legend: "noise generator fake real discriminator score", legendBack: "d_learns g_learns",
};

function lying(words) {
  const network = (points, role) => `<path class="network ${role}" d="${points}"/>`;
  return {
    box: "0 0 720 340",
    shapes: [
      group(LIT.noise, pixels(14, 66, 72, numbers, "noise") + text(50, 160, `${words.noise} <tspan class="symbol">z</tspan>`, "noise")),
      arrow(LIT.toG, "noise", [[92, 102], [140, 102]]),
      group(LIT.g, network("M144,72L252,34V170L144,132Z", "fake") + text(200, 108, "G", "symbol large fake") + text(200, 129, words.generator, "fake")),
      arrow(LIT.fromG, "fake", [[257, 92], [305, 92]]),
      group(LIT.fake, pixels(310, 56, 92, blurred, "fake") + text(356, 168, `${words.fake} <tspan class="symbol">G(z)</tspan>`, "fake")),
      group(LIT.real, `<g class="pixels real"><rect class="frame below" x="322" y="206" width="92" height="92"/><rect class="frame below" x="316" y="212" width="92" height="92"/></g>`
        + pixels(310, 218, 92, clear, "real") + text(356, 330, `${words.real} <tspan class="symbol">x</tspan>`, "real")),
      arrow("fake discriminator", "fake", [[409, 90], [468, 116]]),
      arrow(LIT.real, "real", [[420, 258], [468, 238]]),
      group(LIT.d, network("M474,60L590,126V224L474,290Z", "judge") + text(529, 130, "D", "symbol large judge") + text(531, 151, words.discriminator, "judge")),
      arrow(LIT.toScore, "judge", [[595, 148], [643, 148]]),
      group(LIT.score, `<rect class="gauge" x="656" y="84" width="14" height="182" rx="7"/><path class="half" d="M652,175H674"/>
        <circle class="mark real" cx="663" cy="112" r="6"/><circle class="mark fake" cx="663" cy="232" r="6"/>`
        + text(663, 54, words.score, "judge") + text(663, 76, `1 ${words.surelyReal}`) + text(663, 286, `0 ${words.surelyFake}`) + text(680, 180, "½", "", "start")),
      arrow(LIT.backD, "judge", [[643, 196], [594, 196]], true),
      arrow(LIT.backG, "fake", [[643, 222], [590, 215], [474, 165], [409, 124]], true),
      arrow(LIT.backG, "fake", [[305, 124], [257, 124]], true),
      group(LIT.legend, `<path class="way" d="M16,262H56"/><path class="head" d="M64,262l-12,6v-12z"/>` + text(74, 267, words.forward, "", "start"), `class="arrow plain"`),
      group(LIT.legendBack, `<path class="way" d="M24,292H64"/><path class="head" d="M16,292l12,6v-12z"/>` + text(74, 297, words.back, "", "start"), `class="arrow plain back"`),
    ],
  };
}

function upright(words) {
  const network = (points, role) => `<path class="network ${role}" d="${points}"/>`;
  return {
    box: "0 0 360 430",
    shapes: [
      group(LIT.noise, pixels(68, 4, 60, numbers, "noise") + text(138, 40, `${words.noise} <tspan class="symbol">z</tspan>`, "noise", "start")),
      arrow(LIT.toG, "noise", [[98, 68], [98, 92]]),
      group(LIT.g, network("M66,94H130L164,162H32Z", "fake") + text(98, 130, "G", "symbol large fake") + text(98, 151, words.generator, "fake")),
      arrow(LIT.fromG, "fake", [[84, 166], [84, 190]]),
      group(LIT.fake, pixels(60, 192, 76, blurred, "fake") + text(144, 226, words.fake, "fake", "start") + text(144, 246, "G(z)", "symbol fake", "start")),
      group(LIT.real, `<g class="pixels real"><rect class="frame below" x="234" y="182" width="76" height="76"/><rect class="frame below" x="229" y="187" width="76" height="76"/></g>`
        + pixels(224, 192, 76, clear, "real") + text(267, 172, `${words.real} <tspan class="symbol">x</tspan>`, "real")),
      arrow("fake discriminator", "fake", [[84, 272], [84, 296]]),
      arrow(LIT.real, "real", [[262, 272], [262, 296]]),
      group(LIT.d, network("M40,298H320L240,366H120Z", "judge") + text(196, 330, "D", "symbol large judge") + text(200, 352, words.discriminator, "judge")),
      arrow(LIT.toScore, "judge", [[190, 369], [190, 391]]),
      group(LIT.score, `<rect class="gauge" x="60" y="402" width="240" height="12" rx="6"/><path class="half" d="M180,399V417"/>
        <circle class="mark real" cx="266" cy="408" r="5"/><circle class="mark fake" cx="108" cy="408" r="5"/>`
        + text(52, 413, `0 ${words.surelyFake}`, "", "end") + text(308, 413, `1 ${words.surelyReal}`, "", "start") + text(180, 429, "½")
        + text(322, 388, words.score, "judge", "end")),
      arrow(LIT.backD, "judge", [[222, 391], [222, 370]], true),
      arrow(LIT.backG, "fake", [[140, 391], [116, 300], [116, 272]], true),
      arrow(LIT.backG, "fake", [[112, 190], [112, 166]], true),
      group(LIT.legend, `<path class="way" d="M202,84H228"/><path class="head" d="M236,84l-12,6v-12z"/>` + text(244, 89, words.forward, "", "start"), `class="arrow plain"`),
      group(LIT.legendBack, `<path class="way" d="M210,112H236"/><path class="head" d="M202,112l12,6v-12z"/>` + text(244, 117, words.back, "", "start"), `class="arrow plain back"`),
    ],
  };
}

// Gives { box, shapes }: the view box, and the SVG inside.
export const drawing = (isUpright, words) => (isUpright ? upright(words) : lying(words));
