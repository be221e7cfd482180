"""Points in the plane on the Explore page: the dot follows the slider, and lies where the generator puts it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from ganboard.presets import preset
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.sampler import Sampler
from tests.browser.conftest import App
from tests.browser.test_explore import canvas, settled
from tests.waiting import until

pytestmark = pytest.mark.browser
MIDDLE = """(canvas) => {
  const { width, height } = canvas, { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let count = 0, across = 0, down = 0;
  for (let index = 0; index < width * height; index++)
    if (Math.abs(data[4 * index] - 213) + Math.abs(data[4 * index + 1] - 94) + data[4 * index + 2] < 30)
      count++, across += index % width, down += Math.floor(index / width);
  return [across / count / width, down / count / height];
}"""


@pytest.fixture(scope="module")
def points(app: App) -> Run:
    config = preset("points").config(**{"architecture.width": 16, "dataset.kind": "spiral"})
    run = Run.create(app.runs / "20260101-000000-spiral-0000", config, "points")
    recording = Recording(run)
    recording.trainer.advance(300)
    recording.save()
    run.update(state="stopped")
    recording.close()
    return run


def dot(page: Page) -> np.ndarray:
    """Where the dot stands in the large picture, in the units of the data."""
    plane = page.evaluate(
        "async () => (await import(new URL('/ganboard/code/explore/core.js', location.origin))).desk.source.plane"
    )
    across, down = canvas(page).evaluate(MIDDLE)
    return np.array(plane["centre"]) + plane["reach"] * np.array([2 * across - 1, 1 - 2 * down])


def place(page: Page) -> list[float]:
    """The noise of the point."""
    code = "async () => [...(await import(new URL('/ganboard/code/explore/core.js', location.origin))).desk.point.z]"
    latent: list[float] = page.evaluate(code)
    return latent


def made(run: Run, *latent: float) -> np.ndarray:
    return Sampler.from_checkpoint(run.config(), run.load()).sample(np.array([latent], np.float32))[0]


@pytest.mark.trial
def test_the_dot_follows_the_sliders_and_the_map(quiet: Page, app: App, points: Run) -> None:
    quiet.goto(f"{app.url}/explore?run={points.id}")
    until(canvas(quiet).is_visible, "the large picture", seconds=60)
    settled(quiet)
    sliders = [quiet.get_by_role("slider", name=f"Number {number}") for number in (1, 2)]
    for slider, value in zip(sliders, ("1.5", "-0.5"), strict=True):
        slider.fill(value)
    settled(quiet)
    assert dot(quiet) == pytest.approx(made(points, 1.5, -0.5), abs=0.03)
    expect(quiet.get_by_text(re.compile("^It lies at .* across and .* up"))).to_be_visible()
    # While a slider is held the dot is between two frames that lie here already, and so as near as makes no difference.
    sliders[0].evaluate("(slider) => { slider.value = -1; slider.oninput(); }")
    until(
        lambda: dot(quiet) == pytest.approx(made(points, -1, -0.5), abs=0.05), "the dot follows before it is let go of"
    )
    sliders[0].evaluate("(slider) => slider.onchange()")
    # The map: its middle is the point, and every place of it another noise.
    pad = quiet.get_by_role("application", name=re.compile("^Map"))
    pad.scroll_into_view_if_needed()
    expect(pad).not_to_have_class(re.compile("waiting"))
    pad.press("Shift+ArrowRight")
    until(lambda: place(quiet) != [-1, -0.5], "the point moved")
    settled(quiet)
    assert dot(quiet) == pytest.approx(made(points, *place(quiet)), abs=0.03)


@pytest.mark.trial
def test_only_tabs_that_can_show_points_are_there(quiet: Page, app: App, points: Run) -> None:
    quiet.goto(f"{app.url}/explore?run={points.id}")
    expect(quiet.get_by_role("tab")).to_have_text(["Map", "Walks", "Arithmetic", "My directions", "Shelf"])
    quiet.get_by_role("tab", name="Walks").click()
    quiet.locator(".walks").scroll_into_view_if_needed()
    expect(quiet.locator("canvas.walk[data-frame]")).to_be_visible()
    quiet.get_by_role("button", name="Keep", exact=True).click()
    quiet.get_by_role("tab", name="Shelf").click()
    expect(quiet.get_by_role("img", name=re.compile("^Kept picture"))).to_be_visible()
