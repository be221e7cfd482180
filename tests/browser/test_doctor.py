"""The doctor on the Train page, of a training whose numbers say that it fell ill: what it says of each moment, and its remedy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ganboard.config import TrainConfig
from ganboard.doctor import diagnose
from ganboard.recording import Recording
from ganboard.runs import Run, all_runs
from tests.browser.conftest import App, leave_open
from tests.doctor.made_up import changed, probes
from tests.waiting import until

WELL, ILL = 250, 400
"""The step of a healthy checkpoint, and that from which on all fakes are alike."""


def fallen_ill(app: App) -> Run:
    """Trained for real, so that one can go back to it; what the probe measured is made up."""
    config = TrainConfig(dataset="mnist", architecture={"name": "mlp"}, penalty="none", batch_size=20, seed=3)
    run = Run.create(app.runs / "20260101-000000-ill", config, "quick")
    recording = Recording(run)
    for step in (0, WELL, 2 * WELL):
        recording.trainer.advance(step - recording.step)
        recording.save()
    recording.close()
    for row in changed(probes(50, 10), ILL, alike=0.97):
        run.probes.add(row)
    run.update(state="paused")
    return run


@pytest.mark.trial
def test_the_doctor_tells_marks_and_mends(quiet: Page, app: App) -> None:
    page, run = quiet, fallen_ill(app)
    (finding,) = diagnose(run).findings
    assert ILL <= finding.step < 2 * WELL
    assert finding.healthy == WELL
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run.id}&lang=en")
    doctor = page.locator(".doctor")
    expect(doctor).to_have_attribute("data-verdict", "collapse")
    more = doctor.get_by_role("button", name="What to do")
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    for words in ("What it means", "What to try", f"since step {finding.step}"):
        expect(doctor).to_contain_text(words)
    marks = page.locator(".curves .rule.finding")
    expect(marks).to_have_count(2)  # in both charts
    assert {mark.get_attribute("data-step") for mark in marks.all()} == {str(finding.step)}

    page.get_by_role("button", name=f"Checkpoint of step {WELL}").click()  # what it said then
    expect(doctor).to_have_attribute("data-verdict", "healthy")
    expect(doctor.get_by_role("button")).to_have_count(0)  # nor the one that opens it
    page.get_by_role("button", name="Back to now").click()
    expect(doctor).to_have_attribute("data-verdict", "collapse")

    remedy = doctor.locator(".remedies button").first
    expect(doctor.locator(".remedies small").first).to_contain_text(f"from step {WELL}")
    remedy.dblclick()
    expect(page.get_by_text("Before and after")).to_be_visible(timeout=60_000)
    expect(page).not_to_have_url(re.compile(run.id))
    made = [each for each in all_runs(app.runs) if each.id != run.id]
    assert len(made) == 1  # twice is once
    parent = made[0].status()["parent"]
    assert (parent["run"], parent["step"]) == (run.id, WELL)
    assert parent["settings"] == finding.remedies[0].settings
    beside = page.locator("figure.run")
    expect(beside).to_have_count(2)
    before, after = beside.nth(0), beside.nth(1)
    expect(before).to_contain_text("Before")
    expect(before.locator(".says.ill")).to_be_visible()
    expect(after).to_contain_text("With the remedy")
    until(lambda: int(after.get_attribute("data-step") or 0) > WELL, "it goes on before one's eyes", 60)
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".headline .gb-state")).to_have_text("Paused")
