"""The first minute in a real browser: a press, noise that becomes pictures, what is said of it, and the doors."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from ganboard.app.start.acts import ACTS
from ganboard.app.start.worlds import WORLDS
from ganboard.runs import all_runs
from tests.browser.conftest import App, speak
from tests.waiting import until

PATIENCE = 120_000
DIGITS = WORLDS["digits"]
INK = """(wall) => {
  const { data } = wall.getContext("2d").getImageData(0, 0, wall.width, wall.height);
  let sum = 0;
  for (let at = 0; at < data.length; at += 401) sum = (sum * 31 + data[at]) % 1000003;
  return sum;
}"""


def act(page: Page) -> str:
    return str(page.locator(".wall").get_attribute("data-act"))


@pytest.mark.slow
def test_noise_becomes_pictures_where_one_presses(quiet: Page, app: App) -> None:
    page, wall = quiet, quiet.locator(".wall")
    page.goto(f"{app.url}/")
    expect(wall).to_have_attribute("aria-label", DIGITS.film)
    first = wall.evaluate(INK)
    until(lambda: wall.evaluate(INK) != first, "a picture that moves before anything is trained")
    box = wall.bounding_box()
    page.get_by_role("button", name="Start", exact=True).dblclick()
    expect(
        page.get_by_role("status").filter(has_text=DIGITS.noise)
    ).to_be_visible()  # at once, whatever the engine does
    until(lambda: len(list(all_runs(app.runs))) == 1, "a training", 60)
    [run] = all_runs(app.runs)
    expect(page).to_have_url(re.compile(f"world=digits.*run={run.id}"))
    seen = [act(page)]

    def further() -> str:
        if (now := act(page)) != seen[-1]:
            seen.append(now)
        return seen[-1]

    until(lambda: further() in ("blobs", "shapes"), "the first of what it draws", 90)
    expect(page.get_by_role("navigation", name="Where to go on")).to_have_count(0)  # not before there is something
    page.reload()  # in the middle: it is the same training, as far as it has come
    expect(wall).to_have_attribute("data-act", "shapes", timeout=PATIENCE)
    until(lambda: further() == ACTS[-1], "digits", 90)
    acts = [each for each in seen if each in ACTS]
    assert acts == sorted(acts, key=ACTS.index)
    expect(page.get_by_role("status").filter(has_text=DIGITS.there)).to_be_visible()
    expect(page.locator(".said li")).to_have_count(3)
    assert page.locator(".said").inner_text().count("The judge") == 2
    assert len(list(all_runs(app.runs))) == 1  # whoever presses twice, and reloads, has one
    assert wall.bounding_box() == box  # nothing jumped

    page.get_by_role("link", name="Slide it").click()
    expect(page.get_by_role("button", name="Surprise me")).to_be_visible()
    expect(page).to_have_url(re.compile(f"/explore[?].*run={run.id}"))
    page.get_by_test_id("stTopNavLink").filter(has_text="Start").click()
    expect(page.get_by_role("link", name="Break it")).to_be_visible()  # and it is still there
    page.get_by_role("button", name="Something else").click()
    expect(page.get_by_role("link", name="Handwritten digits (fast)")).to_have_attribute("href", f"train?run={run.id}")
    expect(page).not_to_have_url(re.compile("run="))
    page.get_by_role("link", name="Handwritten digits (fast)").click()
    expect(page.get_by_role("button", name=re.compile("Pause|Resume"))).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text="Start").click()  # what Train shows is none of this page
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page).not_to_have_url(re.compile("run="))


def test_in_chinese_on_a_phone_and_where_a_disk_refuses(phone: Page, app: App) -> None:
    page = phone
    speak(page, "zh-CN")
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{app.url}/?world=creatures")
    start = page.get_by_role("button", name="开始", exact=True)
    box = start.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= 844  # without scrolling
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wall = page.locator(".wall")
    first = wall.evaluate(INK)
    page.get_by_role("button", name="衣服").click()
    expect(page).to_have_url(re.compile("world=clothes"))
    until(lambda: wall.evaluate(INK) != first, "its pictures")
    aside = app.runs.rename(app.runs.with_name("aside"))
    app.runs.write_text("")  # no folder can be made here
    try:
        start.click()
        expect(page.locator("p.problem[role=alert]:visible")).to_contain_text(str(app.runs))  # the page may say so, too
        again = page.get_by_role("button", name="再试一次")
        expect(again).to_be_enabled()
    finally:
        app.runs.unlink()
        shutil.move(aside, app.runs)
    again.click()
    expect(page).to_have_url(re.compile("run="))
    expect(page.get_by_role("status")).to_have_text("全是噪点。电脑还从来没有画过衬衫和鞋子。")
