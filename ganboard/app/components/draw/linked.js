// A drawing in the page's address: its side, and sixteen greys of every place, squeezed: some hundred letters.

import { packed, unpacked } from "../explore/drawing.js";
import { said } from "../shared/place.js";

const [SMALLEST, LARGEST] = [8, 64]; // pixels of a side
const LONGEST = 6000; // letters

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const textOf = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

export async function inLink(bytes, size) {
  return `${size}*${textOf(await through(bytesOf(packed(bytes)), new CompressionStream("deflate-raw")))}`;
}

// { bytes, size } of the drawing that the address holds; null where there is none, or it is damaged.
export async function linkedDrawing() {
  const [side, text] = (said("sketch") ?? "").slice(0, LONGEST).split("*"), size = Number(side);
  if (!text || !Number.isInteger(size) || size < SMALLEST || size > LARGEST) return null;
  try {
    const squeezed = await through(bytesOf(text), new DecompressionStream("deflate-raw"));
    return { size, bytes: unpacked(textOf(squeezed), [size, size, 1]) };
  } catch {
    return null;
  }
}
