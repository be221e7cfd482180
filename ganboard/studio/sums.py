"""Sums of pictures that show something: three groups that differ in what one sees, for the explorer's arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.media import PointsMedium
from ganboard.sampler import latents
from ganboard.studio.base import Answer, Scene, question
from ganboard.studio.finding import DIGITS
from ganboard.studio.points import text_of

DRAWN = 160
"""Samples of a class among which those with much and with little of a look are found."""
OUTER = 16
"""So many with most, and with least, of them. Of these the most usual are taken, for the outermost are often failures."""
GROUPS = (3, 3, 1)
"""Pictures of A, B and C."""
Measure = Callable[[np.ndarray], np.ndarray]
Look = tuple[str, str, Measure]
"""What it is called where there is much of it and where there is little, marked for translation, and how much each sample has."""
MOST = 10_000
"""Examples that can be asked for."""


@question
def example_sum(scene: Scene, number: int = 0) -> Answer:
    """An example for A − B + C, another one for each number.

    Returns:
        ``groups``: for A, B and C a list of points as a page sends them; ``names`` of the three; ``sentence``, which says what
        is tried. Names and sentence are messages.

    Raises:
        ConfigError: a number out of range.
    """
    if not 0 <= number < MOST:
        raise ConfigError("number", number, N_("a number from {ge} to {le}"), ge=0, le=MOST - 1)
    scene.renderer.switch({})
    groups, names = _of_factors(scene, number) if scene.renderer.spec.factors else _of_looks(scene, number)
    a, b, c, wanted = names
    sentence = N_("What sets “{a}” apart from “{b}” is added to “{c}”. Does “{wanted}” come out?")
    return {"groups": groups, "names": [a, b, c], "sentence": message(sentence, a=a, b=b, c=c, wanted=wanted)}, None


def _of_factors(scene: Scene, number: int) -> tuple[list[Any], list[Any]]:
    """One noise, and kinds that differ in two factors: what is another value of the first is carried over."""
    factors, chance = scene.config.dataset.factors, np.random.default_rng(number)
    first, second = (0, 1) if not number else chance.choice(len(factors), 2, replace=False)
    kind = [int(chance.integers(len(factor))) for factor in factors]
    more, less = chance.choice(len(factors[first]), 2, replace=False)
    own, other = chance.choice(len(factors[second]), 2, replace=False)
    z = latents(1, scene.renderer.spec.latent_size, seed=number)[0]
    groups, names = [], []
    for value, beside in ((more, own), (less, own), (less, other), (more, other)):
        kind[first], kind[second] = int(value), int(beside)
        label = int(np.ravel_multi_index(kind, [len(factor) for factor in factors]))
        groups.append([_point(scene, z, label)])
        titles = [message(factors[at].titles[kind[at]]) for at in (first, second)]
        names.append(message(N_("{look}, {other}"), look=titles[0], other=titles[1]))
    return groups[:3], names


def _of_looks(scene: Scene, number: int) -> tuple[list[Any], list[Any]]:
    """Samples of one class that have much and little of a look, and one of another class that has little of it."""
    spec, looks = scene.renderer.spec, _looks(scene)
    more, less, measure = looks[number % len(looks)]
    chance = np.random.default_rng(number)
    first = second = None
    if spec.classes:
        first, second = (2, 6) if not number and spec.classes > 6 else map(int, chance.permutation(spec.classes)[:2])
    z = latents(DRAWN, spec.latent_size, seed=number)
    order, there = (z[np.argsort(measure(_made(scene, z, label)), kind="stable")] for label in (first, second))
    wanted = ((order[-OUTER:], first), (order[:OUTER], first), (there[:OUTER], second))
    chosen = [_usual(group) for group, _ in wanted]
    if first is None:  # all are of one kind: C is another picture than those of B
        chosen[2] = chosen[2][GROUPS[1] :]
    groups = [
        [_point(scene, each, label) for each in group[:count]]
        for group, (_, label), count in zip(chosen, wanted, GROUPS, strict=True)
    ]
    pairs = ((more, first), (less, first), (less, second), (more, second))
    return groups, [_named(scene, look, label) for look, label in pairs]


def _usual(noise: np.ndarray) -> np.ndarray:
    """The same, the nearest to their common direction first."""
    return np.asarray(noise[np.argsort(-(noise @ noise.mean(axis=0)) / np.linalg.norm(noise, axis=1), kind="stable")])


def _named(scene: Scene, look: str, label: int | None) -> dict[str, Any]:
    if label is None:
        return message(N_("{look} ones"), look=message(look))
    return message(N_("{look} {name}"), look=message(look), name=scene.config.dataset.titles()[label])


def _made(scene: Scene, noise: np.ndarray, label: int | None) -> np.ndarray:
    classes = None
    if label is not None:
        classes = np.zeros((len(noise), scene.renderer.spec.classes), np.float32)
        classes[:, label] = 1
    return scene.renderer.samples(noise.astype(np.float32), classes).astype(np.float64)


def _point(scene: Scene, z: np.ndarray, label: int | None) -> dict[str, Any]:
    classes = None if label is None else np.eye(scene.renderer.spec.classes)[label].tolist()
    return {"z": text_of(z.astype(np.float32)), "classes": classes, "psi": 1, "off": {}}


def _looks(scene: Scene) -> list[Look]:
    """What can be told apart at a glance in samples like these."""
    dataset = scene.config.dataset
    if isinstance(dataset.medium, PointsMedium):
        return [
            (N_("right"), N_("left"), lambda points: points[:, 0]),
            (N_("upper"), N_("lower"), lambda points: points[:, 1]),
        ]
    if dataset.name == DIGITS:
        return [(N_("bold"), N_("thin"), _light), (N_("right-leaning"), N_("left-leaning"), _slant)]
    light: Look = (N_("light"), N_("dark"), _light)
    return [light] if dataset.shape[2] < 3 else [(N_("reddish"), N_("bluish"), _red), light]


def _light(images: np.ndarray) -> np.ndarray:
    return np.asarray(images.mean(axis=(1, 2, 3)))


def _red(images: np.ndarray) -> np.ndarray:
    return np.asarray((images[..., 0] - images[..., 2]).mean(axis=(1, 2)))


def _slant(images: np.ndarray) -> np.ndarray:
    """How far what is light leans to the right, in pixels across for each pixel up: from second moments about its middle."""
    ink = images.mean(axis=3)
    ink = ink / np.maximum(ink.sum(axis=(1, 2), keepdims=True), 1e-9)
    down, across = np.mgrid[: ink.shape[1], : ink.shape[2]]
    down = down[None] - (ink * down).sum(axis=(1, 2))[:, None, None]
    across = across[None] - (ink * across).sum(axis=(1, 2))[:, None, None]
    return np.asarray(-(ink * down * across).sum(axis=(1, 2)) / np.maximum((ink * down**2).sum(axis=(1, 2)), 1e-9))
