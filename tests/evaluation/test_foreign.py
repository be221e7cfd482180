"""Images of another program."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import split
from ganboard.errors import ConfigError, GANBoardError
from ganboard.evaluation.foreign import evaluate_images, read_images
from ganboard.metrics.inception import FILE, inception_extractor, network_extractor


@pytest.fixture(scope="module")
def held_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real digits in the place of fakes, in the shape without channels."""
    path = tmp_path_factory.mktemp("foreign") / "real.npz"
    data = split(TrainConfig().dataset.load())[1]
    assert data is not None
    np.savez(path, images=data.images[::2, :, :, 0], labels=data.labels[::2])
    return path


def saved(path: Path, **arrays: object) -> str:
    np.savez(path, **arrays)
    return str(path)


def test_real_digits_score_as_real_digits(held_out: Path) -> None:
    evaluation = evaluate_images(str(held_out), "mnist")
    assert evaluation.count == 250
    assert evaluation.extractor == "digits"
    assert evaluation.readings["precision"].value > 0.7
    assert evaluation.readings["frechet"].fair is not None
    noise = np.random.default_rng(0).integers(0, 256, (250, 28, 28, 1)).astype(np.uint8)
    worse = evaluate_images(saved(held_out.with_name("noise.npz"), images=noise), "mnist")
    assert worse.readings["precision"].value < 0.1
    assert worse.readings["frechet"].value > 3 * evaluation.readings["frechet"].value


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
