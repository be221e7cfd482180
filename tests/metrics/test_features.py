"""The shipped classifiers reach what they state; extractors tell images apart and refuse what is no image."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganboard.backend import tf
from ganboard.datasets import DATASETS
from ganboard.datasets.split import drawn
from ganboard.errors import GANBoardError
from ganboard.metrics import Extractor, extractor_for
from ganboard.metrics.features import CLASSIFIERS, FILES, WEIGHTS, read_classifier
from ganboard.metrics.files.make import HELD_OUT, RECIPES, Recipe, changed, train
from ganboard.storage import read_arrays, write_arrays

GREY = (28, 28, 1)
LEAST = {"mnist": 0.975, "fashion": 0.89}
RAMP = (-0.23158, 0.35134, -0.02183, 0.11456)
"""The first random features of an image that gets lighter from top to bottom."""
README = (FILES / "README.md").read_text(encoding="utf-8")


def noise(count: int, shape: tuple[int, int, int], seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, *shape), dtype=np.uint8)


@pytest.mark.parametrize("name", LEAST)
def test_a_classifier_names_as_many_held_out_images_rightly_as_it_states(name: str) -> None:
    dataset = DATASETS.create(name)
    data = dataset.load()
    extractor = extractor_for(dataset, GREY)
    assert extractor.name == CLASSIFIERS[name]
    assert extractor.classes == dataset.classes
    assert np.bincount(data.labels[extractor.held_out]).tolist() == [100] * 10
    assert np.array_equal(extractor.held_out, drawn(data.labels, HELD_OUT))
    probabilities = extractor.classify(data.samples[extractor.held_out])
    right = (probabilities.argmax(axis=1) == data.labels[extractor.held_out]).mean()
    assert right >= LEAST[name]
    assert extractor.accuracy == pytest.approx(right, abs=0.003)  # sums in another order on another computer
    sure = probabilities.max(axis=1).mean()
    assert sure == pytest.approx(right, abs=0.04)  # as sure as it has a right to be


@pytest.mark.parametrize("name", LEAST)
def test_every_feature_says_something(name: str) -> None:
    dataset = DATASETS.create(name)
    extractor = extractor_for(dataset, GREY)
    features = extractor.features(dataset.load().samples[::10])
    assert features.dtype == np.float32
    assert features.shape[1] == extractor.size == 64
    assert features.min() == 0
    assert ((features > 0).mean(axis=0) > 0.01).all(), "a dead unit"


def test_files_are_small_and_the_readme_states_checksum_and_accuracy() -> None:
    stated = dict(re.findall(r"`(\w+\.npz)` \|.*`([0-9a-f]{64})`", README))
    assert stated == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES.glob("*.npz")}
    names = {*CLASSIFIERS.values(), *(side.reader for dataset in DATASETS for side in dataset.sides), "motions"}
    assert set(stated) == {f"{name}.npz" for name in names}
    reached = dict(re.findall(r"`(\w+)\.npz` \|.*? ([\d.]+)% \|", README))
    for name in names:
        assert (FILES / f"{name}.npz").stat().st_size < 1_000_000
        arrays = read_arrays(FILES / f"{name}.npz")
        assert float(reached[name]) / 100 == pytest.approx(float(arrays["accuracy"]), abs=0.0005)
        weights = {key: array for key, array in arrays.items() if key.startswith(WEIGHTS)}
        assert {array.dtype for array in weights.values()} == {np.dtype(np.float16)}
        assert all(np.isfinite(array).all() for array in weights.values())


@pytest.mark.parametrize("shape", [(28, 28, 1), (28, 28, 3), (32, 32, 1), (32, 32, 3), (64, 64, 1), (64, 64, 3)])
def test_images_of_ones_own_get_fixed_random_features(shape: tuple[int, int, int]) -> None:
    dataset = DATASETS.create({"name": "images", "size": shape[0], "color": shape[2] == 3})
    extractor = extractor_for(dataset, dataset.shape)
    assert extractor is extractor_for(dataset, shape)  # built once
    assert extractor.name == f"random_{shape[0]}x{shape[1]}x{shape[2]}"
    assert extractor.classes == ()
    assert extractor.accuracy is None
    images = noise(7, shape)
    images[5] = images[2]
    features = extractor.features(images)
    assert features.shape == (7, extractor.size)
    assert features.dtype == np.float32
    assert np.allclose(features[5], features[2], atol=1e-5)
    assert 0.1 < features.std() < 3
    with pytest.raises(GANBoardError, match="fixed random features, which know no classes"):
        extractor.classify(images)


def test_random_features_are_the_same_everywhere() -> None:
    ramp = np.tile(np.arange(0, 252, 9, dtype=np.uint8)[:, None, None], (1, 28, 1))[None]
    features = extractor_for(DATASETS.create("images"), GREY).features(ramp)
    assert np.allclose(features[0, :4], RAMP, atol=1e-4)


def test_random_features_keep_apart_what_differs() -> None:
    data = DATASETS.create("mnist").load()
    extractor = extractor_for(DATASETS.create("images"), GREY)
    order = np.random.default_rng(0).permutation(5_000)[:2_000]
    features, labels = extractor.features(data.samples[order]), data.labels[order]
    asked, others = features[:300], features[300:]
    nearest = ((asked[:, None] - others) ** 2).sum(axis=2).argmin(axis=1)
    assert (labels[300:][nearest] == labels[:300]).mean() > 0.75  # chance: 0.1


def test_batches_make_no_difference() -> None:
    images = DATASETS.create("mnist").load().samples[::9]  # 556: two batches and a bit
    extractor = extractor_for(DATASETS.create("mnist"), GREY)
    whole = extractor.features(images)
    parts = np.concatenate([extractor.features(part) for part in np.array_split(images, 5)])
    assert np.allclose(whole, parts, atol=1e-4)
    assert np.allclose(extractor.classify(images).sum(axis=1), 1, atol=1e-5)
    assert extractor.features(images[:0]).shape == (0, 64)
    assert extractor.classify(images[:0]).shape == (0, 10)


def test_digits_of_another_shape_are_not_given_to_the_digit_classifier() -> None:
    assert extractor_for(DATASETS.create("mnist"), (32, 32, 1)).name == "random_32x32x1"
    full = DATASETS.create({"name": "mnist", "full": True})
    assert extractor_for(full, GREY) is extractor_for(DATASETS.create("mnist"), GREY)


@pytest.fixture(scope="module")
def digits_extractor() -> Extractor:
    return extractor_for(DATASETS.create("mnist"), GREY)


@pytest.mark.parametrize(
    ("images", "sentence"),
    [
        (noise(2, (28, 28, 3)), r"uint8 of shape \(count, 28, 28, 1\).*got uint8 \(2, 28, 28, 3\)"),
        (noise(1, GREY)[0], r"got uint8 \(28, 28, 1\)"),
        (noise(2, GREY) / 255, r"got float64 \(2, 28, 28, 1\)"),
        (np.full((2, *GREY), np.nan, np.float32), r"float32 \(2, 28, 28, 1\)\) are some that are no numbers"),
    ],
    ids=["colour", "a single image", "not in grey levels", "NaN"],
)
@pytest.mark.parametrize("act", ["features", "classify"])
def test_what_is_no_image_is_refused(images: np.ndarray, sentence: str, act: str, digits_extractor: Extractor) -> None:
    with pytest.raises(GANBoardError, match=sentence):
        getattr(digits_extractor, act)(images)


@pytest.mark.parametrize("damage", ["missing", "not an archive", "a weight gone", "another shape"])
def test_a_damaged_file_is_an_error_that_says_so(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "digits.npz"
    arrays = read_arrays(FILES / "digits.npz")
    if damage == "not an archive":
        path.write_bytes(b"nothing")
    elif damage == "a weight gone":
        write_arrays(path, {key: array for key, array in arrays.items() if key != f"{WEIGHTS}logits/bias"})
    elif damage == "another shape":
        write_arrays(path, arrays | {"shape": np.array([32, 32, 1])})
    with pytest.raises(GANBoardError, match=r"digits\.npz.* is missing or damaged"):
        read_classifier(path, tuple("0123456789"))


@pytest.mark.trial
@pytest.mark.slow
def test_a_classifier_can_be_trained_again_and_comes_out_the_same(tmp_path: Path) -> None:
    data = DATASETS.create("mnist").load()
    images, labels = data.samples[::2], data.labels[::2]  # 1,500 to learn from
    recipe = Recipe("mnist", epochs=2, degrees=5, zoom=0.05, shift=1, mirrored=False)
    accuracy = train(images, labels, recipe, tmp_path / "quick.npz")
    assert accuracy > 0.4  # by chance a tenth
    again = read_classifier(tmp_path / "quick.npz", tuple("0123456789"))
    assert again.accuracy == accuracy
    assert len(again.held_out) == 1_000
    found = again.classify(images[again.held_out]).argmax(axis=1)
    assert (found == labels[again.held_out]).mean() == accuracy
    few, once = slice(None, None, 3), replace(recipe, epochs=1)
    for name in ("first.npz", "second.npz"):
        train(images[few], labels[few], once, tmp_path / name)
    if not tf.config.list_physical_devices("GPU"):  # a GPU adds up in any order
        assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()


def test_images_are_changed_as_the_recipe_says() -> None:
    image = np.zeros((1, *GREY), np.uint8)
    image[0, 8:20, 10, 0] = 200  # a line left of the middle
    chance = np.random.default_rng(0)
    same = Recipe("mnist", epochs=1, degrees=0, zoom=0, shift=0, mirrored=False)
    assert np.allclose(changed(image, same, chance), image, atol=1e-3)
    mirror = Recipe("mnist", epochs=1, degrees=0, zoom=0, shift=0, mirrored=True)
    both = changed(np.repeat(image, 40, axis=0), mirror, chance)
    columns = both[:, :, :, 0].sum(axis=1).argmax(axis=1)
    assert set(columns.tolist()) == {10, 17}
    moved = Recipe("mnist", epochs=1, degrees=0, zoom=0, shift=2, mirrored=False)
    ink = changed(np.repeat(image, 200, axis=0), moved, chance)[..., 0]
    centre = (ink.sum(axis=1) * np.arange(28)).sum(axis=1) / ink.sum(axis=(1, 2))
    assert 7.9 < centre.min() < 8.5
    assert 11.5 < centre.max() < 12.1
    assert np.allclose(ink.sum(axis=(1, 2)), 12 * 200, rtol=1e-3)  # none of the ink is lost
    border = changed(np.full((50, *GREY), 255, np.uint8), moved, chance)
    assert border.min() == 0  # what comes in from outside is black
    assert border.max() <= 255.001


def test_the_recipes_are_of_the_shipped_sets() -> None:
    made_elsewhere = {"creatures": "creatures"}  # by make_creatures
    assert {recipe.dataset: name for name, recipe in RECIPES.items()} | made_elsewhere == CLASSIFIERS


def test_naming_the_extractors_loads_no_tensorflow() -> None:
    code = "import sys, ganboard.metrics; sys.exit(bool({'tensorflow', 'keras'} & sys.modules.keys()))"
    subprocess.run([sys.executable, "-c", code], check=True)
