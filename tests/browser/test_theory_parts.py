"""The drawing of the game, and a run's live numbers in the formula, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ganboard.app.components.theory.game import STEPS
from ganboard.runs import Run
from tests.browser.conftest import App, leave_open
from tests.waiting import until

NAMES = [step.name for step in STEPS]
SMALL = "/train?architecture=mlp&architecture.width=8&conditional=false&batch_size=8"
EVEN = Decimal("-1.386")
LETTERS = """(svg) => {
  const scale = svg.getScreenCTM().a;
  return [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
}"""

SCALE = """(root) => [
  parseFloat(getComputedStyle(root).getPropertyValue("--at")) / 100,
  root.querySelector(".scale").getAttribute("aria-label"),
]"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A visitor with a phone who wants no motion."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def game(page: Page, app: App) -> Locator:
    """The drawing, on a page that is opened where it is not yet."""
    if not page.url.startswith(f"{app.url}/theory"):
        page.goto(f"{app.url}/theory?chapter=game")
    found = page.locator(".game")
    found.locator("svg [data-parts]").first.wait_for()
    return found


def drawing(game: Locator) -> Locator:
    return game.locator("svg[role=img]")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth"))


def test_the_keyboard_lights_every_part_and_dims_the_others(staying: Page, app: App) -> None:
    found = game(staying, app)
    picture, shapes = drawing(found), drawing(found).locator("[data-parts]")
    expect(shapes.locator("visible=true")).not_to_have_count(0)
    assert picture.get_attribute("data-lit") == ""
    found.locator("button.play").focus()
    for step in STEPS:
        staying.keyboard.press("Tab")
        if step is not STEPS[0]:
            staying.keyboard.press("Tab")  # past the link of the step before
        expect(picture).to_have_attribute("data-lit", step.name)
        assert f"Lit now: {step.title}." in (picture.get_attribute("aria-label") or "")
        pressed = found.locator("li button[aria-pressed=true]")
        expect(pressed).to_have_count(1)
        expect(pressed).to_be_focused()
        lit = shapes.evaluate_all("(all) => all.map((each) => [each.dataset.parts, each.classList.contains('lit')])")
        assert all((step.name in parts.split()) == is_lit for parts, is_lit in lit)
        assert 0 < sum(is_lit for _, is_lit in lit) < len(lit)
    staying.keyboard.press("Escape")
    expect(picture).to_have_attribute("data-lit", "")


def test_a_pointer_lights_for_as_long_as_it_stays_and_a_click_for_longer(staying: Page, app: App) -> None:
    found = game(staying, app)
    picture = drawing(found)
    found.locator("li[data-step=real]").hover()
    expect(picture).to_have_attribute("data-lit", "real")
    staying.mouse.move(5, 5)
    expect(picture).to_have_attribute("data-lit", "")
    picture.locator("g[data-parts^=score]").locator("circle").first.click()
    staying.mouse.move(5, 5)
    expect(picture).to_have_attribute("data-lit", "score")
    found.get_by_role("button", name="Light all").click()
    expect(picture).to_have_attribute("data-lit", "")


def test_letters_of_the_drawing_can_be_read_and_nothing_overflows(staying: Page, app: App) -> None:
    picture = drawing(game(staying, app))
    for width, height in ((390, 844), (820, 1000), (1280, 720), (1920, 1080)):
        staying.set_viewport_size({"width": width, "height": height})
        until(lambda: min(picture.evaluate(LETTERS)) >= 12 and fits(staying), f"all fits {width}×{height}")


def test_a_part_leads_to_its_page(staying: Page, app: App) -> None:
    found = game(staying, app)
    found.locator("li[data-step=generator] a").click()
    expect(staying).to_have_url(re.compile("/explore"))


@pytest.mark.trial
def test_scrolling_on_a_phone_lights_one_part_after_another(phone: Page, app: App) -> None:
    found = game(phone, app)
    picture, seen = drawing(found), [""]

    def on() -> bool:
        phone.locator(".stMain").evaluate("(main) => main.scrollBy(0, 25)")
        lit = picture.get_attribute("data-lit") or ""
        if lit != seen[-1]:
            seen.append(lit)
        return lit == NAMES[-1]

    until(on, "the last part is lit")
    assert seen == ["", *NAMES]
    assert picture.locator(".runner").first.evaluate("(dot) => getComputedStyle(dot).display") == "none"


@pytest.fixture(scope="module")
def run(app: App, browser: Browser) -> str:
    """A training of very small networks, which goes on."""
    page = browser.new_page(locale="en-US")
    page.goto(app.url + SMALL)
    page.get_by_role("button", name="Start training").click()
    page.locator("img.samples").wait_for()
    until(lambda: int(page.get_by_test_id("gb-step").get_attribute("data-step") or 0) > 5, "it trains")
    found = re.search(r"run=([\w-]+)", page.url)
    page.close()
    assert found
    return found[1]


def numbers(page: Page) -> tuple[int, list[Decimal]]:
    """The step, and V, log D(x), log(1 - D(G(z))) and the distance, all of one moment."""
    step, texts = page.locator(".run").evaluate(
        "(root) => [Number(root.dataset.step), [...root.querySelectorAll('.number')].map((each) => each.textContent)]"
    )
    return step, [Decimal(text.replace("−", "-")) for text in texts]


def open_numbers(page: Page, app: App, run: str) -> None:
    page.goto(f"{app.url}/theory?chapter=your-run&run={run}")
    page.locator(".run:not(.empty) .number").first.wait_for(state="attached")
    page.locator(".run").scroll_into_view_if_needed()


@pytest.mark.trial
def test_numbers_change_while_it_trains_and_always_add_up(page: Page, app: App, run: str) -> None:
    open_numbers(page, app, run)
    expect(page.locator(".run .state")).to_have_text("Training")
    first, seen = numbers(page), []
    until(lambda: numbers(page)[0] > first[0] and numbers(page)[1] != first[1], "other numbers at a later step")
    for _ in range(5):
        before = numbers(page)[0]
        until(lambda before=before: numbers(page)[0] > before, "news")
        seen.append(numbers(page))
    for _, (value, real, fake, distance) in seen:
        assert value == real + fake
        assert distance == value - EVEN
        assert real <= 0 >= fake
    share, label = page.locator(".run").evaluate(SCALE)
    value = Decimal(label.split()[2].rstrip(".").replace("−", "-"))
    assert share == pytest.approx((float(max(value, Decimal(-2))) + 2) / 2, abs=0.002)


@pytest.mark.trial
def test_a_paused_run_rests_and_shows_what_its_folder_says(phone: Page, app: App, run: str) -> None:
    leave_open(phone, app, "train")
    phone.goto(f"{app.url}/train?run={run}")
    phone.get_by_role("button", name="Pause", exact=True).click()
    expect(phone.locator(".gb-state")).to_have_text("Paused")
    held = Run(app.runs / run).status()["step"]
    phone.get_by_role("button", name="1 step", exact=True).click()
    until(lambda: Run(app.runs / run).history()[-1]["step"] == held + 1, "one step more")
    row = Run(app.runs / run).history()[-1]
    open_numbers(phone, app, run)
    expect(phone.locator(".run .state")).to_have_text("Paused")
    step, (value, real, fake, _) = numbers(phone)
    assert step == held + 1
    assert (float(real), float(fake)) == (round(row["real_log"], 3), round(row["fake_log"], 3))
    assert value == real + fake
    assert fits(phone)
    inside = phone.locator(".run").evaluate(
        "(root) => [...root.querySelectorAll('*')].every((each) => each.getBoundingClientRect().right <= innerWidth)"
    )
    assert inside


def test_a_round_is_played_in_order_and_ends_with_all_lit(page: Page, app: App) -> None:
    page.clock.install()
    found = game(page, app)
    picture = drawing(found)
    found.get_by_role("button", name="Play a round").click()
    page.mouse.move(5, 5)
    for step in STEPS:
        expect(picture).to_have_attribute("data-lit", step.name)
        expect(found.locator("[role=status]")).to_contain_text(step.sentence)
        page.clock.run_for(3200)
    expect(picture).to_have_attribute("data-lit", "")
    expect(found.get_by_role("button", name="Play a round")).to_be_visible()


@pytest.mark.trial
def test_a_run_from_before_these_were_measured_says_so(page: Page, app: App, run: str) -> None:
    history = app.runs / "20200101-000000-old-0000" / "history.jsonl"
    old = Run.create(history.parent, Run(app.runs / run).config(), "old")
    row = {"step": 9, "seconds": 1.0, "steps_per_second": 9.0, "discriminator_loss": 1.3, "generator_loss": 0.7}
    history.write_text(json.dumps({**row, "penalty": 0.0, "real_score": 0.5, "fake_score": 0.5}) + "\n")
    old.update(state="paused", step=9, seconds=1.0)
    page.goto(f"{app.url}/theory?chapter=your-run&run={old.id}")
    expect(page.locator(".run .sentence")).to_contain_text("before these two means were measured")
    assert page.locator(".run .number").first.text_content() == "…"
