"""What no training sees."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.datasets import DATASETS, Data, split
from ganboard.datasets.split import drawn
from ganboard.metrics import extractor_for


def counted(images: int, labels: bool = True) -> Data:
    """Images that hold their own numbers."""
    numbers = np.arange(images)
    pixels = np.stack([numbers // 256, numbers % 256], axis=1).astype(np.uint8).reshape(-1, 1, 2, 1)
    columns = {"images": pixels, "labels": (numbers % 7).astype(np.int32)}
    return Data(columns if labels else {"images": pixels})


def numbers(data: Data) -> list[int]:
    pixels = data.samples.reshape(len(data), 2).astype(int)
    return (pixels[:, 0] * 256 + pixels[:, 1]).tolist()


@pytest.mark.parametrize("labels", [True, False])
def test_every_image_is_in_one_part_and_in_its_place(labels: bool) -> None:
    data = counted(700, labels)
    training, held_out = split(data)
    assert held_out is not None
    assert len(held_out) == 70
    assert sorted(numbers(training) + numbers(held_out)) == list(range(700))
    assert numbers(training) == sorted(numbers(training))
    if labels:
        assert np.bincount(held_out.labels).tolist() == [10] * 7
        assert [number % 7 for number in numbers(held_out)] == held_out.labels.tolist()
    assert numbers(split(data)[1]) == numbers(held_out)


def test_a_small_set_is_not_parted() -> None:
    assert split(counted(199))[1] is None
    assert len(split(counted(199))[0]) == 199
    assert split(counted(200))[1] is not None


def test_a_rare_class_stays_to_be_learned() -> None:
    labels = np.array([0] * 500 + [1] * 4)
    assert np.bincount(labels[drawn(labels, 50)]).tolist() == [25, 2]


@pytest.mark.parametrize(("name", "count"), [("mnist", 500), ("fashion", 1_000)])
def test_the_classifier_has_not_seen_what_is_held_out_either(name: str, count: int) -> None:
    dataset = DATASETS.create(name)
    data = dataset.load()
    held_out = split(data)[1]
    assert held_out is not None
    assert len(held_out) == count
    unknown = extractor_for(dataset, dataset.shape).held_out
    assert set(drawn(data.labels, count)) <= set(unknown)
    assert np.array_equal(held_out.samples, data.samples[drawn(data.labels, count)])
