"""What is selected can be read, in both themes: WCAG AA, 4.5 to 1 for text and 3 to 1 for marks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.navigation import MENUS, open_menu
from tests.waiting import until

pytestmark = pytest.mark.browser
SELECTED = """[aria-checked="true"], [aria-pressed="true"], [aria-selected="true"][role="tab"], [aria-current],
  button.primary:not(:disabled), [data-testid="stBaseButton-primary"]:not(:disabled), .row input:checked + span,
  .chosen button, .units-off, .chip, .marks span"""
FRAMED = '[aria-checked="true"], button[aria-pressed="true"], .row input:checked + span'
RATIOS = """(element) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, index) => (part * a + below[index] * (255 - a)) / 255);
  const up = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const chain = (node) => (node ? [...chain(up(node)), node] : []);
  const painted = (node) => read(getComputedStyle(node).backgroundColor);
  const ground = (node) => chain(node).reduce((below, each) => over(painted(each), below), [255, 255, 255]);
  const light = (colour) => colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const worded = [element, ...element.querySelectorAll("*")].filter((node) =>
    node.getClientRects().length && !node.closest('[data-testid="stIconMaterial"]')
    && [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim()));
  const texts = worded.map((node) => {
    const colour = read(getComputedStyle(node).color), below = ground(node);
    colour[3] *= chain(node).reduce((all, each) => all * Number(getComputedStyle(each).opacity), 1);
    return [node.textContent.trim().slice(0, 30), ratio(over(colour, below), below)];
  });
  const outside = ground(up(element)), { borderTopColor, borderTopWidth } = getComputedStyle(element);
  const edge = borderTopWidth === "0px" ? 1 : ratio(over(read(borderTopColor), outside), outside);
  return { texts, mark: Math.max(edge, ratio(ground(element), outside)) };
}"""
DARK = """() => {
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  return ground.match(/\\d+/g).slice(0, 3).every((part) => part < 99);
}"""
READY = {
    "train": "text=Start training",
    "explore": "[role=radio] >> text=Coordinates",
    "evaluate": ".measure button",
    "theory": "text=Play a round",
    "runs": "text=Compare trainings",
    "say": ".chip .seen:visible",
    "draw": ".colours [aria-checked=true]",
}


def too_pale(page: Page) -> list[str]:
    """What of the selected things is too pale, also under the pointer."""
    found = []
    for each in page.locator(SELECTED).filter(visible=True).all():
        framed = each.evaluate(f"(element) => element.matches({FRAMED!r})")
        for state in ("at rest", "under the pointer"):
            if state == "under the pointer":
                each.hover(force=True)
                page.evaluate(
                    "() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})))"
                )
            ratios = each.evaluate(RATIOS)
            found += [f"{text!r} {state}: {ratio:.2f}" for text, ratio in ratios["texts"] if ratio < 4.5]
            if framed and ratios["mark"] < 3:
                found.append(f"mark of {each.inner_text()!r} {state}: {ratios['mark']:.2f}")
    return found


def test_what_is_selected_can_be_read(page: Page, app: App, trained: Run) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    pale = {}
    for name, sign in READY.items():
        page.emulate_media(color_scheme="light")
        page.goto(f"{app.url}/{name}" + (f"?run={trained.id}" if name == "evaluate" else ""))
        page.locator(sign).first.wait_for()
        if name in MENUS:  # its link is in a menu
            open_menu(page, MENUS[name])
        until(lambda: page.locator("[aria-current]").filter(visible=True).count(), "the page in the navigation")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            until(lambda scheme=scheme: page.evaluate(DARK) == (scheme == "dark"), f"the {scheme} theme")
            pale[name, scheme] = too_pale(page)
    assert pale == {(name, scheme): [] for name in READY for scheme in ("light", "dark")}
