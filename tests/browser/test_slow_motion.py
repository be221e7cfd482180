"""Slow motion on the Train page: ten stills by keyboard, played at two speeds, on a phone one thing at a time, and in a hurry."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App, leave_open
from tests.browser.pictures import not_enlargeable
from tests.waiting import until

pytestmark = pytest.mark.slow
NAMES = ("made", "judged", "loss", "gradients", "moved")
TEN = [f"{actor}_{name}" for actor in ("discriminator", "generator") for name in NAMES]
PACE = 6000
"""Milliseconds of a still that is played at medium speed, as in ``slow.js``."""


@pytest.fixture(scope="module")
def run(app: App) -> Run:
    """A GAN after 30 steps, of which eight samples a batch are all shown."""
    config = TrainConfig(architecture={"name": "mlp", "width": 16}, batch_size=8, latent_size=8)
    run = Run.create(app.runs / "20260101-000000-slow-0000", config, "slow")
    recording = Recording(run)
    recording.trainer.advance(30)
    recording.save()
    run.update(state="stopped")
    recording.close()
    return run


def still(page: Page) -> str:
    return page.locator("dialog .things").get_attribute("data-still") or ""


def open_dialog(page: Page) -> None:
    page.get_by_role("button", name="Slow motion", exact=True).click()
    expect(page.locator("dialog .things > *").first).to_be_visible(timeout=90_000)


def presses(page: Page, key: str, end: str) -> list[str]:
    """The stills that one comes by, by pressing a key until a button is of no use any more."""
    seen = [still(page)]
    while page.get_by_role("dialog").get_by_role("button", name=end, exact=True).is_enabled():
        page.keyboard.press(key)
        seen.append(still(page))
    return seen


@pytest.fixture
def timed(browser: Browser) -> Iterator[Page]:
    """Somebody whose clock a test moves: it is that of a whole browser, so this one is shared with nobody."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    context.set_default_timeout(30_000)
    problems: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


@pytest.mark.trial
def test_ten_stills_of_one_real_step(app: App, run: Run, timed: Page) -> None:
    page = timed
    leave_open(page, app, "train")
    reached = run.status()["step"] + 1
    page.goto(f"{app.url}/train?run={run.id}")
    page.get_by_role("slider", name="Timeline").press("Home")  # an older moment is looked at
    expect(page.get_by_role("button", name="Back to now")).to_be_enabled()
    open_dialog(page)
    dialog = page.get_by_role("dialog", name="Slow motion")
    expect(dialog).to_contain_text(f"step {reached}")
    expect(page.locator(".stage .when")).to_have_text(f"step {reached}")  # it trained on from now: the page shows now
    assert [still(page), run.status()["step"], run.status()["state"]] == [TEN[0], reached, "paused"]
    page.keyboard.press("ArrowRight")
    cells = dialog.locator(".line.real .cell, .line.fake .cell")
    expect(cells).to_have_count(16)
    scores = [float(text) for text in cells.locator(".number").all_text_contents()]
    widths = cells.locator(".filled").evaluate_all("all => all.map((bar) => parseFloat(bar.style.width) / 100)")
    assert scores == pytest.approx(widths, abs=0.006)  # written with two digits
    told = dialog.locator(".sentences").inner_text()
    means = [float(number) for number in re.findall(r"\d\.\d+", told)]
    assert means == pytest.approx([sum(scores[:8]) / 8, sum(scores[8:]) / 8], abs=0.01)
    assert dialog.locator("svg .lit").count() > 3
    assert not_enlargeable(page) == []
    page.keyboard.press("ArrowRight")
    terms = [float(text) for text in dialog.locator(".values .number").all_text_contents()]
    assert len(terms) == 3
    assert terms[0] + terms[1] == pytest.approx(terms[2], abs=1e-6)
    expect(dialog.locator(".formula math")).to_have_count(2)
    dialog.locator(".things button.enlarge").first.focus()  # as after a picture was large
    page.keyboard.press("ArrowRight")
    expect(dialog.locator(".ink")).to_have_count(16)
    assert dialog.locator(".layer").count() >= 2
    page.keyboard.press("ArrowRight")
    expect(dialog.locator(".was")).to_have_count(16)
    assert presses(page, "ArrowRight", "Next") == TEN[4:]
    assert presses(page, "ArrowLeft", "Back") == TEN[::-1]
    page.clock.install(time=0)
    page.clock.pause_at(60)  # from here on only the test moves it
    dialog.get_by_role("button", name="Play", exact=True).click()
    page.clock.run_for(2 * PACE + 100)
    assert still(page) == TEN[2]
    dialog.get_by_label("Speed", exact=True).select_option("fast")
    page.clock.run_for(2 * PACE + 100)  # two and a half times as quick
    assert still(page) == TEN[7]
    dialog.locator(".things").focus()  # in the list of speeds, arrows choose a speed
    page.keyboard.press("ArrowLeft")  # whoever walks does not want it to play
    page.clock.run_for(2 * PACE)
    assert still(page) == TEN[6]
    assert run.status()["step"] == reached  # walking is no training


@pytest.mark.trial
def test_an_impatient_hand_a_phone_and_a_page_that_is_left(app: App, run: Run, quiet: Page) -> None:
    page = quiet
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run.id}")
    opener = page.get_by_role("button", name="Slow motion", exact=True)
    expect(opener).to_be_visible()
    before = run.status()["step"]
    opener.evaluate("button => { button.click(); button.click(); button.click(); }")
    expect(page.locator("dialog .things > *").first).to_be_visible(timeout=90_000)
    expect(page.get_by_role("dialog")).to_contain_text(f"step {before + 1}")
    assert run.status()["step"] == before + 1
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    opener.click()  # and away, while the step is being taken
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Runs").click()
    page.get_by_role("link", name="Train").click()
    expect(opener).to_be_visible()
    until(lambda: run.status()["step"] == before + 2, "the step that was asked for")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert [row["step"] for row in run.history()][-2:] == [before + 1, before + 2]
    opener.click()
    expect(page.locator("dialog .things > *").first).to_be_visible(timeout=90_000)
    page.set_viewport_size({"width": 390, "height": 844})
    seen: list[str] = []
    things = page.locator("dialog .things")
    while not seen or page.get_by_role("dialog").get_by_role("button", name="Next", exact=True).is_enabled():
        page.keyboard.press("ArrowRight" if seen else "Shift")
        seen.append(still(page))
        assert things.evaluate("node => node.children.length") == 1  # one thing at a time
        assert things.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    assert list(dict.fromkeys(seen)) == TEN
    assert len(seen) == 14
