"""Ways through latent space: from point to point, round and round, across a plane, and sums of points.

Why spherical: latents are drawn from a normal distribution, and in many dimensions nearly all of those lie at the same
distance from zero, about the root of their number. A straight line between two of them cuts through the inside, where
the generator was hardly ever trained; an arc stays where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ganboard.errors import ConfigError, GANBoardError
from ganboard.i18n import N_

FEWEST, MOST = 2, 6
"""Points that a walk may lead through."""
LONGEST_LEG = 600
"""Frames of a leg at most: twenty seconds."""
LARGEST_SIDE = 64
"""Pictures along a side of a plane at most."""
STRIP = 9
"""Pictures of a filmstrip."""
ANCHORS = ((-2 / 3, -2 / 3), (2 / 3, -2 / 3), (0.0, 2 / 3))
"""Where on the pad, x to the right and y upwards from -1 to 1, the three pictures of :func:`plane_through` lie."""
_TINY = 1e-6
"""Sines below this tell no direction."""


def lerp(a: np.ndarray, b: np.ndarray, t: float | np.ndarray) -> np.ndarray:
    """Points on the straight line from ``a`` to ``b``.

    Args:
        a: (size,), where ``t`` is 0.
        b: (size,), where ``t`` is 1.
        t: 0 to 1, one number or (count,).

    Returns:
        float32, (size,) for one number, otherwise (count, size). The ends are exactly ``a`` and ``b``.

    Raises:
        GANBoardError: the points differ in size, or hold what is no number.
    """
    a, b = _points([a, b])
    t = np.asarray(t, np.float64)
    return _exact_ends(a, b, t, (1 - t[..., None]) * a + t[..., None] * b)


def slerp(a: np.ndarray, b: np.ndarray, t: float | np.ndarray) -> np.ndarray:
    """Points on the arc from ``a`` to ``b``: the direction turns evenly, the length changes evenly.

    Parallel points are joined by a straight line, as is every point with zero, which has no direction. Between opposite
    points every arc is equally short; the one towards the coordinate axis that they lean on least is taken.

    Args:
        a: (size,), where ``t`` is 0.
        b: (size,), where ``t`` is 1.
        t: 0 to 1, one number or (count,).

    Returns:
        float32, (size,) for one number, otherwise (count, size). The ends are exactly ``a`` and ``b``.

    Raises:
        GANBoardError: the points differ in size, or hold what is no number.

    Reference: Shoemake 1985, great arc in-betweening, doi:10.1145/325334.325242; for GANs: White 2016, Section 2.1,
    arXiv:1609.04468.
    Differs from the paper: points need not have length 1, their lengths are interpolated linearly; the arc is written
    with a right angle, cos(tω)·u + sin(tω)·p, which divides by nothing that vanishes between opposite points.
    """
    a, b = _points([a, b])
    length_a, length_b = np.linalg.norm(a), np.linalg.norm(b)
    if min(length_a, length_b) == 0 or a.size == 1:
        return lerp(a, b, t)
    u, v = a / length_a, b / length_b
    aside = v - (u @ v) * u
    sine = np.linalg.norm(aside)
    if sine < _TINY:
        if u @ v > 0:
            return lerp(a, b, t)
        axis = np.eye(a.size)[np.argmin(np.abs(u))]
        aside = axis - (u @ axis) * u
    angle = np.arctan2(sine, u @ v)
    t = np.asarray(t, np.float64)
    turned = np.cos(t * angle)[..., None] * u + np.sin(t * angle)[..., None] * (aside / np.linalg.norm(aside))
    return _exact_ends(a, b, t, ((1 - t) * length_a + t * length_b)[..., None] * turned)


def walk(
    points: Sequence[np.ndarray] | np.ndarray, frames_per_leg: int, kind: str = "spherical", loop: bool = False
) -> np.ndarray:
    """Frames of a walk from point to point; no frame comes twice, neither at the joints nor where a loop closes.

    Class weights are walked along with ``kind="linear"``, which keeps their sum.

    Args:
        points: (count, size), 2 to 6 of them.
        frames_per_leg: 1 to 600, from one point to just before the next.
        kind: ``"spherical"`` or ``"linear"``.
        loop: Whether to go from the last point back to the first.

    Returns:
        float32, (frames, size): ``(count - 1) * frames_per_leg + 1`` frames that end at the last point, or with
        ``loop`` ``count * frames_per_leg`` that end one before the first.

    Raises:
        GANBoardError: too few or too many points or frames, points of different sizes, or no numbers.
        ConfigError: there is no such kind.
    """
    _within("frames_per_leg", frames_per_leg, 1, LONGEST_LEG)
    legs = len(points) if loop else len(points) - 1
    frames = legs * frames_per_leg + (not loop)
    return _along(points, np.arange(frames) / frames_per_leg, kind, loop)


def filmstrip(
    points: Sequence[np.ndarray] | np.ndarray, count: int = STRIP, kind: str = "spherical", loop: bool = False
) -> np.ndarray:
    """A walk in ``count`` even steps, the first point and the last among them, for print.

    Args:
        points: As for :func:`walk`.
        count: 2 to 64.
        kind: As for :func:`walk`.
        loop: As for :func:`walk`; the strip then ends where it began, so that the closing can be seen.

    Returns:
        float32, (count, size).

    Raises:
        GANBoardError: as :func:`walk`.
    """
    _within("count", count, 2, LARGEST_SIDE)
    return _along(points, np.linspace(0, len(points) if loop else len(points) - 1, count), kind, loop)


def plane(origin: np.ndarray, right: np.ndarray, up: np.ndarray, side: int, reach: float = 1.0) -> np.ndarray:
    """Points of a square grid over the plane ``origin + x · right + y · up``, as one reads: row by row, the top row first.

    Args:
        origin: (size,), the middle.
        right: (size,), what one to the right adds.
        up: (size,), what one upwards adds.
        side: Points along a side, 1 to 64; a single point is the middle.
        reach: x and y run from minus this to this.

    Returns:
        float32, (side * side, size).

    Raises:
        GANBoardError: the three differ in size, hold no numbers, or ``side`` is out of range.
    """
    _within("side", side, 1, LARGEST_SIDE)
    origin, right, up = _points([origin, right, up])
    steps = np.linspace(-reach, reach, side) if side > 1 else np.zeros(1)
    x, y = np.meshgrid(steps, steps[::-1])
    grid = origin + x.reshape(-1, 1) * right + y.reshape(-1, 1) * up
    return grid.astype(np.float32)


def plane_through(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The plane through three pictures, for :func:`plane` with a reach of 1.

    The pictures lie at the same places of the pad, ``ANCHORS``, whatever they are: ``a`` below on the left, ``b`` below
    on the right, ``c`` above in the middle. A place of the pad mixes them by its barycentric weights, which add up to 1.
    So the axes are neither of equal length nor at right angles, and outside of the triangle weights are negative (class
    weights are to be cut at zero there).

    Args:
        a: (size,).
        b: (size,).
        c: (size,). All three may be the same point, or lie on a line; the pad then shows that.

    Returns:
        origin, right and up, float32, (size,) each.

    Raises:
        GANBoardError: the points differ in size, or hold what is no number.
    """
    anchors = np.stack(_points([a, b, c]))
    places = np.column_stack([np.ones(3), ANCHORS])
    origin, right, up = np.linalg.solve(places, anchors).astype(np.float32)
    return origin, right, up


