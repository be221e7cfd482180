"""Every picture on a page becomes large: at a click, or, where a click means something else, by a button beside it."""

from __future__ import annotations

from playwright.sync_api import Page

LEFT_OUT = (
    ".cards img",  # of the timeline: they go to their step, where they are large
    ".tree img",
    ".window img",  # of the Start page's runs, which are opened by it
    ".quiz .card canvas",  # before the answer
    "canvas.pad, .paper canvas, canvas.paper",  # on which one draws
    "img.picture",  # addresses for a phone's camera
    ".fork svg, .chart svg",  # a line, a curve of guesses
)
"""Selectors of what is no picture to be looked at, or has its large one elsewhere."""

SMALL = """async (leftOut) => {
  const below = (node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])];
  const all = (root) => [...root.querySelectorAll("*")].flatMap(below);
  const up = (node) => node.parentElement ?? node.getRootNode().host ?? null;
  const frame = () => new Promise((settle) => requestAnimationFrame(settle));
  const page = all(document.querySelector(".stMain"));
  const find = () => all(document.querySelector(".stMain")).find((node) => node.matches("dialog.lightbox"));
  let box = find(), canvas = box.querySelector("canvas");
  const seen = (node) => {
    const { width, height } = node.getBoundingClientRect();
    return Math.min(width, height) >= 24 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const empty = (node) => (node.naturalWidth ?? node.width) <= 1;
  const pictures = page.filter((node) => node.matches("img, canvas, svg[role=img]") && !box.contains(node)
    && !leftOut.some((each) => node.matches(each)) && seen(node) && !empty(node));
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const problems = [], walked = new Map();
  const drawing = (node) => {
    if (node.tagName !== "CANVAS") return "";
    const copy = Object.assign(document.createElement("canvas"), { width: node.width, height: node.height });
    copy.getContext("2d").drawImage(node, 0, 0);
    return copy.toDataURL();
  };
  for (const picture of pictures) {
    const name = picture.alt || picture.ariaLabel || "";
    const wrong = (what) => problems.push(`${picture.tagName} ${picture.className} “${name}” in ${up(picture).className}: ${what}`);
    let place = picture, button = null;
    while (place && !button) {
      place = up(place);
      const own = place?.matches(".enlargeable, .gb-large");
      button = place?.querySelector(own ? ":scope > button" : ":scope > .beside > button.enlarge") ?? null;
    }
    if (!button) {
      wrong("nothing makes it large");
      continue;
    }
    const clicks = place.matches(".enlargeable:not(.apart), .gb-large");
    if (walked.has(button)) { // of a gallery that is opened by one button: each is looked for, one is opened
      if (picture.tagName === "CANVAS" && !walked.get(button).has(drawing(picture))) wrong("it is not among those that are large");
      continue;
    }
    const { left, top, width, height } = picture.getBoundingClientRect();
    const middle = { clientX: left + width / 2, clientY: top + height / 2 };
    if (clicks) picture.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, ...middle }));
    else button.click();
    await frame();
    for (let wait = 0; wait < 30 && !box.open; wait++) { // a page that changes at this moment is later, or has another window
      if (!box.isConnected) canvas = (box = find() ?? box).querySelector("canvas");
      await frame();
    }
    if (!box.open) {
      wrong("no window opens");
      continue;
    }
    const drawn = picture.tagName === "CANVAS";
    const count = Number(box.querySelector(".place").textContent.match(/\\d+$/)?.[0] ?? 1);
    const large = new Set();
    for (let number = 0; number < (clicks || !drawn ? 0 : count); number++) {
      if (canvas.isConnected) large.add(canvas.toDataURL());
      box.querySelectorAll(".around > button")[1].click();
    }
    if (!clicks && drawn) walked.set(button, large);
    const found = clicks || !drawn || large.has(drawing(picture));
    if (!found) wrong(`it is not among the ${count} that are large`);
    if (!box.querySelector("h2").textContent) wrong("it has no name");
    if (canvas.isConnected && (canvas.width <= 1 || canvas.getBoundingClientRect().width < 100)) wrong("it is not large");
    box.close();
    const isBack = () => button.getRootNode().activeElement === button || page.some((node) => node.matches("dialog:modal"));
    for (let wait = 0; wait < 30 && !isBack(); wait++) await frame(); // the window tells of its end a moment later
    if (!isBack() && button.checkVisibility()) wrong("the focus is not where it was");
    if (!clicks && !button.checkVisibility()) wrong("its button is not to be seen");
    if (!button.getAttribute("aria-label")) wrong("its button has no name");
  }
  const last = page.find((node) => node.matches("button.enlarge:focus, .gb-enlarge:focus"));
  if (focused && focused !== document.body) focused.focus();
  else last?.blur();
  return [pictures.length, problems];
}"""


def not_enlargeable(page: Page) -> list[str]:
    """What is wrong with the pictures that are to be seen on a page, one line each; nothing where all become large."""
    count, problems = page.evaluate(SMALL, list(LEFT_OUT))
    return list(problems) if count else ["no picture is to be seen"]
