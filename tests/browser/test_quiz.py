"""You against the judge as a visitor plays it: on a phone to the end, by keys, and as a class in a room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App
from tests.browser.pictures import not_enlargeable
from tests.waiting import until

pytestmark = pytest.mark.browser
SIDES = ("The one on the left is real", "The one on the right is real")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-US", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def lies(page: Page, number: int) -> None:
    """Wait until a pair lies there, and was seen long enough to be guessed."""
    expect(page.locator(".count")).to_contain_text(f"Pair {number} of", timeout=60_000)  # the engine has to start
    expect(page.locator(".cards.seen .card:enabled")).to_have_count(2)


def rate(page: Page, who: str) -> str:
    return page.locator(".rate").nth(("You", "The judge").index(who)).inner_text()


def test_a_quiz_to_its_end_on_a_phone(phone: Page, app: App) -> None:
    problems: list[str] = []
    phone.on("pageerror", lambda error: problems.append(str(error)))
    phone.goto(f"{app.url}/quiz?lang=en")
    lies(phone, 1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    cards = phone.locator(".card")
    boxes = [cards.nth(n).bounding_box() for n in (0, 1)]
    assert all(box and box["width"] > 150 and box["y"] + box["height"] < 844 for box in boxes)
    # What stands around the two pictures is the same, whichever is real.
    told = cards.evaluate_all("(all) => all.map((card) => card.outerHTML)")
    left, right = (each.replace(SIDES[0], "").replace(SIDES[1], "") for each in told)
    assert left.replace("←", "") == right.replace("→", "")
    for number in range(1, 21):
        lies(phone, number)
        phone.get_by_role("button", name=SIDES[number % 2], exact=True).tap()
    expect(phone.get_by_role("status").filter(has_text="was real")).to_contain_text("The judge was")
    expect(phone.get_by_role("heading", name="Your result")).to_be_visible()
    expect(phone.locator(".verdict")).to_contain_text("of 20")
    assert "of 20" in rate(phone, "You")
    phone.reload()  # the tab holds the round
    expect(phone.get_by_role("heading", name="Your result")).to_be_visible()
    phone.get_by_role("button", name="20 more pairs").tap()
    lies(phone, 21)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert problems == []


@pytest.mark.trial
def test_keys_one_guess_a_pair_and_in_chinese(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/quiz?lang=en")
    lies(quiet, 1)
    quiet.keyboard.press("ArrowLeft")
    quiet.keyboard.press("ArrowLeft")  # an impatient second time
    lies(quiet, 2)
    expect(quiet.locator(".rate").first).to_contain_text("of 1")
    quiet.keyboard.press("2")
    lies(quiet, 3)
    expect(quiet.locator(".last figure.real canvas")).to_have_count(1)
    expect(quiet.locator(".last .chose", has_text="Judge’s pick")).to_have_count(1)
    assert not_enlargeable(quiet) == []  # of these one knows by now what they are
    took = quiet.evaluate(
        """async () => {
          const host = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".card"));
          const [card] = host.shadowRoot.querySelectorAll(".card"), before = card.querySelector("canvas").toDataURL();
          card.click();
          await new Promise((drawn) => requestAnimationFrame(drawn));
          return card.querySelector("canvas").toDataURL() !== before;
        }"""
    )
    assert took  # the next pair lay there already: it is drawn before the answer comes
    lies(quiet, 4)
    quiet.get_by_text("中文").click()
    expect(quiet.get_by_role("heading", name="哪一张是真的？")).to_be_visible()
    expect(quiet.locator(".rate").first).to_contain_text("3")  # the same round


@pytest.mark.trial
def test_two_in_a_room_add_up_on_the_projector(quiet: Page, phone: Page, browser: Browser, app: App) -> None:
    quiet.goto(f"{app.url}/quiz?lang=en")
    lies(quiet, 1)
    quiet.get_by_role("button", name="Play as a class").click()
    quiet.get_by_role("button", name="Open a room", exact=True).click()
    expect(quiet.locator(".many")).to_contain_text("Playing: 0")
    expect(quiet.locator(".join .note")).to_contain_text("opens on this computer only")
    link = str(quiet.locator(".link").get_attribute("href"))
    assert link.endswith(f"/quiz?room={quiet.locator('.code').inner_text()}")
    context = browser.new_context(locale="en-US")
    other = context.new_page()
    for pupil in (phone, other):
        pupil.goto(link)
    for pupil in (phone, other):
        for number in (1, 2, 3):
            lies(pupil, number)
            pupil.get_by_role("button", name=SIDES[0], exact=True).click()
    expect(quiet.locator(".many")).to_contain_text("Playing: 2")
    expect(quiet.locator(".many")).to_contain_text("Guesses: 6")
    expect(quiet.locator(".rate").first).to_contain_text("of 6")
    quiet.reload()  # a room outlives it, and the tab that opened it may still end it
    expect(quiet.locator(".many")).to_contain_text("Guesses: 6")
    quiet.get_by_role("button", name="End the room").click()
    lies(quiet, 1)
    other.get_by_role("button", name=SIDES[1], exact=True).click()
    expect(other.get_by_role("alert").filter(has_text="This room has ended")).to_be_visible()
    until(lambda: "of 3" in rate(phone, "You"), "what one guessed stays on the page")
    context.close()
