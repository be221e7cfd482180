"""The curves of a training as a visitor sees them, whatever its method measures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from ganboard import figures
from ganboard.app.components.shared.behind import behind
from ganboard.app.exchange import in_words
from ganboard.config import TrainConfig
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from ganboard.theory import DEMOS
from tests.browser.access import clean
from tests.browser.conftest import App, leave_open
from tests.waiting import until

SEEN = """(field) => ({
  level: field.querySelectorAll('.rule.muted:not(.at)').length,
  lines: [...field.querySelectorAll('path.line:not(.after)')].map((path) => path.getAttribute('d')),
  texts: [...field.querySelectorAll('text')].map((text) => text.textContent),
})"""


HEARS = """() => {
  Object.assign(window, { heard: [], opened: 0 });
  const Own = AudioContext;
  window.AudioContext = class extends Own {
    constructor() {
      super();
      window.opened += 1;
    }
    createOscillator() {
      const made = super.createOscillator(), { frequency } = made, tones = [];
      for (const name of ["setValueAtTime", "exponentialRampToValueAtTime"]) {
        const own = frequency[name].bind(frequency);
        frequency[name] = (value, time) => tones.push(value) && own(value, time);
      }
      window.heard.push(tones);
      return made;
    }
  };
}"""
"""From now on the page notes the tones that it plays, in hertz."""
NEWS = """(score) => {
  const { history, shown } = window.ganboardLive, at = history.step.at(-1) + 10;
  const grow = ([name, column]) => [name, [...column, name === "step" ? at : score]];
  const grown = Object.fromEntries(Object.entries(history).map(grow));
  window.ganboardLive = { ...window.ganboardLive, state: "running", history: grown, shown: { ...shown, step: at } };
  window.dispatchEvent(new CustomEvent("ganboard-live"));
}"""
"""What a training that goes on would tell: one more row, with one number for all its measures."""
TABLES = """async ([plots, words]) => {
  const { tablesOf } = await import(new URL("/ganboard/code/shared/table.js", location.origin));
  return plots.map((plot) => tablesOf(plot, words));
}"""


def written(folder: Path, rows: list[dict[str, float]], **settings: Any) -> Run:
    """A run that was trained elsewhere, with these rows."""
    run = Run.create(folder, TrainConfig(**settings), folder.name)
    picture = figures.png(figures.grid(np.zeros((80, 28, 28, 1), np.uint8), 10))
    for row in rows:
        run.record(row)
        run.save(Checkpoint(int(row["step"]), 1.0, {"generator/w": np.zeros(3)}), picture)
    run.update(step=int(rows[-1]["step"]), seconds=1.0, state="paused")
    return run


def see(page: Page, app: App, run: Run, chart: int = 0) -> dict[str, Any]:
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run.id}")
    page.locator(".curves .field path.line").first.wait_for(state="attached")
    found: dict[str, Any] = page.locator(".curves .field").nth(chart).evaluate(SEEN)
    return found


@pytest.mark.trial
def test_a_level_of_guessing_and_gaps_where_nothing_was_measured(quiet: Page, app: App) -> None:
    losses = {"discriminator_loss": 2e10, "generator_loss": 3.0}
    scores = {1: 0.0, 2: 0.5, 3: 1.0, 4: 0.25}
    rows = [{"step": 10 * step, "fake_score": score, **losses} for step, score in scores.items()]
    for row in (rows[0], rows[1], rows[3]):
        row["real_score"] = 0.75
    run = written(app.runs / "gaps", rows)
    seen = see(quiet, app, run)
    assert seen["level"] == 1
    assert [line.count("M") for line in seen["lines"]] == [2, 1]
    assert [line.count("L") for line in seen["lines"]] == [1, 3]
    assert {"0.0", "0.5", "1.0"} <= {*seen["texts"]}
    assert "2e10" in see(quiet, app, run, chart=1)["texts"]
    first, second = (mark.bounding_box() for mark in quiet.locator(".curves .rule.mark").all())
    assert first
    assert second
    assert abs(first["x"] - second["x"]) < 0.5  # a step stands at the same place in both
    expect(quiet.locator(".curves .legend").first).to_have_text("real 0.75fake 0.25")
    expect(quiet.locator(".curves .title").first).to_contain_text("How real do the pictures look to the judge?")
    listens(quiet)
    reads(quiet)


def listens(page: Page) -> None:
    """Nothing sounds before it is asked for; then equal steps of a number are equal intervals, and gaps are silent."""
    page.evaluate(HEARS)
    button = page.locator(".bars").get_by_role("button", name="Listen: How real do the pictures look to the judge?")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.opened") == 0
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    until(lambda: len(page.evaluate("window.heard")) == 2, "two voices")
    real, fake = page.evaluate("window.heard")
    assert np.allclose(real, [220 * 2**1.5] * 3)
    assert np.allclose(fake, [220, 440, 880, 220 * 2**0.5])
    told = page.locator(".bars .heard")
    expect(told).to_contain_text("in 5 seconds: real in the left ear, fake in the right ear.")
    expect(told).to_contain_text("fake: 0 at first, 0.25 at the end")
    clean(page.locator(".bars"))
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(told).to_be_hidden()
    page.evaluate(NEWS, 0.5)
    assert len(page.evaluate("window.heard")) == 2  # nobody listens
    button.click()
    until(lambda: len(page.evaluate("window.heard")) == 4, "what is known is heard")
    page.evaluate(NEWS, 1.0)
    until(lambda: page.evaluate("window.heard.slice(4)") == [[880], [880]], "a short tone of each")
    assert page.evaluate("[window.opened, sessionStorage.getItem('ganboard-listening')]") == [1, "bars"]
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("sessionStorage.getItem('ganboard-listening')") is None


def reads(page: Page) -> None:
    """The numbers of a chart stand behind it, and so they would behind every chart of the theory."""
    button = page.locator(".curves .tabled").first
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    table = page.locator(".curves table").first
    expect(table.locator("caption")).to_contain_text("How real do the pictures look to the judge?")
    assert [head.get_attribute("scope") for head in table.locator("th").all()][:4] == ["col"] * 3 + ["row"]
    assert table.locator("tr").nth(3).locator("th, td").all_inner_texts() == ["30", "–", "1"]
    clean(page.locator(".curves"))
    scenes = [in_words(DEMOS.get(name)().scene().to_dict(), str)["plots"] for name in DEMOS.names()]
    plots = [plot for scene in scenes for plot in scene]
    words = {name: text for name, text in behind().items() if isinstance(text, str)}
    for plot, tables in zip(plots, page.evaluate(TABLES, [plots, words]), strict=True):
        assert tables, plot["title"]
        for each in tables:
            assert each["rows"]
            assert {len(row) for row in each["rows"]} == {len(each["heads"])}
            cells = [cell for row in [each["heads"], *each["rows"]] for cell in row]
            assert not {*cells} & {"", "NaN", "undefined", "null"}, plot["title"]


@pytest.mark.trial
def test_another_method_has_its_own_panels_and_no_level_of_guessing(quiet: Page, app: App) -> None:
    parts = {"loss": 300.0, "reconstruction": 250.0, "divergence": 50.0, "elbo": -300.0}
    run = written(app.runs / "errors", [{"step": step, **parts} for step in (10, 20)], method={"name": "vae"})
    seen = see(quiet, app, run)
    assert seen["level"] == 0
    assert len(seen["lines"]) == 2
    expect(quiet.locator(".curves .legend").first).to_have_text("reconstruction 250.00KL divergence 50.00")
    others = quiet.locator(".curves .choice button")
    expect(others).to_have_count(len(run.config().method.panels))  # all but the first, and the quality
    expect(others.last).to_have_text("Quality")
    others.last.click()
    expect(others.last).to_have_attribute("aria-pressed", "true")
    expect(others.first).to_have_attribute("aria-pressed", "false")
