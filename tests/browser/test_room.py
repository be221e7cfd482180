"""In front of a class: presenter mode, keys, links for those who watch, and the clock of a stand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.app.stand.keeper import STAND
from ganboard.run_steering import steered_by
from ganboard.runs import Run, all_runs, find_run
from tests.browser.conftest import App
from tests.waiting import until

SMALL = """() => {
  const found = [];
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) {
      if (each.shadowRoot) look(each.shadowRoot);
      const text = [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join("");
      const { width, height } = each.getBoundingClientRect(), { fontSize, fontFamily } = getComputedStyle(each);
      const read = text && width * height > 4 && each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const icon = /Material/.test(fontFamily) || /^(STYLE|SCRIPT|NOSCRIPT|OPTION)$/.test(each.tagName);
      if (read && !icon && parseFloat(fontSize) < 20) found.push(`${fontSize} ${each.tagName} ${text.slice(0, 40)}`);
    }
  };
  look(document);
  return found;
}"""
"""What is read in letters of less than 20 pixels, also within our own parts."""
POST = """async ([address, body]) => {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body });
  return [answer.status, await answer.json()];
}"""


@pytest.fixture(scope="module")
def run(app: App, trained: Run) -> Run:
    return find_run(app.runs, trained.id)


def test_letters_for_the_back_row_and_a_way_back_on_every_page(app: App, staying: Page, run: Run) -> None:
    staying.goto(f"{app.url}/train?run={run.id}&present=1")
    expect(staying.get_by_role("button", name="Reset for the next class")).to_be_visible()
    picture = staying.locator("img.samples")
    expect(picture).to_be_visible()
    until(lambda: staying.evaluate(SMALL) == [], f"large letters, but {staying.evaluate(SMALL)}")
    assert (picture.bounding_box() or {})["height"] > 720 * 0.45
    for page in ("Explore", "Start"):
        staying.get_by_role("link", name=page, exact=True).first.click()
        expect(staying).to_have_url(re.compile(r"present=1"))
        expect(staying.get_by_role("button", name="Reset for the next class")).to_be_visible()
        until(lambda: staying.evaluate(SMALL) == [], f"large letters on {page}, but {staying.evaluate(SMALL)}")
    staying.get_by_role("link", name="Train", exact=True).first.click()
    expect(picture).to_be_visible()
    walked = """() => localStorage.getItem("ganboard-tours")"""
    staying.evaluate("""() => localStorage.setItem("ganboard-tours", '{"judge": {"stop": 3}}')""")
    staying.get_by_role("button", name="Reset for the next class").click()
    expect(staying.get_by_text("Ready for the next class")).to_be_visible()
    expect(picture).to_have_count(0)
    assert find_run(app.runs, run.id).status()["state"] == "stopped"  # all is on disk as it was
    until(lambda: staying.evaluate(walked) is None, "no tour goes on where the class before stood")
    staying.get_by_role("button", name="Go back to it").click()
    expect(picture).to_be_visible()
    until(lambda: staying.evaluate(walked) == '{"judge": {"stop": 3}}', "it was a mistake")
    expect(staying).to_have_url(re.compile(run.id))


def test_keys_do_what_the_card_names_and_nothing_while_somebody_types(staying: Page, run: Run) -> None:
    staying.keyboard.press("p")
    expect(staying.locator(".st-key-present_bar")).to_have_count(0)
    expect(staying.get_by_role("slider", name="Timeline")).to_be_visible()
    card = staying.get_by_role("dialog", name="Keys on this page")

    def named() -> bool:
        """The card names what works when it is opened: the page of before is being drawn anew."""
        staying.locator("body").press("?")
        told = card.locator("dt").all_inner_texts()
        if told == ["Space", "Arrow keys", "P", "F", "?"]:  # no presets: a run is on the screen
            return True
        staying.keyboard.press("Escape")
        return False

    until(named, "the keys of this page")
    staying.keyboard.press(" ")  # in the card it closes what has the focus
    staying.keyboard.press("Escape")
    expect(card).not_to_be_visible()
    samples = staying.locator("img.samples")
    staying.evaluate("document.activeElement.blur()")
    before = samples.get_attribute("data-step")
    staying.keyboard.press("ArrowLeft")  # from now to the newest checkpoint, of the same step
    staying.keyboard.press("ArrowLeft")
    expect(samples).not_to_have_attribute("data-step", str(before))
    staying.keyboard.press("Control+ArrowRight")
    expect(samples).not_to_have_attribute("data-step", str(before))
    staying.keyboard.press("ArrowRight")
    expect(samples).to_have_attribute("data-step", str(before))
    resume, pause = (staying.get_by_role("button", name=name, exact=True) for name in ("Resume", "Pause"))
    staying.keyboard.press(" ")
    expect(pause).to_be_visible()
    staying.evaluate("document.activeElement.blur()")
    staying.keyboard.press(" ")
    expect(resume).to_be_visible()


def test_who_has_the_link_watches_and_whatever_else_is_sent_is_refused(
    app: App, staying: Page, browser: Browser, run: Run
) -> None:
    staying.get_by_role("button", name="Watch on your phone").click()
    shared = staying.get_by_role("dialog", name="Watch on your phone")
    expect(shared.get_by_role("checkbox", name="Only this browser steers")).to_be_checked()
    link = shared.locator("a.link").get_attribute("href")
    staying.keyboard.press("Escape")
    resume = staying.get_by_role("button", name="Resume", exact=True)
    expect(resume).to_be_visible()
    guest = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US").new_page()
    guest.goto(str(link))
    expect(guest.get_by_text("You are watching.")).to_be_visible()
    expect(guest.locator("img.samples")).to_be_visible()
    for name in ("Resume", "Continue from here"):
        expect(guest.get_by_role("button", name=name, exact=True)).to_have_count(0)
    step = find_run(app.runs, run.id).status()["step"]
    turn = '{"dial": "generator_learning_rate", "value": 0.1, "step": null}'
    for address, body in ((f"ganboard/slow/{run.id}", "{}"), (f"ganboard/dial/{run.id}", turn)):
        status, answer = guest.evaluate(POST, [address, body])
        assert (status, answer["problem"][:16]) == (400, "You are watching")
    guest.locator(".st-key-resume button").evaluate(
        "button => button.click()"
    )  # what is hidden can be pressed by a script
    expect(guest.get_by_role("alert").filter(has_text="You are watching")).to_be_visible()
    assert find_run(app.runs, run.id).status()["step"] == step
    guest.get_by_role("button", name="Steer from here").click()  # the guest sits at the computer itself
    expect(guest.get_by_role("button", name="Resume", exact=True)).to_be_visible()
    guest.context.close()
    staying.reload()
    expect(staying.get_by_text("You are watching.")).to_be_visible()


@pytest.mark.slow
def test_the_clock_of_a_stand_is_drawn_by_a_network_that_learns(app: App, quiet: Page) -> None:
    quiet.goto(f"{app.url}/stand")
    stand = quiet.locator(".stand")
    until(lambda: int(stand.get_attribute("data-step") or -1) > 0, "pictures of the training", 90)
    drawn = quiet.evaluate(
        """() => {
          const root = document.querySelector(".st-key-stand [data-testid]").shadowRoot ?? document;
          const places = [...root.querySelectorAll(".place")], now = new Date();
          const lit = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
            .some((value, index) => index % 4 < 3 && value > 20);
          const ink = places.map((place) => [...place.querySelectorAll("canvas")].some(lit));
          const seconds = now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds();
          return [places.map((place) => place.dataset.digit).join(""), seconds, ink];
        }"""
    )
    digits, now, ink = drawn
    shown = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:])
    assert (now - shown) % 86400 <= 2
    assert ink == [True] * 6
    expect(quiet.get_by_role("img", name="A clock:")).to_be_visible()
    assert sum(steered_by(run.path) == STAND.format(run=run.id) for run in all_runs(app.runs)) == 1
    expect(stand.locator("time")).not_to_be_visible()
    stand.get_by_role("button", name="What time is it?").click(force=True)  # it drifts, as all there does
    expect(stand.locator("time")).to_be_visible()
    quiet.evaluate("document.activeElement.blur()")
    of_others = {"stop": 4, "done": [0, 1, 2], "ended": False}
    quiet.evaluate("told => localStorage.setItem('ganboard-tours', JSON.stringify(told))", {"first-gan": of_others})
    quiet.keyboard.press("x")
    expect(quiet).to_have_url(re.compile(r"/\?tour=first-gan"))
    assert "[0,1,2]" not in str(quiet.evaluate("localStorage.getItem('ganboard-tours')"))
    assert "/stand" in str(quiet.evaluate("sessionStorage.getItem('ganboard-stand')"))
