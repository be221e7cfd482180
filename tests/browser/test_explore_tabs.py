"""What stands under the picture on the Explore page, each part used once as a visitor does."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App
from tests.browser.hand import Grasp, draw
from tests.browser.pictures import not_enlargeable
from tests.browser.test_explore import canvas, details, open_page, picture, settled
from tests.trials import again
from tests.waiting import until

pytestmark = pytest.mark.browser


SEED = """async (seed) => {
  const { desk } = await import(new URL("/ganboard/code/explore/core.js", location.origin));
  return desk.seed === seed;
}"""


@pytest.fixture(scope="module")
def visitor(browser: Browser, app: App) -> Iterator[Page]:
    """One visitor of the shipped digits for all tests of this file."""
    context = browser.new_context(viewport={"width": 1280, "height": 1100}, locale="en-US", accept_downloads=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_page(page, app)
    details(page)
    yield page
    assert problems == []
    context.close()


def start(page: Page, tab: str) -> str:
    """Begin at the picture of seed 0 with a tab open."""
    page.get_by_role("tab", name=tab, exact=True).click()
    for seed in ("1", "0"):
        field = page.get_by_label("Seed", exact=True)
        field.fill(seed)
        field.press("Enter")
        until(lambda number=int(seed): page.evaluate(SEED, number), "the picture of the seed")
    page.get_by_role("radio", name="3", exact=True).click()
    return settled(page)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def test_the_map_moves_the_picture_while_it_is_dragged(visitor: Page) -> None:
    before = start(visitor, "Map")
    visitor.locator(".map canvas.tiles[data-plane]").wait_for()
    hand = Grasp(visitor.locator(".map .pad"))
    hand.to(0.8, 0.3, steps=5)
    until(lambda: picture(visitor) != before, "the picture follows before the point is let go")
    hand.let_go()
    dragged = settled(visitor)
    assert dragged != before
    visitor.locator(".map .pad").press("ArrowLeft")
    until(lambda: settled(visitor) != dragged, "an arrow key moves the point too")


def test_a_walk_plays_and_is_saved(visitor: Page) -> None:
    start(visitor, "Walks")
    visitor.locator(".walks canvas.strip[data-walk]").wait_for()
    shown = visitor.locator("canvas.walk")
    visitor.locator(".walks").get_by_role("button", name="Play", exact=True).click()
    first = shown.evaluate("(canvas) => canvas.toDataURL()")
    until(lambda: shown.evaluate("(canvas) => canvas.toDataURL()") != first, "the walk moves")
    visitor.get_by_role("button", name="Pause", exact=True).click()
    for form, kind in (("GIF", "GIF"), ("WebP", "WEBP")):
        image = Image.open(io.BytesIO(saved(visitor, form)))
        assert image.format == kind
        assert image.n_frames > 20
    with zipfile.ZipFile(io.BytesIO(saved(visitor, "Frames (zip)"))) as frames:
        assert len([name for name in frames.namelist() if name.endswith(".png")]) > 20
    strip = Image.open(io.BytesIO(saved(visitor, "Filmstrip (PNG)")))
    assert strip.width > 8 * strip.height


def test_arithmetic_leads_to_a_picture_that_can_be_explored(visitor: Page) -> None:
    before = start(visitor, "Arithmetic")
    visitor.locator(".arithmetic[data-result]").wait_for()
    told = "What sets “bold 2” apart from “thin 2” is added to “thin 6”. Does “bold 6” come out?"
    meaning = visitor.locator(".arithmetic .meaning")
    expect(meaning).to_have_text(told)
    visitor.get_by_role("button", name="Another example").click()
    expect(meaning).not_to_have_text(told)
    visitor.locator(".arithmetic .picker-strip button").first.click()
    expect(meaning).to_have_text(re.compile("^What sets A apart from B"))  # the visitor's own sum
    visitor.locator(".arithmetic").get_by_role("button", name="Explore this one").click()
    until(lambda: settled(visitor) != before, "the result is the large picture")


INK = """(canvas) => canvas.getContext("2d").getImageData(0, 0, 280, 280).data.reduce((sum, value) => sum + value, 0)"""


@pytest.mark.trial
def test_a_drawing_is_found_and_explored_once_a_digit_has_drawn_itself(visitor: Page) -> None:
    before = start(visitor, "Find my image")
    pad = visitor.locator(".find canvas.pad")
    visitor.locator(".find[data-state=found]").wait_for(timeout=60_000)  # the digit that drew itself
    ink = pad.evaluate(INK)
    draw(pad, (0.5, 0.2), (0.5, 0.8), steps=12)
    assert pad.evaluate(INK) < ink  # a line instead of the digit, and not over it
    visitor.get_by_role("button", name="Find", exact=True).click()
    visitor.locator(".find[data-state=found]").wait_for(timeout=60_000)
    assert float(visitor.locator(".find [data-distance]").get_attribute("data-distance") or "inf") < 45
    visitor.locator(".find").get_by_role("button", name="Explore this one").click()
    until(lambda: settled(visitor) != before, "the found picture is the large one")
    expect(visitor.get_by_role("radio", name="1", exact=True)).to_have_attribute("aria-checked", "true")


def test_the_nearest_training_images_are_shown_with_a_verdict(visitor: Page) -> None:
    start(visitor, "Is it copied?")
    visitor.locator(".copied[data-state=known]").wait_for(timeout=60_000)
    expect(visitor.locator(".copied .verdict")).to_have_count(2)
    for verdict in visitor.locator(".copied .verdict").all_inner_texts():
        assert re.match(r"(No sign of a copy|Unusually close to a training image): .* of the real images", verdict)


def test_a_unit_that_is_switched_off_changes_the_picture_until_it_is_on_again(visitor: Page) -> None:
    before = start(visitor, "Look inside")
    expect(visitor.get_by_role("meter")).to_have_attribute("aria-valuenow", re.compile(r"\d"))
    visitor.get_by_role("button", name="Switch off the 8 strongest").click()
    until(lambda: settled(visitor) != before, "the picture changes")
    visitor.get_by_role("button", name="All on", exact=True).click()
    until(lambda: settled(visitor) == before, "and is as before")
    visitor.locator(".units button").first.click()
    expect(visitor.get_by_text(re.compile(r"^One of \d+ neurons of this layer is off;"))).to_be_visible()
    visitor.get_by_role("button", name="All on", exact=True).click()


@pytest.mark.parametrize(
    ("tab", "there"),
    [
        ("Map", ".map .picker-strip canvas"),
        again("Walks", ".walks canvas.strip[data-walk]"),
        again("Arithmetic", ".arithmetic[data-result]"),
        again("Find my image", ".find canvas.pad"),
        again("Is it copied?", ".copied[data-state=known]"),
        ("Look inside", ".inside .units canvas"),
    ],
)
def test_every_picture_becomes_large(visitor: Page, tab: str, there: str) -> None:
    visitor.get_by_role("tab", name=tab, exact=True).click()
    if tab == "Map":
        visitor.get_by_role("radio", name="Three pictures", exact=True).click()
    visitor.locator(there).first.wait_for()
    until(lambda: not_enlargeable(visitor) == [], "nothing that stays small", seconds=10)


def test_a_picture_of_a_walk_is_explored_as_it_is(visitor: Page) -> None:
    start(visitor, "Walks")
    strip = visitor.locator(".walks canvas.strip[data-walk]")
    strip.scroll_into_view_if_needed()
    size = strip.bounding_box() or {"width": 0, "height": 0}
    strip.click(position={"x": size["width"] * 2.5 / 9, "y": size["height"] / 2})  # the third of nine
    window = visitor.get_by_role("dialog")
    expect(window).to_contain_text("3 of 9")
    wanted = window.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    window.get_by_role("button", name="Explore this one").click()
    settled(visitor)
    until(lambda: canvas(visitor).evaluate("(canvas) => canvas.toDataURL()") == wanted, "the very picture")


def test_a_direction_is_named_kept_and_a_slider(visitor: Page) -> None:
    start(visitor, "My directions")
    slider = visitor.get_by_role("slider", name="Change 1", exact=True)
    slider.focus()
    slider.press("PageUp")
    settled(visitor)
    visitor.locator(".stTabs").get_by_label("Name", exact=True).fill("Lean to the left")
    visitor.get_by_role("button", name="Keep direction").click()
    visitor.get_by_role("radio", name="My directions", exact=True).click()
    expect(visitor.get_by_role("slider", name="Lean to the left", exact=True)).to_be_visible()
    visitor.get_by_role("button", name="Remove the direction Lean to the left").click()
    expect(visitor.get_by_role("slider", name="Lean to the left", exact=True)).to_have_count(0)
    visitor.get_by_role("radio", name="Biggest changes", exact=True).click()
    expect(slider).to_be_visible()


def test_what_was_kept_is_shown_again_exactly(visitor: Page, tmp_path: Path) -> None:
    kept = start(visitor, "Shelf")
    visitor.get_by_role("button", name="Keep", exact=True).click()
    visitor.locator(".shelf li.card").first.wait_for()
    cards = json.loads(saved(visitor, "Download as JSON"))
    assert json.dumps(cards).count("data:image/png;base64,") == 1
    visitor.get_by_role("button", name="Surprise me").click()
    until(lambda: settled(visitor) != kept, "another picture")
    visitor.locator(".shelf li.card").get_by_role("button", name="Show").click()
    until(lambda: settled(visitor) == kept, "the kept one again")
    assert canvas(visitor).get_attribute("aria-label")
