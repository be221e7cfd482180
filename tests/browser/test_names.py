"""A run may be called anything that a folder can: every address made from its name leads to it."""

from __future__ import annotations

import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Response, expect

from ganboard.runs import Run
from tests.browser.conftest import App

NAMES = [
    "100%",
    "a#b",
    "what?",
    "a&b=c+d",
    'it\'s "quoted"',
    "名字 一",
    "v1.2..final",
    "back\\slash",
    "%2e%2e%2fx",
    "[x](y)",
]
LOADED = "images => images.length && images.every(image => image.complete && image.naturalWidth > 0)"


@pytest.mark.parametrize("name", NAMES)
def test_all_pictures_of_a_run_come_whatever_its_name_is(app: App, trained: Run, quiet: Page, name: str) -> None:
    shutil.copytree(trained.path, app.runs / name, dirs_exist_ok=True)
    refused: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            refused.append(f"{answer.status} {answer.url}")

    quiet.on("response", note)
    quiet.goto(f"{app.url}/?run={quote(name, safe='')}")
    stage = quiet.locator(".stage")
    expect(stage.locator(".cards li")).to_have_count(2)
    quiet.wait_for_function(
        f"({LOADED})([...document.querySelectorAll('.stage .cards img, .stage .reals, .stage .samples')])"
    )
    assert refused == []
    quiet.get_by_role("button", name="Resume").click()  # the engine and the line to it know it by this name
    expect(quiet.get_by_role("button", name="Pause")).to_be_visible()
    quiet.wait_for_function("Number(document.querySelector('.stage .samples').dataset.step) > 30")
    quiet.get_by_role("button", name="Stop").click()
    expect(quiet.get_by_role("button", name="Resume")).to_be_visible()
    shutil.rmtree(app.runs / name)
    assert refused == []
