"""Swap it: a creature goes to the other side and comes home, either way round, and a link shows the same one."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from ganboard.presets import preset
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.browser.navigation import go_to
from tests.waiting import until

pytestmark = pytest.mark.browser
PIXELS = "canvas => Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)"

CAPTION = """(radio) => {
  radio.click();
  return radio.getRootNode().querySelector("figure.first figcaption").textContent;
}"""
"""What stands below the first picture as soon as another way was chosen: the picture is still of the one before."""


def pixels(page: Page, name: str) -> list[int]:
    found: list[int] = page.locator(f"canvas.station.{name}").evaluate(PIXELS)
    return found


def light(page: Page, name: str) -> float:
    values = pixels(page, name)
    return sum(values[at] for at in range(len(values)) if at % 4 != 3) / (len(values) * 3 / 4)


def apart(one: list[int], other: list[int]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def arrive(page: Page, app: App, rest: str = "") -> None:
    page.goto(f"{app.url}/swap?run=shipped-swap&lang=en{rest}")
    expect(page.locator(".row[data-painted]")).to_be_visible(timeout=60_000)


def asked(page: Page) -> dict[str, str]:
    address = urlparse(page.evaluate("location.href"))
    return {name: value for name, (value,) in parse_qs(address.query).items()}


def test_a_creature_goes_there_and_back_either_way_and_a_link_shows_the_same(app: App, quiet: Page) -> None:
    page = quiet
    arrive(page, app, "&way=noon&seed=-3&pick=99&step=1e99")  # which are none: passed over
    assert light(page, "first") > light(page, "away") + 40  # day, and the night that was made of it
    assert light(page, "home") > light(page, "away") + 40
    there, home = (apart(pixels(page, "first"), pixels(page, name)) for name in ("away", "home"))
    assert home < there / 4
    expect(page.locator(".facts li")).to_have_count(6)
    expect(page.locator(".facts li").first).to_have_text("✓Sideby day → by night → by day")
    expect(page.locator(".stays")).to_have_attribute("data-parts", "6", timeout=60_000)
    come, kept = (page.locator(".stays p").nth(place).text_content() or "" for place in (0, 1))
    assert re.match(r"(\d+) of 100 pictures look like the other side now", come)[1] == "100"  # type: ignore[index]
    assert int(re.search(r"these, (\d+) of 100", kept)[1]) >= 85  # type: ignore[index]
    clean(page.locator(".st-key-play_swap"))

    first = pixels(page, "first")
    page.get_by_role("button", name="Number 3:").click()
    expect(page.get_by_role("button", name="Number 3:")).to_have_attribute("aria-pressed", "true")
    assert pixels(page, "first") != first
    caption = page.locator("figure.first figcaption")
    assert page.get_by_role("radio", name="by night → by day", exact=True).evaluate(CAPTION) == "by day, real"
    until(lambda: light(page, "first") < light(page, "away") - 40, "night first", seconds=30)
    expect(caption).to_have_text("by night, real")
    expect(page.get_by_role("radio", name="by night → by day", exact=True)).to_be_checked()
    until(lambda: {"way", "seed", "pick"} <= asked(page).keys(), "the address says it")
    assert (asked(page)["way"], asked(page)["pick"]) == ("night", "2")
    stations, link = {name: pixels(page, name) for name in ("first", "away", "home")}, page.evaluate("location.href")

    page.get_by_role("button", name="Other ones", exact=True).click()
    until(lambda: pixels(page, "first") != stations["first"], "other creatures", seconds=30)
    other = page.context.browser.new_context(viewport={"width": 390, "height": 844}).new_page()  # type: ignore[union-attr]
    other.goto(link)
    expect(other.locator(".row[data-painted]")).to_be_visible(timeout=60_000)
    until(lambda: pixels(other, "first") == stations["first"], "the same creature", seconds=30)
    assert pixels(other, "away") == stations["away"]
    assert pixels(other, "home") == stations["home"]
    clean(other.locator(".st-key-play_swap"))
    other.context.close()


@pytest.mark.trial
def test_what_has_learnt_nothing_is_not_praised_for_what_stays(app: App, quiet: Page) -> None:
    """Digits are read alike where nothing was changed: of 100 things 95 are the same."""
    config = preset("thin_fat").config(**{"width": 4, "judge_width": 4})
    run = Run.create(app.runs / "20260104-000000-swap-0000", config, "nothing")
    recording = Recording(run, data=config.dataset.load())
    recording.trainer.advance(1)
    recording.save()
    recording.close()
    quiet.goto(f"{app.url}/swap?run={run.id}&lang=en")
    expect(quiet.locator(".stays")).to_have_attribute("data-parts", "6", timeout=90_000)
    said = quiet.locator(".stays p")
    expect(said.nth(0)).to_contain_text("Hardly any picture looks like the other side yet")
    expect(said.nth(1)).to_have_text("So nothing can be said yet about what stays")
    expect(said.nth(2)).to_have_text("")
    expect(quiet.locator(".facts li").first).to_have_text("✗Sidestill thin and white")
    clean(quiet.locator(".told"))


@pytest.mark.trial
def test_it_is_reached_by_the_navigation_and_its_keys_change_the_way(app: App, quiet: Page) -> None:
    quiet.goto(f"{app.url}/say?lang=en")
    go_to(quiet, "swap", "Swap it")
    expect(quiet.locator(".row[data-painted]")).to_be_visible(timeout=60_000)
    day = quiet.get_by_role("radio", name="by day → by night", exact=True)
    day.focus()
    day.press("ArrowRight")
    expect(quiet.get_by_role("radio", name="by night → by day", exact=True)).to_be_focused()
    until(lambda: light(quiet, "first") < light(quiet, "away") - 40, "night first", seconds=30)


@pytest.mark.trial
def test_an_impatient_hand_begins_one_training(app: App, quiet: Page) -> None:
    page, app_runs = quiet, app.runs
    before = {folder.name for folder in app_runs.glob("*/run.json")}
    arrive(page, app)
    page.get_by_role("button", name="Without both").dblclick()
    page.wait_for_url(re.compile(r"run=\d{8}-"))
    expect(page.locator(".row[data-painted]")).to_be_visible(timeout=90_000)
    (one,) = runs_of(app, before)
    flat = one.config().to_flat()
    assert (flat["cycle"], flat["identity"], one.config().seconds) == (0, 0, 120)

    page.goto(f"{app.url}/train?preset=points&lang=en")
    page.get_by_role("button", name="Start training").dblclick()
    page.wait_for_url(re.compile(r"run=\d{8}-"))
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible(timeout=90_000)
    (other,) = [run for run in runs_of(app, before) if run.id != one.id]
    until(lambda: other.status()["step"] > 0, "it trains", seconds=60)


def runs_of(app: App, but: set[str]) -> list[Run]:
    return [Run(file.parent) for file in sorted(app.runs.glob("*/run.json")) if file.parent.name not in but]


@pytest.mark.trial
def test_who_takes_a_rule_away_far_below_sees_what_comes_of_it_and_what_is_missing(app: App, quiet: Page) -> None:
    arrive(quiet, app)
    expect(quiet.locator(".gb-without")).to_have_count(0)
    button = quiet.get_by_role("button", name="Without the way back")
    button.scroll_into_view_if_needed()
    assert quiet.locator(".stMain").evaluate("(main) => main.scrollTop") > 100
    button.click()
    expect(quiet.locator(".gb-without")).to_contain_text("without the way back", timeout=60_000)
    until(lambda: quiet.locator(".stMain").evaluate("(main) => main.scrollTop") == 0, "the page shows it", seconds=30)
    clean(quiet.locator(".gb-without"))


@pytest.mark.trial
def test_evaluate_says_how_much_stays_and_shows_what_it_speaks_of(app: App, quiet: Page) -> None:
    quiet.goto(f"{app.url}/evaluate?run=shipped-swap&lang=en")
    expect(quiet.locator(".gb-verdict").first).to_contain_text(
        "by day → by night: 100 of 100 pictures look like the other side now.", timeout=90_000
    )
    expect(quiet.locator(".gb-beside img")).to_have_count(2, timeout=60_000)
    expect(quiet.get_by_role("alert")).to_have_count(0)
