"""Each symptom on made-up rows: found where it is, over where it is gone, silent where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.app.doctor.words import now
from ganboard.doctor import SYMPTOMS, diagnose
from ganboard.doctor.diagnosis import examine
from ganboard.engine import View
from ganboard.errors import TrainingDiverged
from ganboard.i18n import render
from ganboard.runs import Run
from tests.doctor.made_up import DIGITS, RING, Rows, changed, course, history, probes

STEPS = list(range(0, 4001, 50))


def to_and_fro(rows: Rows) -> Rows:
    """The middle of the fakes jumps from one side to the other."""
    return [{**row, "middle": [0.2 * (-1) ** number] * 16} for number, row in enumerate(rows)]


SICK: dict[str, Any] = {
    "discriminator_wins": {"auc": 1.0},
    "vanishing": {"slope": 1e-3},
    "collapse": {"alike": 0.9},
    "missing": {"seen": [0, 10, 0, 10, 10, 10, 8, 8, 4, 4]},
    "memorising": {"memory": 0.95},
    "copies": {"near": 0.9},
    "disobeys": {"asked": 0.3},
}
"""What each probe measures where only this symptom is there."""


@pytest.mark.parametrize("name", SICK)
def test_it_is_found_once_it_lasts_and_over_once_it_is_gone(name: str) -> None:
    rows = probes()
    ill = changed(rows, 1000, 1500, **SICK[name])
    past = history(rows)
    if name == "discriminator_wins":
        past = changed(past, 1000, 1500, real_score=0.99, fake_score=0.01)
    (finding,) = SYMPTOMS.get(name)().look(course(ill, past=past))
    assert 1050 <= finding.step < 1500
    assert finding.until is not None
    assert 1550 <= finding.until <= 1800
    diagnosis = examine(course(ill, past=past), STEPS)
    assert [each.symptom for each in diagnosis.findings] == [name]
    assert 850 <= diagnosis.findings[0].healthy < 1000
    assert diagnosis.verdict == "healthy"
    before = [row for row in ill if row["step"] <= 1400]
    now = examine(course(before, past=past), STEPS)
    assert now.verdict == name
    assert now.standing is not None
    assert now.standing.step == finding.step  # what was found is found at the same step, whenever one looks
    for sentence in (now.standing.measured, *(remedy.title for remedy in now.standing.remedies)):
        assert render(sentence)


@pytest.mark.parametrize(
    ("name", "numbers", "said"),
    [
        ("collapse", {"alike": 0.9}, "Of 100 pairs of fakes 90 look as alike as the most alike of 100 real pairs."),
        ("missing", {"seen": [0, 10, 6, 6, 8, 10, 8, 8, 4, 4]}, "Of 10 kinds one hardly ever comes: 0."),
        (
            "copies",
            {"near": 0.01},
            "Of 100 fakes one lies nearer to a training picture than 95 of 100 unseen real pictures do.",
        ),
        ("disobeys", {"asked": 0.01}, "Of 100 fakes one is seen as what was asked for."),
    ],
)
def test_one_is_said_as_one(name: str, numbers: dict[str, Any], said: str) -> None:
    rows = changed(probes(), 0, **numbers)
    sign = SYMPTOMS.get(name)().sign(course(rows), len(rows) - 1)
    assert sign is not None
    assert render(sign.measured) == said


@pytest.mark.parametrize("name", SICK)
def test_one_moment_decides_nothing(name: str) -> None:
    rows = probes()
    for step in (600, 1200):
        rows = changed(rows, step, step + 50, **SICK[name])
    assert not SYMPTOMS.get(name)().look(course(rows))


def test_nothing_is_found_in_what_goes_well() -> None:
    for rows, config in ((probes(80), DIGITS), (probes(60, 100, points=True), RING)):
        diagnosis = examine(course(rows, config), STEPS)
        assert (diagnosis.verdict, diagnosis.findings) == ("healthy", ())
        assert diagnosis.told_from


def test_nothing_but_numbers_that_ran_away_is_told_at_the_beginning() -> None:
    rows = [{**row, **SICK["collapse"], **SICK["disobeys"], "auc": 1.0} for row in probes(3)]
    assert examine(course(rows), STEPS).verdict == "early"
    past = [{**row, "generator_loss": 1e5} for row in history(rows)]
    diagnosis = examine(course(rows, past=past), STEPS)
    assert diagnosis.verdict == "diverged"
    assert diagnosis.findings[0].healthy is None


def test_a_training_that_broke_down_has_diverged_there() -> None:
    rows = probes(20)
    diagnosis = examine(course(rows, broke=1003), STEPS)
    (finding,) = diagnosis.findings
    assert (diagnosis.verdict, finding.step, finding.healthy) == ("diverged", 1003, 1000)
    assert any("rate" in name for remedy in finding.remedies for name in remedy.settings)


def test_a_short_training_has_one_moment_to_tell_by_and_numbers_beyond_doubt_are_enough() -> None:
    rows = probes(1)
    for worst, verdict in ((88.0, "early"), (500.0, "early"), (1e5, "diverged")):
        past = [{**row, "generator_loss": worst} for row in history(rows)]
        assert examine(course(rows, past=past), STEPS).verdict == verdict


def test_a_training_that_broke_down_before_it_wrote_anything_has_diverged(tmp_path: Path) -> None:
    run = Run.create(tmp_path / "vae", DIGITS.replace(method="vae"), "vae")
    run.update(state="failed", error=TrainingDiverged(2).message)  # the checkpoint is that of step 0
    diagnosis = diagnose(run)
    assert (diagnosis.verdict, diagnosis.step, diagnosis.findings[0].step) == ("diverged", 2, 2)
    view = View.from_run(run)
    assert (view.step, now(view)) == (0, 2)  # the page says it where the run stands
    run.update(state="paused")
    assert (diagnose(run).verdict, now(View.from_run(run))) == ("early", 0)


def test_a_critic_has_run_away_where_its_values_have() -> None:
    config = DIGITS.replace(objective="wasserstein", penalty="none")
    rows = probes(20)
    for worst, verdict in ((30.0, "healthy"), (5e4, "diverged")):
        past = [{"step": row["step"], "real_logit": worst, "fake_logit": -1.0, "generator_loss": worst} for row in rows]
        assert examine(course(rows, config, past=past), STEPS).verdict == verdict


def test_fakes_that_wander_to_and_fro_oscillate_and_those_that_go_one_way_do_not() -> None:
    rows = probes(20)
    assert examine(course(to_and_fro(rows)), STEPS).verdict == "oscillation"
    away = [{**row, "middle": [0.3 * number] * 16} for number, row in enumerate(rows)]
    assert examine(course(away), STEPS).verdict == "healthy"


def test_what_is_missing_is_named_and_what_is_still_being_found_is_not() -> None:
    rows = changed(probes(), 0, **SICK["missing"])
    finding = examine(course(rows), STEPS).findings[0]
    assert finding.values == {"missing": [0, 2], "of": 10}
    assert "0, 2" in render(finding.measured)
    kinds = [[32] * min(8, 2 + number // 4) + [0] * max(0, 6 - number // 4) for number in range(80)]
    growing = [{**row, "seen": seen} for row, seen in zip(probes(80, 100, points=True), kinds, strict=True)]
    early = [row for row in growing if row["step"] <= 5000]
    assert not [each for each in examine(course(early, RING), STEPS).findings if each.until is None]


def test_what_was_better_before_names_the_best_step() -> None:
    rows = probes()
    quality = [
        {"step": step, "value": value, "low": 0.9 * value, "high": 1.1 * value}
        for step, value in zip(range(200, 2001, 200), (9, 5, 3, 3.1, 5, 6, 7, 7, 7, 7), strict=True)
    ]
    diagnosis = examine(course(rows, quality=quality), STEPS)
    assert diagnosis.verdict == "stalled"
    assert diagnosis.findings[0].healthy == 600
    assert "600" in render(diagnosis.findings[0].measured)
    flat = [{**row, "value": 3.0, "low": 2.5, "high": 3.5} for row in quality]
    assert examine(course(rows, quality=flat), STEPS).verdict == "healthy"


def test_an_old_run_without_probes_is_told_by_its_history() -> None:
    rows = history(probes())
    assert examine(course([], past=rows) if not rows else _old(rows), STEPS).verdict == "healthy"
    strong = [{**row, "real_score": 0.999, "fake_score": 0.001} for row in rows]
    assert examine(_old(strong), STEPS).verdict == "discriminator_wins"
    minimax = DIGITS.replace(objective="minimax")
    flat = [{**row, "real_score": 0.6, "fake_score": 1e-4} for row in rows]
    assert examine(_old(flat, minimax), STEPS).verdict == "vanishing"
    assert examine(_old(flat), STEPS).verdict == "healthy"  # this loss is steep there
    assert examine(_old(rows[:2]), STEPS).verdict == "early"


def _old(past: Rows, config: Any = DIGITS) -> Any:
    from ganboard.doctor.course import course_of

    return course_of(config, past[-1]["step"], past, [])


def test_what_is_no_number_in_a_row_is_as_if_it_had_not_been_measured() -> None:
    rows = probes()
    broken: Rows = [
        {
            "step": row["step"],
            "alike": "much",
            "auc": None,
            "seen": [1, "two"],
            "middle": 3,
            "memory": float("nan"),
            "wanted": {},
        }
        for row in rows
    ]
    assert examine(course(broken), STEPS).verdict == "healthy"  # by the history alone
    assert examine(course(broken, past=[]), STEPS).verdict == "early"
    assert examine(course(changed(rows, 0, seen=[1, 2])), STEPS).verdict == "healthy"


@pytest.mark.parametrize("symptom", list(SYMPTOMS), ids=lambda symptom: symptom.name)
def test_every_symptom_is_complete(symptom: Any) -> None:
    for name in ("summary", "meaning", "advice"):
        assert getattr(symptom, name).endswith("."), name
    assert not symptom.title.endswith(".")
    assert symptom.over <= symptom.found
    assert "Reference:" in (symptom.__doc__ or "")
    assert "Differs from the paper" in (symptom.__doc__ or "")
    assert len({each.order for each in SYMPTOMS}) == len(SYMPTOMS.names())
    spoilt = (
        DIGITS.replace(penalty="none", objective="minimax", discriminator_steps=5, mismatch=0.0),
        DIGITS.replace(objective="wasserstein", penalty="none", discriminator_learning_rate=1e-6, batch_size=2),
        RING.replace(penalty="none", beta_1=0.9),
    )
    for config in spoilt:
        for remedy in symptom().offered(config):
            assert config.replace(**remedy.settings) != config
            assert render(remedy.title)
    assert any(symptom().offered(config) for config in spoilt)


def test_chance_does_not_make_a_healthy_training_ill() -> None:
    chance = np.random.default_rng(3)
    rows = [{**row, "auc": float(np.clip(chance.normal(0.85, 0.06), 0, 1))} for row in probes(200, 25)]
    assert not examine(course(rows), STEPS).findings


def test_all_of_one_kind_is_collapse_unless_the_kind_is_told() -> None:
    plain = DIGITS.replace(conditional=False)
    rows = changed(probes(20), 0, seen=[1, 0, 2, 0, 0, 0, 0, 0, 60, 1])
    assert examine(course(rows, plain), STEPS).verdict == "collapse"
    assert examine(course(rows), STEPS).verdict == "missing"
    few = changed(probes(30, 100, points=True), 0, seen=[20, 0, 0, 0, 0, 0, 0, 0])  # most lie nowhere
    assert "collapse" not in [each.symptom for each in examine(course(few, RING), STEPS).findings]


def test_a_judge_that_is_fooled_gives_no_vanishing_gradient() -> None:
    fooled = changed(probes(), 1000, slope=0.01, auc=0.05)
    assert examine(course(fooled), STEPS).verdict == "healthy"
    assert (
        examine(course(changed(probes(), 1000, slope=0.0, auc=0.05)), STEPS).verdict == "vanishing"
    )  # a loss without any
