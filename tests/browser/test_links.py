"""What a visitor has set on a page is in the link, and another visitor who follows it sees the same."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.waiting import until

pytestmark = pytest.mark.browser
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
    page.locator('[class*="st-key-curves_"] [aria-pressed=false]').first.click()
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

    assert problems == []
    other.context.close()
