"""A race in a real browser: started by clicks, watched, paused, ended; and in another window at the same time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import expect as told

from tests.browser.access import clean
from tests.browser.conftest import App
from tests.waiting import until

SHOWN = """async () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].filter((node) => node.shadowRoot).flatMap((node) => all(selector, node.shadowRoot))];
  const shown = [];
  for (const run of all('figure.run')) {
    const image = run.querySelector('.picture img'), step = Number(run.dataset.step ?? -1); // before anything is awaited
    const bytes = image ? new Uint8Array(await (await fetch(image.src)).arrayBuffer()) : [];
    const digest = bytes.length ? [...new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))].join() : '';
    shown.push({ step, picture: digest, moves: run.classList.contains('moves'),
      name: run.querySelector('b').textContent });
  }
  return shown;
}"""


def shown(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(SHOWN)
    return found


def soon(page: Page, condition: Callable[[list[dict[str, Any]]], bool], what: str) -> list[dict[str, Any]]:
    """The entrants as they are shown, once they are there and the condition holds."""

    def look() -> list[dict[str, Any]]:
        now = shown(page)
        return now if now and condition(now) else []

    try:
        return until(look, what, 90)
    except AssertionError as error:
        error.add_note(f"shown at last: {shown(page)}")
        raise


@pytest.mark.trial
@pytest.mark.slow
def test_a_ready_race_from_the_click_to_the_end(quiet: Page, app: App, browser: Browser) -> None:
    page = quiet
    page.goto(f"{app.url}/train?lang=en")
    page.get_by_text("Advanced", exact=True).click()
    page.get_by_role("button", name="Race", exact=True).click()
    page.get_by_role("radio", name="With or without a brake?").click()
    told(page.get_by_text("R1 keeps the judge")).to_be_visible()
    start = page.get_by_role("button", name="Start the race")
    told(start).to_be_disabled()
    page.get_by_role("radio", name="B · Without R1").click()
    told(start).to_be_enabled()
    start.click()
    told(page.get_by_role("heading", name="Race: With or without a brake?")).to_be_visible()
    told(page.get_by_text("You bet on B · Without R1.")).to_be_visible()

    first = soon(page, lambda now: min(each["step"] for each in now) > 0, "both train")
    assert [each["name"] for each in first] == ["With R1", "Without R1"]
    later = soon(page, lambda now: min(each["step"] for each in now) > first[0]["step"] + 5, "both go on")
    clean(page)  # while both train
    for before, after in zip(first, later, strict=True):
        assert after["picture"] != before["picture"]

    page.get_by_role("button", name="Pause", exact=True).click()
    told(page.get_by_role("button", name="Resume", exact=True)).to_be_visible()

    def rests(
        now: list[dict[str, Any]],
    ) -> bool:  # a card shows its last live step until the checkpoint's picture is there
        return not any(each["moves"] for each in now) and len({each["step"] for each in now}) == 1

    paused = soon(page, rests, "both pause at one step")

    other = browser.new_context(locale="zh-CN").new_page()  # somebody else follows the link, in another language
    other.goto(page.url.replace("lang=en", "lang=zh"))
    steps = [each["step"] for each in paused]
    soon(other, lambda now: [each["step"] for each in now] == steps, "the other sees the same")
    other.context.close()

    page.reload()
    told(page.get_by_text("You bet on B · Without R1.")).to_be_visible()
    page.get_by_role("button", name="Resume", exact=True).click()
    soon(page, lambda now: min(each["step"] for each in now) > steps[0], "both go on again")
    page.get_by_role("button", name="Stop", exact=True).click()
    end = page.locator(".gb-race-end")
    told(end).to_contain_text(re.compile(r"wins|Too close to call"), timeout=90_000)
    told(end).to_contain_text("You bet on B · Without R1.")
    assert len(end.locator("li").all()) == 2  # a distance of each
