"""Creatures that move: short clips whose first frame is the picture."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.creatures.factors import FACTORS, TOP
from ganboard.creatures.painting import by_day
from ganboard.creatures.sheet import in_chunks
from ganboard.creatures.traits import Array, Creatures, numbers
from ganboard.i18n import N_

FRAMES = 8
MOTIONS = ("blink", "bounce", "wave", "look")
MOTION_TITLES = (N_("blinks"), N_("bounces"), N_("waves"), N_("looks around"))
"""In the order of :data:`MOTIONS`. Marked for translation."""
_SHUT = (0, 0, 0.55, 1, 1, 0.55, 0, 0)
_LIFTED = (0, 0, 0.7, 1, 1, 0.7, 0, 0)
_SQUASHED = (0, 0.15, -0.05, 0, 0, -0.05, 0.17, 0.06)
_RAISED = (None, 0.2, 0.85, 0.4, 0.85, 0.4, 0.85, 0.2)
_LOOKING = (None, -0.6, -1, -1, 0, 1, 1, 0.6)
LEAST = {"blink": 0.8, "bounce": 0.6, "wave": 0.7, "look": 0.7}
"""How far a motion goes at least, as a part of how far it can."""
HIGHEST = 0.42
"""How high a creature bounces, in its own frame, where there is room above it."""
_ABOVE = {"none": 1.2, "horns": 1.5, "ears": 1.75, "antenna": 1.78}
"""How far the highest part is from the body's middle."""


def motions(c: Creatures) -> Array:
    """What each creature does in its clip, by number as :data:`MOTIONS` lists them: int32, (count,)."""
    return np.floor(numbers(c.chance, 1, 20)[:, 0] * len(MOTIONS)).astype(np.int32)


def manners(c: Creatures) -> Array:
    """How each creature moves: float32, (count, 2), evenly from 0 to 1.

    The first number says how far it goes, from as little as can be told to as far as it can; from the second of one half on, it
    waves with the other arm and looks to the other side first.
    """
    return numbers(c.chance, 2, 21)


def clips(c: Creatures, size: int = 32, doing: Array | None = None, how: Array | None = None) -> Array:
    """Clips of creatures, which can be shown in a loop.

    Args:
        c: At least one.
        size: Pixels along a side, 16 or more.
        doing: int, (count,), what each does; as :func:`motions` says if left out.
        how: float, (count, 2), as :func:`manners` has it; each as far as it can, with its right arm and to its left first, if left
            out.

    Returns:
        uint8, (count, 8, size, size, 3).
    """
    frames = posed(c, motions(c) if doing is None else np.asarray(doing), how)
    # All frames of a creature are drawn as creatures of their own, in one batch.
    return in_chunks(by_day, frames, size).reshape(len(c), FRAMES, size, size, 3)


def posed(c: Creatures, doing: Array, how: Array | None = None) -> Creatures:
    """Each creature's eight poses, one after the other: (8 × count) creatures. Arguments as for :func:`clips`."""
    many = c[np.repeat(np.arange(len(c)), FRAMES)]
    frame, does = np.tile(np.arange(FRAMES), len(c)), np.repeat(doing, FRAMES)
    how = np.tile(np.array([1, 0], np.float32), (len(c), 1)) if how is None else np.asarray(how, np.float32)
    far, other = np.repeat(how[:, 0], FRAMES), np.repeat(how[:, 1] >= 0.5, FRAMES)
    least = np.array([LEAST[motion] for motion in MOTIONS], np.float32)[does]
    far = least + (1 - least) * far

    def follow(
        name: str, motion: str, path: tuple[float | None, ...], times: Array | float = 1.0, only: Any = True
    ) -> Array:
        """The trait as it is, and along a path, in which None stands for as it is, where the creature makes the motion."""
        rest = many.trait(name)[:, 0, 0]
        stays = np.array([step is None for step in path])[frame] | (does != MOTIONS.index(motion)) | ~np.asarray(only)
        return np.where(stays, rest, np.array([step or 0.0 for step in path], np.float32)[frame] * times)

    def raised(name: str, only: Array) -> Array:
        rest, highest = many.trait(name)[:, 0, 0], follow(name, "wave", _RAISED, 1.0, only)
        return np.where(far == 1, highest, rest + (highest - rest) * far)  # as far as it can: to the last bit

    above = np.array([_ABOVE[value] for value in TOP.values], np.float32)[many.factors[:, FACTORS.index(TOP)]]
    room = many.trait("y")[:, 0, 0] / many.trait("scale")[:, 0, 0] - above
    return many.posed(
        blink=follow("blink", "blink", _SHUT, far),
        lift=follow("lift", "bounce", _LIFTED, np.clip(room, 0.15, HIGHEST) * far),
        squash=follow("squash", "bounce", _SQUASHED, far),
        right_arm=raised("right_arm", ~other),
        left_arm=raised("left_arm", other),
        gaze_u=follow("gaze_u", "look", _LOOKING, far * np.where(other, -1, 1).astype(np.float32)),
        gaze_v=follow("gaze_v", "look", tuple(None if step is None else 0.0 for step in _LOOKING)),
    )
