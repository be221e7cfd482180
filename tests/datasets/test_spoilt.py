"""Labelled pictures made fewer, and labels made wrong: which ones, how many, and always the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data, Dataset, split
from ganboard.datasets.fashion import Fashion
from ganboard.datasets.mnist import MNIST
from ganboard.datasets.spoilt import spoilt
from ganboard.errors import ConfigError
from ganboard.export.script import script
from ganboard.methods.sketch_maker import unseen


def numbered(labels: list[int]) -> Data:
    """Pictures of one pixel, each of another shade."""
    count = len(labels)
    return Data(
        {"images": np.arange(count, dtype=np.uint8).reshape(count, 1, 1, 1), "labels": np.array(labels, np.int32)}
    )


def test_fewer_are_of_each_class_alike_and_keep_their_labels() -> None:
    labels = [0, 1, 0, 1, 0, 0, 0, 2, 0, 0]
    few = spoilt(numbered(labels), 7, 0.0, 3)
    assert few.samples.ravel().tolist() == [
        0,
        1,
        2,
        3,
        4,
        5,
        7,
    ]  # the third and fourth of class 0, as the others have no more
    assert few.labels is not None
    assert few.labels.tolist() == [labels[number] for number in few.samples.ravel()]
    assert len(spoilt(numbered(labels), 99, 0.0, 3)) == len(labels)
    assert spoilt(numbered(labels), None, 0.0, 3).samples.ravel().tolist() == list(range(10))


@pytest.mark.parametrize("dataset", [MNIST, Fashion])
def test_of_a_set_so_many_are_read_as_are_asked_for(dataset: type[Dataset]) -> None:
    whole, few = dataset().load(), DATASETS.create({"name": dataset.name, "most": 50}).load()
    assert whole.labels is not None
    assert few.labels is not None
    assert np.bincount(few.labels).tolist() == [5] * 10
    assert set(few.columns) == set(whole.columns)
    kept = {picture.tobytes(): label for picture, label in zip(whole.samples, whole.labels, strict=True)}
    assert all(kept[picture.tobytes()] == label for picture, label in zip(few.samples, few.labels, strict=True))
    for column in few.columns.values():
        assert len(np.asarray(column)) == 50


@pytest.mark.parametrize("share", [0.1, 0.6, 1.0])
def test_that_share_of_the_labels_is_wrong_and_of_any_other_class(share: float) -> None:
    right, wrong = MNIST().load(), MNIST(mislabelled=share).load()
    assert right.labels is not None
    assert wrong.labels is not None
    assert np.array_equal(wrong.samples, right.samples)
    differ = wrong.labels != right.labels
    assert differ.sum() == round(share * len(right))
    assert wrong.labels.dtype == np.int32
    shifts = np.bincount((wrong.labels - right.labels)[differ] % 10, minlength=10)
    assert shifts[0] == 0
    assert (shifts[1:] > 0.5 * differ.sum() / 9).all()
    assert np.array_equal(MNIST(mislabelled=share).load().labels, wrong.labels)


@pytest.mark.parametrize(
    ("settings", "field"),
    [({"dataset.most": 15}, "dataset.most"), ({"dataset.mislabelled": 1.1}, "dataset.mislabelled")],
)
def test_what_makes_no_sense_is_refused(settings: dict[str, Any], field: str) -> None:
    with pytest.raises(ConfigError) as caught:
        TrainConfig(**settings)
    assert caught.value.field == field


def test_an_old_config_learns_from_all_and_a_link_keeps_how_many() -> None:
    assert TrainConfig.from_json('{"dataset": {"name": "mnist", "full": false}}') == TrainConfig()
    config = TrainConfig(**{"dataset.most": 20, "dataset.mislabelled": 0.25})
    assert TrainConfig.from_query(config.to_query()) == config
    assert config.replace(**{"dataset.most": None, "dataset.mislabelled": 0.0}) == TrainConfig()
    assert MNIST(full=True, most=20, mislabelled=0.5).fallback() == MNIST(most=20, mislabelled=0.5)


def test_drawings_that_no_training_sees_are_not_those_of_the_few() -> None:
    few = Fashion(most=200)
    shown = {picture.tobytes() for picture in np.asarray(split(Fashion().load())[1].columns["sketches"])}  # type: ignore[union-attr]
    assert {picture.tobytes() for picture in unseen(few).columns["sketches"]} <= shown


def test_the_script_takes_as_many_and_makes_the_same_labels_wrong() -> None:
    """What it does to the set that it downloads, run by itself on a set in no order."""
    text = script(TrainConfig(conditional=True, **{"dataset.most": 40, "dataset.mislabelled": 0.5}), 3)
    body = text[text.index("    # So many as") : text.index("    return images[..., np.newaxis]")]
    labels = np.random.default_rng(1).integers(0, 10, 500).astype(np.uint8)
    found: dict[str, Any] = {"np": np, "CLASSES": 10, "labels": labels, "images": np.arange(500, dtype=np.int64)}
    exec("\n".join(line.removeprefix("    ") for line in body.splitlines()), found)
    ours = spoilt(Data({"images": np.arange(500), "labels": labels.astype(np.int32)}), 40, 0.5, 10)
    assert np.array_equal(found["images"], ours.samples)
    assert np.array_equal(found["labels"], ours.columns["labels"])
