"""What the words on a page mean is one click away, by mouse and by keyboard, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import clean
from tests.browser.conftest import App
from tests.waiting import until

pytestmark = pytest.mark.slow
MARKED = """(word) => {
  const ranges = [...(CSS.highlights.get("gb-word") ?? [])];
  return ranges.find((range) => range.toString() === word)?.getBoundingClientRect().toJSON();
}"""
"""Where a word of the glossary is marked in a sentence."""


@pytest.mark.trial
def test_the_words_on_a_page_are_explained_and_others_are_found(staying: Page, app: App) -> None:
    page = staying
    page.goto(f"{app.url}/explore?run=shipped&lang=en")
    expect(page.get_by_role("slider").nth(3)).to_be_visible(timeout=60_000)
    button, sheet = page.get_by_role("button", name="Words", exact=True), page.get_by_role("dialog")
    button.focus()
    page.keyboard.press("Enter")
    expect(sheet.get_by_role("heading", name="What do these words mean?")).to_be_visible()
    here = sheet.locator("dl").first  # "noise" stands within one of the page's own parts only, "density" nowhere
    expect(here.get_by_text("noise", exact=True)).to_be_visible()
    expect(here.get_by_text("density", exact=True)).to_have_count(0)
    clean(sheet)
    sheet.get_by_role("searchbox").fill("sharply")
    expect(sheet.get_by_text("No word like this is in the glossary.")).to_be_visible()
    sheet.get_by_role("searchbox").fill("Density")
    expect(sheet.get_by_text("how much of the data lies near a place")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # the first one empties the field
    expect(sheet).to_be_hidden()
    expect(button).to_be_focused()
    until(lambda: page.evaluate(MARKED, "generator"), "the word where it stands")
    place = page.evaluate(MARKED, "generator")
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(sheet.locator(".meant dt")).to_have_text("generator, G")
    expect(sheet.locator(".meant")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="中文").click()
    page.get_by_role("button", name="词语", exact=True).click()
    expect(sheet.get_by_role("heading", name="这些词是什么意思？")).to_be_visible()
    expect(sheet.locator("dl").first.get_by_text("噪声", exact=True)).to_be_visible()
