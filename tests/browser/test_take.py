"""What can be taken along from a training, and any picture large: from one page to the next as one visitor."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from ganboard import figures
from ganboard.export.poster.facts import samples_of
from ganboard.runs import Run
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.waiting import until

STEP = 30
"""Where the run stands."""


def pixels(canvas: Locator) -> np.ndarray:
    """What is on a canvas, grey: uint8, (height, width)."""
    address = canvas.evaluate("canvas => canvas.toDataURL()")
    picture = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    return np.asarray(picture.convert("L"))


def shows(canvas: Locator, expected: np.ndarray) -> None:
    """A canvas holds this picture, uint8 (height, width, 1), or comes to hold it; one level of rounding is allowed."""
    until(
        lambda: (
            (found := pixels(canvas)).shape == expected.shape[:2]
            and np.abs(found.astype(int) - expected[:, :, 0]).max() <= 1
        ),
        "this picture",
    )


def test_a_picture_is_large_at_a_click_has_neighbours_and_leads_to_explore(
    staying: Page, app: App, trained: Run
) -> None:
    page, cells = staying, samples_of(figures.read_png(trained.picture(STEP)), 28)
    page.goto(f"{app.url}/train?run={trained.id}")
    sheet, box = page.locator("img.samples"), page.get_by_role("dialog")
    expect(sheet).to_have_attribute("data-step", str(STEP))
    size = sheet.bounding_box()
    assert size is not None
    sheet.click(position={"x": 2.5 * size["width"] / 8, "y": 1.5 * size["height"] / 8})  # third column, second row
    expect(box.get_by_role("heading", name="Picture 11")).to_be_visible()
    expect(box).to_contain_text("step 30")
    shows(box.locator("canvas"), cells[10])
    clean(box)
    page.keyboard.press("ArrowRight")
    expect(box.get_by_role("heading", name="Picture 12")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".made").get_by_role("button", name="Enlarge")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box.get_by_text("1 of 64")).to_be_visible()
    box.get_by_role("button", name="Picture before").click()
    expect(box.get_by_text("64 of 64")).to_be_visible()
    box.get_by_role("button", name="Explore this one").click()
    page.wait_for_url(re.compile(f"explore.*run={trained.id}.*point="))
    shows(page.locator("canvas.large"), cells[63])
    page.get_by_role("link", name="Runs").click()
    page.locator(".gb-large img").click(position={"x": 5, "y": 5})
    expect(box.get_by_role("heading", name="Picture 1")).to_be_visible()
    shows(box.locator("canvas"), cells[0])
    box.get_by_role("button", name="Close").click()
    expect(page.locator(".gb-large").get_by_role("button", name="Enlarge")).to_be_focused()


def test_a_poster_works_without_a_network_and_prints_on_one_page(
    staying: Page, app: App, trained: Run, tmp_path: Path
) -> None:
    page, asked = staying, []
    page.goto(f"{app.url}/train?run={trained.id}")
    page.get_by_role("button", name="Download").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Poster").click()
    file = tmp_path / "poster.html"
    download.value.save_as(file)
    page.goto("about:blank")  # what the page before still asks for is not the poster's
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert [address for address in asked if not address.startswith("data:")] == [file.as_uri()]
    picture, slider = page.get_by_role("img", name="Slider 1"), page.get_by_role("slider", name="Slider 1")
    expect(picture).to_have_attribute("aria-label", re.compile(r"frame 17 of 33"))
    before = picture.screenshot()
    slider.press("End")
    expect(picture).to_have_attribute("aria-label", re.compile(r"frame 33 of 33"))
    assert picture.screenshot() != before
    clean(page)
    assert page.get_by_role("link").get_attribute("href", timeout=1000) == f"{app.url}/train?{query(trained)}"
    for size in ("A4", "Letter"):
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size))) == 1, size


def query(run: Run) -> str:
    """How the address of a training's link ends."""
    return "&".join(f"{name}={value}" for name, value in run.config().to_query().items())
