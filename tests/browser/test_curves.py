"""The curves of a training as a visitor sees them, whatever its method measures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, expect

from ganboard import figures
from ganboard.config import TrainConfig
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from tests.browser.conftest import App, leave_open

SEEN = """(field) => ({
  level: field.querySelectorAll('.rule.muted:not(.at)').length,
  lines: [...field.querySelectorAll('path.line:not(.after)')].map((path) => path.getAttribute('d')),
  texts: [...field.querySelectorAll('text')].map((text) => text.textContent),
})"""


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


def test_a_level_of_guessing_and_gaps_where_nothing_was_measured(quiet: Page, app: App) -> None:
    losses = {"discriminator_loss": 2e10, "generator_loss": 3.0}
    rows = [{"step": 10 * step, "fake_score": 0.25, **losses} for step in (1, 2, 3, 4)]
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
