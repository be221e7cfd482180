"""A generator that was told factors is asked factor by factor."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from ganboard.config import TrainConfig
from ganboard.creatures.factors import kind_numbers
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.test_explore import open_page, settled
from tests.waiting import until

pytestmark = pytest.mark.browser
SETTINGS = {"architecture.width": 8, "latent_size": 8, "conditional": True}


@pytest.fixture(scope="module")
def creatures(app: App) -> Run:
    """A run with a checkpoint in which the values of factors make a difference."""
    config = TrainConfig(dataset={"name": "creatures", "size": 28, "count": 240}, **SETTINGS)
    recording = Recording(Run.create(app.runs / "20260101-000000-creatures-0000", config, "creatures"))
    recording.trainer.advance(60)
    recording.save()
    recording.run.update(state="stopped")
    recording.close()
    return recording.run


@pytest.mark.trial
def test_each_factor_is_chosen_by_itself_and_a_link_keeps_the_choice(quiet: Page, app: App, creatures: Run) -> None:
    before = open_page(quiet, app, f"?run={creatures.id}")
    groups = quiet.locator(".classes").get_by_role("radiogroup")
    expect(groups).to_have_count(5)
    expect(quiet.locator('.classes [aria-checked="true"]')).to_have_count(5)
    quiet.get_by_role("radio", name="blue", exact=True).click()
    until(lambda: settled(quiet) != before, "another colour, another picture")
    quiet.get_by_role("radio", name="three eyes", exact=True).click()
    checked = quiet.locator('.classes [aria-checked="true"]')
    expect(checked).to_have_count(5)
    names = checked.all_text_contents()
    assert names[0] == "blue"
    assert names[2] == "three eyes"
    shown = settled(quiet)
    wanted = int(
        kind_numbers(np.array([4, 0, 2, 0, 3]))
    )  # the page begins with kind 3: red, round, one eye, smiling, antennae
    until(lambda: _kind(quiet.evaluate("location.href")) == wanted, "the address tells the kind")
    address = quiet.evaluate("location.href")
    quiet.goto("about:blank")
    quiet.goto(address)
    quiet.locator("canvas.large").wait_for()
    until(lambda: settled(quiet) == shown, "the same picture")
    assert quiet.locator('.classes [aria-checked="true"]').all_text_contents() == names


def _kind(address: str) -> int | None:
    """The kind that an address names; None where it names no point."""
    packed = parse_qs(urlsplit(address).query).get("point", [""])[0]
    point = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)) or "{}")
    return point["classes"].index(1) if 1 in point.get("classes", []) else None
