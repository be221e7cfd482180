"""Forty pictures of one's own, brought through the browser: what is said of them, and how many of them are repeated."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from ganboard.datasets.creatures import Creatures
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.browser.test_upload import mine
from tests.datasets.drawing import encoded


def test_forty_pictures_are_learned_from_and_what_is_repeated_is_told(quiet: Page, app: App) -> None:
    mine(quiet, app)
    pictures = Creatures(size=32, count=64, seed=1).load().samples[:40]
    files = [{"name": f"{n}.png", "mimeType": "", "buffer": encoded(one)} for n, one in enumerate(pictures)]
    quiet.get_by_label("Choose files").last.set_input_files(files)
    expect(quiet.get_by_text("40 images were read.")).to_be_visible()
    expect(quiet.get_by_text("With so few pictures (40) it will mostly repeat them.")).to_be_visible()
    quiet.get_by_text("May your pictures be mirrored?").click()
    expect(quiet.get_by_role("switch", name=re.compile("May your pictures be mirrored"))).to_be_checked()
    clean(quiet)
    quiet.get_by_role("button", name="Start training").click()
    told = quiet.get_by_text(re.compile(r"Of 100 pictures drawn, \d+ are nearly one of yours")).first
    expect(told).to_be_visible(timeout=90_000)
    quiet.get_by_role("button", name="Pause", exact=True).click(timeout=60_000)
    expect(told).to_be_visible()
