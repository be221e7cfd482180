"""Walks from picture to picture: frames to play and to save, and a strip for print."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.latent import interpolate
from ganboard.studio.base import Answer, Scene, question
from ganboard.studio.points import Point, text_of

CHUNK = 120
"""Frames in one answer at most, so that a training waits only shortly."""
RATE = 30
"""Frames a second of a walk that is played or saved."""
LONGEST_LEG = 5 * RATE
"""Frames from one picture to the next at most."""


@question
def walk(
    scene: Scene,
    points: list[Any],
    kind: str = "spherical",
    loop: bool = False,
    leg: int = RATE,
    start: int = 0,
    count: int = CHUNK,
) -> Answer:
    """Frames of a walk.

    Latents are joined as ``kind`` says, each as its truncation left it; class weights always by straight lines, which keeps
    their sum. Units are switched off as in the first point.

    Args:
        scene: Of which generator.
        points: 2 to 6.
        kind: ``"spherical"`` or ``"linear"``.
        loop: Whether the walk goes back to its first point.
        leg: Frames from one point to just before the next, from 1 to ``LONGEST_LEG``.
        start: The first frame that is wanted, from 0.
        count: How many are wanted, from 1 to ``CHUNK``; at the end of the walk there are fewer.

    Returns:
        ``"total"``, the frames of the whole walk, and ``"first"``, the point of frame ``start``; pictures (count, height,
        width, channels).
    """
    noise, classes, off = _read(scene, points)
    _whole("leg", leg, 1, LONGEST_LEG)
    _whole("count", count, 1, CHUNK)
    way = interpolate.walk(noise, leg, kind, bool(loop))
    _whole("start", start, 0, len(way) - 1)
    told = None if classes is None else interpolate.walk(classes, leg, "linear", bool(loop))[start : start + count]
    first = {
        "z": text_of(way[start]),
        "classes": None if told is None else told[0].tolist(),
        "psi": 1.0,
        "off": off,
    }
    return {"total": len(way), "first": first}, scene.renderer.samples(way[start : start + count], told)


@question
def filmstrip(scene: Scene, points: list[Any], kind: str = "spherical", loop: bool = False) -> Answer:
    """A walk in nine even steps; a loop's strip ends where it began.

    Args:
        scene: Of which generator.
        points: As for :func:`walk`.
        kind: As for :func:`walk`.
        loop: As for :func:`walk`.

    Returns:
        Pictures (9, height, width, channels).
    """
    noise, classes, _ = _read(scene, points)
    way = interpolate.filmstrip(noise, kind=kind, loop=bool(loop))
    told = None if classes is None else interpolate.filmstrip(classes, kind="linear", loop=bool(loop))
    return {}, scene.renderer.samples(way, told)


def _read(scene: Scene, points: list[Any]) -> tuple[list[np.ndarray], list[np.ndarray] | None, dict[str, list[int]]]:
    """Latents as the generator gets them, class weights, and what is switched off, which is done at once."""
    if not isinstance(points, list) or len(points) > interpolate.MOST:
        raise ConfigError("points", points, N_("at most {most} pictures"), most=interpolate.MOST)
    read = [Point.read(point, scene.renderer.spec) for point in points]
    off = read[0].off if read else {}
    scene.renderer.switch(off)
    classes = [point.classes for point in read if point.classes is not None]
    return [point.noise for point in read], classes or None, off


def _whole(name: str, value: Any, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ConfigError(name, value, N_("a whole number from {ge} to {le}"), ge=low, le=high)
