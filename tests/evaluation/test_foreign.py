"""Images of another program."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import split
from ganboard.errors import ConfigError, GANBoardError
from ganboard.evaluation.foreign import _named, evaluate_images, read_images
from ganboard.i18n import render
from ganboard.metrics.inception import FILE, inception_extractor, network_extractor


@pytest.fixture(scope="module")
def held_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real digits in the place of fakes, in the shape without channels."""
    path = tmp_path_factory.mktemp("foreign") / "real.npz"
    data = split(TrainConfig().dataset.load())[1]
    assert data is not None
    np.savez(path, images=data.samples[::2, :, :, 0], labels=data.labels[::2])
    return path


def saved(path: Path, **arrays: object) -> str:
    np.savez(path, **arrays)
    return str(path)


@pytest.mark.trial
@pytest.mark.slow
def test_real_digits_score_as_real_digits(held_out: Path) -> None:
    evaluation = evaluate_images(str(held_out), "mnist")
    assert evaluation.count == 250
    assert evaluation.extractor == "digits"
    assert evaluation.readings["precision"].value > 0.7
    assert evaluation.readings["frechet"].fair is not None
    assert evaluation.readings["frechet"].value < 3 * evaluation.readings["frechet"].best.value


def test_a_file_as_reference_gives_random_features(held_out: Path, tmp_path: Path) -> None:
    images = np.random.default_rng(1).integers(0, 256, (300, 8, 12, 3)).astype(np.uint8)
    file = saved(tmp_path / "own.npz", images=images)
    evaluation = evaluate_images(file, file)
    assert evaluation.extractor == "random_8x12x3"
    assert evaluation.readings["frechet"].held_out_count == 30
    assert evaluation.readings["frechet"].value is not None
    with pytest.raises(ConfigError, match=r"images: expected images of the same shape as the real ones, \(8, 12, 3\)"):
        evaluate_images(str(held_out), file)


@pytest.mark.parametrize(
    ("arrays", "problem"),
    [
        ({}, "array images"),
        ({"images": np.zeros((60, 28, 28, 1), np.float32)}, "uint8"),
        ({"images": np.zeros((60, 28, 28, 4), np.uint8)}, "1 or 3 channels"),
        ({"images": np.zeros((60, 28), np.uint8)}, "array images"),
        ({"images": np.zeros((49, 28, 28, 1), np.uint8)}, "at least 50 images, but got 49"),
        ({"images": np.zeros((60, 28, 28, 1), np.uint8), "labels": np.zeros(59, np.int32)}, "labels"),
        ({"images": np.zeros((60, 28, 28, 1), np.uint8), "labels": np.zeros(60)}, "whole numbers"),
    ],
)
def test_wrong_files_are_refused_in_a_sentence(arrays: dict, problem: str, tmp_path: Path) -> None:
    file = saved(tmp_path / "wrong.npz", **arrays)
    with pytest.raises(ConfigError, match=problem):
        read_images(file, "images")


def test_no_file_and_a_damaged_one(tmp_path: Path) -> None:
    for file in (tmp_path / "none.npz", tmp_path):
        with pytest.raises(ConfigError, match=r"reference: expected an .npz file that can be read"):
            read_images(str(file), "reference")
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ConfigError, match="that can be read"):
        read_images(str(damaged), "images")


def test_inception_is_never_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    with pytest.raises(GANBoardError, match="never downloads them"):
        inception_extractor((28, 28, 1))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / FILE).write_bytes(b"something else")
    with pytest.raises(GANBoardError, match="not the one that Keras offers"):
        inception_extractor((28, 28, 1))


@pytest.mark.trial
@pytest.mark.slow
def test_inceptions_features_come_from_its_weights(tmp_path: Path) -> None:
    from ganboard.backend import keras

    keras.utils.set_random_seed(1)
    model = keras.applications.InceptionV3(include_top=False, weights=None, input_shape=(299, 299, 3))
    path = tmp_path / "any.weights.h5"
    model.save_weights(path)
    extractor = network_extractor((28, 28, 1), path)
    images = np.random.default_rng(2).integers(0, 256, (2, 28, 28, 1)).astype(np.uint8)
    large = keras.ops.image.resize(images.repeat(3, axis=3).astype(np.float32) / 127.5 - 1, (299, 299))
    expected = np.asarray(model(large, training=False)).mean(axis=(1, 2))
    assert extractor.size == 2048
    np.testing.assert_allclose(extractor.features(images), expected, rtol=1e-3, atol=1e-5)


