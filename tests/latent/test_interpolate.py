"""Ways through latent space: ends, lengths, counts, places."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.errors import ConfigError, GANBoardError
from ganboard.latent.interpolate import ANCHORS, arithmetic, filmstrip, lerp, plane, plane_through, slerp, walk
from ganboard.sampler import latents

T = np.linspace(0, 1, 21)
A, B, C = latents(3, 64, seed=0) * np.array([[1.0], [2.0], [0.5]], np.float32)


def angles(points: np.ndarray) -> np.ndarray:
    """Radians between neighbours."""
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    return np.arccos(np.clip((unit[1:] * unit[:-1]).sum(axis=1), -1, 1))


def test_the_ends_are_exactly_the_points() -> None:
    for between in (lerp, slerp):
        points = between(A, B, T)
        assert points.dtype == np.float32
        assert (points[0] == A).all()
        assert (points[-1] == B).all()
        assert (between(A, B, 0.25) == points[5]).all()


def test_an_arc_turns_evenly_and_its_length_changes_evenly() -> None:
    points = slerp(A, B, T).astype(np.float64)
    lengths = np.linalg.norm(points, axis=1)
    assert np.allclose(lengths, (1 - T) * np.linalg.norm(A) + T * np.linalg.norm(B), rtol=1e-5)
    steps = angles(points)
    whole = np.arccos(A @ B / np.linalg.norm(A) / np.linalg.norm(B))
    assert np.allclose(steps, whole / 20, rtol=1e-3)


def test_a_known_arc() -> None:
    root = np.sqrt(0.5)
    assert np.allclose(slerp(np.array([1, 0]), np.array([0, 3]), 0.5), [2 * root, 2 * root])


def test_a_straight_line_cuts_through_the_inside_and_an_arc_does_not() -> None:
    a, b = latents(2, 64, seed=1)
    shortest = min(np.linalg.norm(a), np.linalg.norm(b))
    assert np.linalg.norm(lerp(a, b, 0.5)) < 0.8 * shortest
    assert np.linalg.norm(slerp(a, b, 0.5)) >= 0.999 * shortest


@pytest.mark.parametrize("nearly", [0.0, 1e-8, 1e-5, 1e-3])
def test_parallel_and_opposite_points(nearly: float) -> None:
    aside = latents(1, 64, seed=3)[0]
    same = slerp(A, 2 * A + nearly * aside, T)
    assert np.allclose(same, lerp(A, 2 * A + nearly * aside, T), atol=1e-3)
    opposite = slerp(A, -2 * A + nearly * aside, T).astype(np.float64)
    lengths = np.linalg.norm(opposite, axis=1)
    assert np.allclose(lengths, np.linalg.norm(A) * (1 + T), rtol=1e-2)  # never through zero
    assert np.allclose(angles(opposite), np.pi / 20, rtol=1e-2)


def test_zero_has_no_direction_and_is_joined_by_a_line() -> None:
    zero = np.zeros(64)
    assert np.allclose(slerp(zero, A, T), T[:, None] * A, atol=1e-6)
    assert np.allclose(slerp(A, zero, T), (1 - T)[:, None] * A, atol=1e-6)
    assert not slerp(zero, zero, T).any()


def test_latents_of_a_single_number_can_only_go_straight() -> None:
    assert np.allclose(slerp(np.array([-1.0]), np.array([1.0]), T)[:, 0], 2 * T - 1)


@pytest.mark.parametrize("kind", ["spherical", "linear"])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_no_frame_of_a_walk_comes_twice(kind: str, count: int) -> None:
    points = latents(count, 16, seed=count)
    for loop in (False, True):
        frames = walk(points, 10, kind, loop)
        assert frames.shape == ((count * 10, 16) if loop else (count * 10 - 9, 16))
        assert (frames[: count * 10 : 10] == points).all()  # every point itself, when its turn comes
        apart = np.linalg.norm(np.diff(frames, axis=0, append=frames[:1]), axis=1)
        assert apart[: -1 if not loop else None].min() > 1e-3
    if count > 2:  # the step that closes a loop is one like all others of its leg
        assert np.isclose(apart[-1], apart[-2], rtol=0.2)


def test_class_weights_are_walked_along_with_and_stay_weights() -> None:
    weights = walk(np.eye(10)[[3, 8, 1]], 5, "linear")
    assert np.allclose(weights.sum(axis=1), 1)
    assert weights.min() >= 0
    assert np.allclose(weights[7, [8, 1]], [0.6, 0.4])


def test_a_filmstrip_shows_first_and_last() -> None:
    strip = filmstrip([A, B])
    assert strip.shape == (9, 64)
    assert np.allclose(strip, slerp(A, B, np.linspace(0, 1, 9)))
    round_and_round = filmstrip([A, B, C], 7, loop=True)
    assert np.allclose(round_and_round[[0, 2, 4, 6]], [A, B, C, A], atol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 7])
@pytest.mark.parametrize("loop", [False, True])
def test_a_walk_needs_two_to_six(count: int, loop: bool) -> None:
    with pytest.raises(GANBoardError, match=rf"2 to 6 pictures. Chosen: {count}"):
        walk(latents(8, 4, seed=0)[:count], 10, loop=loop)


def test_what_cannot_be_walked_is_refused_in_sentences() -> None:
    with pytest.raises(GANBoardError, match=r"sizes are 64, 32\. Choose pictures of the same generator"):
        walk([A, B[:32]], 10)
    for bad in (np.nan, np.inf):
        with pytest.raises(GANBoardError, match="no number"):
            walk([A, np.full(64, bad)], 10)
    for frames in (0, 601):
        with pytest.raises(ConfigError, match=f"from 1 to 600, but got {frames}"):
            walk([A, B], frames)
    with pytest.raises(ConfigError, match=r"kind: expected one of spherical, linear, but got 'cubic'"):
        walk([A, B], 10, "cubic")


def test_a_plane_is_read_from_the_top_left() -> None:
    grid = plane(np.array([10, 10]), np.array([1, 0]), np.array([0, 1]), 3, reach=2)
    assert grid.dtype == np.float32
    assert grid.tolist() == [[x, y] for y in (12, 10, 8) for x in (8, 10, 12)]
    assert plane(A, B, C, 1).tolist() == [A.tolist()]
    with pytest.raises(ConfigError, match="side"):
        plane(A, B, C, 0)
    with pytest.raises(GANBoardError, match="sizes"):
        plane(A, B[:3], C, 4)


def test_three_pictures_lie_at_their_places_of_the_pad() -> None:
    origin, right, up = plane_through(A, B, C)
    for (x, y), picture in zip(ANCHORS, (A, B, C), strict=True):
        assert np.allclose(origin + x * right + y * up, picture, atol=1e-5)
    grid = plane(origin, right, up, 7)  # a step is a third: the anchors are among its points
    assert np.allclose(grid[[5 * 7 + 1, 5 * 7 + 5, 1 * 7 + 3]], [A, B, C], atol=1e-5)
    assert np.allclose(plane(*plane_through(A, A, A), 3), np.tile(A, (9, 1)), atol=1e-5)


def test_sums_of_groups() -> None:
    result = arithmetic([[1, 2], [3, 4]], [[1, 1]], np.array([10, 0]))
    assert result.dtype == np.float32
    assert result.tolist() == [11, 2]
    assert np.allclose(arithmetic([A, B], [B, A], C), C, atol=1e-6)
    with pytest.raises(GANBoardError, match="at least one picture for each"):
        arithmetic([A], [], C)
    with pytest.raises(GANBoardError, match="sizes"):
        arithmetic([A], [B], C[:5])
