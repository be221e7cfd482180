"""Neighbours by known answers, and leaving one out against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.errors import GANBoardError
from ganboard.latent import neighbours
from ganboard.latent.neighbours import Neighbours


def loop(vectors: np.ndarray) -> np.ndarray:
    """The distance from each vector to the nearest other one, one by one, in float64."""
    gaps = []
    for number, vector in enumerate(vectors.astype(np.float64)):
        others = np.delete(vectors.astype(np.float64), number, axis=0)
        gaps.append(np.sqrt(((others - vector) ** 2).mean(axis=1)).min())
    return np.sort(gaps)


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    vectors = np.random.default_rng(1).integers(0, 256, (300, 20)).astype(np.uint8)
    vectors[250:260] = vectors[:10]  # ten pairs of copies, far from each other
    return vectors


def test_distances_are_grey_levels_and_the_nearest_comes_first() -> None:
    plain = np.repeat(np.array([[0], [10], [13], [200], [13]], np.uint8), 784, axis=1)
    found, distances = Neighbours(plain).nearest(np.full(784, 12), 4)
    assert found.tolist() == [2, 4, 1, 0]  # of equals the first first
    assert distances.tolist() == [1, 1, 2, 12]
    assert distances.dtype == np.float32


def test_one_white_pixel_of_a_hundred_is_a_tenth_of_white() -> None:
    black = np.zeros((1, 100), np.uint8)
    query = np.zeros(100)
    query[3] = 255
    assert Neighbours(black).nearest(query)[1].tolist() == [25.5]


def test_nearest_agrees_with_a_loop_across_blocks(pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "BLOCK_BYTES", 4 * 20 * 7)  # blocks of seven
    query = np.random.default_rng(2).uniform(0, 255, 20).astype(np.float32)
    direct = np.sqrt(((pixels - query.astype(np.float64)) ** 2).mean(axis=1))
    found, distances = Neighbours(pixels).nearest(query, 30)
    assert found.tolist() == np.argsort(direct, kind="stable")[:30].tolist()
    assert np.allclose(distances, np.sort(direct)[:30], rtol=1e-6)


def test_a_copy_is_at_distance_nothing(pixels: np.ndarray) -> None:
    found, distances = Neighbours(pixels).nearest(pixels[253], 3)
    assert found[:2].tolist() == [3, 253]
    assert distances[:2].tolist() == [0, 0]
    assert distances[2] > 0


@pytest.mark.parametrize("block", [7, 128, 1_000], ids=lambda block: f"blocks of {block}")
def test_leaving_one_out_agrees_with_a_loop(pixels: np.ndarray, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "BLOCK_BYTES", 4 * 20 * block)
    for vectors in (pixels, (pixels / 255 + 50).astype(np.float32)):  # the latter: features far from nought
        expected, gaps = loop(vectors), Neighbours(vectors).gaps
        assert (gaps[:20] == 0).all()  # a copy elsewhere counts
        assert (gaps[20:] > 0).all()  # the image itself does not
        assert np.allclose(gaps, expected, rtol=1e-5, atol=1e-6)


def test_how_common_is_the_part_with_another_that_near(pixels: np.ndarray) -> None:
    near, expected = Neighbours(pixels), loop(pixels)
    assert near.how_common(0) == pytest.approx(20 / 300)
    assert near.how_common(-1) == 0
    assert near.how_common(256) == 1
    for distance in (40.0, 50.0, 60.0):
        assert near.how_common(distance) == (expected <= distance).mean()
    assert 0 < near.how_common(50) < 1
    line = Neighbours(np.array([[0], [1], [3], [7]], np.float32))
    assert [line.how_common(distance) for distance in (0.5, 1, 2, 4)] == [0, 0.5, 0.75, 1]


def test_the_distance_of_a_real_image_is_within_itself(pixels: np.ndarray) -> None:
    near = Neighbours(pixels)
    own = [near.nearest(pixel, 2)[1][1] for pixel in pixels]
    assert np.sort(own).tolist() == near.gaps.tolist()  # both ways give the same bits, so that "within" holds


def test_large_sets_are_asked_about_some_of_their_images(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = np.random.default_rng(3).normal(size=(2_500, 8)).astype(np.float32)
    vectors[1_250:] = vectors[:1_250]
    whole = Neighbours(vectors)
    assert len(whole.gaps) == 1_000
    assert whole.how_common(0) == 1  # compared with all, not with the others that are asked about
    assert (whole.gaps == Neighbours(vectors).gaps).all()
    uneven = np.concatenate([vectors, np.random.default_rng(4).normal(size=(2_500, 8)).astype(np.float32)])
    assert Neighbours(uneven).how_common(0) == pytest.approx(0.5, abs=0.07)
    monkeypatch.setattr(neighbours, "WORK", 2_500 * 8 * 300)
    assert len(Neighbours(vectors).gaps) == 300


def test_a_single_image_has_no_other() -> None:
    alone = Neighbours(np.zeros((1, 4), np.uint8))
    assert alone.how_common(1_000) == 0
    assert alone.nearest(np.full(4, 2), 5)[1].tolist() == [2]


@pytest.mark.parametrize(
    ("vectors", "sentence"),
    [
        (np.zeros((3, 2, 2)), r"shape \(count, size\), at least one.*got \(3, 2, 2\)"),
        (np.zeros((0, 4)), r"at least one of them, but got \(0, 4\)"),
        (np.array([[1.0, np.nan]]), "no numbers"),
        (np.array([[1.0, np.inf]]), "no numbers"),
    ],
)
def test_vectors_that_cannot_be_compared_are_refused(vectors: np.ndarray, sentence: str) -> None:
    with pytest.raises(GANBoardError, match=sentence):
        Neighbours(vectors)


def test_queries_that_cannot_be_compared_are_refused() -> None:
    near = Neighbours(np.zeros((3, 4), np.float32))
    with pytest.raises(GANBoardError, match=r"shape \(4,\), but got \(5,\)"):
        near.nearest(np.zeros(5))
    with pytest.raises(GANBoardError, match="no numbers"):
        near.nearest(np.array([0, 0, np.nan, 0]))