def arithmetic(
    plus: Sequence[np.ndarray] | np.ndarray, minus: Sequence[np.ndarray] | np.ndarray, start: np.ndarray
) -> np.ndarray:
    """``start`` + mean of ``plus`` − mean of ``minus``: what the first group has and the second has not, added.

    Args:
        plus: (count, size), at least one.
        minus: (count, size), at least one.
        start: (size,).

    Returns:
        float32, (size,).

    Raises:
        GANBoardError: a group is empty, the points differ in size, or hold what is no number.

    Reference: Radford et al. 2016, Section 6.3.2, arXiv:1511.06434.
    Differs from the paper: groups of any size; the paper always takes three.
    """
    if not len(plus) or not len(minus):
        raise GANBoardError(N_("Choose at least one picture for each of the two groups."))
    points = _points([*plus, *minus, start])
    first, second = points[: len(plus)], points[len(plus) : -1]
    return (np.mean(first, axis=0) - np.mean(second, axis=0) + points[-1]).astype(np.float32)


def _along(points: Sequence[np.ndarray] | np.ndarray, places: np.ndarray, kind: str, loop: bool) -> np.ndarray:
    """The points at places counted in legs: 1.5 is halfway between the second and the third."""
    if kind not in ("spherical", "linear"):
        raise ConfigError("kind", kind, N_("one of {choices}"), choices="spherical, linear")
    if not FEWEST <= len(points) <= MOST:
        raise GANBoardError(
            N_("A walk leads through {fewest} to {most} pictures. Chosen: {given}."),
            fewest=FEWEST,
            most=MOST,
            given=len(points),
        )
    corners = _points(points)
    corners += corners[:1] if loop else []
    between = slerp if kind == "spherical" else lerp
    legs = np.minimum(places.astype(int), len(corners) - 2)
    pairs = enumerate(pairwise(corners))
    return np.concatenate([between(a, b, places[legs == leg] - leg) for leg, (a, b) in pairs])


def _points(points: Sequence[np.ndarray] | np.ndarray) -> list[np.ndarray]:
    """The points as float64, after a check that they can be mixed."""
    arrays = [np.asarray(point, np.float64) for point in points]
    sizes = {array.shape for array in arrays}
    if len(sizes) > 1 or any(len(size) != 1 or size == (0,) for size in sizes):
        raise GANBoardError(
            N_(
                "Expected points of one latent space, but their sizes are {sizes}. Choose pictures of the same generator."
            ),
            sizes=", ".join("×".join(map(str, array.shape)) or "0" for array in arrays),
        )
    if not all(np.isfinite(array).all() for array in arrays):
        raise GANBoardError(N_("A point holds something that is no number. Choose another picture."))
    return arrays


def _within(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ConfigError(name, value, N_("a number from {ge} to {le}"), ge=low, le=high)


def _exact_ends(a: np.ndarray, b: np.ndarray, t: np.ndarray, between: np.ndarray) -> np.ndarray:
    """Rounding must not move the ends: there the frame is the picture that was chosen."""
    between = np.where(t[..., None] == 0, a, between)
    return np.where(t[..., None] == 1, b, between).astype(np.float32)
