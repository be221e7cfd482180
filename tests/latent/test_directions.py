"""Directions of generators whose answer is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ganboard.errors import GANBoardError
from ganboard.latent.consistency import consistencies, consistency
from ganboard.latent.directions import KINDS, SAMPLES, Directions, between, pca, raw, sefa
from ganboard.sampler import latents

SIZE = 6
SINGULAR = np.array([9.0, 6.0, 4.0, 2.0, 1.0, 0.5])
SHARES = SINGULAR**2 / (SINGULAR**2).sum()


def orthogonal(rows: int, columns: int, seed: int) -> np.ndarray:
    return np.linalg.qr(np.random.default_rng(seed).standard_normal((rows, columns)))[0]


LEFT = orthogonal(SIZE, SIZE, 1)
"""Columns: the latent directions that the linear generator magnifies by SINGULAR, in this order."""
KERNEL = LEFT @ np.diag(SINGULAR) @ orthogonal(40, SIZE, 2).T
"""A linear generator: (latent_size, units)."""


def check(found: Directions, kind: str, count: int, apart: float) -> None:
    """They are the singular vectors, in order, of length 1, their largest number positive."""
    assert found.kind == kind
    assert kind in KINDS
    assert found.vectors.shape == (count, SIZE)
    assert found.vectors.dtype == np.float32
    assert len(found.titles) == count
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-6)
    assert (found.vectors[range(count), np.abs(found.vectors).argmax(axis=1)] > 0).all()
    cosines = np.abs((found.vectors * LEFT.T[:count]).sum(axis=1))
    assert cosines.min() > 1 - apart
    assert (np.diff(found.shares) < 0).all()


def test_sefa_finds_the_singular_vectors_of_the_kernel() -> None:
    for count in (3, SIZE):
        found = sefa(KERNEL, count)
        check(found, "sefa", count, 1e-6)
        assert np.allclose(found.shares, SHARES[:count])


def test_sefa_of_more_latents_than_units() -> None:
    found = sefa(KERNEL[:, :2], 10)
    assert found.vectors.shape == (SIZE, SIZE)
    assert np.allclose(found.shares[2:], 0)
    assert np.isclose(found.shares.sum(), 1)


@pytest.mark.parametrize("samples", [30, 50, 200], ids=["fewer than units", "a few more", "many more"])
def test_pca_finds_the_singular_vectors_of_a_linear_generator(samples: int) -> None:
    noise = latents(samples, SIZE, seed=3)
    white = np.linalg.qr(noise - noise.mean(axis=0))[0]  # exactly uncorrelated, so that nothing is left to chance
    found = pca(white + 5, white @ KERNEL - 7, 4)
    check(found, "pca", 4, 1e-6)
    assert np.allclose(found.shares, SHARES[:4])


def test_pca_of_real_noise_comes_near() -> None:
    noise = latents(SAMPLES, SIZE, seed=4)
    check(pca(noise, noise @ KERNEL, 4), "pca", 4, 0.02)


def test_pca_of_a_bent_layer_agrees_with_the_exact_decomposition() -> None:
    noise = latents(400, 16, seed=11)
    answers = np.maximum(noise @ latents(16, 300, seed=12) * np.linspace(2, 0.5, 300) + latents(1, 300, seed=13), 0)
    found = pca(noise, answers, 8)
    scores, singular, _ = np.linalg.svd(answers - answers.mean(axis=0), full_matrices=False)
    assert np.allclose(found.shares, (singular**2 / (singular**2).sum())[:8], rtol=1e-4)
    fitted = np.linalg.lstsq(scores[:, :8], noise - noise.mean(axis=0), rcond=None)[0]
    fitted /= np.linalg.norm(fitted, axis=1, keepdims=True)
    assert np.abs((fitted * found.vectors).sum(axis=1)).min() > 0.999


def test_pca_gives_no_more_directions_than_the_activations_vary_in() -> None:
    noise = latents(100, SIZE, seed=5)
    found = pca(noise, noise @ KERNEL[:, :2], 5)
    assert len(found.vectors) == len(found.shares) == len(found.titles) == 2
    assert np.isclose(found.shares.sum(), 1)


def test_coordinates() -> None:
    found = raw(4)
    assert (found.vectors == np.eye(4)).all()
    assert found.shares.tolist() == [0.25] * 4
    assert found.titles[3]["values"] == {"number": 4}


def test_between_two_labels() -> None:
    count, distance = 4000, 2.5
    chance = latents(3 * count, SIZE, seed=6)
    labels = np.repeat([4, 7, 9], count)
    truth = orthogonal(SIZE, 1, 7)[:, 0]
    points = chance + np.where(labels == 7, distance, 0)[:, None] * truth
    found = between(points, labels, 7, 4, names=("sneaker", "coat"))
    assert found.vectors.shape == (1, SIZE)
    assert found.vectors[0] @ truth > 0.995
    assert found.shares[0] == pytest.approx(distance, abs=0.1)
    assert found.titles[0]["values"] == {"first": "sneaker", "second": "coat"}
    assert np.allclose(between(points, labels, 4, 7).vectors, -found.vectors)


def test_chance_separates_nothing() -> None:
    points = latents(80, 64, seed=8)
    labels = np.arange(80) % 2
    a, b = points[labels == 0], points[labels == 1]
    along = points @ (a.mean(axis=0) - b.mean(axis=0))
    naive = (along[labels == 0].mean() - along[labels == 1].mean()) / along.std()
    assert naive > 1.2  # what the latents say that gave the direction
    assert abs(between(points, labels, 0, 1).shares[0]) < 0.5


@pytest.mark.parametrize(
    ("find", "says"),
    [
        (lambda: pca(np.zeros((5, 2)), np.zeros((4, 3)), 1), "as many activations as latents"),
        (lambda: pca(latents(5, 2, 0), np.ones((5, 3)), 1), "answers the same to all noise"),
        (lambda: pca(latents(5, 2, 0), np.full((5, 3), np.nan), 1), "no numbers"),
        (lambda: sefa(np.zeros((3, 4)), 1), "answers the same to all noise"),
        (lambda: sefa(np.zeros(3), 1), "a matrix of latents times units, but got arrays of 3"),
        (lambda: sefa(np.full((2, 2), np.inf), 1), "no numbers"),
        (lambda: between(latents(20, 2, 0), np.arange(19) % 2, 0, 1), "one label for each latent"),
        (
            lambda: between(latents(26, 2, 0), np.arange(26) // 10, 0, 2),
            "needs 8 pictures of each, but of 2 there are 6",
        ),
        (lambda: between(latents(21, 2, 0), np.arange(21) // 10, 0, 2), "but of 2 there is only one"),
        (lambda: between(latents(20, 2, 0), np.arange(20) % 2, 1, 1), "two different classes"),
    ],
)
def test_what_gives_no_direction_is_told_in_a_sentence(find: Callable[[], Directions], says: str) -> None:
    with pytest.raises(GANBoardError, match=says):
        find()


def linear(points: np.ndarray) -> np.ndarray:
    """Images (count, 5, 8, 1), their bytes linear in the latents."""
    return np.clip(np.round(128 + 12 * points @ KERNEL), 0, 255).astype(np.uint8).reshape(-1, 5, 8, 1)


def random(points: np.ndarray) -> np.ndarray:
    """Images that have nothing to do with each other."""
    return np.random.default_rng(len(points)).integers(0, 256, (len(points), 16, 16, 1)).astype(np.uint8)


def gated(points: np.ndarray) -> np.ndarray:
    """One pixel that follows the second number, up or down as the sign of the first says."""
    values = 128 + 20 * points[:, 1] * np.sign(points[:, 0])
    return np.round(values).astype(np.uint8).reshape(-1, 1, 1, 1)


def test_a_linear_generator_does_the_same_everywhere() -> None:
    found = consistencies(linear, LEFT.T, latents(64, SIZE, seed=9), reach=2)
    assert found.shape == (SIZE,)
    assert found[0] > 0.999
    assert (found <= 1 + 1e-6).all()


def test_random_effects_have_nothing_in_common() -> None:
    assert abs(consistency(random, LEFT[:, 0], latents(64, SIZE, seed=9), reach=1)) < 0.02


def test_opposite_effects_and_none_at_all() -> None:
    starts = np.array([[3, 0], [-3, 0]], np.float32)
    assert consistency(gated, np.array([0, 1]), starts, reach=1) == pytest.approx(-1)
    assert consistency(gated, np.array([1, 0]), starts, reach=1) == 0
    three = np.array([[3, 0], [3, 1], [-3, 0]], np.float32)
    assert consistency(gated, np.array([0, 1]), three, reach=1) == pytest.approx((1 - 1 - 1) / 3)


def test_many_directions_at_once_are_as_one_by_one_and_rows_belong_to_starts() -> None:
    starts = latents(50, SIZE, seed=10)
    seen = []

    def render(points: np.ndarray) -> np.ndarray:
        seen.append(len(points))
        aside = points.reshape(-1, 50, SIZE) - starts  # what is added, start by start
        assert np.allclose(aside, aside[:, :1], atol=1e-6)
        return linear(points)

    vectors = np.concatenate([LEFT.T] * 4)
    together = consistencies(render, vectors, starts, reach=1)
    assert len(seen) > 1
    assert sum(seen) == 24 * 2 * 50
    assert np.allclose(together, [consistency(linear, vector, starts, 1) for vector in vectors], atol=1e-6)
    with pytest.raises(GANBoardError, match="at least two starts"):
        consistencies(linear, vectors, starts[:1], 1)
