"""What a visitor has set on a page is in the link, and another visitor who follows it sees the same."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.hand import draw
from tests.waiting import until

pytestmark = pytest.mark.browser
INK = """(pad) => {
  const { data } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height), side = pad.width / 14, ink = Array(196).fill(0);
  for (let at = 0; at < data.length; at += 4) {
    const x = (at / 4) % pad.width, y = Math.floor(at / 4 / pad.width);
    ink[14 * Math.floor(y / side) + Math.floor(x / side)] += (255 - data[at]) / 255;
  }
  return ink.map((each) => each / (side * side));
}"""
"""How dark each of 14 by 14 squares of a drawing pad is, from 0 to 1."""
ON_ANOTHER_PAGE = """async () => {
  const { moved, shows } = await import(new URL("ganboard/code/theory/linked.js", location.href));
  history.replaceState(history.state, "", "evaluate");
  shows("two_clouds", { values: () => [["spread", 2]], moment: () => null });
  moved();
}"""
"""A demonstration on a page that is not the one on which its module was loaded."""


def asked(page: Page) -> dict[str, str]:
    said = parse_qs(urlsplit(page.evaluate("location.href")).query)  # page.url is told later, not while a test waits
    return {name: values[0] for name, values in said.items()}


@pytest.mark.trial
@pytest.mark.slow
def test_who_follows_a_link_sees_what_was_set(app: App, quiet: Page, browser: Browser, trained: Run) -> None:
    page, other = quiet, browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    problems: list[str] = []
    other.on("pageerror", lambda error: problems.append(str(error)))

    page.goto(f"{app.url}/theory?lang=en&chapter=dynamics&demo=two_players*penalty*nonsense*learning_rate*9*x")
    rate, again = (each.locator(".st-key-demo_two_players").get_by_label("Learning rate") for each in (page, other))
    expect(rate).to_have_value(rate.get_attribute("max") or "")  # more than there is: as much as there is
    pages = page.evaluate("history.length")
    for _ in range(5):
        rate.press("ArrowLeft")
    average = page.locator(".st-key-demo_two_players").get_by_role("switch")
    average.check(force=True)
    moments = page.get_by_role("slider", name="Moment")
    moments.fill("7")
    said = f"two_players*learning_rate*{float(rate.input_value()):g}*average*1*at*7"
    until(lambda: asked(page).get("demo") == said, "the address says it")
    assert page.evaluate("history.length") == pages
    other.goto(page.evaluate("location.href"))
    expect(again).to_have_value(rate.input_value())
    expect(other.locator(".st-key-demo_two_players").get_by_role("switch")).to_be_checked()
    expect(other.get_by_role("slider", name="Moment")).to_have_value("7")
    sentence = page.locator(".st-key-demo_two_players .sentence").text_content()
    expect(other.locator(".st-key-demo_two_players .sentence")).to_have_text(sentence or "")
    page.evaluate(ON_ANOTHER_PAGE)
    until(lambda: "two_clouds*spread*2" in asked(page).get("demo", ""), "the address of another page says it")

    page.goto(f"{app.url}/train?lang=en&run={trained.id}&step=nonsense")
    page.get_by_role("slider", name="Timeline").press("Home")
    page.locator("summary", has_text=re.compile("Details$")).first.click()
    page.locator('[class*="st-key-curves_"] [aria-pressed=false]:not(.listen)').first.click()
    until(lambda: {"step", "open", "chart"} <= asked(page).keys(), "the address says it")
    assert (asked(page)["step"], asked(page)["open"]) == (str(trained.steps()[0]), "train")
    other.goto(page.evaluate("location.href"))
    when = '[class*="st-key-stage_"] .made .when'
    expect(other.locator(when)).to_have_text(page.locator(when).text_content() or "")
    expect(other.locator(when)).to_have_class(re.compile("past"))
    expect(other.get_by_role("button", name="Continue from here")).to_be_enabled()
    pressed = '[class*="st-key-curves_"] [aria-pressed=true]'
    expect(other.locator(pressed)).to_have_text(page.locator(pressed).text_content() or "")
    assert asked(other) == asked(page)

    page.goto(f"{app.url}/draw?lang=en&run=shipped-sketch&sketch=64*nonsense&seed=-1&told=mauve&step=1e9")
    expect(page.locator(".st-key-draw .answers canvas")).to_have_count(6, timeout=60_000)
    page.get_by_role("button", name="Clear", exact=True).click()
    draw(page.locator(".st-key-draw canvas.pad"), (0.2, 0.3), (0.8, 0.35), (0.5, 0.8))
    page.get_by_role("radio", name="orange", exact=True).click()
    until(lambda: {"sketch", "told", "seed"} <= asked(page).keys(), "the address says it")
    assert len(asked(page)["sketch"]) < 1500
    other.goto(page.evaluate("location.href"))
    expect(other.locator(".st-key-draw .answers canvas")).to_have_count(6, timeout=60_000)
    ink, copied = (each.locator(".st-key-draw canvas.pad").evaluate(INK) for each in (page, other))
    assert max(ink) > 0.2
    assert max(abs(one - two) for one, two in zip(ink, copied, strict=True)) < 0.1
    expect(other.get_by_role("radio", name="orange", exact=True)).to_be_checked()
    assert asked(other) == asked(page)
    assert problems == []
    other.context.close()
