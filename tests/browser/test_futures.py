"""Two futures in a real browser: from a moment of the timeline to the bet, the end, the tree of branches, and in Chinese."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run, all_runs
from tests.browser.conftest import App, leave_open
from tests.browser.test_race import soon
from tests.test_recording import train
from tests.waiting import until


@pytest.fixture(scope="module")
def past(app: App) -> Run:
    """A training of 40 steps, finished."""
    config = TrainConfig(architecture={"name": "mlp"}, batch_size=8)
    run = Run.create(app.runs / "20260101-000000-past-0000", config, "Past")
    one = Recording(run)
    train(one, 40)
    one.save()
    one.close()
    run.update(state="stopped")
    return run


def wide(page: Page) -> int:
    """How much wider the page is than its window."""
    return int(page.evaluate("(main => main.scrollWidth - main.clientWidth)(document.querySelector('.stMain'))"))


@pytest.mark.trial
@pytest.mark.slow
def test_a_moment_is_branched_bet_on_played_and_found_in_the_tree(quiet: Page, app: App, past: Run) -> None:
    page = quiet
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={past.id}&lang=en")
    page.locator("img.samples").wait_for()
    slider = page.get_by_role("slider", name="Timeline")
    slider.focus()
    until(lambda: (slider.press("ArrowLeft"), page.locator("img.samples").get_attribute("data-step") == "20")[1], "20")
    page.get_by_role("button", name="Branch from here").click()
    room = page.locator(".st-key-future_room")
    expect(room).to_contain_text("Two futures from step 20 on")
    room.get_by_role("radio", name="The judge has no brake").click()
    expect(room).to_contain_text("Penalty: R1 → None")
    start = room.get_by_role("button", name="Play both futures")
    expect(start).to_be_disabled()
    room.get_by_role("radio", name="B · The judge has no brake").click()
    expect(start).to_be_enabled()
    start.dblclick()  # an impatient hand
    expect(page.get_by_role("heading", name="Two futures from step 20 on")).to_be_visible()
    expect(page.get_by_text("You bet on B · The judge has no brake.")).to_be_visible()

    end = page.locator(".gb-race-end")
    expect(end).to_contain_text(re.compile("comes out better|Too close to call"), timeout=90_000)
    expect(end).to_contain_text("You bet on B · The judge has no brake.")
    expect(end).to_contain_text(re.compile(r"pixels differ by [\d.]+ of 255"))
    assert len(list(all_runs(app.runs))) == 3
    one, other = soon(page, lambda now: [each["step"] for each in now] == [40, 40], "both at the end")
    assert (one["name"], other["name"]) == ("As it was", "The judge has no brake")
    assert one["picture"] != other["picture"]
    made = Run(app.runs / re.search(r"race=([\w-]+)", page.url)[1])  # type: ignore[index]
    assert [made.picture(step) for step in made.steps()] == [past.picture(step) for step in past.steps()]
    slider = page.get_by_role("slider", name="Steps of training")
    slider.focus()
    slider.press("Home")
    one, other = soon(page, lambda now: now[0]["step"] == now[1]["step"] < 20, "the past")
    assert one["picture"] == other["picture"]
    expect(page.locator(".fork svg")).to_have_attribute("aria-label", re.compile("up to here both are one"))

    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("heading", name="从第 20 步起的两个未来")).to_be_visible()
    expect(end).to_contain_text("你猜的是 B · 裁判没有刹车")
    assert wide(page) <= 0
    page.get_by_role("button", name="回到分开的地方").click()
    page.wait_for_url(lambda url: f"run={past.id}" in url)

    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name="Branch from here")).to_be_visible()
    page.goto(f"{app.url}/runs")
    entries = page.locator(".tree .entry")
    expect(entries).to_have_count(3)
    expect(entries.nth(0)).to_contain_text("Past")
    expect(entries.nth(1)).to_contain_text("from step 20 on · step 40 · Finished")
    expect(page.locator(".tree path.branch")).to_have_count(3)
    assert wide(page) <= 0
    shutil.rmtree(past.path)
    page.reload()
    expect(entries.nth(0)).to_contain_text("A training that is gone")
    page.get_by_role("button", name="Open The judge has no brake").click()
    page.wait_for_url(lambda url: "run=" in url)
    expect(page.get_by_text("from step 20 on, of a training that is gone").first).to_be_visible()
