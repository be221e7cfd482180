"""How much of a page moves by itself, as the browser measures it (CLS): what moves under a hand is pressed by mistake."""

from __future__ import annotations

from playwright.sync_api import Page

MOVED = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const place = ({ node }) => (node?.parentElement?.closest("[class*=st-key]") ?? node)?.className;
    if (!hadRecentInput) window.moved.push([value, sources.map(place)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""Run in a page before its own scripts: it writes down what moves there by itself, as the browser measures it (CLS)."""
STILL = 0.1
"""How much may move by itself while a page comes: the part of the screen that moved, times how far. Web Vitals call this good."""


def moved(page: Page, most: float = STILL) -> list[str]:
    """What is to be said of a page on which too much moved by itself so far; see ``MOVED``. What moves from now on counts anew."""
    shifts = page.evaluate("() => window.moved.splice(0)")
    total = sum(value for value, _where in shifts)
    return [f"{total:.3f} of the page moved by itself: {shifts}"] if total > most else []
