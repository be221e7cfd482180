"""A VAE on the pages: it trains by its preset, and in the explorer a drawing is rebuilt at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.hand import draw

pytestmark = pytest.mark.browser
SETTINGS = {"name": "vae", "architecture": {"name": "mlp"}, "conditional": False, "latent_size": 8}


@pytest.fixture(scope="module")
def run(app: App) -> Run:
    """A VAE after 60 steps."""
    run = Run.create(app.runs / "20260101-000000-vae-0000", TrainConfig(method=SETTINGS), "vae")
    recording = Recording(run)
    recording.trainer.advance(60)
    recording.save()
    run.update(state="stopped")
    recording.close()
    return run


def stroke(page: Page) -> None:
    draw(page.locator(".find canvas").first, (0.5, 0.2), (0.5, 0.8))


@pytest.mark.trial
def test_a_drawing_is_rebuilt_without_a_search(app: App, run: Run, quiet: Page) -> None:
    quiet.goto(f"{app.url}/explore?run={run.id}&lang=en")
    quiet.get_by_role("tab", name="Find my image", exact=True).click()
    root = quiet.locator(".find")
    expect(root).to_have_attribute("data-state", "empty")
    stroke(quiet)
    expect(root).to_have_attribute("data-state", "found", timeout=60_000)  # nobody pressed Find
    found = float(quiet.get_by_label("Nearest picture", exact=True).get_attribute("data-distance") or 255)
    assert 0 < found < 100
    button = quiet.get_by_role("button", name="Search for a nearer one", exact=True)
    expect(button).to_be_enabled()
    button.click()
    expect(root).to_have_attribute("data-state", "searching")
    root.get_by_role("button", name="Cancel", exact=True).click()
    stroke(quiet)
    expect(root).to_have_attribute("data-state", "found", timeout=60_000)
    quiet.get_by_role("button", name="Explore this one", exact=True).click()


@pytest.mark.trial
def test_where_nobody_judges_the_judges_part_is_left_out_with_a_sentence(app: App, run: Run, quiet: Page) -> None:
    quiet.goto(f"{app.url}/explore?run={run.id}&lang=en")
    quiet.get_by_role("tab", name="Look inside", exact=True).click()
    expect(quiet.get_by_text("In this training no network judges pictures")).to_be_visible()
    expect(quiet.get_by_text("What the judge sees")).to_be_hidden()
    expect(quiet.locator(".units button").first).to_be_visible()


@pytest.mark.trial
def test_the_preset_trains_and_says_what_is_true_of_it(app: App, quiet: Page) -> None:
    quiet.goto(f"{app.url}/train?lang=en")
    quiet.get_by_text("Digits without a judge (VAE)", exact=True).click()
    quiet.get_by_role("button", name="Start training", exact=True).click()
    expect(quiet.get_by_text("The codes, the few").or_(quiet.get_by_text("summed up in a code")).first).to_be_visible(
        timeout=120_000
    )
    quiet.get_by_role("button", name="Pause", exact=True).click()
    rebuilt = quiet.locator(".rebuilt img")
    expect(rebuilt).to_be_visible()
    expect(rebuilt).to_have_attribute("src", re.compile("^data:image/png"))
    quiet.locator(".cards button").first.click()  # as they were rebuilt before anything was learned
    expect(rebuilt).to_have_attribute("src", re.compile("^blob:"))
    expect(rebuilt).to_have_attribute("alt", re.compile(r"at step 0\.$"))
