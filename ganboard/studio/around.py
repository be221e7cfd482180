"""Points in the plane at any checkpoint, with all that is to be seen around them while they train."""

from __future__ import annotations

from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from ganboard.datasets import split
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.media import PointsMedium
from ganboard.media.packed import packed
from ganboard.media.surroundings import Surroundings
from ganboard.run_data import parts
from ganboard.sampler import fixed_points
from ganboard.studio.base import Answer, Scene, question


@question
def around(scene: Scene) -> Answer:
    """The fixed points of a run as this checkpoint makes them, and what is around them.

    Returns:
        ``"scene"``: the arrays that :meth:`ganboard.media.surroundings.Surroundings.of` gives, as :func:`packed` packs them;
        ``"centre"`` and ``"reach"`` of the part of the plane that they are of.

    Raises:
        ConfigError: this training makes no points.
        DatasetError: the real points cannot be had any more.
    """
    return scene.once("around", partial(_found, scene)), None


MOST = 4
"""Runs of which the looks are kept."""
_looks: WeakKeyDictionary[Any, dict[Any, tuple[PointsMedium, Surroundings]]] = WeakKeyDictionary()
"""By renderer, which holds one checkpoint's weights after the other, and by the run: to trace it takes longer than to use it."""


def _found(scene: Scene) -> dict[str, Any]:
    config, renderer = scene.config, scene.renderer
    medium = config.dataset.medium
    if not isinstance(medium, PointsMedium):
        raise ConfigError("dataset", config.dataset.name, N_("a training of points in the plane"))
    renderer.switch({})
    looks = _looks.setdefault(renderer, {})
    if scene.life not in looks:
        if len(looks) == MOST:
            del looks[next(iter(looks))]
        looks[scene.life] = _look(scene, medium)
    latents, _ = fixed_points(config.network_spec, config.seed, medium.rows)
    fitted, look = looks[scene.life]
    return {"scene": packed(look.of(renderer.samples(latents))), "centre": list(fitted.centre), "reach": fitted.reach}


def _look(scene: Scene, medium: PointsMedium) -> tuple[PointsMedium, Surroundings]:
    """What looks around, for the part of the plane in which the run's points lie."""
    config, renderer = scene.config, scene.renderer
    training, held_out = split(config.dataset.load()) if scene.run is None else parts(scene.run)
    every = [each.samples for each in (training, held_out) if each is not None]
    fitted = medium.fitted(np.concatenate(every))
    judge = partial(renderer.discriminator, training=False) if "judge" in renderer.abilities else None
    generator = partial(renderer.generator, training=False)
    probable = config.method.judges_by_probability
    noise = config.network_spec.latent_size
    return fitted, Surroundings(fitted.centre, fitted.reach, generator, judge, noise, probable)
