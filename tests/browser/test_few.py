"""Forty pictures of one's own, brought through the browser: what is said of them, and how many of them are repeated."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from ganboard.datasets.creatures import Creatures
from ganboard.figures import read_png
from ganboard.runs import Run
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.browser.test_train import step
from tests.browser.test_upload import mine
from tests.datasets.drawing import encoded
from tests.waiting import until


def learn_from_forty(quiet: Page, app: App) -> Run:
    """Bring forty pictures, train on them, and pause when it is told how many are repeated."""
    mine(quiet, app)
    pictures = Creatures(size=32, count=64, seed=1).load().samples[:40]
    files = [{"name": f"{n}.png", "mimeType": "", "buffer": encoded(one)} for n, one in enumerate(pictures)]
    quiet.get_by_label("Choose files").last.set_input_files(files)
    expect(quiet.get_by_text("40 images were read.")).to_be_visible()
    expect(quiet.get_by_text("With so few pictures (40) it will mostly copy them.")).to_be_visible()
    quiet.get_by_text("May your pictures be mirrored?").click()
    expect(quiet.get_by_role("switch", name=re.compile("May your pictures be mirrored"))).to_be_checked()
    clean(quiet)
    quiet.get_by_role("button", name="Start training").click()
    told = quiet.get_by_text(re.compile(r"Of 100 pictures drawn, \d+ are nearly one of yours")).first
    expect(told).to_be_visible(timeout=90_000)
    expect(quiet.get_by_role("button", name="Go on at 64 pixels")).to_be_visible()  # while it trains, too
    quiet.get_by_role("button", name="Pause", exact=True).click(timeout=60_000)
    expect(told).to_be_visible()
    (small,) = runs(app)
    until(lambda: small.status()["state"] == "paused", "it rests", seconds=60)
    clean(quiet.locator(".st-key-larger"))
    return small


def test_forty_pictures_are_learned_from_and_what_is_repeated_is_told(quiet: Page, app: App) -> None:
    learn_from_forty(quiet, app)


@pytest.mark.trial
def test_it_goes_on_with_large_pictures_and_nothing_is_brought_again(quiet: Page, app: App) -> None:
    """The first picture is the last of the small ones."""
    app.empty()
    small = learn_from_forty(quiet, app)
    quiet.get_by_role("button", name="Go on at 64 pixels").click()
    until(lambda: len(runs(app)) == 2, "another training begins", seconds=60)
    (large,) = [run for run in runs(app) if run.id != small.id]
    until((large.path / "checkpoints" / "000000000.png").exists, "its first picture", seconds=120)
    expect(quiet).to_have_url(re.compile(re.escape(large.id)))
    until(lambda: step(quiet) > 0, "it is shown and trains", seconds=120)
    begun = re.compile(r"(All|9\d%) of the networks' weights come from what others have learned")
    expect(quiet.get_by_text(begun).first).to_be_visible()
    assert (large.config().dataset.shape, large.status()["images"]) == ((64, 64, 3), 40)
    first, last = made(large, 0, 64), made(small, small.steps()[-1], 32)
    assert np.abs(first - last.repeat(2, axis=1).repeat(2, axis=2)).max() <= 1
    brought, again = real(small, 32), real(large, 64)
    assert np.abs(again.reshape(64, 32, 2, 32, 2, 3).mean((2, 4)) - brought).mean() < 6
    expect(quiet.get_by_role("button", name="Go on at 64 pixels")).to_have_count(0)


def runs(app: App) -> list[Run]:
    return [Run(path) for path in sorted(app.runs.iterdir()) if (path / "run.json").exists()]


def made(run: Run, step: int, size: int) -> np.ndarray:
    return cells(run.path / "checkpoints" / f"{step:09d}.png", size)


def real(run: Run, size: int) -> np.ndarray:
    return cells(run.path / "real.png", size)


def cells(sheet: Path, size: int) -> np.ndarray:
    """The 64 pictures of a sheet: float64, (64, size, size, 3)."""
    pixels = np.pad(read_png(sheet.read_bytes()), ((0, 2), (0, 2), (0, 0))).astype(float)
    return (
        pixels.reshape(8, size + 2, 8, size + 2, 3)
        .transpose(0, 2, 1, 3, 4)[:, :, :size, :size]
        .reshape(64, size, size, 3)
    )
