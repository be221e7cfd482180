"""Whether all can use what is on a page: WCAG 2.2 AA by axe-core, and on a phone nothing to press that a finger would miss."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.waiting import until

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
NARROW = 640
"""Pixels up to which a page is a phone's."""
DARK = """() => {
  const ground = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor;
  return ground.match(/\\d+/g).slice(0, 3).every((part) => part < 99);
}"""
FOUND = """async (place, options) => {
  const { violations } = await axe.run({ include: [place], exclude: [["[data-testid=stSidebarNavItems]"]] }, options);
  const told = ({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} (${failureSummary})`);
  return violations.flatMap(told);
}"""
"""Without the items of Streamlit's own menu on a phone, which it wraps in a ``<div>`` between ``<ul>`` and ``<li>``."""
SMALL = """(place) => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  const pressed = `button, a[href], select, summary, textarea, input:not([type=range]), [role=tab], [role=button],
    [role=radio], [role=switch]`;
  const inSight = (node) => {
    const { left, right, bottom } = node.getBoundingClientRect();
    const drawn = node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return drawn && right > 0 && left < innerWidth && bottom > 0;
  };
  const inSentence = (node) => {
    const around = node.matches("a") && node.closest("p, dd, li, .note");
    return around && around.textContent.trim() !== node.textContent.trim();
  };
  return all(place).filter((node) => node.matches(pressed) && !node.disabled && inSight(node) && !inSentence(node))
    .map((node) => [node, (node.closest("label") ?? node).getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 1 && height > 1 && (width < 43.5 || height < 43.5))
    .map(([node, { width, height }]) => `${Math.round(width)} by ${Math.round(height)}:
      ${(node.ariaLabel ?? node.textContent).trim().slice(0, 40)} ${node.cloneNode().outerHTML.slice(0, 120)}`);
}"""
"""What can be pressed, is in sight, and is smaller than 44 pixels; links within a sentence may be."""


def broken(place: Page | Locator) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA on a page, or in a part of it."""
    page = place if isinstance(place, Page) else place.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    root = page.locator(":root") if isinstance(place, Page) else place
    found: list[str] = root.evaluate(FOUND, OPTIONS)
    return found


def small(place: Page | Locator) -> list[str]:
    """What of a page, or of a part of it, a finger would miss."""
    found: list[str] = (place.locator(":root") if isinstance(place, Page) else place).evaluate(SMALL)
    return found


def clean(place: Page | Locator) -> None:
    """All can use a page, or a part of it, as it stands now: in both themes, and with a finger where it is a phone's."""
    page = place if isinstance(place, Page) else place.page
    said = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        until(lambda scheme=scheme: page.evaluate(DARK) == (scheme == "dark"), f"the {scheme} theme")
        said += [f"{scheme}: {each}" for each in broken(place)]
    size = page.viewport_size
    if size and size["width"] <= NARROW:
        said += small(place)
    assert not said, "\n".join(said)
