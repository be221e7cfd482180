"""What is selected can be read: WCAG AA, 4.5 to 1 for text and 3 to 1 for marks, and about as well as what lies beside it."""

from __future__ import annotations

from playwright.sync_api import Page

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
CHOSEN = '[aria-checked="true"], [aria-pressed="true"], [aria-selected="true"]'
"""One of several; what is selected may also be a button that is meant first, whose colour sets it off."""
NEIGHBOUR = """(element) => [...element.parentElement.children].find((each) =>
  each.tagName === element.tagName && !each.disabled
  && !each.matches('[aria-checked="true"], [aria-pressed="true"], [aria-selected="true"]'))"""
SHARE = 0.75
"""Of a neighbour's contrast, what is selected has at least: its ground has a colour, which costs a little."""


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
            chosen = state == "at rest" and each.evaluate(f"(element) => element.matches({CHOSEN!r})")
            beside = each.evaluate_handle(NEIGHBOUR).as_element() if chosen else None
            if beside and ratios["texts"] and (others := beside.evaluate(RATIOS)["texts"]):
                own, other = (min(ratio for _text, ratio in texts) for texts in (ratios["texts"], others))
                if own < SHARE * other:
                    found.append(f"{each.inner_text()!r} is paler than what is beside it: {own:.2f}, {other:.2f}")
            if framed and ratios["mark"] < 3:
                found.append(f"mark of {each.inner_text()!r} {state}: {ratios['mark']:.2f}")
    return found
