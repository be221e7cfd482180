// What stands side by side as one picture to take away. It is drawn here, where there are letters for every name.

const SIDE = 512, GAP = 24, LINE = 30; // pixels
const PAPER = "#ffffff", INK = "#1a1c24";

// `cards` (see card.js) that show no picture are left out; a Promise of a PNG, null where all are.
export function pictured(cards) {
  const shown = cards.map((card) => ({ card, image: card.picture.hidden ? null : card.picture.querySelector("img") })).filter(({ image }) => image);
  if (!shown.length) return Promise.resolve(null);
  const heights = shown.map(({ image }) => Math.round((SIDE * image.naturalHeight) / image.naturalWidth)), highest = Math.max(...heights);
  const canvas = Object.assign(document.createElement("canvas"), {
    width: shown.length * (SIDE + GAP) + GAP, height: highest + 2 * LINE + 3 * GAP,
  });
  const pen = canvas.getContext("2d"), letters = getComputedStyle(shown[0].card.root).fontFamily;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  shown.forEach(({ card, image }, number) => {
    const left = GAP + number * (SIDE + GAP), middle = left + SIDE / 2, top = GAP + LINE + GAP / 2;
    pen.fillStyle = INK;
    pen.font = `600 22px ${letters}`;
    pen.fillText(fitting(pen, [card.letter.textContent, card.title].filter(Boolean).join(" · ")), middle, GAP + LINE / 2);
    pen.imageSmoothingEnabled = !card.cells; // points are round
    pen.drawImage(image, left, top, SIDE, heights[number]);
    pen.fillStyle = getComputedStyle(card.root).getPropertyValue("--run");
    pen.fillRect(left, top + heights[number], SIDE, 4);
    pen.fillStyle = INK;
    pen.font = `20px ${letters}`;
    pen.fillText(fitting(pen, card.when.textContent), middle, top + highest + GAP / 2 + LINE / 2);
  });
  return new Promise((settle) => canvas.toBlob(settle, "image/png"));
}

function fitting(pen, text) {
  if (pen.measureText(text).width <= SIDE) return text;
  let kept = [...text];
  while (kept.length && pen.measureText(`${kept.join("")}…`).width > SIDE) kept = kept.slice(0, -1);
  return `${kept.join("")}…`;
}
