"""What the Evaluate page says of numbers: which can stand side by side, which checkpoint is best, what is weak."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganboard.app.quality.cards import card
from ganboard.app.quality.classes import by_chance, of_values, percent
from ganboard.app.quality.clouds import members_of
from ganboard.app.quality.comparing import _row, comparisons
from ganboard.app.quality.nearest import _summary, same, suspicious
from ganboard.app.quality.results import curve_of, evaluations, leader_sentence, named, spread
from ganboard.app.quality.verdict import aspects, headline, verdict, weak_side
from ganboard.creatures.factors import Factor
from ganboard.evaluation import store
from ganboard.evaluation.report import Evaluation
from ganboard.i18n import render
from ganboard.metrics.base import ImageSet
from ganboard.metrics.intervals import Interval
from ganboard.metrics.reading import shown
from ganboard.snapshot import Checkpoint
from tests.app.evaluations import REAL, UNSEEN, evaluation, images, measured_run, some_run


@pytest.fixture(scope="module")
def good() -> Evaluation:
    return evaluation()


@pytest.fixture(scope="module")
def bad() -> Evaluation:
    return evaluation(shift=3.0)


@pytest.fixture(scope="module")
def narrow() -> Evaluation:
    return evaluation(spread=0.3)


@pytest.fixture(scope="module")
def halved() -> Evaluation:
    """Fakes of which one half of all kinds is missing."""
    drawn = images(2_000, 3)
    kept = drawn.features[:, 0] > 0
    return evaluation(fake=ImageSet(*(part[kept] for part in (drawn.images, drawn.features, drawn.probabilities))))


@pytest.fixture(scope="module")
def copied() -> Evaluation:
    return evaluation(fake=REAL)


def test_few_steps_are_all_measured_and_many_evenly_on_a_log_scale() -> None:
    assert spread([]) == []
    assert spread([0, 5, 9]) == [0, 5, 9]
    steps = [0, *(round(5 * 1.2**power) for power in range(40))]
    chosen = spread(steps)
    assert len(chosen) == 12
    assert chosen == sorted(set(chosen))
    assert (chosen[0], chosen[-1]) == (steps[0], steps[-1])
    gaps = np.diff(np.log1p(chosen))[1:]  # there is nothing between 0 and 5
    assert gaps.max() < 2.5 * gaps.min()
    assert spread(list(range(20)), 2) == [0, 19]


def test_good_fakes_cannot_be_told_from_unseen_real_images(good: Evaluation) -> None:
    assert render(verdict(good)) == "Our measurement cannot tell these fakes from real ones."
    assert render(headline(good)) == "By the Fréchet distance the fakes cannot be told from unseen real images yet."
    assert "No weak side shows yet" in render(weak_side(good))
    assert {aspect.side: aspect.verdict for aspect in aspects(good)} == {
        "quality": "cannot tell yet",
        "variety": "cannot tell yet",
        "copying": "cannot tell yet",
    }


def test_fakes_far_off_are_said_to_be_far_and_by_how_much(bad: Evaluation) -> None:
    reading = bad.readings["frechet"]
    sentence = render(headline(bad))
    assert sentence.startswith("Still far: by the Fréchet distance")
    assert render(verdict(bad)).startswith("Still far: our measurement tells these fakes from real ones")
    assert f" {reading.fair.value / reading.best.value:,.0f} times as far" in sentence
    assert {aspect.side: aspect.verdict for aspect in aspects(bad)}["quality"] == "worse"
    assert "quality" in render(weak_side(bad))


def test_fakes_far_off_are_no_copies(bad: Evaluation) -> None:
    assert {aspect.side: aspect.verdict for aspect in aspects(bad)}["copying"] != "worse"


def test_missing_kinds_are_a_lack_of_variety_and_of_nothing_else(halved: Evaluation) -> None:
    assert render(weak_side(halved)).startswith("The weak side is variety")
    aspect = next(aspect for aspect in aspects(halved) if aspect.side == "variety")
    assert aspect.verdict == "worse"
    assert aspect.sentence == halved.readings[aspect.metric].sentence


def test_fakes_too_much_alike_may_look_like_copies_and_that_is_said(narrow: Evaluation) -> None:
    assert render(weak_side(narrow)).startswith("The fakes vary too little and lie unusually near to training images")


def test_copies_are_the_first_thing_that_is_said(copied: Evaluation) -> None:
    assert render(weak_side(copied)).startswith("There are signs of copying")
    assert "may be copies" in render(verdict(copied))


def test_fakes_nearer_than_unseen_images_are_too_good(good: Evaluation) -> None:
    reading = replace(good.readings["frechet"], fair=Interval(0.001, 0.0, 0.002))
    assert render(headline(replace(good, readings={"frechet": reading}))).startswith(
        "Too good: by the Fréchet distance"
    )


def test_without_unseen_images_nothing_is_said_of_how_good_one_can_be() -> None:
    alone = evaluation(unseen=None)
    assert "no unseen real images" in render(headline(alone))
    assert "can only tell which moment" in render(verdict(alone))
    assert aspects(alone) == []
    assert weak_side(alone) is None
    assert curve_of({3: alone}, "frechet", 3).best is None


def test_a_headline_without_any_number_says_where_to_look(good: Evaluation) -> None:
    blank = replace(good, readings={name: replace(each, value=None) for name, each in good.readings.items()})
    assert "Nothing can be said" in render(headline(blank))
    assert named({1: blank}, 1) == []


def test_the_curve_compares_as_many_fakes_as_there_are_unseen_images(good: Evaluation, bad: Evaluation) -> None:
    curve = curve_of({0: bad, 50: good}, "frechet", 50)
    assert [step for step, _number in curve.points] == [0, 50]
    assert curve.points[1][1] == good.readings["frechet"].fair != good.readings["frechet"].interval
    assert curve.best == good.readings["frechet"].best
    assert curve.fair_count == len(UNSEEN)
    assert curve.leader() == (50, [])
    assert render(leader_sentence(curve)) == "Best so far: step 50."
    assert curve_of({0: bad, 50: good}, "diversity", 50).fair_count is None


def test_best_is_what_is_surely_better_and_others_are_named(good: Evaluation, bad: Evaluation) -> None:
    curve = curve_of({0: bad, 50: good, 1_000: good, 2_000: good}, "frechet", 50)
    assert curve.leader() == (2_000, [50, 1_000])  # of equals the latest
    assert render(leader_sentence(curve)) == "Best so far: step 2,000, but not surely better than steps 50, 1,000."
    assert leader_sentence(curve_of({0: bad}, "frechet", 0)) is None


@pytest.mark.parametrize(
    ("name", "better", "values", "best"),
    [
        ("precision", "higher", (0.9, 0.5), 0),
        ("frechet", "lower", (0.9, 0.5), 1),
        ("diversity", "near one", (0.9, 1.5), 0),
        ("memorisation", "near zero", (-4.0, 2.0), 1),
    ],
)
def test_which_way_is_better_depends_on_the_metric(
    good: Evaluation, name: str, better: str, values: tuple[float, float], best: int
) -> None:
    def with_value(value: float) -> Evaluation:
        number = Interval(value, value - 0.01, value + 0.01)
        reading = replace(good.readings[name], value=value, low=number.low, high=number.high, fair=number)
        return replace(good, readings={name: reading})

    curve = curve_of({step: with_value(value) for step, value in enumerate(values)}, name, 0)
    assert curve.better == better
    assert curve.leader() == (best, [])


def test_numbers_taken_in_another_way_are_left_out_of_the_curve(good: Evaluation) -> None:
    found = {1: good, 2: evaluation(count=500), 3: evaluation(extractor="other")}
    assert curve_of(found, "frechet", 1).left_out == [2, 3]
    assert curve_of(found, "diversity", 1).left_out == [3]  # which does not depend on how many there are
    assert curve_of(found, "sharpness", 1).left_out == []  # which looks at pixels only
    assert [step for step, _number in curve_of(found, "frechet", 2).points] == [2]


def test_evaluations_are_read_again_only_when_they_changed(tmp_path: Path, good: Evaluation, bad: Evaluation) -> None:
    run = some_run(tmp_path, "run", [1])
    store.save(run, 1, good)
    first, problems = evaluations(run)
    assert problems == []
    assert evaluations(run)[0][1] is first[1]
    store.save(run, 1, bad)
    os.utime(run.path / "evaluations" / "1.json", ns=(0, 1))
    assert evaluations(run)[0][1].readings["frechet"].value == bad.readings["frechet"].value


def test_what_was_measured_on_an_earlier_past_is_named_and_not_shown(tmp_path: Path, good: Evaluation) -> None:
    run = some_run(tmp_path, "run", [1, 2, 3])
    for step in (1, 2):
        store.save(run, step, replace(good, checkpoint=run.fingerprint(step)))
    store.save(run, 3, good)  # from before it was written down
    assert (list(evaluations(run)[0]), evaluations(run)[1]) == ([1, 2, 3], [])
    run.save(Checkpoint(2, 9.0, {"average/x": np.ones(1, np.float32)}), b"")  # gone back, and trained anew
    found, problems = evaluations(run)
    assert list(found) == [1, 3]
    assert "Measured on an earlier past of this training, and so not shown: 2." in render(problems[0])
    run.save(Checkpoint(2, 3.0, {"average/x": np.zeros(1, np.float32)}), b"")  # the same again, bit for bit
    assert list(evaluations(run)[0]) == [1, 2, 3]


def test_card_and_comparison_show_the_same_number_with_its_count(good: Evaluation, bad: Evaluation) -> None:
    reading = good.readings["coverage"]
    assert reading.reduced
    number = shown(reading.fair.value, "share")
    assert number != shown(reading.value, "share")
    text = card(reading)
    assert f"<b>{number} " in text
    assert f"All 1,000 fakes</dt><dd>{shown(reading.value, 'share')} " in text
    assert "The large number is from 200 fakes, as many as there are unseen real images" in text
    row = next(row for row in comparisons(good, bad)[0] if row[0].name == "coverage")
    cells = _row(["Metric", "First", "Second", "Difference", "Verdict"], *row)
    assert f"{number} <small>200 fakes</small>" in cells


def test_copies_are_said_without_unseen_images_too() -> None:
    alone = evaluation(unseen=None, fake=REAL)
    assert render(weak_side(alone)) == (
        "There are signs of copying: 100.0% of the fakes are training images, pixel by pixel."
    )
    assert [(aspect.side, aspect.metric) for aspect in aspects(alone)] == [("copying", "exact")]
    assert same(alone.sights).all()
    assert not same(evaluation().sights).any()


OTHERS = images(200, 9)


def test_too_few_unseen_images_are_not_called_none(good: Evaluation) -> None:
    few = replace(good, readings={"memorisation": good.readings["memorisation"]})
    assert render(weak_side(few)).startswith("So few images do not show everything")
    few = replace(good, readings={"frechet": replace(good.readings["frechet"], best=None)})
    assert "only 200 unseen real images, too few" in render(headline(few))
    one = replace(few, readings={"frechet": replace(few.readings["frechet"], held_out_count=1)})
    assert "There is only one unseen real image, too few" in render(headline(one))


def test_notes_are_kept_and_old_evaluations_have_none(tmp_path: Path, good: Evaluation) -> None:
    repeated = evaluation(fake=ImageSet(*(np.repeat(each, 3, axis=0) for each in (UNSEEN.images, UNSEEN.features))))
    said = [render(note) for note in repeated.notes]
    assert said[0].startswith("Of the 600 fakes only 200 are different pictures")
    assert said[1].startswith("Of the 600 fakes 600 are unseen real images, pixel by pixel.")
    assert good.notes == ()
    mixed = zip((OTHERS.images, OTHERS.features), (UNSEEN.images, UNSEEN.features), strict=True)
    one = evaluation(fake=ImageSet(*(np.concatenate([others[:199], unseen[:1]]) for others, unseen in mixed)))
    assert render(one.notes[0]) == "One of the 200 fakes is an unseen real image, pixel by pixel."
    assert Evaluation.from_dict(repeated.to_dict()).notes == repeated.notes
    old = {name: value for name, value in good.to_dict().items() if name not in ("notes", "checkpoint")}
    assert Evaluation.from_dict(old) == replace(good, sights=None)


def test_a_metric_that_is_not_known_any_more_is_passed_over(tmp_path: Path, good: Evaluation) -> None:
    run = some_run(tmp_path, "run", [1])
    store.save(run, 1, replace(good, readings={**good.readings, "magic": good.readings["frechet"]}))
    assert list(evaluations(run)[0][1].readings) == list(good.readings)


def test_a_damaged_evaluation_is_a_sentence_and_the_others_stay(tmp_path: Path) -> None:
    run = measured_run(tmp_path, "run", {1: 0.0, 2: 1.0})
    (run.path / "evaluations" / "2.json").write_text("{")
    found, problems = evaluations(run)
    assert list(found) == [1]
    assert "no readable evaluation of step 2" in render(problems[0])


def test_two_evaluations_are_compared_number_by_number(good: Evaluation, bad: Evaluation) -> None:
    compared, problems = comparisons(bad, good)
    assert problems == []
    verdicts = {one.name: each.verdict for one, _two, each in compared}
    assert verdicts["frechet"] == verdicts["precision"] == "better"
    assert {one.name: each.verdict for one, _two, each in comparisons(good, bad)[0]}["frechet"] == "worse"


def test_what_cannot_be_compared_is_said_once(good: Evaluation) -> None:
    compared, problems = comparisons(good, evaluation(extractor="other"))
    assert {one.name for one, _two, _each in compared} == {"exact", "sharpness", "sliced"}  # which see pixels
    assert len(problems) == 1
    assert "Numbers of two extractors cannot be compared" in problems[0]
    compared, problems = comparisons(good, evaluation(count=500))
    assert "diversity" in {one.name for one, _two, _each in compared}
    assert len(problems) == 1
    assert "Measure both with as many" in problems[0]


def test_every_fake_is_either_inside_or_outside(bad: Evaluation) -> None:
    sights = bad.sights
    members = members_of(sights)
    assert len(members["real"]) == len(sights.reals)
    assert sorted([*members["inside"], *members["outside"]]) == list(range(len(sights.fakes)))
    assert sights.outside[members["outside"]].all()
    assert not sights.outside[members["inside"]].any()


def test_only_what_is_nearer_than_99_of_100_unseen_images_is_suspicious(copied: Evaluation, bad: Evaluation) -> None:
    assert suspicious(copied.sights).all()
    assert not suspicious(bad.sights).any()
    assert not suspicious(evaluation(unseen=None, fake=REAL).sights).any()


def test_counts_become_percent() -> None:
    assert percent([1, 3]) == [25.0, 75.0]
    assert percent([0, 0]) == [0.0, 0.0]


def test_the_made_up_images_are_what_they_are_called() -> None:
    assert images(20, 0).labels.tolist() == [*range(10)] * 2


def test_shares_of_kinds_are_summed_over_all_other_factors() -> None:
    two = (Factor("a", "a", ("x", "y"), ("x", "y")), Factor("b", "b", ("p", "q", "r"), ("p", "q", "r")))
    assert of_values(two, [10, 20, 30, 5, 15, 20]) == [60, 40, 15, 35, 50]


def test_of_many_kinds_some_are_missing_by_chance() -> None:
    real = [5] * 600 + [0] * 48  # kinds that do not occur are not missed
    draws = np.random.default_rng(0).integers(600, size=(200, 1_000))
    missing = np.mean([600 - len(set(draw)) for draw in draws])
    assert by_chance([1_000] + [0] * 647, real) == pytest.approx(missing, abs=2)


def test_one_fake_is_and_several_are(copied: Evaluation, narrow: Evaluation) -> None:
    near = np.arange(24) < 1
    sights = replace(narrow.sights, distances=np.where(near, 0.0, 9e9), usual=(1.0, 2.0))
    assert _summary(near, sights).startswith("One of these 24 comes very near")
    assert _summary(near, sights).endswith("whether it is a copy.")
    assert _summary(np.arange(24) < 2, sights).startswith("2 of these 24 come very near")
    nearest = copied.sights.nearest.copy()
    nearest[1:] = 255 - nearest[1:]
    assert _summary(near, replace(copied.sights, nearest=nearest)).startswith(
        "One of these 24 fakes is a training image"
    )
