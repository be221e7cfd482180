"""An exhibit of the failure museum in a real browser: healthy, spoilt, found by the doctor, and repaired."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ganboard.exhibits import EXHIBITS
from ganboard.runs import all_runs
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.browser.navigation import go_to
from tests.browser.pictures import not_enlargeable
from tests.waiting import until

EXHIBIT = EXHIBITS.get("collapse")
PATIENCE = 120_000
CUT_OFF = "images => images.filter((each) => each.offsetHeight > each.parentElement.clientHeight).map((each) => each.offsetHeight)"


def station(page: Page, number: int) -> int:
    """The step that a station shows."""
    return int(page.locator("figure.run[data-run]").nth(number).get_attribute("data-step") or 0)


@pytest.mark.trial
@pytest.mark.slow
def test_an_exhibit_is_broken_and_repaired(quiet: Page, app: App) -> None:
    page = quiet
    page.goto(f"{app.url}/museum?lang=en")
    cards = page.locator("a.card")
    expect(cards).to_have_count(len(EXHIBITS.names()))
    assert cards.locator("img").evaluate_all(CUT_OFF) == []  # of points nothing may be missing that is there
    page.get_by_role("link", name=EXHIBIT.title).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=EXHIBIT.title)).to_be_visible()
    assert page.url.endswith(f"exhibit={EXHIBIT.name}")
    lever, cure = (page.get_by_role("button", name=name) for name in (EXHIBIT.lever, EXHIBIT.cure))
    for button in (lever, cure):
        expect(button).to_be_disabled()  # nothing is there to be spoilt or repaired
    page.get_by_role("button", name="Start the training").dblclick()

    expect(lever).to_be_enabled(timeout=PATIENCE)  # by itself, once it has learned a little
    lever.dblclick()
    until(lambda: len(list(all_runs(app.runs))) == 2, "a training that is spoilt", 60)
    expect(lever).to_have_count(0)
    healthy, spoilt = (page.locator("figure.run[data-run]").nth(number) for number in (0, 1))
    expect(healthy.locator(".state")).to_have_text("Paused")

    go_to(page, "theory", "Theory")  # and back: the exhibit is as it was left
    expect(page.get_by_role("heading", name=EXHIBIT.title)).to_have_count(0)
    go_to(page, "museum", "Failure museum")
    expect(spoilt).to_be_visible()
    expect(spoilt.locator(".says.ill b")).to_be_visible(timeout=PATIENCE)
    expect(cure).to_be_enabled()
    assert station(page, 1) > station(page, 0) >= EXHIBIT.warm
    clean(page)  # one stands, the other trains
    cure.dblclick()

    expect(page.get_by_text("You repaired it.")).to_be_visible(timeout=PATIENCE)
    assert not_enlargeable(page) == []
    runs = list(all_runs(app.runs))
    assert len(runs) == 3  # whoever clicks twice has no more of them
    parents = {run.id: run.status().get("parent") for run in runs}
    assert [parents[run_id] is None for run_id in sorted(parents)].count(True) == 1
    page.get_by_role("button", name="All exhibits").click()
    expect(page.locator(f"a.card[data-exhibit={EXHIBIT.name}] .done")).to_be_visible()
    expect(page.get_by_text(f"Repaired by you: 1 of {len(EXHIBITS.names())}")).to_be_visible()
