"""Draw it: what is on the pad becomes pictures."""

from __future__ import annotations

import base64
import binascii

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.latent.translator import Translator
from ganboard.methods.sketch_maker import unseen
from ganboard.sampler import latents
from ganboard.studio.base import Answer, Scene, question

MOST = 24
"""Pictures in one answer at most."""


@question(needs="translate")
def drawable(scene: Scene) -> Answer:
    """What can be drawn.

    Returns:
        ``of``, what is drawn, a plain name; ``size`` of a drawing, pixels; ``hint``, what to draw, a message; ``told``, the values
        of the factor that a drawing does not show, an empty list where none can be told.
    """
    told, dataset = _translator(scene).told, scene.config.dataset
    pairs = zip(told.values, told.titles, strict=True) if told else ()
    values = [{"name": name, "title": message(title)} for name, title in pairs]
    return {"of": dataset.name, "size": dataset.shape[0], "hint": message(dataset.drawing), "told": values}, None


@question(needs="translate")
def drawn(scene: Scene, sketch: str, seed: int, value: str | None = None, count: int = 1) -> Answer:
    """Pictures of a drawing, each with other noise.

    Args:
        scene: Of a training that makes pictures of drawings.
        sketch: Base64 of the drawing's bytes, size × size from 0 (ink) to 255 (paper).
        seed: 0 or more: decides the noise.
        value: Of the told factor; None: the noise decides, for each picture anew.
        count: How many.

    Returns:
        ``step``; pictures (count, height, width, channels).

    Raises:
        ConfigError: a number is out of range, there is no such value, or this is no drawing of that size.
    """
    if not 1 <= count <= MOST:
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=1, le=MOST)
    if not 0 <= seed < 2**31:
        raise ConfigError("seed", seed, N_("a number from {ge} to {le}"), ge=0, le=2**31 - 1)
    translator, size = _translator(scene), scene.config.dataset.shape[0]
    try:
        data = base64.b64decode(sketch, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != size * size:
        raise ConfigError("sketch", sketch[:20], N_("the bytes of a drawing of {size}×{size} pixels"), size=size)
    drawing = np.frombuffer(data, np.uint8).reshape(1, size, size, 1)
    noise = latents(count, translator.spec.latent_size, seed)
    return {"step": scene.step}, translator.pictures(np.repeat(drawing, count, axis=0), noise, value)


@question(needs="translate")
def example(scene: Scene, seed: int) -> Answer:
    """A drawing that no training saw: one picture, (1, size, size, 1)."""
    drawings = unseen(scene.config.dataset).columns["sketches"]
    return {}, drawings[seed % len(drawings)][None]


def _translator(scene: Scene) -> Translator:
    if not isinstance(scene.renderer, Translator):
        raise TypeError("the ability translate is a Translator's")
    return scene.renderer
