"""A plane through latent space, as tiles: what lies under the map."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.latent import interpolate
from ganboard.studio.base import Answer, Scene, question
from ganboard.studio.points import Point, text_of, vector

SIDE, LARGEST_SIDE, FINEST_SIDE = 9, 15, 61
"""Tiles along a side: usual, at most, and at most where they are points and no pictures."""
REACH, FARTHEST = 3.0, 6.0
"""How far the map of two directions goes from its middle: usual, and at most. Noise is hardly ever beyond 3."""


@question
def plane(scene: Scene, point: Any, right: Any, up: Any, side: Any = SIDE, reach: Any = REACH) -> Answer:
    """Tiles over the plane of two directions through a point.

    Args:
        scene: Of which generator.
        point: The middle.
        right: Base64 of the direction that one unit to the right adds to the point's latent.
        up: The same for one unit upwards.
        side: Tiles along a side, from 2 to ``LARGEST_SIDE``, or ``FINEST_SIDE`` of points.
        reach: Both units go from minus this to this, up to ``FARTHEST``.

    Returns:
        What makes a point of a place (x, y), both from ``-reach`` to ``reach``: ``"z"`` and ``"classes"`` hold what counts once,
        x times and y times; of class weights negative ones become 0, and what is more than 1 together is scaled to 1.
        ``"psi"`` and ``"off"`` are those of all its points, ``"anchors"`` none. Pictures (side * side, height, width, channels),
        row by row, the top row, where y is largest, first.
    """
    if not isinstance(reach, int | float) or not 0 < reach <= FARTHEST:
        raise ConfigError("reach", reach, N_("a number from {ge} to {le}"), ge=0, le=FARTHEST)
    spec = scene.renderer.spec
    at = Point.read(point, spec)
    axes = (at.latent, vector(right, spec.latent_size), vector(up, spec.latent_size))
    weights = None if at.classes is None else (at.classes, np.zeros_like(at.classes), np.zeros_like(at.classes))
    return _tiles(scene, at, axes, weights, side, float(reach))


@question
def plane_through(scene: Scene, anchors: list[Any], side: Any = SIDE) -> Answer:
    """Tiles over the plane through three pictures, which lie at ``interpolate.ANCHORS``.

    Args:
        scene: Of which generator.
        anchors: Three points. Units are switched off as in the first of them.
        side: Tiles along a side, from 2 to ``LARGEST_SIDE``, or ``FINEST_SIDE`` of points.

    Returns:
        As for :func:`plane`, with a reach of 1; ``"anchors"`` tells the places [x, y] of the three.
    """
    spec = scene.renderer.spec
    points = [Point.read(anchor, spec) for anchor in anchors]
    if len(points) != 3:
        raise ConfigError("anchors", len(points), N_("three pictures"))
    axes = interpolate.plane_through(*(point.noise for point in points))
    told = [point.classes for point in points if point.classes is not None]
    weights = interpolate.plane_through(*told) if told else None
    middle = Point(axes[0], None if weights is None else weights[0], 1.0, points[0].off)
    head, pictures = _tiles(scene, middle, axes, weights, side, 1.0)
    return {**head, "anchors": [list(place) for place in interpolate.ANCHORS]}, pictures


def weights_at(weights: np.ndarray) -> np.ndarray:
    """Class weights that a generator can be told: none negative, together not more than 1.

    Args:
        weights: float32, (count, classes). Beyond three pictures their mixture takes away from some.

    Returns:
        float32, (count, classes).
    """
    kept = np.maximum(weights, 0)
    return kept / np.maximum(kept.sum(axis=1, keepdims=True), 1)


def _tiles(
    scene: Scene,
    at: Point,
    axes: tuple[np.ndarray, np.ndarray, np.ndarray],
    weights: tuple[np.ndarray, np.ndarray, np.ndarray] | None,
    side: int,
    reach: float,
) -> Answer:
    most = FINEST_SIDE if len(scene.renderer.spec.shape) == 1 else LARGEST_SIDE
    if not isinstance(side, int) or not 2 <= side <= most:
        raise ConfigError("side", side, N_("a number from {ge} to {le}"), ge=2, le=most)
    noise = interpolate.plane(*axes, side, reach) * np.float32(at.truncation)
    classes = None if weights is None else weights_at(interpolate.plane(*weights, side, reach))
    scene.renderer.switch(at.off)
    head = {
        "side": side,
        "reach": reach,
        "z": [text_of(axis) for axis in axes],
        "classes": None,
        "psi": at.truncation,
        "off": at.off,
        "anchors": [],
    }
    if weights is not None:
        head["classes"] = [axis.tolist() for axis in weights]
    return head, scene.renderer.samples(noise, classes)
