"""Images made and looked at in slices are those that are made and looked at in one go."""

from __future__ import annotations

import json
import math
import time
from dataclasses import replace

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import Data, split
from ganboard.errors import CheckpointError, ConfigError
from ganboard.evaluation import store
from ganboard.evaluation.evaluator import Evaluator, evaluator_of
from ganboard.evaluation.reference import MOST, Looking, Reference
from ganboard.evaluation.report import evaluate
from ganboard.i18n import render
from ganboard.metrics import Extractor, extractor_for
from ganboard.metrics.base import METRICS
from ganboard.runs import Run
from ganboard.sampler import Sampler


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return extractor_for(TrainConfig().dataset, (28, 28, 1))


@pytest.fixture(scope="module")
def some() -> Data:
    data = TrainConfig().dataset.load()
    return data.take(slice(None, None, 20))


@pytest.fixture(scope="module")
def reference(extractor: Extractor, some: Data) -> Reference:
    reference = Reference(extractor, *split(some))
    while reference.count < len(reference):
        reference.advance(math.inf)
    return reference


def test_slices_see_what_one_look_sees(extractor: Extractor, some: Data) -> None:
    looking = Looking(extractor, some.samples, some.labels)
    counts = []
    while not looking.done:
        looking.advance(time.perf_counter())  # a slice each time, for the time is up
        counts.append(looking.count)
    assert counts == [50, 100, 150, 200, 250]
    found = looking.found()
    features, probabilities = extractor.look(some.samples)
    np.testing.assert_allclose(found.features, features, atol=1e-5)
    np.testing.assert_allclose(found.probabilities, probabilities, atol=1e-5)
    assert np.array_equal(found.labels, some.labels)


def test_real_images_come_in_chance_order_and_the_same_each_time(reference: Reference, some: Data) -> None:
    real, held_out = reference.sets()
    training, apart = split(some)
    assert held_out is not None
    assert sorted(real.labels) == sorted(training.labels)
    assert real.labels.tolist() != training.labels.tolist()
    assert {image.tobytes() for image in real.images} == {image.tobytes() for image in training.samples}
    assert {image.tobytes() for image in held_out.images} == {image.tobytes() for image in apart.samples}
    assert reference.sets()[0] is real


def test_a_large_set_is_represented_by_a_part(extractor: Extractor) -> None:
    images = np.zeros((MOST + 10, 28, 28, 1), np.uint8)
    images[:, 0, 0, 0], images[:, 0, 1, 0] = divmod(np.arange(MOST + 10), 256)
    reference = Reference(extractor, Data({"images": images}), None)
    assert len(reference) == MOST
    assert len(reference.trained) == MOST + 10  # all are looked through for copies
    assert reference.notes == ()


def test_repeats_count_once_and_what_was_seen_is_not_unseen(extractor: Extractor, some: Data) -> None:
    training = some.take(np.repeat(np.arange(150), 4))
    held_out = some.take([*range(100, 200), *range(190, 200)])
    reference = Reference(extractor, training, held_out)
    while reference.count < len(reference):
        reference.advance(math.inf)
    real, unseen = reference.sets()
    assert (len(real), len(unseen)) == (150, 50)
    assert not set(real.digests) & set(unseen.digests)
    assert [render(note) for note in reference.notes] == [
        "Of the 600 real images only 150 are different pictures. Each was counted once.",
        "Of the 100 real images that were kept apart 50 are also among the training images. "
        "They are not unseen, and were left out.",
    ]


def test_one_that_was_seen_is_said_of_one(extractor: Extractor, some: Data) -> None:
    reference = Reference(extractor, some.take(slice(0, 101)), some.take(slice(100, 200)))
    assert [render(note) for note in reference.notes] == [
        "One of the 100 real images that were kept apart is also among the training images. It is not unseen, and was left out."
    ]


def test_training_images_as_held_out_ones_leave_none(extractor: Extractor, some: Data) -> None:
    reference = Reference(extractor, some, some.take(slice(100)))
    assert len(reference) == len(some)
    assert "100 are also among the training images" in render(reference.notes[0])


