"""Samples: of points of latent space, along axes, and of one point at every stage of training."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from ganboard.errors import CheckpointError, ConfigError, GANBoardError
from ganboard.i18n import N_, message
from ganboard.media import PointsMedium
from ganboard.methods.maker import SHOWN
from ganboard.presets import title_of
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.shipped import shipped
from ganboard.studio.asked import number
from ganboard.studio.base import Answer, Scene, glance, question
from ganboard.studio.points import FARTHEST, Point, text_of, vector

MOST = 1_500
"""Pictures in one answer at most."""
ENDS = ("lowest", "highest", "value")
REAL = 1_000
"""Real points shown behind one that was made."""
SHARP = 720
"""Pixels to each side of the large picture of a point, which the page draws by itself."""
FRAMES, FINEST = 33, 161
"""Frames of a strip: usual, and at most."""
STAGES = 8
"""Checkpoints at most in one answer: each is read from the disk while a training waits."""


@question
def opened(scene: Scene) -> Answer:
    """What there is to explore: shapes, frames of clips, parts of the noise, classes, factors, checkpoints, blocks, abilities.

    Where samples are points, ``plane`` says what a picture of one needs: ``centre`` and ``reach`` of the part of the plane that is
    shown, and some ``real`` points as base64 of float32, empty where they cannot be had any more. Else it is None.
    """
    spec, run = scene.renderer.spec, scene.run
    medium = scene.config.dataset.medium
    plane = scene.once("plane", partial(_plane, scene, medium)) if isinstance(medium, PointsMedium) else None
    name = run.status()["name"] if run else shipped(scene.stamp).name
    told = standing(run or scene.stamp)
    return {
        **told,
        "step": scene.step,
        "shape": list(spec.shape[-3:]) if plane is None else [SHARP, SHARP, 3],
        "frames": medium.frames,
        "parts": list(scene.renderer.parts),
        "plane": plane,
        "latent": spec.latent_size,
        "classes": scene.config.dataset.titles() if spec.classes else [],
        "factors": [
            {"title": message(factor.title), "values": [message(title) for title in factor.titles]}
            for factor in (scene.config.dataset.factors if spec.factors else ())
        ],
        "labelled": bool(scene.config.dataset.classes),
        "blocks": scene.renderer.blocks,
        "abilities": sorted(scene.renderer.abilities),
        "name": title_of(name),
    }, None


def _plane(scene: Scene, medium: PointsMedium) -> dict[str, Any]:
    try:
        real = scene.data().samples
    except GANBoardError:  # what the generator makes can be shown all the same
        real = np.zeros((0, 2), np.float32)
    made = scene.renderer.samples(latents(REAL, scene.renderer.spec.latent_size, seed=0))
    known = real if len(real) else made[np.isfinite(made).all(axis=1)]
    fitted = medium.fitted(known) if len(known) else medium
    some = real[np.random.default_rng(0).permutation(len(real))[:REAL]]
    return {"centre": list(fitted.centre), "reach": fitted.reach, "real": text_of(some)}


@glance
def standing(run: Run | str, step: int | None = None) -> dict[str, Any]:
    """Where a run is.

    Args:
        run: Or the name of what is shipped, which stands still.
        step: Of a checkpoint that somebody looks at.

    Returns:
        ``steps``, of all checkpoints; ``stands``, of the one that the run would go on from; ``state``; and ``stamp``, that of
        the checkpoint that is looked at, None where there is none.
    """
    if isinstance(run, str):
        at = shipped(run).step
        return {"steps": [at], "stands": at, "state": "finished", "stamp": run}
    stamp = None if step is None else run.stamp(step)
    return {"steps": run.steps(), "stands": run.standing(), "state": run.status()["state"], "stamp": stamp}


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
    return {}, scene.renderer.samples(noise, classes)


@question
def strips(scene: Scene, point: Any, axes: list[Any], count: int = FRAMES) -> Answer:
    """For each axis ``count`` frames from its lowest to its highest value, then the picture of the point itself.

    Args:
        scene: Of which generator.
        point: Where all sliders stand now.
        axes: Each ``{"lowest", "highest", "value"}`` with ``"direction"`` (base64 of the latent direction along which the
            value counts), ``"blend": [from, to]`` (classes, by the part of the second), or ``"truncation": true``.
        count: Frames of a strip, from 2 to ``FINEST``.

    Returns:
        Pictures (axes * count + 1, height, width, channels).
    """
    if not 2 <= count <= FINEST:
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=2, le=FINEST)
    _limited(len(axes) * count)
    spec = scene.renderer.spec
    at = Point.read(point, spec)
    scene.renderer.switch(at.off)
    noise, classes = [], []
    for axis in axes:
        if not isinstance(axis, dict):
            raise ConfigError("axes", axis, N_("a slider"))
        lowest, highest, value = (number(name, axis.get(name), -FARTHEST, FARTHEST) for name in ENDS)
        values = np.linspace(lowest, highest, count, dtype=np.float32)[:, None]
        latent, weights = at.latent[None], at.classes
        told = np.repeat(weights[None], count, axis=0) if weights is not None else None
        if "direction" in axis:
            direction = vector(axis["direction"], spec.latent_size)
            noise.append((latent + (values - np.float32(value)) * direction) * np.float32(at.truncation))
        elif axis.get("truncation"):
            noise.append(latent * values)
        else:
            told = _blended(axis.get("blend"), values, spec.classes)
            noise.append(np.repeat(at.noise[None], count, axis=0))
        classes.append(told)
    noise.append(at.noise[None])
    told = None if at.classes is None else np.concatenate([*classes, at.classes[None]])
    return {"count": count}, scene.renderer.samples(np.concatenate(noise), told)


@question
def stages(scene: Scene, point: Any, steps: list[int]) -> Answer:
    """The same point at other checkpoints of the run. Looks at them in passing: nothing is opened, and nothing kept.

    Args:
        scene: Of the run.
        point: Of which picture.
        steps: At most ``STAGES``.

    Returns:
        ``steps``, those of the asked-for ones that could be read; pictures (steps, height, width, channels).
    """
    if not 1 <= len(steps) <= STAGES:
        raise ConfigError("steps", len(steps), N_("a number from {ge} to {le}"), ge=1, le=STAGES)
    renderer = scene.renderer
    at = Point.read(point, renderer.spec)
    renderer.switch(at.off)
    shown, pictures = [], []
    for step in steps:
        try:
            renderer.load(scene.run.load(step, (f"{SHOWN}/",)) if scene.run else scene.checkpoint, only_shown=True)
        except CheckpointError:  # thinned out meanwhile, or damaged
            continue
        pictures.append(renderer.samples(at.noise[None], None if at.classes is None else at.classes[None]))
        shown.append(step)
    return {"steps": shown}, np.concatenate(pictures) if pictures else None


def _blended(pair: Any, values: np.ndarray, classes: int) -> np.ndarray:
    """Weights from one class to another: float32, (count, classes)."""
    labels = pair if isinstance(pair, list) else []
    if len(labels) != 2 or not all(isinstance(label, int) and 0 <= label < classes for label in labels):
        raise ConfigError("blend", pair, N_("a class from 0 to {last}"), last=classes - 1)
    first, second = labels
    each = np.eye(classes, dtype=np.float32)
    return (1 - values) * each[first] + values * each[second]


def _limited(count: int) -> None:
    if not 1 <= count <= MOST:
        raise ConfigError("points", count, N_("a number from {ge} to {le}"), ge=1, le=MOST)
