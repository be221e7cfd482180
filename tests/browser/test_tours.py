"""Guided tours in a real browser: one walked wholly, and every place that a tour shows looked for on its page."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, expect

from ganboard.runs import Run
from ganboard.tours import PLACES, Stop, Tour, tours
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.browser.walking import Walk
from tests.waiting import until

FIRST = tours("en")[0]["first-gan"]
PATIENCE = 120_000
FINDS = """async (places) => {
  const { find } = await import(new URL("ganboard/code/tours/places.js", location.href));
  const says = (node, label) => [node, ...node.querySelectorAll("*"), ...(node.labels ?? [])]
    .some((each) => (each.getAttribute("aria-label") ?? "").includes(label) || each.textContent.includes(label));
  const wrong = Object.entries(places).filter(([, { css, label, named }]) => {
    const node = find({ css, label: named ? label : "" });
    return !node || (label && !says(node, label));
  });
  return wrong.map(([name]) => name);
}"""
RING = """(panel) => {
  const ring = panel.getRootNode().querySelector(".ring").getBoundingClientRect();
  return [ring.left, ring.top, ring.right, ring.bottom];
}"""


def lacks(page: Page, names: list[str]) -> list[str]:
    """Which of some places are not found on the page, or do not say what they are called."""
    told = {
        name: {"css": PLACES[name].css, "label": PLACES[name].label, "named": PLACES[name].by_label} for name in names
    }
    return page.evaluate(FINDS, told)


def of(page_name: str, when: str = "") -> list[str]:
    return [name for name, place in PLACES.items() if place.page == page_name and place.when == when]


def find_all(page: Page, names: list[str]) -> None:
    assert names
    with suppress(AssertionError):
        until(lambda: not lacks(page, names), "all places", 30)
    assert lacks(page, names) == []  # not there, or called otherwise


TABS = {"Map": "explore.map", "Find my image": "explore.pad explore.search"}
ADVANCED, DETAILS = "“Advanced” is open", "“Details” is open"
TRAINED, PAUSED = "a training is on the page", "a training is paused"


@pytest.mark.trial
def test_every_place_is_on_its_page(quiet: Page, app: App, trained: Run) -> None:
    page, url = quiet, app.url
    other = Run(shutil.copytree(trained.path, app.runs / trained.id.replace("0000", "0001")))
    page.goto(f"{url}/train?lang=en")
    find_all(page, of("train"))
    page.get_by_text("Advanced", exact=True).click()
    find_all(page, of("train", ADVANCED))
    page.goto(f"{url}/train?lang=en&run={trained.id}")
    find_all(page, of("train", TRAINED) + of("train", PAUSED))
    shut = {name: {"css": PLACES[name].shut, "label": "", "named": False} for name in ("train.new", "train.details")}
    assert page.evaluate(FINDS, shut) == []  # what a ring shows as long as what lies behind it cannot be seen
    page.locator("summary", has_text=re.compile("Details$")).first.click()
    find_all(page, of("train", DETAILS))
    assert page.evaluate(FINDS, shut) == ["train.details"]
    page.goto(f"{url}/explore?lang=en&run=shipped")
    find_all(page, of("explore"))
    shut = {
        name: {"css": PLACES[name].shut, "label": "", "named": False} for name in ("explore.details", "explore.find")
    }
    assert page.evaluate(FINDS, shut) == []
    page.locator(".bar").get_by_role("button", name="Details", exact=True).click()
    find_all(page, of("explore", DETAILS))
    for tab, names in TABS.items():
        page.get_by_role("tab", name=tab).click()
        find_all(page, names.split())
    for name in ("say", "draw", "swap", "move", "quiz"):
        page.goto(f"{url}/{name}?lang=en")
        find_all(page, of(name))
    page.goto(f"{url}/museum?lang=en")
    find_all(page, of("museum", "no exhibit is open"))
    page.goto(f"{url}/museum?lang=en&exhibit=collapse")
    find_all(page, of("museum", "an exhibit is open"))
    for chapter in ("game", "vae", "dynamics"):
        page.goto(f"{url}/theory?lang=en&chapter={chapter}")
        find_all(page, of("theory", f"chapter={chapter}") + of("theory"))
    page.goto(f"{url}/runs?lang=en&compare={trained.id},{other.id}")
    find_all(page, of("runs", "two are compared"))
    tried = {
        "",
        TRAINED,
        PAUSED,
        ADVANCED,
        DETAILS,
        "its tab is open",
        "no exhibit is open",
        "an exhibit is open",
        "two are compared",
        "a training runs",
    }
    assert all(place.when in tried or place.when.startswith("chapter=") for place in PLACES.values())


def panel_of(page: Page, tour: Tour) -> Locator:
    return page.get_by_role("region", name=f"Guided tour: {tour.title}")


def around(panel: Locator, place: Locator) -> None:
    """The ring lies around a place."""

    def lies() -> bool:
        left, top, right, bottom = panel.evaluate(RING)
        box = place.bounding_box()
        if box is None:
            return False
        far = box["x"] + box["width"], box["y"] + box["height"]
        return left < box["x"] and top < box["y"] and right > far[0] and bottom > far[1]

    until(lies, "a ring around it", 30)


@pytest.mark.trial
def test_a_tour_is_walked_to_its_end(quiet: Page, app: App) -> None:
    page, stops = quiet, FIRST.stops
    page.goto(f"{app.url}/tours?lang=en")
    page.get_by_role("listitem").filter(has_text=FIRST.title).get_by_role("button", name="Start the tour").click()
    panel = panel_of(page, FIRST)
    onward = panel.get_by_role("button", name="Next", exact=True)
    expect(panel.get_by_role("heading", name=stops[0].heading)).to_be_visible()
    expect(panel.get_by_role("button", name="Skip")).to_be_visible()
    start = page.get_by_role("button", name="Start training")
    around(panel, start)
    assert page.url.split("/")[-1].startswith("train?")
    assert re.search(r"tour=first-gan\b.*stop=1|stop=1\b.*tour=first-gan", page.url)

    advanced = page.get_by_text("Advanced", exact=True)  # not needed, so out of sight
    expect(advanced).to_be_hidden()
    panel.get_by_role("button", name="Show all controls").click()
    expect(advanced).to_be_visible()
    panel.get_by_role("button", name="Hide what the tour does not need").click()
    expect(advanced).to_be_hidden()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Show the tour").click()
    expect(panel).to_be_visible()

    start.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_text("Well done.")).to_be_visible()
    onward.click()
    expect(onward).to_be_focused()
    expect(panel.get_by_text("Well done.")).to_be_visible(timeout=PATIENCE)  # the first picture
    made = page.locator('[class*="st-key-stage_"] .made')
    around(panel, made)
    onward.click()
    expect(panel.get_by_text("Wait until step 100")).to_be_visible()
    expect(page).to_have_url(re.compile(r"stop=3\b"))
    page.reload()  # where one was
    expect(panel.get_by_role("heading", name=stops[2].heading)).to_be_visible()
    expect(panel.get_by_text("Well done.")).to_be_visible(timeout=PATIENCE)
    onward.click()

    answer(panel, stops[3], wrong_first=True)
    clean(panel)
    page.get_by_role("link", name="Explore", exact=True).first.click()  # the panel comes along
    back = panel.get_by_role("button", name="Go to “Train”")
    expect(back).to_be_visible()
    back.click()
    around(panel, page.locator('[class*="st-key-stage_"] .true'))
    answer(panel, stops[3])
    onward.click()
    answer(panel, stops[4])
    onward.click()
    expect(panel.get_by_text("Well done.")).to_be_visible(timeout=PATIENCE)
    onward.click()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(panel.get_by_text("Well done.")).to_be_visible()
    onward.click()
    page.get_by_role("slider", name="Timeline").press("ArrowLeft")
    expect(panel.get_by_text("Well done.")).to_be_visible()
    onward.click()
    answer(panel, stops[8])
    panel.get_by_role("button", name="Finish").click()
    expect(panel.get_by_role("heading", name="You did it!")).to_be_visible()

    panel.get_by_role("button", name="All tours").click()
    card = page.get_by_role("listitem").filter(has_text=FIRST.title)
    expect(card.get_by_role("button", name="Do it again")).to_be_visible()
    expect(panel).to_be_hidden()
    assert "tour=" not in page.url


def test_a_tour_that_waits_for_no_training_is_walked_to_its_end(quiet: Page, app: App) -> None:
    tour = tours("en")[0]["latent-space"]
    quiet.goto(f"{app.url}/?tour={tour.id}&lang=en")
    Walk(quiet, tour).to_its_end()


@pytest.mark.trial
@pytest.mark.timeout(600)  # a tour waits for trainings; beside another one each takes twice as long
@pytest.mark.parametrize("name", tours("en")[0])
def test_every_tour_is_walked_to_its_end_also_in_chinese_on_a_phone(quiet: Page, app: App, name: str) -> None:
    page = quiet
    page.goto(f"{app.url}/?tour={name}&lang=en")
    Walk(page, tours("en")[0][name]).to_its_end()
    page.get_by_role("button", name="End the tour").click()
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("localStorage.clear()")
    page.goto(f"{app.url}/?tour={name}&lang=zh")
    Walk(page, tours("zh")[0][name], "zh").to_its_end()


def answer(panel: Locator, stop: Stop, wrong_first: bool = False) -> None:
    question = stop.question
    assert question
    expect(panel.get_by_role("group", name=question.text)).to_be_visible()
    if wrong_first:
        wrong = next(each.text for each in question.answers if not each.right)
        panel.get_by_role("button", name=wrong).click()
        expect(panel.get_by_text("Not quite. Try another answer.")).to_be_visible()
        expect(panel.get_by_role("button", name="Next", exact=True)).to_be_hidden()
        return
    panel.get_by_role("button", name=next(each.text for each in question.answers if each.right)).click()
    expect(panel.get_by_text("Right!")).to_be_visible()


def test_on_a_phone_the_panel_never_covers_what_it_shows(phone: Page, app: App) -> None:
    page = phone
    page.goto(f"{app.url}/?tour=judge&stop=1&lang=en")  # a link that names no page leads to that of the stop
    panel = page.get_by_role("region", name=re.compile("^Guided tour"))
    play = page.get_by_role("button", name="Play a round")
    around(panel, play)
    expect(panel).to_be_visible()
    assert play.bounding_box()["y"] + play.bounding_box()["height"] <= panel.bounding_box()["y"]
    clean(panel)
    # More comes above it once it has been in sight for a while: it is led to again.
    page.wait_for_function("() => new Promise((settle) => setTimeout(() => settle(true), 2500))")
    page.evaluate(
        "document.querySelector('.stMainBlockContainer').prepend("
        "Object.assign(document.createElement('div'), { style: 'height: 1500px; flex: none' }))"
    )
    until(lambda: play.bounding_box()["y"] + play.bounding_box()["height"] <= panel.bounding_box()["y"], "it is seen")
    around(panel, play)
    play.click()
    expect(panel.get_by_text("Well done.")).to_be_visible()
    panel.get_by_role("button", name="Fold the tour away").click()
    unfold = page.get_by_role("button", name="Show the tour")
    expect(unfold).to_be_focused()
    unfold.click()
    panel.get_by_role("button", name="End the tour").click()
    expect(panel).to_be_hidden()
    expect(page).not_to_have_url(re.compile("tour="))
