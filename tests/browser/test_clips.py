"""Clips as a visitor sees them: they play on the stage, content and motion are dragged apart, and one creature does all it can."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.waiting import until

pytestmark = pytest.mark.browser
METHOD = {"name": "clips", "width": 4, "judge_width": 4, "batch_size": 4, "generator_learning_rate": 0.02}

CUT = """(image, [x, y]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
  canvas.getContext("2d").drawImage(image, x, y, 32, 32, 0, 0, 32, 32);
  return canvas.toDataURL();
}"""
"""A clip's first frame, cut out of the strip."""


@pytest.fixture(scope="module")
def clips(app: App) -> Run:
    """A run of clips after some steps: the frames of a clip differ, whatever they show."""
    config = TrainConfig(dataset={"name": "clips", "count": 80}, method=METHOD)
    recording = Recording(Run.create(app.runs / "20260101-000000-clips-0000", config, "clips"))
    recording.trainer.advance(12)
    recording.save()
    recording.run.update(state="stopped")
    recording.close()
    return recording.run


def place(image: Locator) -> str:
    return str(image.evaluate("(image) => getComputedStyle(image).objectPosition"))


def picture(canvas: Locator) -> str:
    return str(canvas.evaluate("(canvas) => canvas.toDataURL()"))


def hold(page: Page) -> None:
    page.get_by_role("button", name="Hold still", exact=True).click()
    expect(page.get_by_role("button", name="Let them move", exact=True)).to_be_visible()


@pytest.mark.trial
def test_the_stage_plays_them_until_somebody_holds_them_still(app: App, quiet: Page, clips: Run) -> None:
    quiet.goto(f"{app.url}/train?run={clips.id}&lang=en")
    samples, reals = quiet.locator("img.samples"), quiet.locator("img.reals")
    samples.wait_for(timeout=60_000)
    until(lambda: reals.evaluate("(image) => image.naturalWidth") > 1000, "the frames lie side by side")
    wide, tall = samples.evaluate("(image) => [image.naturalWidth, image.naturalHeight]")
    assert (wide, tall) == (8 * (4 * 34 - 2), 5 * 34 - 2)
    seen: set[str] = set()
    until(lambda: bool(seen.add(place(samples))) or len(seen) > 4, "it moves")
    frames = [float(each.partition("%")[0]) * 7 / 100 for each in seen]
    assert all(abs(frame - round(frame)) < 0.01 for frame in frames)  # never between two
    box = samples.bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(
        (4 * 34 - 2) / (5 * 34 - 2), rel=0.02
    )  # one frame, not stretched
    hold(quiet)
    assert {place(samples), place(reals)} == {"0% 50%"}
    quiet.get_by_role("button", name="Let them move", exact=True).click()
    until(lambda: place(samples) != "0% 50%", "it moves again")
    clean(quiet)
    quiet.emulate_media(reduced_motion="reduce")
    until(lambda: place(samples) == "0% 50%", "nothing moves for whom all motion is too much")
    quiet.emulate_media(reduced_motion="no-preference")


def test_who_is_seen_and_how_it_moves_are_dragged_apart(app: App, quiet: Page, clips: Run) -> None:
    quiet.goto(f"{app.url}/explore?run={clips.id}&lang=en")
    canvas = quiet.locator("canvas.large[data-settled]")
    canvas.wait_for(timeout=60_000)
    kinds = quiet.locator(".mixer .kinds button")
    expect(kinds.first).to_have_text("Who is seen")
    looks: set[str] = set()
    until(lambda: bool(looks.add(picture(canvas))) or len(looks) > 3, "the large clip moves")
    hold(quiet)
    until(lambda: picture(canvas) == picture(canvas), "it stands")
    still = picture(canvas)

    def drag() -> None:
        before = canvas.get_attribute("data-settled")
        quiet.locator(".right .rows:not(.extra) input[type=range]").first.press("End")
        until(lambda: canvas.get_attribute("data-settled") != before, "what was dragged is there")

    quiet.get_by_role("radio", name="How it moves", exact=True).click()
    expect(quiet.get_by_role("radio", name="How it moves", exact=True)).to_have_attribute("aria-checked", "true")
    drag()
    assert picture(canvas) == still  # at its first frame nobody has moved yet
    quiet.get_by_role("radio", name="Who is seen", exact=True).click()
    expect(quiet.get_by_role("radio", name="Who is seen", exact=True)).to_have_attribute("aria-checked", "true")
    drag()
    until(lambda: picture(canvas) != still, "it is another one")
    clean(quiet.locator(".mixer"))


