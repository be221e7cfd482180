// A visitor's picture as it stands in a link: sixteen greys for each value, two values a byte.

import { decode } from "./core.js";

const MOST = 4096; // values of a picture that fit into a link: 64 × 64 greys
const LEVEL = 17; // from one grey to the next of sixteen

const valuesOf = ([height, width, channels]) => height * width * channels;

// Whether pictures of a shape fit into a link.
export const fits = (shape) => valuesOf(shape) <= MOST;

// Text of bytes from 0 to 255.
export function packed(bytes) {
  const pairs = Array.from({ length: Math.ceil(bytes.length / 2) }, (_, at) => {
    const [left, right] = [bytes[2 * at], bytes[2 * at + 1] ?? 0].map((value) => Math.round(value / LEVEL));
    return String.fromCharCode(16 * left + right);
  });
  return btoa(pairs.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// Bytes of a text; throws where it is no picture of that shape.
export function unpacked(text, shape) {
  const count = valuesOf(shape), length = Math.ceil(count / 2);
  if (typeof text !== "string" || text.length !== Math.ceil((length * 4) / 3)) throw new Error("no picture of that shape");
  const pairs = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from({ length: count }, (_, at) => LEVEL * ((pairs.charCodeAt(at >> 1) >> (at % 2 ? 0 : 4)) & 15));
}

// What a link says of a search: { picture (bytes or null), point: { z, label } or null }; throws where it is nonsense.
export function readLink({ picture, z, label = null }, { shape, latent, classes }) {
  const known = label === null ? !classes.length : Number.isInteger(label) && label >= 0 && label < classes.length;
  if (z !== undefined && (typeof z !== "string" || decode(z).length !== latent || !known)) throw new Error("no point");
  return { picture: picture === undefined ? null : unpacked(picture, shape), point: z === undefined ? null : { z, label } };
}
