"""Sliders that need no generator any more: frames along its strongest directions, made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.export.poster.facts import Facts
from ganboard.i18n import N_, message
from ganboard.media import PointsMedium
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.studio import Studio
from ganboard.studio.points import vector

COUNT = 3
"""Sliders."""
REACH = 3.0
"""How far each goes to either side: beyond that noise hardly ever lies."""
FRAMES, OF_POINTS = 33, 17
"""Frames of a strip; fewer of points, whose pictures are large."""
REAL = 1_000
"""Real points that are shown behind one."""
DRAWS = N_("This generator makes pictures from drawings, so it has no slider. In GANBoard you can draw for it.")


@dataclass(frozen=True)
class Strips:
    """What can be slid.

    Attributes:
        frames: One array for each slider, uint8, (frames, height, width, 1 or 3).
        classes: What class each shows, a message; None where the generator is told none.
        problem: Why there is no slider, a message; or None.
    """

    frames: tuple[np.ndarray, ...] = ()
    classes: tuple[dict[str, Any] | None, ...] = ()
    problem: dict[str, Any] | None = None


def strips(studio: Studio, run: Run, facts: Facts) -> Strips:
    """Ask the generator of a checkpoint for its sliders; what is in the way is said on the poster."""
    if "make" not in facts.config.method.abilities:
        return Strips(problem=message(DRAWS))
    try:
        return _found(studio, run, facts)
    except GANBoardError as error:
        return Strips(problem=error.message)


def _found(studio: Studio, run: Run, facts: Facts) -> Strips:
    moves = facts.config.dataset.medium.frames > 1  # of clips, who is seen, by the first frames
    told, _ = studio.answer("directions", run.id, facts.step, {"kind": "who" if moves else "pca", "count": COUNT})
    scene = studio.scene(run.id, facts.step)
    spec, titles = scene.renderer.spec, facts.config.dataset.titles()
    start = latents(1, spec.latent_size, facts.config.seed)[0]
    along = np.linspace(-REACH, REACH, OF_POINTS if facts.of_points else FRAMES, dtype=np.float32)[:, None]
    scene.renderer.switch({})
    frames, classes = [], []
    for number, direction in enumerate(told["directions"]):
        unit = vector(direction["z"], spec.latent_size)
        points = start - start @ unit * unit + along * unit
        label = (2 * number + 1) * spec.classes // (2 * COUNT)  # another class for each, from all over
        given = np.eye(spec.classes, dtype=np.float32)[np.full(len(points), label)] if spec.classes else None
        made = scene.renderer.samples(points, given)
        frames.append(_among(made, facts) if facts.of_points else made[:, 0] if moves else made)
        classes.append(titles[label] if spec.classes else None)
    return Strips(tuple(frames), tuple(classes))


def _among(made: np.ndarray, facts: Facts) -> np.ndarray:
    """Pictures of points, each among real ones."""
    medium = facts.config.dataset.medium
    real = made[:0] if facts.real is None else facts.real.samples
    known = real if len(real) else made[np.isfinite(made).all(axis=1)]
    if not isinstance(medium, PointsMedium) or not len(known):
        raise GANBoardError(N_("The generator makes no numbers: training broke down. Choose an earlier checkpoint."))
    some = real[np.random.default_rng(0).permutation(len(real))[:REAL]]
    return medium.fitted(known).among(made, some)
