"""Runs side by side in a real browser: under one slider each shows the checkpoint that belongs there; live while one trains."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from playwright.sync_api import expect as told

from ganboard.config import TrainConfig
from ganboard.evaluation import store
from ganboard.figures import grid, png, read_png
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from ganboard.storage import write_bytes
from tests.app.evaluations import evaluation
from tests.browser.conftest import App
from tests.browser.hand import box_of
from tests.browser.pictures import not_enlargeable
from tests.waiting import until

STEPS = {"20260101-000000-long-0000": [0, 10, 40, 160], "20260102-000000-short-0000": [0, 20, 40]}
RATE = {"20260101-000000-long-0000": 10.0, "20260102-000000-short-0000": 2.0}  # steps a second
LONG, SHORT = STEPS
LIVE = "20260103-000000-live-0000"
SHOWN = """async () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].filter((node) => node.shadowRoot).flatMap((node) => all(selector, node.shadowRoot))];
  const shown = {};
  for (const run of all('figure.run')) {
    const image = run.querySelector('img');
    const blob = image ? await (await fetch(image.src)).blob() : new Blob();
    const bytes = new Uint8Array(await blob.arrayBuffer());
    shown[run.dataset.run] = { step: Number(run.dataset.step ?? -1), picture: btoa(String.fromCharCode(...bytes)),
      says: run.querySelector('figcaption').textContent, moves: run.classList.contains('moves'),
      left: run.getBoundingClientRect().left,
      empty: run.querySelector('.empty').hidden ? '' : run.querySelector('.empty').textContent };
  }
  return shown;
}"""


def save(run: Run, step: int, rate: float, side: int = 28) -> None:
    """A checkpoint with a picture that no other has."""
    chance = np.random.default_rng(step + len(run.id))
    samples = chance.integers(0, 256, (64, side, side, 1)).astype(np.uint8)
    run.record({"step": step, "seconds": step / rate, "real_score": 0.6, "fake_score": 0.4})
    run.save(Checkpoint(step, step / rate, {"average/x": np.zeros(1, np.float32)}), png(grid(samples, 8)))


@pytest.fixture(scope="module")
def runs(app: App) -> list[Run]:
    """Two runs of other lengths, other speeds and other sizes of pictures."""
    made = []
    for number, (name, steps) in enumerate(STEPS.items()):
        run = Run.create(app.runs / name, TrainConfig(seed=number), "small")
        for step in steps:
            save(run, step, RATE[name], 28 + 4 * number)
        run.update(step=steps[-1], seconds=steps[-1] / RATE[name], state="stopped")
        made.append(run)
    return made


@pytest.fixture
def live(app: App, runs: list[Run]) -> Iterator[Run]:
    """One that another process trains."""
    run = Run.create(app.runs / LIVE, TrainConfig(seed=9), "small")
    save(run, 10, 10.0)
    run.update(step=10, seconds=1.0, state="running")
    with run.acquire():
        yield run


def compare(page: Page, app: App, *names: str) -> None:
    page.goto(f"{app.url}/runs?lang=en")
    for name in names:
        page.locator(f".st-key-compare_{name} button:visible").first.click()
        page.locator(f"figure.run[data-run='{name}']").wait_for()
    until(lambda: all(shown["step"] >= 0 or shown["empty"] for shown in look(page).values()), "pictures")


def look(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


def expect(page: Page, app: App, **steps: int) -> None:
    """Each run shows this step, and its picture is the file's."""
    wanted = {name: steps[name.split("-")[2]] for name in look(page)}

    def there() -> dict[str, int]:
        return {name: shown["step"] for name, shown in look(page).items()}

    until(lambda: there() == wanted, f"{wanted}; shown: {there()}")
    for name, shown in look(page).items():
        assert base64.b64decode(shown["picture"]) == Run(app.runs / name).picture(wanted[name]), name
        assert f"step {wanted[name]}" in shown["says"]


@pytest.mark.trial
def test_one_slider_shows_of_each_run_its_last_checkpoint_that_is_not_later(
    quiet: Page, app: App, runs: list[Run]
) -> None:
    compare(quiet, app, LONG, SHORT)
    expect(quiet, app, long=160, short=40)
    assert "trained no further" in look(quiet)[SHORT]["says"]
    assert not_enlargeable(quiet) == []
    with quiet.expect_download() as taken:
        quiet.get_by_role("button", name="Save as one picture").click()
    assert taken.value.suggested_filename == "side-by-side-160-40.png"
    picture = np.asarray(Image.open(taken.value.path()).convert("L"))
    assert picture.shape[1] == 2 * 512 + 3 * 24
    for left, number in ((24, 0), (560, 1)):  # the samples, enlarged pixel by pixel
        small = read_png(runs[number].picture((160, 40)[number]))[:, :, 0]
        at = (np.arange(512) + 0.5) / 512 * len(small)
        assert np.array_equal(picture[66:578, left : left + 512], small[at.astype(int)][:, at.astype(int)])
    assert (picture[24:54, 24:536] < 128).any()  # what it is called
    slider = quiet.get_by_role("slider", name="Steps of training")
    slider.focus()
    for long, short in ((40, 40), (10, 20), (10, 0), (0, 0), (0, 0)):  # 40, 20, 10, 0, and no further
        slider.press("ArrowLeft")
        expect(quiet, app, long=long, short=short)
    assert slider.get_attribute("aria-valuetext") == "step 0"
    slider.press("ArrowRight")
    expect(quiet, app, long=10, short=0)
    quiet.get_by_role("button", name="To the newest").click()
    expect(quiet, app, long=160, short=40)

    quiet.get_by_text("Same seconds of training").click()
    slider = quiet.get_by_role("slider", name="Seconds of training")
    slider.focus()
    for long, short in ((160, 20), (40, 20), (40, 0), (10, 0), (0, 0)):  # 16, 10, 4, 1, 0 s
        slider.press("ArrowLeft")
        expect(quiet, app, long=long, short=short)


