"""The samples that are watched during a training, once more: of what ships no folder holds their picture."""

from __future__ import annotations

import numpy as np

from ganboard.latent.renderer import Renderer
from ganboard.sampler import fixed_points
from ganboard.studio.base import Answer, Scene, question


@question(needs="")
def watched(scene: Scene) -> Answer:
    """The samples as they lie in a checkpoint's picture, see :meth:`ganboard.sampler.Sampler.watched`.

    Returns:
        ``step``; the samples, uint8, (count, height, width, channels), of clips (count, frames, height, width, channels).
    """
    renderer, seed, rows = scene.renderer, scene.config.seed, scene.config.dataset.medium.rows
    if not isinstance(renderer, Renderer):
        return {"step": scene.step}, renderer.watched(seed, rows)
    renderer.switch({})
    noise, labels = fixed_points(renderer.spec, seed, rows)
    classes = None if labels is None else np.eye(renderer.spec.classes, dtype=np.float32)[labels]
    return {"step": scene.step}, renderer.samples(noise, classes)
