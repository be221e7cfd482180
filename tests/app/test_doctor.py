"""What the doctor says of a run at any of its steps, and where a remedy begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ganboard.app.doctor.treatment import begins_at, with_remedy
from ganboard.app.doctor.words import found, moment
from ganboard.app.moments import describe
from ganboard.config import TrainConfig
from ganboard.doctor import Diagnosis, Finding, Remedy, diagnose
from ganboard.engine import View
from ganboard.i18n import message, translations
from ganboard.runs import Run

CONFIG = TrainConfig(dataset="mnist", architecture={"name": "mlp"})
DIAL, OTHERS = {"penalty.gamma": 2.0}, {"architecture.width": 32}
ILL = Finding(
    "collapse",
    600,
    None,
    message("{count} of 64 fakes are alike.", count=60),
    (Remedy(DIAL, message("Hold D back")), Remedy(OTHERS, message("Other networks"))),
    healthy=500,
)
OVER = Finding("missing", 300, 450, message("Missing: {names}.", names="7"), (), healthy=None)
DIAGNOSIS = Diagnosis("collapse", 900, (OVER, ILL), told_from=150)
VIEW = View("run", "quick", 1, "paused", 900, checkpoints=[0, 200, 400, 640, 900], diagnosis=DIAGNOSIS.to_dict())


def said(step: int, diagnosis: Diagnosis | None = DIAGNOSIS) -> tuple[str, str, int | None]:
    told = moment(diagnosis, step, str)
    return told["verdict"], told["tone"], told["found"]


def test_every_step_has_what_the_doctor_said_of_it_then() -> None:
    assert said(900) == ("collapse", "ill", 1)
    assert said(600) == ("collapse", "ill", 1)
    assert said(599) == ("healthy", "well", None)
    assert said(450) == ("healthy", "well", None)
    assert said(449) == ("missing", "ill", 0)
    assert said(299) == ("healthy", "well", None)
    assert said(0) == ("early", "early", None)
    assert said(900, Diagnosis("early", 900)) == ("early", "early", None)  # nothing to tell it by, as in an old run
    assert said(900, None) == ("early", "early", None)


def test_a_remedy_goes_on_from_the_last_healthy_checkpoint_or_anew() -> None:
    def at(finding: Finding, settings: dict[str, Any], view: View = VIEW) -> int | None:
        return begins_at(finding, settings, CONFIG, view)

    assert at(ILL, DIAL) == 400
    assert at(ILL, OTHERS) is None  # other networks
    assert at(replace(ILL, healthy=None), DIAL) is None  # ill from the start on
    parted = replace(VIEW, parent={"run": "other", "step": 640, "settings": DIAL})
    assert at(replace(ILL, step=700), DIAL, parted) == 640  # before that it had other settings
    assert at(replace(ILL, step=700, healthy=None), DIAL, parted) == 640
    assert at(ILL, DIAL, parted) is None  # and there it was ill already
    longer = replace(VIEW, parent={"run": "other", "step": 900, "settings": {"steps": 2000, "seconds": None}})
    assert at(ILL, DIAL, longer) == 400  # where it ends says nothing about how it learned


def test_a_training_that_begins_anew_keeps_what_was_turned_meanwhile() -> None:
    rows = [
        {"step": step, "dial": "penalty.gamma", "value": gamma} for step, gamma in ((100, 3.0), (500, 4.0), (950, 5.0))
    ]
    flat = with_remedy(replace(VIEW, changes=rows), CONFIG, OTHERS).to_flat()
    assert (flat["penalty.gamma"], flat["architecture.width"]) == (
        4.0,
        32,
    )  # what is planned for later is not turned yet


def test_a_step_that_was_taken_back_is_as_ill_as_it_was(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "run", CONFIG, "digits")
    for step in range(0, 1_000, 25):
        run.record({"step": step, "seconds": 1.0, "generator_loss": 1e6 if step >= 500 else 1.0})
    run.update(step=975)
    run.record({"rewind": 300})
    run.update(step=300)
    told = Diagnosis.of(View.from_run(run).diagnosis or {})
    assert said(900, told)[:2] == ("diverged", "ill")
    assert said(300, told)[:2] == ("healthy", "well")
    assert diagnose(run).verdict == "healthy"
    assert diagnose(run).findings == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_gets_all_findings_and_what_holds_at_each_checkpoint(language: str) -> None:
    told = describe(VIEW, CONFIG, language)
    assert [each["step"] for each in told["findings"]] == [300, 600]
    assert [each["until"] for each in told["findings"]] == [450, None]
    over, ill = told["findings"]
    assert "450" in over["text"]
    assert ill["text"] == ill["state"]
    assert "60" in ill["measured"]
    assert all(ill[name] for name in ("sentence", "meaning", "advice"))
    first, second = ill["remedies"]
    assert "400" in first["where"]
    assert first["where"] != second["where"]
    assert told["doctor"] == {"verdict": "collapse", "tone": "ill", "state": ill["state"], "sentence": "", "found": 1}
    assert [each["doctor"]["tone"] for each in told["checkpoints"]] == ["early", "well", "ill", "ill", "ill"]
    assert told["checkpoints"][2]["doctor"]["found"] == 0


def test_one_who_was_never_looked_at_has_nothing_found() -> None:
    assert found(replace(VIEW, diagnosis=None), CONFIG, translations("en").gettext) == []
