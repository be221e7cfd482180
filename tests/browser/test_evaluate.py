"""The Evaluate page as a visitor uses it: press Measure, read what it says, click a point."""

from __future__ import annotations

import json
import re
import shutil
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.evaluation import store
from ganboard.runs import Run
from tests.browser.conftest import App, leave_open
from tests.browser.hand import box_of
from tests.browser.line import Line
from tests.waiting import until

pytestmark = pytest.mark.browser
TABS = ["All numbers", "Two clouds", "Nearest training images", "Classes", "Compare"]
SECONDS = 90
"""How long a measuring may take here; usually it is a tenth of that."""


def open_page(page: Page, app: App, query: str) -> None:
    leave_open(page, app, "evaluate")
    page.goto(f"{app.url}/evaluate{query}")
    page.locator(".measure").wait_for()


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def measured(app: App, trained: Run, browser: Browser) -> Run:
    """The same run, measured by pressing the button."""
    page = browser.new_page(locale="en-US")
    open_page(page, app, f"?run={trained.id}")
    expect(page.get_by_text("How good are these?")).to_be_visible()
    expect(page.get_by_role("combobox", name="Fakes")).to_be_visible()
    button(page, "Measure 2 checkpoints").click()
    expect(page.get_by_role("progressbar", name="How much was measured")).to_be_visible()
    expect(button(page, "Measure step 30")).to_be_disabled()
    until(lambda: store.measured(trained) == [0, 30], "both are measured", SECONDS)
    expect(page.locator(".gb-verdict")).to_contain_text("our measurement", ignore_case=True)
    expect(page.locator(".gb-weak").first).to_contain_text("Fréchet distance")
    expect(button(page, "Measure step 30 again")).to_be_enabled()
    expect(page.get_by_text(re.compile(r"Best so far: step \d+"))).to_be_visible()
    page.close()
    return trained


def test_the_numbers_stand_there_with_their_intervals(quiet: Page, app: App, measured: Run) -> None:
    open_page(quiet, app, f"?run={measured.id}")
    reading = store.read(measured, 30).readings["frechet"]
    card = quiet.locator(".gb-card", has=quiet.get_by_role("heading", name="Fréchet distance", exact=True))
    expect(card).to_contain_text("to")
    assert reading.fair is not None
    assert f"{reading.fair.value:.3g}" in card.locator(".gb-value").inner_text().replace(",", "")
    card.locator("summary").press("Enter")
    expect(card.get_by_text("Heusel et al. 2017")).to_be_visible()


@pytest.mark.trial
def test_a_click_and_a_number_show_a_points_picture(quiet: Page, app: App, measured: Run) -> None:
    open_page(quiet, app, f"?run={measured.id}")
    quiet.get_by_role("tab", name="Two clouds").click()
    seen, caption = quiet.locator(".gb-seen img"), quiet.locator(".gb-seen figcaption")
    expect(caption).to_have_text("Fakes outside, number 1")
    before = seen.get_attribute("src")
    number = quiet.get_by_label("Number", exact=True)
    number.fill("2")
    number.press("Enter")
    expect(caption).to_have_text("Fakes outside, number 2")
    until(lambda: seen.get_attribute("src") != before, "another picture")
    point = quiet.locator(".st-key-evaluate_clouds .scatterlayer .trace").first.locator("path.point").nth(4)
    box_of(point)
    point.click(force=True)  # the chart's own layer above it gets the event
    expect(caption).to_have_text(re.compile(r"number \d+"))
    until(lambda: caption.inner_text() != "Fakes outside, number 2", "the picture of the point that was clicked")


def test_a_click_on_the_curve_shows_that_checkpoint(quiet: Page, app: App, measured: Run) -> None:
    open_page(quiet, app, f"?run={measured.id}&step=30")
    point = quiet.locator(".st-key-evaluate_curve .scatterlayer .trace .points path.point").first
    box_of(point)
    point.click(force=True)  # the chart's own layer above it gets the event
    quiet.wait_for_url(re.compile(r"step=0\b"))
    expect(quiet.get_by_text(re.compile(r"Step 0 · 1,000 fakes"))).to_be_visible()


@pytest.mark.trial
def test_from_the_curve_it_is_one_click_to_explore(quiet: Page, app: App, measured: Run) -> None:
    open_page(quiet, app, f"?run={measured.id}&step=30")
    quiet.get_by_role("link", name="Explore step 30").click()
    quiet.wait_for_url(re.compile(rf"/explore\?.*run={measured.id}"))
    quiet.locator("canvas.large").wait_for()
    expect(quiet.get_by_role("slider", name="Training step")).to_have_attribute("aria-valuetext", "step 30")


@pytest.mark.trial
def test_stop_ends_it_and_the_page_could_measure_again(quiet: Page, app: App, measured: Run) -> None:
    line = Line(quiet)
    open_page(quiet, app, f"?run={measured.id}&step=0")
    before = (measured.path / "evaluations" / "0.json").read_bytes()
    line.holds = True
    button(quiet, "Measure step 0 again").click()
    button(quiet, "Stop").click()
    expect(button(quiet, "Measure step 0 again")).to_be_enabled()
    expect(quiet.get_by_role("progressbar", name="How much was measured")).to_be_hidden()
    line.let_go()  # an answer that comes too late begins nothing
    expect(button(quiet, "Measure step 0 again")).to_be_enabled()
    assert (measured.path / "evaluations" / "0.json").read_bytes() == before


def test_a_run_deleted_meanwhile_is_said(quiet: Page, app: App, measured: Run) -> None:
    shutil.copytree(measured.path, app.runs / "doomed")
    status = json.loads((app.runs / "doomed" / "run.json").read_text())
    (app.runs / "doomed" / "run.json").write_text(json.dumps({**status, "id": "doomed"}))
    open_page(quiet, app, "?run=doomed&step=30")
    shutil.rmtree(app.runs / "doomed")
    button(quiet, "Measure step 30 again").click()
    expect(quiet.get_by_role("alert").filter(has_text="There is no run called doomed")).to_be_visible()
    expect(button(quiet, "Measure step 30 again")).to_be_enabled()


@pytest.mark.trial
@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_everything_fits_a_phone(browser: Browser, app: App, measured: Run, language: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_page(page, app, f"?run={measured.id}")
    page.locator(".gb-verdict").wait_for()
    tabs = page.get_by_role("tab")
    assert tabs.count() == len(TABS)
    shown = (".gb-card", ".gb-seen", ".gb-pairs", ".barlayer", ".gb-compared")
    for number, mark in enumerate(shown):
        tabs.nth(number).click()
        page.locator(mark).first.wait_for()
        wide = page.evaluate(
            "() => document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
        )
        assert wide <= 0, mark
    assert problems == []
    context.close()
