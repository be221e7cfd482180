"""A run may be called anything that a folder can: every address made from its name leads to it."""

from __future__ import annotations

import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Response, expect

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.test_train import step
from tests.trials import again
from tests.waiting import until

NAMES = ["100%", "a#b?c=d&e+f 名字 'und' \"mehr\" v1.2..[x](y)\\%2e"]
LOADED = "images => images.every(image => image.complete && image.naturalWidth > 0)"


@pytest.mark.parametrize("name", [*map(again, NAMES[:1]), *NAMES[1:]])
def test_a_run_is_shown_and_trains_whatever_its_name_is(app: App, trained: Run, quiet: Page, name: str) -> None:
    shutil.copytree(trained.path, app.runs / name)
    refused: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400 and "/_stcore/" not in answer.url:  # Streamlit tries where its own lies
            refused.append(f"{answer.status} {answer.url}")

    quiet.on("response", note)
    quiet.goto(f"{app.url}/train?run={quote(name, safe='')}")
    pictures = quiet.locator(".cards img, img.reals, img.samples")
    expect(pictures).to_have_count(4)
    until(lambda: pictures.evaluate_all(LOADED), "all pictures are there")
    quiet.get_by_role("button", name="Resume", exact=True).click()  # the engine and the line to it know the name too
    until(lambda: step(quiet) > 30, "the step count rises")
    quiet.get_by_role("button", name="Pause", exact=True).click()
    expect(quiet.locator(".gb-state")).to_have_text("Paused")
    assert refused == []
