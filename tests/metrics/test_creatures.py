"""The judge of creatures names every factor, in every size, and so Evaluate knows which kinds are missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganboard.creatures.factors import SIZES, kind_numbers
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.traits import creatures
from ganboard.datasets.creatures import Creatures
from ganboard.metrics import extractor_for
from ganboard.metrics.base import ImageSet, Samples
from ganboard.metrics.class_coverage import ClassCoverage
from ganboard.metrics.creatures import of_factors, seen
from ganboard.metrics.features import FILES, read_classifier
from ganboard.metrics.files.make_creatures import batches, train

UNSEEN = 1_000_003
"""A seed of which neither training nor the measurement in the README has seen a creature."""


@pytest.mark.slow
@pytest.mark.parametrize("size", [28, 32, 64])
def test_more_than_99_percent_of_every_factor_are_named_rightly(size: int) -> None:
    dataset = Creatures(size=size)
    judge = extractor_for(dataset, dataset.shape)
    assert judge.name == "creatures"
    assert judge.classes == dataset.classes
    unseen = creatures(700, UNSEEN)
    probabilities = judge.classify(pictures(unseen, size))
    right = seen(probabilities) == unseen.factors
    assert (right.mean(axis=0) > 0.99).all(), right.mean(axis=0)
    assert right.all(axis=1).mean() > 0.98
    for own, column in zip(of_factors(probabilities), right.T, strict=True):
        np.testing.assert_allclose(own.sum(axis=1), 1, atol=1e-4)
        assert own.max(axis=1).mean() == pytest.approx(column.mean(), abs=0.02)


def test_the_factors_of_a_kind_are_those_of_its_number() -> None:
    factors = np.array([[0, 1, 2, 0, 3], [5, 2, 1, 1, 0]])
    probabilities = np.full((2, 648), 0.1 / 647)
    probabilities[[0, 1], kind_numbers(factors)] = 0.9
    assert seen(probabilities).tolist() == factors.tolist()
    for column, (own, size) in enumerate(zip(of_factors(probabilities), SIZES, strict=True)):
        assert own.shape == (2, size)
        assert own.argmax(axis=1).tolist() == factors[:, column].tolist()


@pytest.mark.slow
def test_kinds_that_a_generator_never_makes_are_missing() -> None:
    some = creatures(1500, UNSEEN)
    judge = extractor_for(Creatures(size=28), (28, 28, 3))
    images = pictures(some, 28)
    features, probabilities = judge.look(images)
    never_red = some.factors[:, 0] != 0
    real = ImageSet(images, features, probabilities)
    fake = ImageSet(images[never_red], features[never_red], probabilities[never_red])
    missing = ClassCoverage().details(Samples(fake, real, None, judge.name, judge.title, judge.classes))["missing"]
    assert len(missing) > 50
    names = [judge.classes[number].split()[0] for number in missing]
    assert names.count("red") > 0.95 * len(names)


@pytest.mark.slow
def test_the_judge_of_the_night_names_every_factor_by_night_and_not_by_day() -> None:
    judge = read_classifier(FILES / "night.npz", Creatures.classes, (32, 32, 3))
    unseen = creatures(700, UNSEEN)
    right = seen(judge.classify(night(unseen, 32))) == unseen.factors
    assert (right.mean(axis=0) > 0.99).all(), right.mean(axis=0)
    by_day = seen(judge.classify(pictures(unseen, 32))) == unseen.factors
    assert by_day.all(axis=1).mean() < 0.5  # so a picture that stays day does not pass for kept


@pytest.mark.trial
def test_both_judges_are_taught_by_their_own_pictures() -> None:
    day, night_ = next(batches("creatures")), next(batches("night"))
    assert (day[1] == night_[1]).all()
    assert day[0].mean() > 0 > night_[0].mean()


@pytest.mark.trial
@pytest.mark.slow
def test_it_can_be_made_again(tmp_path: Path) -> None:
    images, factors = next(batches())
    assert (images.shape, images.dtype) == ((64, 32, 32, 3), np.float32)
    assert factors.shape == (64, 5)
    reached = train(tmp_path / "creatures.npz", 4, unseen=64)
    assert set(reached) == {28, 32, 64}
    judge = read_classifier(tmp_path / "creatures.npz", Creatures.classes, (64, 64, 3))
    assert judge.classify(pictures(creatures(5, 0), 64)).shape == (5, 648)
