"""Pictures: of points, along axes, and of one point at every stage of training."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.presets import title_of
from ganboard.sampler import latents
from ganboard.studio.base import Answer, Scene, question
from ganboard.studio.points import Point, text_of, vector

MOST = 1_500
"""Pictures in one answer at most."""
FRAMES = 33
"""Frames of a strip."""
STAGES = 48
"""Checkpoints at most in one strip over training."""


@question
def opened(scene: Scene) -> Answer:
    """What there is to explore: the shape of images and latents, classes, checkpoints, blocks of units."""
    spec, run = scene.renderer.spec, scene.run
    status = run.status() if run else {"name": "quick", "state": "finished"}
    steps = run.steps() if run else [scene.step]
    return {
        "step": scene.step,
        "steps": steps,
        "shape": list(spec.shape),
        "latent": spec.latent_size,
        "classes": [message(name) for name in scene.config.dataset.classes] if spec.classes else [],
        "labelled": bool(scene.config.dataset.classes),
        "blocks": scene.renderer.blocks,
        "name": title_of(status["name"]),
        "state": status["state"],
    }, None


@question
def seeded(scene: Scene, seed: int, count: int = 1) -> Answer:
    """Latents of seeds, the first from ``seed``: so that a number makes a picture reproducible."""
    _limited(count)
    size = scene.renderer.spec.latent_size
    return {"z": [text_of(latents(1, size, (seed + number) % 2**31)[0]) for number in range(count)]}, None


@question
def frames(scene: Scene, points: list[Any]) -> Answer:
    """The picture of each point, (count, height, width, channels)."""
    _limited(len(points))
    spec = scene.renderer.spec
    read = [Point.read(point, spec) for point in points]
    scene.renderer.switch(read[0].off)
    noise = np.stack([point.noise for point in read])
    classes = np.stack([point.classes for point in read if point.classes is not None]) if spec.classes else None
    return {}, scene.renderer.images(noise, classes)


@question
def strips(scene: Scene, point: Any, axes: list[Any], count: int = FRAMES) -> Answer:
    """For each axis ``count`` frames from its lowest to its highest value, then the picture of the point itself.

    Args:
        scene: Of which generator.
        point: Where all sliders stand now.
        axes: Each ``{"lowest", "highest", "value"}`` with ``"direction"`` (base64 of the latent direction along which the
            value counts), ``"blend": [from, to]`` (classes, by the part of the second), or ``"truncation": true``.
        count: Frames of a strip, from 2 to 65.

    Returns:
        Pictures (axes * count + 1, height, width, channels).
    """
    if not 2 <= count <= 65:
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=2, le=65)
    _limited(len(axes) * count)
    spec = scene.renderer.spec
    at = Point.read(point, spec)
    scene.renderer.switch(at.off)
    noise, classes = [], []
    for axis in axes:
        values = np.linspace(float(axis["lowest"]), float(axis["highest"]), count, dtype=np.float32)[:, None]
        latent, weights = at.latent[None], at.classes
        told = np.repeat(weights[None], count, axis=0) if weights is not None else None
        if "direction" in axis:
            direction = vector(axis["direction"], spec.latent_size)
            noise.append((latent + (values - np.float32(axis["value"])) * direction) * np.float32(at.truncation))
        elif axis.get("truncation"):
            noise.append(latent * values)
        else:
            told = _blended(axis["blend"], values, spec.classes)
            noise.append(np.repeat(at.noise[None], count, axis=0))
        classes.append(told)
    noise.append(at.noise[None])
    told = None if at.classes is None else np.concatenate([*classes, at.classes[None]])
    return {"count": count}, scene.renderer.images(np.concatenate(noise), told)


@question
def stages(scene: Scene, point: Any) -> Answer:
    """The same point at checkpoints from the first to the last, at most ``STAGES`` of them."""
    at = Point.read(point, scene.renderer.spec)
    steps = scene.run.steps() if scene.run else [scene.step]
    if len(steps) > STAGES:
        picks = np.unique(np.linspace(0, len(steps) - 1, STAGES).round().astype(int))
        steps = [steps[pick] for pick in picks]
    shown, pictures = [], []
    for step in steps:
        stage = scene.studio.scene(scene.source, step)
        stage.renderer.switch(at.off)
        pictures.append(stage.renderer.images(at.noise[None], None if at.classes is None else at.classes[None]))
        shown.append(step)
    return {"steps": shown}, np.concatenate(pictures)


def _blended(pair: Any, values: np.ndarray, classes: int) -> np.ndarray:
    """Weights from one class to another: float32, (count, classes)."""
    first, second = (int(label) for label in pair)
    if not (0 <= first < classes and 0 <= second < classes):
        raise ConfigError("blend", pair, N_("a class from 0 to {last}"), last=classes - 1)
    each = np.eye(classes, dtype=np.float32)
    return (1 - values) * each[first] + values * each[second]


def _limited(count: int) -> None:
    if not 1 <= count <= MOST:
        raise ConfigError("points", count, N_("a number from {ge} to {le}"), ge=1, le=MOST)
