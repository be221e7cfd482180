// The drawing of an encoder and a decoder, made as that of the game is. Every shape says in `data-parts` with what it lights up.

import { arrow, blurred, clear, group, numbers, pixels, text } from "../theory/game_drawing.js";

const network = (points, role) => `<path class="network ${role}" d="${points}"/>`;
const few = numbers.slice(0, 9);

function lying(words) {
  return {
    box: "0 0 720 220",
    shapes: [
      group("real", pixels(10, 52, 92, clear, "real") + text(56, 168, words.real, "real")),
      arrow("real encoder", "real", [[108, 98], [150, 98]]),
      group("encoder learns", network("M154,40L264,76V120L154,156Z", "judge") + text(204, 94, "E", "symbol large judge") + text(206, 116, words.encoder, "judge")),
      arrow("encoder", "judge", [[270, 98], [316, 98]]),
      group("noise encoder", pixels(322, 62, 72, few, "noise") + text(358, 156, words.code, "noise")),
      arrow("noise generator", "noise", [[400, 98], [446, 98]]),
      group("generator learns", network("M450,76L560,40V156L450,120Z", "fake") + text(508, 94, "D", "symbol large fake") + text(508, 116, words.decoder, "fake")),
      arrow("generator fake", "fake", [[566, 98], [612, 98]]),
      group("fake", pixels(618, 52, 92, blurred, "fake") + text(664, 168, words.rebuilt, "fake")),
      arrow("learns", "fake", [[664, 190], [505, 190], [505, 142]], true),
      arrow("learns", "judge", [[505, 190], [206, 190], [206, 146]], true),
    ],
  };
}

function upright(words) {
  return {
    box: "0 0 360 470",
    shapes: [
      group("real", pixels(90, 4, 76, clear, "real") + text(176, 46, words.real, "real", "start")),
      arrow("real encoder", "real", [[128, 84], [128, 106]]),
      group("encoder learns", network("M58,108H198L160,168H96Z", "judge") + text(128, 138, "E", "symbol large judge") + text(128, 158, words.encoder, "judge")),
      arrow("encoder", "judge", [[128, 172], [128, 194]]),
      group("noise encoder", pixels(98, 196, 60, few, "noise") + text(168, 231, words.code, "noise", "start")),
      arrow("noise generator", "noise", [[128, 260], [128, 282]]),
      group("generator learns", network("M96,284H160L198,344H58Z", "fake") + text(128, 316, "D", "symbol large fake") + text(128, 336, words.decoder, "fake")),
      arrow("generator fake", "fake", [[128, 348], [128, 370]]),
      group("fake", pixels(90, 372, 76, blurred, "fake") + text(176, 414, words.rebuilt, "fake", "start")),
      arrow("learns", "fake", [[250, 420], [280, 420], [280, 314], [196, 314]], true),
      arrow("learns", "judge", [[280, 314], [280, 138], [190, 138]], true),
    ],
  };
}

// Gives { box, shapes }: the view box, and the SVG inside.
export const drawing = (isUpright, words) => (isUpright ? upright(words) : lying(words));
