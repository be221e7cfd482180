"""Saying it as a visitor does: typing, tapping, removing, on a phone, and while it learns."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.hand import Grasp
from tests.browser.line import Line
from tests.browser.navigation import go_to
from tests.waiting import until

pytestmark = pytest.mark.browser
SMALL = {"architecture": {"name": "lean", "width": 8}, "conditional": True, "latent_size": 8}


@pytest.fixture(scope="module")
def words(app: App) -> Run:
    """A run of words with one checkpoint."""
    method = {"name": "words", "batch_size": 8, **SMALL}
    config = TrainConfig(dataset={"name": "creatures", "size": 28, "count": 240}, method=method)
    recording = Recording(Run.create(app.runs / "20260101-000000-words-0000", config, "words"))
    recording.trainer.advance(30)
    recording.save()
    recording.run.update(state="stopped")
    recording.close()
    return recording.run


@pytest.fixture
def visitor(quiet: Page, app: App, words: Run) -> Page:
    quiet.goto(f"{app.url}/say?run={words.id}&say=a+red+drop&seed=5&lang=en")
    ready(quiet)
    return quiet


def ready(page: Page) -> None:
    expect(page.locator(".pictures li canvas[aria-label]")).to_have_count(8, timeout=60_000)  # the engine has to start


def looks(page: Page) -> list[str]:
    return page.locator(".pictures canvas").evaluate_all("(all) => all.map((each) => each.toDataURL())")


def chips(page: Page) -> list[str]:
    return page.get_by_role("list", name="What was understood").locator("button").all_inner_texts()


def asked(page: Page, name: str) -> str:
    """What the address says."""
    return parse_qs(urlsplit(str(page.evaluate("location.href"))).query).get(name, [""])[0]


def type_in(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Sentence")
    field.fill("")
    field.press_sequentially(text)


@pytest.mark.trial
def test_until_the_first_pictures_are_there_a_sentence_stands_in_their_place(quiet: Page, app: App, words: Run) -> None:
    line = Line(quiet, holds=True)
    quiet.goto(f"{app.url}/say?run={words.id}&say=a+red+drop&seed=5&lang=en")
    told = quiet.locator(".getting-ready").get_by_role("status")
    expect(told).to_have_text("It is getting ready. The first pictures come in a few seconds.", timeout=30_000)
    line.let_go()
    ready(quiet)
    expect(told).to_be_hidden()


def test_what_is_typed_is_drawn_and_judged(visitor: Page) -> None:
    before = looks(visitor)
    type_in(visitor, "a sad green box with horns")
    chip = visitor.get_by_role("button", name="Remove green", exact=True)
    expect(chip).to_be_visible()
    until(lambda: looks(visitor) != before, "other words, other pictures")
    expect(chip.locator("..")).to_contain_text("of 8")
    expect(visitor.get_by_role("status")).to_contain_text("The judge")
    expect(visitor.get_by_role("button", name="square", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(visitor.locator(".obedience strong")).to_have_count(2)
    until(lambda: asked(visitor, "say") == "a sad green box with horns", "the address says it")
    visitor.reload()
    expect(visitor.locator(".obedience strong").first).to_be_visible()  # though all was measured before


@pytest.mark.trial
def test_a_word_is_taken_away_by_click_by_key_and_by_dragging(visitor: Page) -> None:
    field = visitor.get_by_role("textbox", name="Sentence")
    field.fill("a sad green drop with horns")
    visitor.get_by_role("button", name="Remove horns", exact=True).click()
    expect(field).to_have_value("a sad green drop")
    visitor.get_by_role("button", name="Remove green", exact=True).press("Delete")
    expect(field).to_have_value("a sad drop")
    chip = visitor.get_by_role("button", name="Remove sad", exact=True)
    expect(visitor.get_by_role("button", name="Remove green", exact=True)).to_have_count(0)
    hand = Grasp(chip)
    hand.by(50, 110)
    hand.let_go()
    expect(field).to_have_value("a drop")


def test_words_are_tapped_in_and_out(visitor: Page) -> None:
    field = visitor.get_by_role("textbox", name="Sentence")
    visitor.get_by_role("button", name="three eyes", exact=True).click()
    expect(field).to_have_value("a red drop, three eyes")
    visitor.get_by_role("button", name="blue", exact=True).click()
    expect(field).to_have_value("a blue drop, three eyes")
    visitor.get_by_role("button", name="three eyes", exact=True).click()
    expect(field).to_have_value("a blue drop")


def test_an_unknown_word_is_struck_out_and_the_rest_is_drawn(visitor: Page) -> None:
    type_in(visitor, "a fluffy yellow drop")
    struck = visitor.get_by_role("button", name="Remove fluffy", exact=True)
    expect(struck.locator("s")).to_have_text("fluffy")
    expect(visitor.get_by_role("status")).to_contain_text("You can say the colour")
    expect(visitor.locator(".pictures")).not_to_have_class("pictures faded")
    type_in(visitor, "red blue")
    expect(visitor.get_by_role("status")).to_contain_text("contradict each other")
    expect(visitor.locator(".pictures")).to_have_class("pictures faded")
    type_in(visitor, " ")
    expect(visitor.get_by_role("status")).to_contain_text("Say what you want to see")


def test_it_understands_chinese(visitor: Page) -> None:
    type_in(visitor, "红色三只眼的方块怪物")
    expect(visitor.get_by_role("button", name="Remove 三只眼", exact=True)).to_be_visible()
    expect(visitor.locator(".pictures .never").filter(visible=True)).to_have_count(8)
    expect(visitor.get_by_role("status")).to_contain_text("never shown such a creature")


def test_a_surprise_and_other_ones(visitor: Page) -> None:
    field, before = visitor.get_by_role("textbox", name="Sentence"), looks(visitor)
    visitor.get_by_role("button", name="Other ones", exact=True).click()
    until(lambda: looks(visitor) != before, "other pictures")
    expect(field).to_have_value("a red drop")
    visitor.get_by_role("button", name="Surprise me", exact=True).click()
    expect(field).not_to_have_value("a red drop")
    until(lambda: len(chips(visitor)) >= 3, "a sentence of three words or more")


@pytest.mark.trial
def test_a_link_shows_the_same_pictures(visitor: Page) -> None:
    before = looks(visitor)
    visitor.get_by_role("button", name="Other ones", exact=True).click()
    until(lambda: looks(visitor) != before, "other pictures")
    until(lambda: asked(visitor, "seed") not in ("", "5"), "the address tells the seed")
    shown, address = looks(visitor), str(visitor.evaluate("location.href"))
    visitor.goto("about:blank")
    visitor.goto(address)
    ready(visitor)
    expect(visitor.get_by_role("textbox", name="Sentence")).to_have_value("a red drop")
    until(lambda: looks(visitor) == shown, "the same pictures")


@pytest.mark.trial
def test_the_sentence_stays_while_other_pages_are_looked_at(visitor: Page) -> None:
    type_in(visitor, "a purple monster")
    go_to(visitor, "theory", "Theory")
    visitor.get_by_text("Play a round").wait_for()
    go_to(visitor, "say", "Say it")
    expect(visitor.get_by_role("textbox", name="Sentence")).to_have_value("a purple monster")
    ready(visitor)


@pytest.fixture
def phone(browser: Browser, app: App, words: Run) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-US", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{app.url}/say?run={words.id}&lang=en")
    ready(page)
    yield page
    context.close()


@pytest.mark.trial
def test_on_a_phone_all_is_there_and_nothing_sticks_out(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="orange", exact=True).tap()
    expect(phone.get_by_role("textbox", name="Sentence")).to_have_value("a smiling round orange monster with horns")
    phone.get_by_role("button", name="Remove orange", exact=True).tap()
    expect(phone.get_by_role("textbox", name="Sentence")).to_have_value("a smiling round monster with horns")
    phone.get_by_test_id("stExpandSidebarButton").tap()
    expect(phone.get_by_role("link", name="Say it", exact=True)).to_have_attribute("aria-current", "page")


@pytest.mark.trial
@pytest.mark.slow
def test_it_is_taught_here_and_its_pictures_follow(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/say?lang=en")
    quiet.get_by_role("button", name="Train a new one").click()
    expect(quiet.locator(".stand")).to_contain_text("It is learning right now", timeout=90_000)
    ready(quiet)
    first = looks(quiet)
    until(lambda: looks(quiet) != first, "the pictures follow the training", seconds=60)
    expect(quiet.get_by_role("textbox", name="Sentence")).to_have_value("a smiling round blue monster with horns")
