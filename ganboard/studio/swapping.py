"""Swap it: pictures of one side become pictures of the other, and come home."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.latent.swapper import Swapper
from ganboard.metrics.kept import kept, read
from ganboard.metrics.turned import turned
from ganboard.studio.base import Answer, Scene, question

MOST = 24
"""Things in one answer at most."""
MEASURED, PART = 240, 40
"""Things by which it is measured how much stays, and how many of them in one answer."""
AWAY, HOME = "away", "home"
"""Where a picture is compared with the one it was at first: on the other side, and after the way back."""


@question(needs="swap")
def swappable(scene: Scene) -> Answer:
    """What can be changed into what.

    Returns:
        ``sides``, two with a plain ``name`` and a ``title``, a message; ``count`` of things that no training saw, known by number;
        ``factors``, what is read in them, each a ``title`` and the titles of its ``values``, messages; ``parts``, in how many
        answers it is measured what stays.
    """
    dataset = scene.config.dataset
    sides = [{"name": side.name, "title": message(side.title)} for side in dataset.sides]
    factors = [
        {"title": message(factor.title), "values": [message(title) for title in factor.titles]}
        for factor in dataset.factors
    ]
    if not factors:
        factors = [{"title": message(N_("Class")), "values": dataset.titles()}]
    count = len(_swapper(scene).strangers)
    return {"of": dataset.name, "sides": sides, "factors": factors, "count": count, "parts": MEASURED // PART}, None


@question(needs="swap")
def swapped(scene: Scene, side: str, numbers: list[int]) -> Answer:
    """Pictures of a side, what they become on the other one, and what these become again.

    Args:
        scene: Of a training without pairs.
        side: From which side they come, by its name.
        numbers: Which things, each from 0 to ``count`` less one of :func:`swappable`.

    Returns:
        ``step``; ``read``, for each of the three what is read in each picture, the values' numbers; ``turned``, of the second and
        of the third whether each looks like the side where it should be; pictures (3 · count, height, width, channels): first all
        at first, then all on the other side, then all after the way back.

    Raises:
        ConfigError: there is no such side, or no such thing.
    """
    count = len(_swapper(scene).strangers)
    if not 1 <= len(numbers) <= MOST:
        raise ConfigError("numbers", len(numbers), N_("{ge} to {le} numbers"), ge=1, le=MOST)
    for number in numbers:
        if not 0 <= number < count:
            raise ConfigError("numbers", number, N_("a number from {ge} to {le}"), ge=0, le=count - 1)
    own, dataset = _side(scene, side), scene.config.dataset
    pictures, found = _there_and_back(scene, own, np.array(numbers))
    sided = [turned(dataset, of, each).tolist() for of, each in zip((1 - own, own), pictures[1:], strict=True)]
    return {"step": scene.step, "read": [each.tolist() for each in found], "turned": sided}, np.concatenate(pictures)


@question(needs="swap")
def stays(scene: Scene, side: str, part: int) -> Answer:
    """How many things that no training saw come to the other side, and how much of these is read alike there and at home again.

    Of a picture that is not changed everything stays, so what has not come to the other side does not count.

    Args:
        scene: Of a training without pairs.
        side: From which side they come, by its name.
        part: Which of the parts that :func:`swappable` tells, from 0.

    Returns:
        ``step``; ``count`` of things; ``turned``, how many of them look like the other side; ``away`` and ``home``, of how many of
        these each factor stayed.

    Raises:
        ConfigError: there is no such side or part.
    """
    own, last = _side(scene, side), MEASURED // PART - 1
    if not 0 <= part <= last:
        raise ConfigError("part", part, N_("a number from {ge} to {le}"), ge=0, le=last)
    return scene.once(("stays", own, part), lambda: _stays(scene, own, part)), None


def _stays(scene: Scene, side: int, part: int) -> dict[str, Any]:
    count = len(_swapper(scene).strangers)
    numbers = np.arange(part * PART, (part + 1) * PART) * count // MEASURED
    pictures, (first, away, home) = _there_and_back(scene, side, numbers)
    there = turned(scene.config.dataset, 1 - side, pictures[1])
    stayed = {name: kept(first, each)[there].sum(axis=0).tolist() for name, each in ((AWAY, away), (HOME, home))}
    return {"step": scene.step, "count": len(numbers), "turned": int(there.sum()), **stayed}


def _there_and_back(scene: Scene, side: int, numbers: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Pictures at first, on the other side and after the way back, and what is read in each."""
    swapper, dataset = _swapper(scene), scene.config.dataset
    own, other = dataset.sides[side], dataset.sides[1 - side]
    first = np.asarray(swapper.strangers.columns[own.column][numbers])
    away = swapper.changed(first, side)
    home = swapper.changed(away, 1 - side)
    pictures = [first, away, home]
    return pictures, [read(dataset, of, each) for of, each in zip((own, other, own), pictures, strict=True)]


def _side(scene: Scene, name: str) -> int:
    names = [side.name for side in scene.config.dataset.sides]
    if name not in names:
        raise ConfigError("side", name, N_("one of {choices}"), choices=", ".join(names))
    return names.index(name)


def _swapper(scene: Scene) -> Swapper:
    if not isinstance(scene.renderer, Swapper):
        raise TypeError("the ability swap is a Swapper's")
    return scene.renderer