@pytest.mark.trial
def test_a_comparison_outlives_a_reload_and_can_be_passed_on(quiet: Page, app: App, runs: list[Run]) -> None:
    compare(quiet, app, LONG, SHORT)
    quiet.reload()
    until(lambda: list(look(quiet)) == [LONG, SHORT], "both are there again")
    quiet.goto(f"{app.url}/runs?lang=en&compare={SHORT},,nothing")
    until(lambda: list(look(quiet)) == [SHORT], "the one that is there")
    told(quiet.get_by_text("No longer there: nothing.")).to_be_visible()


@pytest.mark.trial
@pytest.mark.slow
def test_a_run_that_trains_is_labelled_and_shows_itself_live(quiet: Page, app: App, live: Run) -> None:
    compare(quiet, app, LONG, LIVE)
    expect(quiet, app, long=160, live=10)
    assert {name: shown["moves"] for name, shown in look(quiet).items()} == {LONG: False, LIVE: True}
    save(live, 200, 10.0)
    live.update(step=200, seconds=20.0)
    expect(quiet, app, long=160, live=200)
    slider = quiet.get_by_role("slider", name="Steps of training")
    slider.focus()
    slider.press("ArrowLeft")  # its past does not move while it trains on
    expect(quiet, app, long=160, live=10)
    save(live, 300, 10.0)
    live.update(step=300, seconds=30.0, state="paused")
    until(lambda: not look(quiet)[LIVE]["moves"], "the label goes when it rests")
    expect(quiet, app, long=160, live=10)


@pytest.mark.trial
@pytest.mark.slow
def test_on_a_phone_both_stand_side_by_side_and_a_touch_moves_the_slider(
    browser: Browser, app: App, runs: list[Run]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-US")
    context.set_default_timeout(30_000)
    phone = context.new_page()
    compare(phone, app, LONG, SHORT)
    places = [shown["left"] for shown in look(phone).values()]
    assert 0 <= places[0] < places[1] < 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    slider = phone.get_by_role("slider", name="Steps of training")
    slider.tap(position={"x": 3, "y": box_of(slider)["height"] / 2})
    expect(phone, app, long=0, short=0)
    context.close()


@pytest.fixture
def rivals(app: App) -> list[str]:
    """A GAN and a VAE that were measured, the first of which is far from the real images."""
    ids = []
    for number, name in enumerate(("gan", "vae")):
        run = Run.create(
            app.runs / f"2026010{5 + number}-000000-{name}-0000", TrainConfig(method=name, seed=5), name.upper()
        )
        samples = np.full((64, 28, 28, 1), 40 + number, np.uint8)
        write_bytes(run.path / "real.png", png(grid(samples + 100, 8)))
        rebuilt = png(grid(samples + 50, 8)) if name == "vae" else None
        weights = {"average/x": np.full(1, number, np.float32)}
        run.save(Checkpoint(30, 3.0, weights), png(grid(samples, 8)), rebuilt=rebuilt)
        run.update(step=30, seconds=3.0, state="finished")
        store.save(run, 30, replace(evaluation(shift=3.0 - 3 * number), checkpoint=run.fingerprint(30)))
        ids.append(run.id)
    return ids


@pytest.mark.trial
def test_of_a_gan_and_a_vae_numbers_and_rebuilt_images_are_told(quiet: Page, app: App, rivals: list[str]) -> None:
    compare(quiet, app, *rivals)
    gan, vae = (quiet.locator(f"figure.run[data-run='{name}'] .codes") for name in rivals)
    told(vae.locator("img").nth(1)).to_have_attribute(
        "alt", re.compile("Real images as VAE .* rebuilds them at step 30")
    )
    source = "(image) => fetch(image.src).then((answer) => answer.arrayBuffer()).then((bytes) => bytes.byteLength)"
    assert vae.locator("img").nth(1).evaluate(source) == len(Run(app.runs / rivals[1]).rebuilt(30) or b"")
    told(gan).to_contain_text("Cannot rebuild a real image")
    assert gan.locator("img").count() == 0
    told(quiet.get_by_role("row").filter(has_text="Fréchet distance").first).to_contain_text(re.compile(r"\d to \d"))
    told(quiet.get_by_text("B (VAE)", exact=False).first).to_contain_text("covers more of the real images.")
    told(quiet.get_by_text("Which is sharper cannot be told yet.", exact=False)).to_be_visible()
    told(quiet.get_by_role("button", name="Measure A, B again")).to_be_enabled()
