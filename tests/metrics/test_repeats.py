"""Repeats, copies and sorted sets: what is the same is seen to be the same, and a part stands for the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ganboard.datasets.split import digests, first_of_each
from ganboard.i18n import render
from ganboard.metrics import METRICS, ImageSet, Samples, compare
from ganboard.metrics.neighbourhoods import neighbourhoods
from ganboard.metrics.reading import shown
from tests.metrics.sets import featured, full, usual


def test_the_same_pictures_have_the_same_digest_and_no_others() -> None:
    images = np.random.default_rng(0).integers(0, 2, (200, 2, 2, 1)).astype(np.uint8)  # sixteen different ones
    found = digests(images)
    assert len(set(found)) == len({image.tobytes() for image in images}) == 16
    first = first_of_each(images)
    assert first.tolist() == sorted(first.tolist())
    assert [found.index(digest) for digest in dict.fromkeys(found)] == first.tolist()


def test_a_part_of_a_sorted_set_stands_for_all_of_it() -> None:
    kinds = np.repeat(np.arange(10), 100)
    features = (kinds[:, None] + np.zeros(4)).astype(np.float32)
    labelled, plain = featured(features, labels=kinds), featured(features)
    assert np.bincount(labelled.take(150).labels, minlength=10).tolist() == [15] * 10
    assert np.bincount(plain.take(500).features[:, 0].astype(int), minlength=10).min() > 30
    assert np.array_equal(plain.take(500).features, plain.take(500).features)
    assert plain.take(1_000) is plain
    uneven = featured(features[:620], labels=kinds[:620])
    assert np.bincount(uneven.take(62).labels).tolist() == [10] * 6 + [2]


@pytest.mark.parametrize("name", [metric.name for metric in METRICS if metric.counts_matter])
@pytest.mark.parametrize("labelled", [True, False])
def test_the_order_of_the_fakes_decides_nothing(name: str, labelled: bool) -> None:
    """Where fewer unseen images are, only some of the fakes are compared; of sorted fakes these must not be one kind."""
    mixed, real, held_out = full(1_000, 1), full(1_000, 2), full(100, 3)
    order = np.argsort(mixed.features[:, 0])
    parts = [each[order] for each in (mixed.images, mixed.features, mixed.probabilities)]
    fakes = ImageSet(*parts, np.arange(1_000) // 100 if labelled else None)
    if name == "class_balance":
        order = np.argsort(mixed.labels)
        fakes = ImageSet(*(each[order] for each in (mixed.images, mixed.features, mixed.probabilities)))
    found = METRICS.get(name)().measure(Samples(fakes, real, held_out))
    usually = METRICS.get(name)().measure(Samples(mixed, real, held_out))
    assert found.fair.low <= usually.fair.high
    assert usually.fair.low <= found.fair.high


def test_a_set_that_holds_each_picture_six_times_has_everything_in_common_with_itself() -> None:
    """Each is at distance nothing from its repeats, so that no neighbourhood has any room."""
    values = np.repeat(np.random.default_rng(0).normal(size=(100, 8)), 6, axis=0)
    found = neighbourhoods(values, np.random.default_rng(1).permutation(values), middles=True)
    assert (found.precision, found.recall, found.coverage) == (1, 1, 1)
    samples = Samples(featured(values), featured(values))
    for name in ("precision", "recall", "coverage"):
        assert METRICS.get(name)().measure(samples).value == 1


def test_copies_are_named_without_anything_to_compare_with() -> None:
    real = full(300, 2)
    reading = METRICS.get("exact")().measure(Samples(real.take(200), real))
    assert reading.value == 1
    assert reading.best is None
    assert render(reading.sentence) == "100.0% of the fakes are training images, pixel by pixel: copies."


def test_one_copy_among_many_is_no_nought() -> None:
    real, fakes = full(300, 2), full(3_000, 5)
    fakes.images[7] = real.images[9]
    reading = METRICS.get("exact")().measure(Samples(fakes, real, full(300, 3)))
    assert reading.verdict == "worse"
    assert render(reading.sentence).startswith("0.03% of the fakes")


def test_all_training_images_are_looked_through_and_not_only_the_compared_ones() -> None:
    everything = full(300, 2)
    samples = Samples(everything, full(100, 9), trained=frozenset(digests(everything.images)))
    assert METRICS.get("exact")().measure(samples).value == 1


@pytest.mark.parametrize("name", ["memorisation", "copies"])
def test_a_hundredth_of_copies_is_never_called_no_sign_of_copying(name: str) -> None:
    samples = usual(1_000, fake=full(1_000, 17))
    clean = METRICS.get(name)().measure(samples)
    assert "no sign of cop" in render(clean.sentence)
    for part in ("images", "features"):
        getattr(samples.fake, part)[:10] = getattr(samples.real, part)[:10]
    reading = METRICS.get(name)().measure(replace(samples, fake=full(1_000, 17)))
    assert "no sign of cop" in render(reading.sentence)
    copied = Samples(ImageSet(samples.fake.images, samples.fake.features), samples.real, samples.held_out)
    said = render(METRICS.get(name)().measure(copied).sentence)
    assert "no sign" not in said
    assert "10 of them are training images, pixel by pixel" in said


def test_fakes_that_are_farther_and_hold_copies_are_not_called_no_copies() -> None:
    samples = usual(600, fake=full(600, 17, scale=1.5))
    assert "no copies" in render(METRICS.get("memorisation")().measure(samples).sentence)
    mixed = full(600, 17, scale=1.5)
    mixed.images[0] = samples.real.images[0]
    reading = METRICS.get("memorisation")().measure(Samples(mixed, samples.real, samples.held_out))
    assert "no copies" not in render(reading.sentence)
    assert "one of them is a training image" in render(reading.sentence)


def test_one_metric_has_one_number_wherever_it_is_shown() -> None:
    """Coverage of a thousand fakes is larger than of a hundred; the one that compares with unseen images is shown."""
    samples = [Samples(full(1_000, seed), full(1_000, 2), full(100, 3)) for seed in (1, 4)]
    first, second = (METRICS.get("coverage")().measure(each) for each in samples)
    assert first.leading == first.fair != first.interval
    assert (first.leading_count, first.reduced) == (100, True)
    found = compare(first.as_shown(), second.as_shown())
    assert found.difference is not None
    assert found.difference.value == pytest.approx(second.fair.value - first.fair.value)
    plain = METRICS.get("kernel")().measure(samples[0])
    assert (plain.leading, plain.leading_count, plain.reduced) == (plain.interval, 1_000, False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.0%"),
        (1e-12, "0.0%"),
        (0.0002, "0.02%"),
        (0.00001, "0.001%"),
        (-0.0002, "−0.02%"),
        (0.0005, "0.1%"),
        (0.9998, "99.98%"),
        (0.9994, "99.9%"),
        (1, "100.0%"),
        (1 - 1e-12, "100.0%"),
    ],
)
def test_only_nothing_is_nought_and_only_all_is_a_hundred_percent(value: float, text: str) -> None:
    assert shown(value, "share") == text
