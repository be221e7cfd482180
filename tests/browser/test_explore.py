"""The Explore page as a visitor uses it: a mouse, a keyboard, a finger, a link."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App, speak
from tests.browser.hand import Grasp, box_of
from tests.browser.test_train import engine_pid
from tests.trials import again
from tests.waiting import until

pytestmark = pytest.mark.browser
TABS = ["Map", "Walks", "Arithmetic", "Find my image", "Is it copied?", "Look inside", "My directions", "Shelf"]
WATCH = """(canvas) => {
  window.seen = new Set();
  const look = () => {
    window.seen.add(canvas.toDataURL());
    window.watching = requestAnimationFrame(look);
  };
  look();
}"""


def packed(point: dict[str, Any]) -> str:
    """A point as a link has it."""
    return base64.urlsafe_b64encode(json.dumps(point).encode()).decode().rstrip("=")


def canvas(page: Page) -> Any:
    return page.locator("canvas.large")


def picture(page: Page) -> str:
    return str(canvas(page).evaluate("(canvas) => canvas.toDataURL()"))


SETTLED = """async () => {
  const { desk } = await import(new URL("/ganboard/code/explore/core.js", location.origin));
  const { canvas, root, version } = desk.mixer ?? {};
  return canvas && canvas.dataset.settled === `${version}` && root.dataset.strips === `${version}`;
}"""


def settled(page: Page) -> str:
    """Wait until picture and strips are those of the point; give the picture."""
    until(lambda: page.evaluate(SETTLED), "picture and strips are those of the point")
    return picture(page)


def open_page(page: Page, app: App, query: str = "") -> str:
    page.goto(f"{app.url}/explore{query}")
    canvas(page).wait_for()
    return settled(page)


def details(page: Page) -> None:
    """Have numbers shown, if they are not: a link says it, too."""
    button = page.locator(".bar").get_by_role("button", name="Details", exact=True)
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    expect(button).to_have_attribute("aria-expanded", "true")


@pytest.fixture(scope="module")
def visitor(staying: Page, app: App) -> Page:
    """One visitor of the shipped digits, for the tests that come first."""
    open_page(staying, app)
    return staying


def test_dragging_shows_frames_without_asking(visitor: Page) -> None:
    before = settled(visitor)
    slider = visitor.get_by_role("slider", name="Change 3", exact=True)
    hand = Grasp(slider)
    canvas(visitor).evaluate(WATCH)
    for part in range(10, 90, 2):
        hand.to(part / 100)
    seen = visitor.evaluate("() => { cancelAnimationFrame(window.watching); return window.seen.size; }")
    assert seen >= 20  # of forty moves; how fast, tells benchmarks/explore.py
    hand.let_go()
    after = settled(visitor)
    assert after != before
    visitor.get_by_role("button", name="Reset Change 3", exact=True).click()
    until(lambda: settled(visitor) == before, "the picture is back")


ENDS = """(rows) => rows.map((row) => [...row.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()))"""
CLASS = ".bar [role=radio][aria-checked=true]"


def ends(page: Page) -> list[list[str]]:
    """Of each slider the three small pictures."""
    found: list[list[str]] = page.locator(".mixer .ends").evaluate_all(ENDS)
    return found


def test_sliders_show_where_they_lead_and_a_surprise_walks_to_another_class(visitor: Page) -> None:
    first, before = settled(visitor), ends(visitor)
    assert len(before) == 6
    assert all(len(set(three)) == 3 for three in before)  # beginning, middle and end differ
    assert len({three[1] for three in before[:5]}) == 1  # all begin here
    shown = visitor.locator(CLASS).inner_text()
    canvas(visitor).evaluate(WATCH)
    visitor.get_by_role("button", name="Surprise me").click()
    until(lambda: settled(visitor) != first, "another picture")
    assert visitor.evaluate("() => { cancelAnimationFrame(window.watching); return window.seen.size; }") > 2  # a way
    assert visitor.locator(CLASS).inner_text() != shown
    until(lambda: ends(visitor) != before, "strips of the other class")
    visitor.emulate_media(reduced_motion="reduce")
    second = settled(visitor)
    canvas(visitor).evaluate(WATCH)
    visitor.get_by_role("button", name="Surprise me").click()
    until(lambda: settled(visitor) != second, "another one")
    assert visitor.evaluate("() => { cancelAnimationFrame(window.watching); return window.seen.size; }") <= 2
    visitor.emulate_media(reduced_motion="no-preference")


def test_numbers_stand_behind_details_which_stay_open(visitor: Page) -> None:
    seed = visitor.get_by_label("Seed", exact=True)
    expect(seed).to_be_hidden()
    expect(visitor.locator(".mixer .rating").first).to_be_hidden()
    details(visitor)
    expect(
        visitor.get_by_text(re.compile(r"does the same to most pictures: [a-z ]+ \(-?\d\.\d\d\)")).first
    ).to_be_visible()
    visitor.reload()
    canvas(visitor).wait_for()
    settled(visitor)
    expect(seed).to_be_visible()
    seed.fill("0")
    seed.press("Enter")
    visitor.get_by_role("radio", name="3", exact=True).click()
    first = settled(visitor)
    for kind, name in (("Raw noise numbers", "Number 1"), ("Strongest switches", "Switch 1")):
        visitor.get_by_role("radio", name=kind).click()
        slider = visitor.get_by_role("slider", name=name, exact=True)
        slider.focus()
        slider.press("PageUp")
        until(lambda: settled(visitor) != first, f"{name} changes the picture")
        visitor.get_by_role("button", name="Reset all").click()
        until(lambda: settled(visitor) == first, "all is back")
    visitor.get_by_role("radio", name="Biggest changes", exact=True).click()
    expect(visitor.get_by_role("slider", name="Change 1", exact=True)).to_be_visible()


def test_a_link_shows_the_same_in_another_browser(visitor: Page, browser: Browser) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = settled(visitor)
    visitor.get_by_role("button", name="Surprise me").click()
    until(lambda: settled(visitor) != before, "another picture")
    slider = visitor.get_by_role("slider", name="Change 2", exact=True)
    slider.focus()
    slider.press("PageUp")
    blend = visitor.get_by_role("slider", name=re.compile("^Blend"))
    blend.focus()
    blend.press("PageUp")
    shown = settled(visitor)
    visitor.get_by_role("button", name="Copy link").click()
    expect(visitor.get_by_role("button", name="Link copied")).to_be_visible()
    address = visitor.evaluate("() => navigator.clipboard.readText()")
    other = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    page = other.new_page()
    page.goto(address)
    canvas(page).wait_for()
    until(lambda: settled(page) == shown, "the same picture")
    other.close()


def test_every_slider_answers_to_the_keyboard(visitor: Page) -> None:
    shown = settled(visitor)
    sliders = [*(f"Change {number}" for number in range(1, 6)), "Bold ↔ typical", re.compile("^Blend")]
    for name in sliders:
        slider = visitor.get_by_role("slider", name=name, exact=True)
        slider.focus()
        for _ in range(3):
            slider.press("PageUp")
        until(lambda last=shown: settled(visitor) != last, f"{name} changes the picture")
        shown = settled(visitor)


def test_a_question_right_after_a_change_of_language_is_answered(visitor: Page) -> None:
    answers = visitor.evaluate(
        """async () => {
          const { desk } = await import(new URL("/ganboard/code/explore/core.js", location.origin));
          const ask = () => desk.ask("standing", {}, null, desk.source.id).then(() => "answered", (error) => error.message);
          const asked = [], { language } = desk;
          await ask();
          for (const other of ["zh", language, "zh", language]) {
            desk.speak(other);
            asked.push(ask());
          }
          return Promise.all(asked);
        }"""
    )
    assert answers == ["answered"] * 4


@pytest.mark.trial
def test_a_finger_moves_a_slider(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-US")
    page = context.new_page()
    before = open_page(page, app)
    slider = page.get_by_role("slider", name="Change 1", exact=True)
    box = box_of(slider)
    slider.tap(position={"x": box["width"] * 0.9, "y": box["height"] / 2})
    until(lambda: settled(page) != before, "the picture changes")
    context.close()


@pytest.mark.trial
def test_on_a_phone_a_slider_comes_before_the_training_step_and_the_picture_stays_in_sight(
    phone: Page, app: App, trained: Run
) -> None:
    phone.context.clear_cookies()  # of who left Details open
    before = open_page(phone, app, f"?run={trained.id}")
    first, step = (phone.get_by_role("slider", name=name, exact=True) for name in ("Change 1", "Training step"))
    expect(step).to_be_visible()

    def ends() -> list[float]:
        return [each.evaluate("(slider) => slider.getBoundingClientRect().bottom") for each in (first, step)]

    until(lambda: ends()[0] < 844 < ends()[1], f"a slider without scrolling, the step below: {ends()}", seconds=20)
    phone.get_by_role("button", name="Surprise me").click()
    until(lambda: settled(phone) != before, "another picture")
    expect(canvas(phone)).to_be_in_viewport(ratio=0.99)
    details(phone)
    said = phone.locator(".row .rating").filter(visible=True).first
    expect(said).to_contain_text("variance")
    assert (
        said.evaluate("(said) => said.getBoundingClientRect().height") < 30
    )  # in lines that can be read, not in a column


@pytest.mark.trial
def test_the_training_step_shows_the_same_noise_at_every_stage(quiet: Page, app: App, trained: Run) -> None:
    newest = open_page(quiet, app, f"?run={trained.id}")
    step = quiet.get_by_role("slider", name="Training step")
    step.focus()
    step.press("Home")
    until(lambda: settled(quiet) != newest, "step 0 looks different")
    quiet.wait_for_url("**step=0**")
    step.press("End")
    until(lambda: settled(quiet) == newest, "and the newest as before")


def test_a_run_deleted_meanwhile_is_said_and_the_page_lives_on(quiet: Page, app: App, trained: Run) -> None:
    shutil.copytree(trained.path, app.runs / "doomed")
    status = json.loads((app.runs / "doomed" / "run.json").read_text())
    (app.runs / "doomed" / "run.json").write_text(json.dumps({**status, "id": "doomed"}))
    open_page(quiet, app, "?run=doomed")
    shutil.rmtree(app.runs / "doomed")
    slider = quiet.get_by_role("slider", name="Change 1", exact=True)
    slider.focus()
    slider.press("PageUp")
    expect(quiet.get_by_role("alert").filter(has_text="There is no run called doomed")).to_be_visible()


OPAQUE = (
    """(canvas) => canvas.getContext("2d").getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data[3] === 255"""
)


@pytest.mark.parametrize("language", ["zh-CN", again("en-US")])
def test_every_tab_fits_a_phone_and_fails_nowhere(phone: Page, app: App, language: str) -> None:
    page = phone
    speak(page, language)
    open_page(page, app)
    expect(page.get_by_role("tab", name={"en-US": "Walks", "zh-CN": "漫游"}[language], exact=True)).to_be_visible()
    tabs = page.get_by_role("tab")
    assert tabs.count() == len(TABS)
    for tab in tabs.all():  # else its name lies over the next one's
        assert tab.evaluate("(tab) => tab.scrollWidth <= tab.clientWidth"), tab.inner_text()
    for number in range(len(TABS)):
        tabs.nth(number).click()
        if number == TABS.index("Map"):
            page.locator(".map canvas.tiles[data-plane]").scroll_into_view_if_needed()
            shown = page.locator(".map canvas.preview")
            until(lambda shown=shown: shown.evaluate(OPAQUE), "the picture at the dot, before it is moved")
        expect(tabs.nth(number)).to_have_attribute("aria-selected", "true")
        wide = page.evaluate(
            "() => document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
        )
        assert wide <= 0, tabs.nth(number).inner_text()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        again("&step=7", "no readable checkpoint of step 7"),
        ("&point=" + packed({"z": "AAAAAAAAAAA=", "psi": 1}), "the point belongs to another generator"),
        again("&point=" + packed({"z": "AAAA", "psi": 1}), "damaged or incomplete"),
    ],
)
def test_a_link_that_cannot_be_followed_says_so_and_shows_a_picture(
    quiet: Page, app: App, trained: Run, query: str, sentence: str
) -> None:
    open_page(quiet, app, f"?run={trained.id}{query}")
    expect(quiet.get_by_role("alert").filter(has_text=sentence)).to_be_visible()


@pytest.mark.trial
def test_an_engine_that_dies_is_started_again(quiet: Page, app: App) -> None:
    before = open_page(quiet, app)
    os.kill(engine_pid(app), signal.SIGKILL)
    quiet.get_by_role("radio", name="5", exact=True).click()
    until(lambda: picture(quiet) != before, "the picture of the new engine", 60)
    settled(quiet)
