"""Points in the plane, as a visitor trains on them: the cloud and its switches, one network alone, points drawn and brought."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, leave_open
from tests.browser.hand import draw
from tests.waiting import until


def step(page: Page) -> int:
    """The step count on the screen."""
    return int(page.get_by_test_id("gb-step").get_attribute("data-step") or -1)


def colours(page: Page) -> np.ndarray:
    """What the cloud's canvas shows, (height, width, 3), without the button that lies over its corner."""
    told = str(page.locator("canvas.cloud").evaluate("(canvas) => canvas.toDataURL()"))
    with Image.open(io.BytesIO(base64.b64decode(told.partition(",")[2]))) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def many(picture: np.ndarray, colour: tuple[int, int, int], near: int = 40) -> int:
    """How many pixels have about a colour."""
    return int((np.abs(picture - np.array(colour)).max(axis=-1) < near).sum())


def choose_points(page: Page, app: App) -> None:
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train")
    page.get_by_text("Points", exact=True).click()
    expect(page.get_by_text("Eight heaps of points")).to_be_visible()


@pytest.fixture(scope="module")
def run(app: App, staying: Page) -> str:
    """One training of points for all tests of this file, paused."""
    page = staying
    choose_points(page, app)
    page.get_by_role("button", name="Start training").click()
    page.locator("canvas.cloud").wait_for(timeout=60_000)
    until(lambda: step(page) > 50, "the step count rises", seconds=60)
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".gb-state")).to_have_text("Paused")
    return re.search(r"run=([\w-]+)", page.url)[1]


def layers(page: Page, *names: str) -> None:
    """Switch these layers of the cloud, on or off."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.trial
def test_the_cloud_says_what_it_amounts_to(staying: Page, run: str) -> None:
    expect(staying.locator(".stage > .told")).to_contain_text(re.compile(r"\d of 8 places"))
    expect(staying.locator(".stage > .told")).to_contain_text("Wasserstein")


@pytest.mark.trial
def test_each_layer_has_a_switch(staying: Page, run: str) -> None:
    colour_of = {
        "Real points": (0, 114, 178),
        "Fake points": (213, 94, 0),
        "Arrows": (175, 79, 135),
        "Warped grid": (0, 158, 115),
    }
    layers(staying, "Real points", "Fake points", "The judge's verdict")  # all off: a white plane
    for layer, colour in colour_of.items():
        until(lambda: many(colours(staying), (255, 255, 255)) == colours(staying)[..., 0].size, "nothing is shown")
        button = staying.get_by_role("button", name=layer, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        until(lambda: many(colours(staying), (255, 255, 255)) < colours(staying)[..., 0].size, "it is shown")
        shown = colours(staying).reshape(-1, 3)
        darkest = shown[shown.sum(axis=1).argmin()]
        tint = (255 - darkest) / (255 - darkest).max()
        assert tint == pytest.approx((255 - np.array(colour)) / (255 - min(colour)), abs=0.2), layer
        button.click()
    layers(staying, "Real points", "Fake points", "The judge's verdict")


def test_the_verdict_is_shown_by_a_switch(staying: Page, run: str) -> None:
    layers(staying, "Real points", "Fake points")
    until(lambda: len(np.unique(colours(staying).reshape(-1, 3), axis=0)) > 3, "many shades")
    layers(staying, "Real points", "Fake points")


def test_one_network_alone(staying: Page, run: str) -> None:
    held = step(staying)
    staying.get_by_role("button", name="Only the generator: 100 steps").click()
    until(lambda: step(staying) == held + 100, "a hundred steps more", seconds=60)
    expect(staying.locator(".message.notice")).to_contain_text("only the generator learned")


def test_an_earlier_step_has_its_own_layers(staying: Page, run: str) -> None:
    layers(staying, "Real points", "Fake points")  # the verdict alone
    staying.locator(".cards button").first.click()
    with staying.expect_response(re.compile("/around/")) as answer:
        staying.locator(".cards button").nth(2).click()
    assert answer.value.ok
    expect(staying.locator("canvas.cloud")).to_be_visible()
    until(lambda: len(np.unique(colours(staying).reshape(-1, 3), axis=0)) > 3, "the judge's verdict at that step")
    then = colours(staying)
    staying.get_by_role("button", name="Back to now").click()
    until(lambda: np.any(colours(staying) != then), "that of now")
    layers(staying, "Real points", "Fake points")


def own(page: Page, app: App) -> None:
    choose_points(page, app)
    page.get_by_role("combobox", name="Shape").click()
    page.get_by_role("option", name="Your own").click()


def test_points_are_drawn_and_trained_on(quiet: Page, app: App) -> None:
    own(quiet, app)
    draw(quiet.locator("canvas.paper"), (0.2, 0.2), (0.8, 0.2), steps=12)
    expect(quiet.get_by_role("status").filter(has_text="points")).to_have_text(re.compile(r"^[1-9]\d+ points$"))
    quiet.get_by_role("button", name="Start training").click()
    quiet.locator("canvas.cloud").wait_for(timeout=60_000)
    run = re.search(r"run=([\w-]+)", quiet.url)[1]
    with np.load(app.runs / run / "data.npz") as arrays:
        points = arrays["points"]
    assert len(points) > 16
    assert np.ptp(points[:, 0]) == pytest.approx(6 * 0.6, rel=0.15)  # the plane reaches from -3 to 3
    assert points[:, 1].mean() == pytest.approx(3 - 6 * 0.2, abs=0.15)
    quiet.get_by_role("button", name="Pause", exact=True).click()


@pytest.mark.trial
def test_a_table_that_cannot_be_read_is_named_by_its_line(quiet: Page, app: App, tmp_path: Path) -> None:
    own(quiet, app)
    quiet.get_by_text("Bring a table", exact=True).click()
    broken, whole = tmp_path / "broken.csv", tmp_path / "whole.csv"
    broken.write_text("x;y\n1,5;2\nboo;3\n")
    whole.write_text("x;y\n" + "\n".join(f"{number},5;{number % 7}" for number in range(40)))
    field = quiet.locator(".upload input[type=file]").first
    field.set_input_files(broken)
    expect(quiet.get_by_text("Expected two numbers in line 3 of broken.csv")).to_be_visible()
    quiet.get_by_role("button", name="Remove all").click()
    expect(quiet.get_by_text("Expected two numbers in line 3 of broken.csv")).to_be_hidden()
    field.set_input_files(whole)
    quiet.locator("figure.gb-preview").wait_for()