def pictures(count: int, seed: int, most: int = 256) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, most, (count, 8, 8, 1)).astype(np.uint8)


def test_copies_of_repeated_pictures_are_recognised_as_both(tmp_path: Path) -> None:
    """A hundred pictures, six times each, judged against themselves."""
    file = saved(tmp_path / "repeated.npz", images=np.repeat(pictures(100, 0), 6, axis=0))
    parts: list[float] = []
    found = evaluate_images(file, file, told=parts.append)
    readings = found.readings
    assert [readings[name].value for name in ("precision", "recall", "coverage", "exact")] == [1, 1, 1, 1]
    assert not any("no sign of cop" in render(reading.sentence) for reading in readings.values())
    said = " ".join(render(note) for note in found.notes)
    assert "Of the 600 real images only 100 are different pictures" in said
    assert "Of the 600 fakes only 100 are different pictures" in said
    assert parts == sorted(parts)
    assert parts[-1] == 1


def test_a_set_judged_against_itself_is_copies_and_unseen_images(tmp_path: Path) -> None:
    file = saved(tmp_path / "own.npz", images=pictures(400, 0))
    found = evaluate_images(file, file)
    assert found.readings["exact"].value == 0.9
    assert render(found.notes[0]).startswith("Of the 400 fakes 40 are unseen real images")


def test_a_dead_generator_is_measured_and_named(tmp_path: Path) -> None:
    black = saved(tmp_path / "black.npz", images=np.zeros((60, 8, 8, 1), np.uint8))
    real = saved(tmp_path / "real.npz", images=pictures(300, 0))
    found = evaluate_images(black, real)
    said = [render(note) for note in found.notes]
    assert any("All 60 fakes are the same picture." in each for each in said)
    assert any("The largest value in the fakes is 0, in the real images 255." in each for each in said)
    assert found.readings["sliced"].verdict == "worse"
    with pytest.raises(ConfigError, match=r"reference: expected a file with at least 50 different images, but got 1\."):
        evaluate_images(real, black)


def test_fakes_on_another_scale_are_pointed_out(tmp_path: Path) -> None:
    dark = saved(tmp_path / "dark.npz", images=pictures(60, 1, 17))
    found = evaluate_images(dark, saved(tmp_path / "real.npz", images=pictures(300, 0)))
    assert "The largest value in the fakes is 16, in the real images 255." in render(found.notes[0])


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ((28, 28, 3), "make them grey with np.uint8(images.mean(axis=3, keepdims=True).round()), but got (28, 28, 3)."),
        ((32, 32, 1), "enlarge, shrink or cut them to 28×28 pixels, but got (32, 32, 1)."),
    ],
)
def test_another_shape_than_the_reference_comes_with_advice(shape: tuple, problem: str, tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (60, *shape)).astype(np.uint8)
    with pytest.raises(ConfigError, match=re.escape(problem)):
        evaluate_images(saved(tmp_path / "a.npz", images=images), "mnist")


def test_labels_that_are_no_digits_are_refused(tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (60, 28, 28)).astype(np.uint8)
    file = saved(tmp_path / "a.npz", images=images, labels=np.arange(60) % 10 + 1)
    with pytest.raises(ConfigError, match="labels from 0 to 9, or none, but got '1 … 10'"):
        evaluate_images(file, "mnist")


@pytest.mark.parametrize(
    ("name", "side", "shape"),
    [
        ("creatures", 64, (64, 64, 3)),
        ("creatures", 28, (28, 28, 3)),
        ("creatures", 48, (32, 32, 3)),  # which is then said to be another shape
        ("mnist", 64, (28, 28, 1)),
    ],
)
def test_the_reference_comes_in_the_size_of_the_images_where_it_can(
    name: str, side: int, shape: tuple[int, ...]
) -> None:
    assert _named(name, side).shape == shape