@pytest.mark.trial
def test_one_creature_does_all_that_it_can(app: App, quiet: Page, clips: Run) -> None:
    quiet.goto(f"{app.url}/move?run={clips.id}&seed=-3&manner=4&who=colour*green*top*wings&lang=en")
    canvases = quiet.locator(".clips canvas")
    expect(canvases).to_have_count(4)
    until(lambda: canvases.first.evaluate("(canvas) => canvas.width") == 32, "the first clips are there", 60)
    expect(quiet.get_by_role("button", name="green", exact=True)).to_have_attribute("aria-pressed", "true")
    until(lambda: re.search(r"seed=\d", quiet.evaluate("location.href")) is not None, "whom it shows instead is said")
    hold(quiet)
    first = [picture(canvas) for canvas in canvases.all()]
    assert len(set(first)) == 1  # the same creature, before it does anything
    quiet.get_by_role("button", name="Move differently", exact=True).click()
    until(lambda: "manner=4" not in quiet.evaluate("location.href"), "the address says it")
    assert picture(canvases.first) == first[0]
    quiet.get_by_role("button", name="Somebody else", exact=True).click()
    until(lambda: picture(canvases.first) != first[0], "it is another one")
    expect(quiet.get_by_role("button", name="green", exact=True)).to_have_attribute("aria-pressed", "true")
    quiet.get_by_role("button", name="purple", exact=True).click()
    expect(quiet.get_by_role("button", name="purple", exact=True)).to_have_attribute("aria-pressed", "true")
    until(
        lambda: "colour*purple" in parse_qs(urlsplit(quiet.evaluate("location.href")).query).get("who", [""])[0],
        "it is said",
    )
    expect(quiet.get_by_role("alert")).to_have_count(0)
    expect(quiet.locator("figure.gb-preview img")).to_be_visible()
    quiet.get_by_role("button", name="Let them move", exact=True).click()
    looks: set[str] = set()
    until(lambda: bool(looks.add(picture(canvases.nth(1)))) or len(looks) > 3, "they move")
    clean(quiet)


@pytest.mark.trial
def test_a_clip_is_large_and_moves_there_too(app: App, quiet: Page, clips: Run) -> None:
    box = quiet.get_by_role("dialog")
    large = box.locator("canvas")

    def moves_until_held() -> None:
        looks: set[str] = set()
        until(lambda: bool(looks.add(picture(large))) or len(looks) > 3, "the large clip moves")
        box.get_by_role("button", name="Hold still", exact=True).click()
        expect(box.get_by_role("button", name="Let them move", exact=True)).to_be_visible()
        assert picture(large) == picture(large)

    quiet.goto(f"{app.url}/move?run={clips.id}&seed=3&manner=4&lang=en")
    canvases = quiet.locator(".clips canvas")
    until(lambda: canvases.nth(1).evaluate("(canvas) => canvas.width") == 32, "the first clips are there", 60)
    canvases.nth(1).click()
    expect(box.get_by_role("heading")).to_contain_text("It bounces")
    moves_until_held()
    clean(box)
    quiet.keyboard.press("ArrowRight")
    expect(box.get_by_role("heading")).to_contain_text("It waves")
    still = picture(large)
    quiet.keyboard.press("Escape")
    expect(quiet.get_by_role("button", name="Let them move", exact=True)).to_be_visible()  # the page was held, too
    assert picture(canvases.nth(2)) == still
    quiet.get_by_role("button", name="Let them move", exact=True).click()

    quiet.goto(f"{app.url}/train?run={clips.id}&lang=en")
    samples = quiet.locator("img.samples")
    samples.wait_for(timeout=60_000)
    until(lambda: samples.evaluate("(image) => image.naturalWidth") > 1000, "the frames lie side by side")
    box_of = samples.bounding_box()
    assert box_of is not None
    samples.click(
        position={"x": 1.5 * box_of["width"] / 4, "y": 2.5 * box_of["height"] / 5}
    )  # second column, third row
    expect(box.get_by_role("heading", name="bounces")).to_be_visible()
    expect(box.get_by_text("10 of 20")).to_be_visible()
    moves_until_held()
    assert picture(large) == samples.evaluate(CUT, [34, 68])  # that very clip
    assert large.evaluate("(canvas) => getComputedStyle(canvas).imageRendering") == "pixelated"
    quiet.keyboard.press("Escape")
    quiet.get_by_role("button", name="Let them move", exact=True).click()


