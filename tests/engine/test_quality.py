"""Estimates of quality on their way from a recording to a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ganboard.app.moments import describe
from ganboard.app.wording import quality_in_words
from ganboard.engine.history import quality_columns
from ganboard.engine.mailbox import Mailbox
from ganboard.engine.protocol import View
from ganboard.i18n import render
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.engine.conftest import SMALL


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run.create(tmp_path / "run", SMALL, "test")


def row(step: int, **more: float) -> dict[str, float]:
    return {"step": step, "value": 2.0 + step, "low": 1.0, "high": 4.5, **more}


def test_columns_are_thinned_and_end_with_the_newest() -> None:
    assert quality_columns([]) == {}
    few = quality_columns([row(5), row(10, unseen=0.5), {"step": 12}, row(20, unseen=0.25)])
    assert few == {
        "step": [5, 10, 20],
        "value": [7, 12, 22],
        "low": [1] * 3,
        "high": [4.5] * 3,
        "unseen": [0.25],
    }
    assert quality_columns([row(5)])["unseen"] == []
    many = quality_columns([row(step) for step in range(1001)], points=10)
    assert many["step"] == [0, 128, 256, 384, 512, 640, 768, 896, 1000]


@pytest.mark.trial
@pytest.mark.slow
def test_an_estimate_reaches_the_view_once_and_a_rewind_takes_it_back(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = Recording(run)
    mailbox = Mailbox(run)
    mailbox.show(recording)
    before = mailbox.view
    assert before.quality == {}
    monkeypatch.setattr(recording.watch.purse, "share", 1e9)
    recording.save()
    while recording.step < 10:
        recording.turn(10)
    mailbox.show(recording)
    found = mailbox.view
    assert found.quality["step"] == [5, 10]
    assert before.version < found.quality_version <= found.version
    assert "quality" in describe(found, SMALL, "en", before.version)
    mailbox.show(recording)
    assert mailbox.view.version > found.version
    assert mailbox.view.quality_version == found.quality_version
    assert "quality" not in describe(mailbox.view, SMALL, "en", found.version)
    folder = View.from_run(run)
    assert folder.quality == found.quality
    assert folder.quality_version == run.quality.path.stat().st_mtime_ns
    assert found.since(found.version).quality == {}
    recording.rewind(5)
    mailbox.show(recording)
    assert mailbox.view.quality["step"] == [5]
    assert mailbox.view.later_quality["step"] == [10]
    recording.rewind(0)
    mailbox.show(recording)
    assert mailbox.view.quality == {}
    assert describe(mailbox.view, SMALL, "en")["quality"] == found.quality  # one can go there again
    assert "first number" in describe(mailbox.view, SMALL, "en")["qualityText"]
    recording.rewind(10)
    mailbox.show(recording)
    assert (mailbox.view.quality, mailbox.view.later_quality) == (found.quality, {})
    recording.close()


def test_what_is_said_of_the_newest_estimate(run: Run) -> None:
    assert "about half a minute" in render(quality_in_words(View.from_run(run)))
    run.quality.add(row(1500))
    assert render(quality_in_words(View.from_run(run))) == (
        "Fréchet distance of 500 fakes at step 1,500: 1,502 (95% interval 1 to 4.5). Lower is better."
    )
    run.quality.add(row(2000, unseen=0.5))
    assert "500 unseen real images have 0.5" in render(quality_in_words(View.from_run(run)))


def test_why_nothing_is_measured_is_said(run: Run) -> None:
    run.update(unwatched={"template": "Too few: {n}.", "values": {"n": 3}})
    view = View.from_run(run)
    assert describe(view, SMALL, "en")["unwatched"] == "Too few: 3."
    assert render(quality_in_words(view)) == "Too few: 3."


def test_a_new_estimate_makes_the_folder_newer(run: Run) -> None:
    before = View.from_run(run).version
    run.quality.add(row(5))
    assert View.from_run(run).version > before
    json.dumps(describe(View.from_run(run), SMALL, "zh"))
