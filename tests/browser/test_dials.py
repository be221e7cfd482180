"""Dials beside the curves, as a visitor turns them: while it trains, with an impatient hand, and after going back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App, leave_open
from tests.browser.hand import Grasp
from tests.browser.test_train import set_state, start, step
from tests.waiting import until

pytestmark = pytest.mark.slow

RATE = "Learning rate of the generator"


def dial(page: Page, name: str = RATE):
    return page.get_by_role("slider", name=name, exact=True)


def open_dials(page: Page, app: App, run: str) -> None:
    """Open the run, where it is not open, and its dials."""
    if not page.url.startswith(f"{app.url}/train?run={run}") or not page.get_by_text("Dials", exact=True).is_visible():
        leave_open(page, app, "train")
        page.goto(f"{app.url}/train?run={run}")
    page.locator("img.samples").wait_for()
    if not dial(page).is_visible():
        page.get_by_text("Dials", exact=True).click()
    dial(page).wait_for()


@pytest.fixture(scope="module")
def run(app: App, staying: Page) -> str:
    return start(staying, app)


@pytest.mark.trial
def test_a_dial_is_turned_while_it_trains_and_the_charts_and_others_tell_of_it(
    staying: Page, app: App, run: str
) -> None:
    page, folder = staying, Run(app.runs / run)
    open_dials(page, app, run)
    set_state(page, "Training")
    expect(page.get_by_role("button", name="began with 0.002").first).to_be_visible()
    hand = Grasp(dial(page))
    for part in (0.7, 0.2, 0.6, 0.3, 0.8, 0.4):  # an impatient hand: one change, not one for each place
        hand.to(part)
    expect(dial(page)).not_to_have_attribute("aria-valuetext", "0.002")
    assert not folder.changes()
    hand.let_go()
    line = page.locator(".dials li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text(re.compile(r"Learning rate of the generator: 0\.002 → 0\.00\d+"))
    (change,) = folder.changes()
    assert 0.0005 < change.value < 0.002
    expect(page.locator(f".curves path.rule.change[data-step='{change.step}']")).to_have_count(2)  # in both charts
    line.focus()
    expect(page.locator(".curves p.change").first).to_contain_text("Learning rate of the generator")
    other = page.context.new_page()
    open_dials(other, app, run)
    expect(dial(other)).to_have_attribute("aria-valuetext", dial(page).get_attribute("aria-valuetext") or "")
    dial(other, "Lessons of the judge per step").press("ArrowRight")
    expect(line).to_have_count(2)  # in the first window too, by itself
    expect(dial(page, "Lessons of the judge per step")).to_have_value("2")
    other.close()
    page.get_by_role("button", name="began with 0.002").first.click()
    expect(line).to_have_count(3)
    assert [row.dial for row in folder.changes()] == [
        "generator_learning_rate",
        "discriminator_steps",
        "generator_learning_rate",
    ]


@pytest.mark.trial
def test_other_pages_and_languages_change_no_dial(staying: Page, app: App, run: str) -> None:
    page, folder = staying, Run(app.runs / run)
    open_dials(page, app, run)
    set_state(page, "Training")
    before, count = folder.changes(), len(folder.changes())
    page.get_by_text("中文", exact=True).click()
    expect(page.locator(".dials li")).to_have_count(count)
    page.get_by_text("English", exact=True).click()
    page.get_by_role("link", name="Runs").click()
    page.get_by_role("link", name="Train").click()
    expect(dial(page)).to_be_visible()  # still open
    expect(page.locator(".dials li")).to_have_count(count)
    assert folder.changes() == before


@pytest.mark.trial
def test_after_going_back_a_branch_takes_the_place_and_the_other_keeps_its_checkpoints(
    staying: Page, app: App, run: str
) -> None:
    page, folder = staying, Run(app.runs / run)
    open_dials(page, app, run)
    set_state(page, "Training")
    until(lambda: step(page) > 40, "some checkpoints")
    set_state(page, "Paused")
    kept, changes = folder.steps(), folder.changes()
    slider = page.get_by_role("slider", name="Timeline")
    slider.focus()
    slider.press("Home")
    for _ in range(2):
        slider.press("ArrowRight")
    expect(page.locator(".dials .hint")).to_contain_text("begins a branch")
    gone_back = int(page.locator("img.samples").get_attribute("data-step") or -1)
    dial(page).press("ArrowRight")
    page.wait_for_url(lambda url: f"run={run}" not in url)
    made = re.search(r"run=([\w-]+)", page.url)[1]
    expect(page.get_by_text("A branch of")).to_be_visible()
    child = Run(app.runs / made)
    parent = child.status()["parent"]
    assert (parent["run"], parent["step"], [*parent["settings"]]) == (run, gone_back, ["generator_learning_rate"])
    assert (folder.steps(), folder.changes()) == (kept, changes)
    assert [change.step for change in child.changes()][-1] == gone_back
    page.get_by_role("button", name="Open it").click()
    page.wait_for_url(lambda url: f"run={run}" in url)
    page.get_by_role("link", name="Runs").click()
    expect(page.get_by_text(re.compile(rf"A branch of .*, from step {gone_back} on\."))).to_be_visible()