@pytest.mark.trial
def test_one_creature_is_taken_away_in_every_form(app: App, quiet: Page, clips: Run, tmp_path: Path) -> None:
    quiet.goto(f"{app.url}/move?run={clips.id}&seed=3&manner=4&lang=en")
    canvases = quiet.locator(".clips canvas")
    until(lambda: canvases.first.evaluate("(canvas) => canvas.width") == 32, "the first clips are there", 60)
    hold(quiet)
    first = np.asarray(
        Image.open(io.BytesIO(base64.b64decode(picture(canvases.first).partition(",")[2]))).convert("RGB")
    )
    for name, ending in (("GIF", "gif"), ("WebP", "webp"), ("Frames (zip)", "zip")):
        with quiet.expect_download(timeout=60_000) as download:
            quiet.get_by_role("button", name=name, exact=True).click()
        file = tmp_path / download.value.suggested_filename
        assert file.name == f"creature-3.{ending}"
        download.value.save_as(file)
        expect(quiet.locator(".saves")).to_contain_text(f"Saved as {file.name}.")
        if ending == "zip":
            with zipfile.ZipFile(file) as archive:
                assert [*archive.namelist()] == [f"frame_{number:02d}.png" for number in range(1, 9)]
                film: Any = Image.open(io.BytesIO(archive.read("frame_01.png")))
        else:
            film = Image.open(file)
            film.load()  # of a WebP it says then how long it stays
            assert (film.n_frames, film.info["duration"], film.info["loop"]) == (8, 120, 0)
        assert film.size == (66 * 8, 66 * 8)  # two by two
        seen = np.asarray(film.convert("RGB"))[: 32 * 8 : 8, : 32 * 8 : 8].astype(int)
        assert np.abs(seen - first).mean() < (12 if ending == "gif" else 0.5), name
    quiet.get_by_role("button", name="Let them move", exact=True).click()
    quiet.get_by_label("What is saved?").select_option(label="waves")
    with quiet.expect_download(timeout=60_000) as download:
        quiet.get_by_role("button", name="WebP", exact=True).click()
    assert download.value.suggested_filename == "creature-3-wave.webp"
    quiet.get_by_role("button", name="Slide it", exact=True).click()
    quiet.locator("canvas.large[data-settled]").wait_for(timeout=60_000)
    expect(quiet.get_by_role("radio", name="waves", exact=True)).to_be_checked()  # the one that was to be saved


@pytest.mark.trial
def test_evaluate_says_how_often_they_move_as_asked(app: App, quiet: Page, clips: Run) -> None:
    quiet.goto(f"{app.url}/evaluate?run={clips.id}&lang=en")
    expect(quiet.locator(".gb-verdict")).to_contain_text("of its clips move as asked.", timeout=90_000)
