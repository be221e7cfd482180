"""Ten digits written with a finger on a phone become a training that begins with what networks know of digits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Browser, CDPSession, FloatRect, Page, expect

from ganboard.runs import Run
from ganboard.storage import read_arrays
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.browser.hand import box_of
from tests.waiting import until

pytestmark = pytest.mark.browser
STROKES = {
    0: [[(0.5, 0.15), (0.3, 0.3), (0.28, 0.6), (0.45, 0.85), (0.65, 0.7), (0.7, 0.35), (0.5, 0.15)]],
    1: [[(0.5, 0.12), (0.5, 0.88)]],
    2: [[(0.3, 0.3), (0.45, 0.15), (0.68, 0.25), (0.6, 0.5), (0.3, 0.85), (0.75, 0.85)]],
    3: [[(0.3, 0.2), (0.6, 0.15), (0.65, 0.35), (0.45, 0.48), (0.68, 0.65), (0.55, 0.85), (0.28, 0.8)]],
    4: [[(0.4, 0.15), (0.28, 0.55), (0.75, 0.55)], [(0.6, 0.3), (0.6, 0.9)]],
    5: [[(0.7, 0.15), (0.35, 0.15), (0.33, 0.45), (0.6, 0.45), (0.7, 0.65), (0.55, 0.85), (0.3, 0.8)]],
    6: [[(0.62, 0.12), (0.38, 0.4), (0.32, 0.7), (0.5, 0.87), (0.68, 0.7), (0.5, 0.55), (0.34, 0.68)]],
    7: [[(0.25, 0.15), (0.75, 0.15), (0.45, 0.88)], [(0.4, 0.5), (0.65, 0.5)]],
    8: [[(0.62, 0.22), (0.42, 0.15), (0.35, 0.32), (0.65, 0.6), (0.6, 0.83), (0.38, 0.83), (0.35, 0.62), (0.62, 0.22)]],
    9: [[(0.66, 0.3), (0.5, 0.15), (0.34, 0.3), (0.48, 0.47), (0.66, 0.3), (0.62, 0.6), (0.5, 0.88)]],
}
"""The ten digits as somebody writes them, strokes through places of the pad."""


@pytest.fixture
def finger(browser: Browser) -> Iterator[Page]:
    """A new visitor with a phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-US", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def stroke(session: CDPSession, box: FloatRect, places: list[tuple[float, float]]) -> None:
    """One stroke of a finger."""
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]

    def tell(kind: str, *at: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in at]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    tell("touchStart", points[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        for part in (0.25, 0.5, 0.75, 1.0):
            tell("touchMove", (x + part * (to_x - x), y + part * (to_y - y)))
    tell("touchEnd")


def middle_of(box: FloatRect) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.trial
def test_ten_digits_by_touch_become_a_training_that_begins_with_digits(finger: Page, app: App) -> None:
    finger.goto(f"{app.url}/?lang=en")
    finger.get_by_role("button", name="Your handwriting", exact=True).tap()
    pad, following = finger.locator(".hand canvas.pad"), finger.get_by_role("button", name="Next digit")
    expect(finger.get_by_text("Write a 0", exact=True)).to_be_visible(timeout=60_000)
    expect(following).to_be_disabled()
    expect(finger.locator(".st-key-start")).to_be_hidden()  # on a phone one writes first
    session = finger.context.new_cdp_session(finger)
    finger.touchscreen.tap(*middle_of(box_of(pad)))  # a mere tap is no digit
    expect(finger.locator(".hand .task")).to_have_text("Too small. Write a larger 0")
    expect(finger.get_by_role("button", name="Digit 0: not written yet")).to_be_visible()
    expect(following).to_be_disabled()
    finger.get_by_role("button", name="Clear", exact=True).tap()
    for digit, strokes in STROKES.items():
        expect(finger.locator(".hand .task")).to_have_text(f"Write a {digit}")
        scrolled = finger.evaluate("scrollY")
        for places in strokes:
            stroke(session, box_of(pad), places)
        assert abs(finger.evaluate("scrollY") - scrolled) < 400  # a finger on the pad draws, and scrolls nothing away
        expect(finger.get_by_role("button", name=f"Digit {digit}: written")).to_be_visible()
        if digit < 9:
            following.tap()
    expect(finger.locator(".hand .task")).to_contain_text("All ten are there.")
    expect(finger.get_by_alt_text("Some of the real images")).to_be_visible(timeout=60_000)
    assert finger.evaluate("document.documentElement.scrollWidth") <= 390
    clean(finger.locator(".hand"))

    finger.reload()  # as a pull at the page does
    expect(finger.locator(".hand .task")).to_contain_text("All ten are there.", timeout=60_000)
    expect(finger.locator(".st-key-start_hand button")).to_be_visible(timeout=60_000)

    # One of them again: it comes back to the pad, and is another one then.
    finger.get_by_role("button", name="Digit 1: written").click()
    finger.get_by_role("button", name="Clear", exact=True).click()
    expect(finger.get_by_role("button", name="Digit 1: not written yet")).to_be_visible()
    expect(finger.locator(".st-key-start_hand")).to_have_count(0)
    stroke(session, box_of(pad), [(0.3, 0.3), (0.5, 0.12), (0.5, 0.88)])
    finger.locator(".st-key-start_hand button").click()

    expect(finger.locator(".st-key-train_stage img").first).to_be_visible(timeout=120_000)
    until(lambda: finger.locator(".stMain").evaluate("(main) => main.scrollTop") == 0, "the page shows what was begun")
    (run,) = [Run(path) for path in app.runs.iterdir() if (path / "run.json").exists()]
    until(lambda: run.status()["step"] > 0, "it trains", seconds=120)
    config = run.config()
    assert (config.dataset.name, config.start.name, config.method.network_spec(config.dataset).classes) == (
        "hand",
        "shipped",
        10,
    )
    kept = read_arrays(run.path / "data.npz")
    assert kept["images"].shape == (180, 28, 28, 1)
    ink = kept["images"][:10].astype(float).sum(axis=(1, 2, 3))
    assert ink[1] == ink.min()  # what was drawn is what is learned: a one has least ink
    assert np.array_equal(kept["labels"][:10], np.arange(10))
    assert json.loads((run.path / "run.json").read_text())["begun"]["share"] > 0.99
