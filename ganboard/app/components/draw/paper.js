// A drawing as the engine takes it.

// The bytes of a smaller drawing, each the mean of a square of the pad's pixels: from 0, ink, to 255, paper.
export function shrunk(context, side, size) {
  const { data } = context.getImageData(0, 0, side, side), small = new Uint8Array(size * size), each = side / size;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let row = y * each; row < (y + 1) * each; row++)
        for (let column = x * each; column < (x + 1) * each; column++) sum += data[4 * (row * side + column)];
      small[y * size + x] = Math.round(sum / (each * each));
    }
  return small;
}

// The inverse, on a pad: soft where it was small.
export function put(context, side, { bytes, size }) {
  const small = new OffscreenCanvas(size, size), image = new ImageData(size, size);
  bytes.forEach((grey, place) => image.data.set([grey, grey, grey, 255], 4 * place));
  small.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, side, side);
}

export const inText = (bytes) => btoa(String.fromCharCode(...bytes));