@pytest.mark.slow
def test_the_fakes_are_the_generators(trained: Run, reference: Reference) -> None:
    checkpoint, config = trained.load(2), trained.config()
    evaluator = evaluator_of(reference, config, checkpoint, 150, seed=3)
    seen = [evaluator.progress]
    while not evaluator.gathered:
        evaluator.advance(1e-9)
        seen.append(evaluator.progress)
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    evaluation = evaluator.measure()
    assert evaluator.progress == pytest.approx(1)
    expected, _ = Sampler.from_checkpoint(config, checkpoint).generate(150, seed=3)
    assert np.array_equal(evaluation.sights.fakes, expected)
    assert list(evaluation.readings) == METRICS.names()
    assert evaluation.count == 150


@pytest.mark.parametrize("count", [0, 49, 50_001])
def test_a_count_out_of_range_is_refused(count: int, reference: Reference) -> None:
    with pytest.raises(ConfigError, match=r"count: expected a whole number from 50 to 50000"):
        Evaluator(reference, TrainConfig(), lambda *_: np.zeros(0), count)


def test_real_images_as_fakes_lie_inside_and_are_their_own_neighbours(reference: Reference) -> None:
    from ganboard.evaluation.evaluator import samples_of

    real, held_out = reference.sets()
    sights = evaluate(samples_of(reference, real, real, held_out)).sights
    assert not sights.outside.any()
    assert np.array_equal(sights.nearest, real.images[: len(sights.nearest)])
    np.testing.assert_allclose(sights.distances, 0, atol=1e-4)
    assert np.all(np.diff(sights.usual) >= 0)
    assert sights.usual[0] > 0
    np.testing.assert_allclose(sights.fake_places, sights.real_places, atol=1e-5)


def test_what_lies_far_away_is_outside(reference: Reference) -> None:
    from ganboard.evaluation.evaluator import samples_of

    real, held_out = reference.sets()
    far = replace(real, features=real.features + 1_000.0)
    sights = evaluate(samples_of(reference, far, real, held_out)).sights
    assert sights.outside.all()
    assert sights.distances.min() > 100


def test_an_evaluation_is_kept_as_it_is(trained: Run, reference: Reference) -> None:
    evaluator = evaluator_of(reference, trained.config(), trained.load(2), 60, seed=0)
    while not evaluator.gathered:
        evaluator.advance(1)
    evaluation = evaluator.measure()
    store.save(trained, 2, evaluation)
    assert store.measured(trained) == [2]
    again = store.read(trained, 2, sights=True)
    assert json.dumps(again.to_dict()) == json.dumps(evaluation.to_dict())
    for name, array in vars(evaluation.sights).items():
        np.testing.assert_array_equal(getattr(again.sights, name), array)
    assert store.read(trained, 2).sights is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"readings": {}}', '{"readings": 3}'])
def test_a_damaged_evaluation_is_an_error_that_says_so(trained: Run, content: str) -> None:
    folder = trained.path / "evaluations"
    folder.mkdir(exist_ok=True)
    (folder / "7.json").write_text(content)
    with pytest.raises(CheckpointError, match="evaluation"):
        store.read(trained, 7)
    (folder / "7.json").unlink()
    with pytest.raises(CheckpointError, match="step 7"):
        store.read(trained, 7)


def test_an_evaluation_belongs_to_the_checkpoint_it_was_made_from(trained: Run, reference: Reference) -> None:
    evaluator = evaluator_of(reference, trained.config(), trained.load(2), 60, seed=0)
    while not evaluator.gathered:
        evaluator.advance(1)
    found = evaluator.measure()
    assert store.is_current(trained, 2, found)  # one from before that does not say what it was made from
    assert store.is_current(trained, 2, replace(found, checkpoint=trained.fingerprint(2)))
    assert not store.is_current(trained, 2, replace(found, checkpoint="other"))
    assert store.is_current(trained, 9, replace(found, checkpoint="other"))  # let go of since: nothing against it
    store.save(trained, 2, replace(found, checkpoint="other"))
    assert store.read(trained, 2).checkpoint == "other"
