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
)
"""Selectors of what is no picture to be looked at, or has its large one elsewhere."""

SMALL = """async (leftOut) => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  const up = (node) => node.parentElement ?? node.getRootNode().host ?? null;
  const frame = () => new Promise((settle) => requestAnimationFrame(settle));
  const main = document.querySelector(".stMain"), page = all(main);
  const box = page.find((node) => node.matches("dialog.lightbox")), canvas = box.querySelector("canvas");
  const seen = (node) => { const { width, height } = node.getBoundingClientRect(); return Math.min(width, height) >= 24 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true }); };
  const empty = (node) => (node.naturalWidth ?? node.width) <= 1;
  const pictures = page.filter((node) => node.matches("img, canvas") && !node.closest("dialog.lightbox") && !leftOut.some((each) => node.matches(each)) && seen(node) && !empty(node));
  const problems = [];
  for (const picture of pictures) {
    const about = `${picture.tagName} ${picture.className} ${picture.alt ?? picture.ariaLabel ?? ""} in ${up(picture).className}`;
    let place = picture, button = null;
    while (place && !button) {
      place = up(place);
      if (place?.matches(".enlargeable, .gb-large")) button = place.querySelector(":scope > button");
      else button = place?.querySelector(":scope > .beside > button.enlarge") ?? null;
    }
    if (!button || place === main) { problems.push(`${about}: nothing makes it large`); continue; }
    const { left, top, width, height } = picture.getBoundingClientRect();
    const clicks = place.matches(".enlargeable:not(.apart), .gb-large");
    if (clicks) picture.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 }));
    else button.click();
    await frame();
    if (!box.open) { problems.push(`${about}: no window opens`); continue; }
    const count = Number(box.querySelector(".place").textContent.match(/\\d+$/)?.[0] ?? 1), after = box.querySelectorAll(".around > button")[1];
    let found = clicks;
    const same = () => { const copy = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height }); copy.getContext("2d").drawImage(picture, 0, 0); return canvas.isConnected && canvas.toDataURL() === copy.toDataURL(); };
    for (let number = 0; number < count && !found; number++) { found = picture.tagName === "IMG" || same(); if (!found) after.click(); }
    if (!found) problems.push(`${about}: it is not among the ${count} that are large`);
    if (!box.querySelector("h2").textContent) problems.push(`${about}: it has no name`);
    if (canvas.isConnected && (canvas.width <= 1 || canvas.getBoundingClientRect().width < 100)) problems.push(`${about}: it is not large`);
    box.close();
    await frame();
    if (!page.some((node) => node.matches("dialog:modal")) && button.getRootNode().activeElement !== button && button.checkVisibility()) problems.push(`${about}: the focus is not where it was`);
    if (!button.getAttribute("aria-label")) problems.push(`${about}: its button has no name`);
  }
  return [pictures.length, problems];
}"""


def not_enlargeable(page: Page) -> list[str]:
    """What is wrong with the pictures that are to be seen on a page, one line each; nothing where all become large."""
    count, problems = page.evaluate(SMALL, list(LEFT_OUT))
    return list(problems) if count else ["no picture is to be seen"]
