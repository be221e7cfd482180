"""Look inside: what D believes of the shown picture and why, and what the units of G do for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ganboard.errors import ConfigError, DatasetError
from ganboard.explain import logits, saliency, score
from ganboard.i18n import N_
from ganboard.sampler import latents
from ganboard.studio.base import Answer, Scene, of_pictures, question
from ganboard.studio.points import Point

COMPARED = 200
"""Real images, and as many of G's, that a picture's score is compared with."""
SLICE = 100
"""How many of them are judged in one answer; training waits meanwhile."""
BINS = 20
"""Of the histograms of their scores, from 0 to 1."""
SMOOTHED = 16
"""Copies with noise that a smoothed saliency is averaged over."""
SHOWN = 64
"""Units in one answer at most."""
STRONGEST = 8
"""Units that are switched off together."""


@dataclass
class Crowd:
    """Logits of pictures that others can be compared with.

    Attributes:
        real: float32, (count,), of real images so far.
        fake: float32, (count,), of G's own so far, with all its units on.
        missing: The message that says why there are no real images; None where there are.
    """

    real: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    fake: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    missing: dict[str, Any] | None = None


@of_pictures
@question
def judged(scene: Scene, point: Any, smooth: bool = False) -> Answer:
    """What D believes of a point's picture, and which pixels that hangs on.

    Args:
        scene: Whose networks.
        point: Of which picture. D is told the class with the largest weight, if it is told any.
        smooth: Average the gradients over ``SMOOTHED`` copies with noise.

    Returns:
        ``score`` from 0 (fake) to 1 (real), its ``logit``, the class as ``label`` (None where D is told none); and four
        pictures, (4, height, width, channels): the picture; how much D's logit hangs on each pixel, white most; how much
        each pixel speaks for real, and for fake, on a common scale. See :func:`ganboard.explain.saliency`.
    """
    renderer = scene.renderer
    at = Point.read(point, renderer.spec)
    renderer.switch(at.off)
    told = None if at.classes is None else at.classes[None]
    image = renderer.samples(at.noise[None], told)[0]
    label = None if at.classes is None else int(at.classes.argmax())
    labels = None if label is None else np.array([label], np.int32)
    copies = SMOOTHED if smooth else 1
    strength = saliency(renderer.discriminator, image, label, copies=copies)
    signed = saliency(renderer.discriminator, image, label, signed=True, copies=copies)
    both = np.abs(signed).max()
    maps = (_grey(strength, strength.max()), _grey(signed.clip(min=0), both), _grey((-signed).clip(min=0), both))
    pictures = np.stack([image, *(np.repeat(each[..., None], image.shape[-1], axis=-1) for each in maps)])
    head = {
        "score": float(score(renderer.discriminator, image[None], labels)[0]),
        "logit": float(logits(renderer.discriminator, image[None], labels)[0]),
        "label": label,
    }
    return head, pictures


@of_pictures
@question
def compared(scene: Scene, logit: float) -> Answer:
    """How a logit stands among those of ``COMPARED`` real images and as many of G's.

    Those are judged in slices: ask again until ``ready`` is 1.

    Args:
        scene: Whose networks.
        logit: As :func:`judged` gave it.

    Returns:
        ``ready`` from 0 to 1; for ``real`` and ``fake`` the share whose logits are smaller, ``below``, and the
        ``histogram`` of their scores, shares in ``BINS`` equal bins from 0 to 1; None until all are judged.
        Where real images cannot be had, ``real`` stays None, and ``missing`` is the message that says why.
    """
    crowd: Crowd = scene.once("crowd", Crowd)
    wanted = 2 * COMPARED
    if len(crowd.fake) < COMPARED:
        crowd.fake = np.concatenate([crowd.fake, _of_fakes(scene, len(crowd.fake))])
    elif crowd.missing is None and len(crowd.real) < COMPARED:
        _judge_real(scene, crowd)
    done = len(crowd.fake) + (COMPARED if crowd.missing else len(crowd.real))
    standing = {
        kind: _standing(values, float(logit)) if len(values) and done >= wanted else None
        for kind, values in (("real", crowd.real), ("fake", crowd.fake))
    }
    return {"ready": min(1.0, done / wanted), "missing": crowd.missing, **standing}, None


@of_pictures
@question
def units(scene: Scene, point: Any, block: str, order: str = "activity", start: int = 0, count: int = SHOWN) -> Answer:
    """What the units of one of G's blocks do for a picture.

    Args:
        scene: Whose generator.
        point: Of which picture. What is switched off in earlier blocks does not reach this one.
        block: A key of the renderer's ``blocks``.
        order: ``"activity"``, largest first, or ``"number"``.
        start: How many units of that order are passed over.
        count: How many are wanted, from 1 to ``SHOWN``.

    Returns:
        ``units``, their numbers; ``activity`` of each, the mean size of its answers over all places; ``total``, how many
        the block has; ``size``, (height, width) of a map; ``strongest``, the numbers of the ``STRONGEST`` that are on. The
        pictures, (units, height, width, 1), are the sizes of the answers, white for the largest in the whole block.

    Reference: Bau et al. 2019, Section 3, arXiv:1811.10597.
    Differs from the paper: units are shown and switched off by hand, and not matched with things in a segmented picture;
    there they are ablated in one part of the picture, here everywhere.
    """
    if order not in ("activity", "number"):
        raise ConfigError("order", order, N_("one of {choices}"), choices="activity, number")
    if not 1 <= count <= SHOWN or start < 0:
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=1, le=SHOWN)
    renderer = scene.renderer
    at = Point.read(point, renderer.spec)
    renderer.switch(at.off)
    sizes = np.abs(renderer.maps(block, at.noise, at.classes))
    activity = sizes.mean(axis=(1, 2))
    ranked = np.argsort(-activity, kind="stable")
    off = set(at.off.get(block, ()))
    chosen = (ranked if order == "activity" else np.arange(len(sizes)))[start : start + count]
    head = {
        "block": block,
        "units": chosen.tolist(),
        "activity": [round(float(value), 4) for value in activity[chosen]],
        "total": len(sizes),
        "size": list(sizes.shape[1:]),
        "strongest": [unit for unit in ranked.tolist() if unit not in off][:STRONGEST],
    }
    return head, _grey(sizes[chosen], sizes.max())[..., None] if len(chosen) else None


def _of_fakes(scene: Scene, start: int) -> np.ndarray:
    """Logits of one slice of G's pictures, the classes in turn."""
    renderer = scene.renderer
    spec = renderer.spec
    numbers = np.arange(start, min(start + SLICE, COMPARED))
    renderer.switch({})
    labels = (numbers % spec.classes).astype(np.int32) if spec.classes else None
    told = None if labels is None else np.eye(spec.classes, dtype=np.float32)[labels]
    images = renderer.samples(latents(COMPARED, spec.latent_size, scene.config.seed)[numbers], told)
    return logits(renderer.discriminator, images, labels)


def _judge_real(scene: Scene, crowd: Crowd) -> None:
    """One slice of real images more; where there are fewer than ``COMPARED``, some count twice."""
    try:
        data = scene.data()
    except DatasetError as error:
        crowd.missing = error.message
        return
    order = np.random.default_rng(scene.config.seed).permutation(len(data))
    picks = np.resize(order, COMPARED)[len(crowd.real) :][:SLICE]
    labels = data.labels[picks] if scene.renderer.spec.classes and data.labels is not None else None
    crowd.real = np.concatenate([crowd.real, logits(scene.renderer.discriminator, data.samples[picks], labels)])


def _standing(values: np.ndarray, logit: float) -> dict[str, Any]:
    scores = 0.5 * (1 + np.tanh(values / 2))
    counts = np.histogram(scores, BINS, (0, 1))[0]
    return {"below": float((values < logit).mean()), "histogram": (counts / len(values)).round(4).tolist()}


def _grey(values: np.ndarray, largest: float) -> np.ndarray:
    """Values from 0 to ``largest`` as uint8."""
    return np.zeros(values.shape, np.uint8) if largest <= 0 else np.round(values * (255 / largest)).astype(np.uint8)
