"""A training image is found as its own copy, by pixels and by features; a new picture is not; what is missing is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import DatasetError
from ganboard.i18n import render
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio import Scene, Studio
from ganboard.studio.copied import Found, compare, in_words
from ganboard.studio.points import text_of
from tests.waiting import until

pytestmark = pytest.mark.slow

LATENT = np.random.default_rng(3).standard_normal(8).astype(np.float32)
POINT = {"z": text_of(LATENT), "classes": np.eye(10)[4].tolist(), "psi": 1, "off": {}}


def scene_of(studio: Studio) -> Scene:
    return studio.scene("small", 4)


def compared(scene: Scene, picture: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """The answer when nothing more is to come."""

    def look() -> tuple[dict[str, Any], np.ndarray] | None:
        head, pictures = compare(scene, picture)
        assert pictures is not None
        return None if head["looking"] else (head, pictures)

    return until(look, "all neighbours are known", seconds=60)


@pytest.mark.trial
def test_a_training_image_is_found_at_distance_nothing_both_ways(studio: Studio) -> None:
    scene = scene_of(studio)
    data = scene.data()
    head, pictures = compared(scene, data.samples[17])
    assert head["count"] == len(data)
    assert head["progress"] == 1
    assert [way["way"] for way in head["ways"]] == ["pixels", "features"]
    assert pictures.shape == (11, 28, 28, 1)
    assert (pictures[0] == data.samples[17]).all()
    for way, shown in zip(head["ways"], (pictures[1:6], pictures[6:]), strict=True):
        assert way["numbers"][0] == 18  # counted from 1
        assert way["distances"][0] == pytest.approx(0, abs=1e-5)
        assert way["distances"] == sorted(way["distances"])
        assert (shown == data.samples[np.array(way["numbers"]) - 1]).all()
        assert data.labels is not None
        assert [render(name) for name in way["classes"]] == [str(data.labels[number - 1]) for number in way["numbers"]]
    assert "pixel by pixel" in render(head["ways"][0]["sentence"])
    assert "looks like a copy" in render(head["ways"][1]["sentence"])


@pytest.mark.trial
def test_distances_are_grey_levels_and_the_nearest_are_the_nearest(studio: Studio) -> None:
    scene = scene_of(studio)
    images = scene.data().samples.astype(float)
    picture = np.random.default_rng(1).integers(0, 256, (28, 28, 1), np.uint8)
    head, _ = compared(scene, picture)
    expected = np.sort(np.sqrt(((images - picture) ** 2).mean((1, 2, 3))))[:5]
    assert head["ways"][0]["distances"] == pytest.approx(expected, rel=1e-4)
    assert head["ways"][0]["common"] == 1  # any two digits are nearer to each other than to noise
    assert "No sign of a copy" in render(head["ways"][0]["sentence"])


@pytest.mark.trial
def test_a_point_is_asked_about_until_everything_is_known(studio: Studio) -> None:
    def ask() -> Any:
        head, pictures = studio.answer("copied", "small", 4, {"point": POINT})
        assert pictures is not None
        assert len(pictures) == 1 + 5 * len(head["ways"])
        shown = studio.answer("frames", "small", 4, {"points": [POINT]})[1]
        assert shown is not None
        assert (pictures[0] == shown[0]).all()
        return None if head["looking"] else head

    first, _ = studio.answer("copied", "small", 4, {"point": POINT})
    assert (first["looking"], first["ways"]) == (True, [])
    assert len(until(ask, "all neighbours are known", seconds=60)["ways"]) == 2


def test_what_is_known_holds_for_every_checkpoint(studio: Studio) -> None:
    compared(scene_of(studio), scene_of(studio).data().samples[0])
    head, _ = compare(studio.scene("small", 0), scene_of(studio).data().samples[0])
    assert not head["looking"]
    assert head["progress"] == 1


@pytest.mark.parametrize(
    ("common", "words"),
    [
        (0.0, "a copy: no real image"),
        (0.004, "a copy: only 0.4%"),
        (0.05, "5.0% of the real images"),
        (0.05, "Unusually close"),
        (0.63, "63%"),
        (0.63, "No sign"),
    ],
)
def test_how_common_a_distance_is_decides_what_is_said(common: float, words: str) -> None:
    assert words in render(in_words("pixels", Found([3], [12.5], common)))


@pytest.fixture
def own(tmp_path: Path) -> Studio:
    """A run on a visitor's own pictures, three channels and no classes."""
    images = np.random.default_rng(2).integers(0, 256, (20, 32, 32, 3), np.uint8)
    config = TrainConfig(
        dataset={"name": "images", "path": str(tmp_path / "pictures.npz")},
        architecture={"name": "lean", "width": 8},
        batch_size=4,
        latent_size=8,
    )
    run = Run.create(tmp_path / "own", config, "own")
    np.savez(run.path / "data.npz", images=images)
    recording = Recording(run, data=Data({"images": images}))
    recording.save()
    recording.close()
    return Studio(tmp_path)


def test_a_copy_is_one_also_where_every_real_image_has_a_repeat() -> None:
    for way in ("pixels", "features"):
        said = render(in_words(way, Found([3], [0.0], 1.0)))
        assert "no sign" not in said
        assert "training image 4" in said


def test_pictures_without_classes_have_neighbours_too(own: Studio) -> None:
    scene = own.scene("own", 0)
    head, pictures = compared(scene, scene.data().samples[4])
    assert pictures.shape == (11, 32, 32, 3)
    assert [way["numbers"][0] for way in head["ways"]] == [5, 5]
    assert [way["classes"] for way in head["ways"]] == [[], []]
    assert render(head["ways"][1]["title"]) == "Alike to the eye of a network (fixed random features)"


def test_training_images_that_cannot_be_had_any_more_are_a_sentence(own: Studio, tmp_path: Path) -> None:
    (tmp_path / "own" / "data.npz").unlink()
    scene = own.scene("own", 0)
    picture = np.zeros((32, 32, 3), np.uint8)

    def look() -> str | None:
        try:
            compare(scene, picture)
        except DatasetError as error:
            return str(error)
        return None

    said = until(look, "the images turn out to be missing")
    assert said.startswith(
        "There is nothing to compare with, for the training images cannot be had any more: What this run learned from is"
    )
    assert "pictures.npz" in said
    # Whoever asks again gets the sentence again, and an answer as soon as the images are back.
    assert until(look, "they are looked for again") == said
    images = np.random.default_rng(2).integers(0, 256, (20, 32, 32, 3), np.uint8)
    np.savez(tmp_path / "own" / "data.npz", images=images)
    assert compared(scene, images[2])[0]["ways"][0]["numbers"][0] == 3
