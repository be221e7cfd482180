// A visitor's picture, from a pad or a file: on a canvas, in a question, and in a link, where it has sixteen greys for each value, two
// values a byte.

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

// Bytes of a picture as the server gives them, on a canvas.
export function put(canvas, bytes, [height, width, channels]) {
  Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let part = 0; part < 3; part++) image.data[4 * pixel + part] = bytes[pixel * channels + (channels > 1 ? part : 0)];
    image.data[4 * pixel + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// The same as base64, for a question.
export function inText(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
}
