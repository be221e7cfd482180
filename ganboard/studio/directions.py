"""Directions through latent space, and how much each can be relied upon."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ganboard.errors import ConfigError, GANBoardError
from ganboard.i18n import N_, message
from ganboard.latent import directions as found
from ganboard.latent.consistency import STARTS, consistencies
from ganboard.latent.directions import KINDS, Directions
from ganboard.metrics.features import extractor_for
from ganboard.sampler import latents
from ganboard.studio.base import Answer, Scene, question
from ganboard.studio.kept import kept_directions
from ganboard.studio.points import Point, text_of, vector

SAMPLES = 1_000
"""Latents from which components are found, and which a classifier looks at: a tenth of a second of computing."""
REACH = 2.0
"""How far a direction is followed to either side when its consistency is measured."""
PARTS = ("who", "how")
"""The kinds that are of one part of the noise."""
CLIPS = 200
"""Clips from which their directions are found: a few tenths of a second of computing."""
PAGE = 32
"""Directions in one answer at most."""
ABOUT_KEPT = N_("What you named and kept with this training, under “My directions” below.")


@question
def directions(scene: Scene, kind: str, start: int = 0, count: int = 8) -> Answer:
    """A page of directions of one kind.

    Returns:
        ``total``; ``about`` and ``source``, see :func:`about`; and ``directions``: each with index, title, detail, z (base64 of
        the unit vector) and, where it was kept by hand, id.
    """
    if not (start >= 0 and 1 <= count <= PAGE):
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=1, le=PAGE)
    if kind == "kept":
        kept = kept_directions(scene)
        rows = [
            {"index": number, "id": each["id"], "title": each["name"], "detail": "", "z": each["z"]}
            for number, each in enumerate(kept)
        ]
        told = {"about": message(ABOUT_KEPT), "source": ""}
        return {"total": len(rows), **told, "directions": rows[start : start + count]}, None
    if kind not in KINDS:
        raise ConfigError("kind", kind, N_("one of {choices}"), choices=", ".join([*KINDS, "kept"]))
    ours = scene.once(("directions", kind), lambda: _find(scene, kind))
    rows = [
        {
            "index": index,
            "title": ours.titles[index],
            "detail": _share(kind, float(ours.shares[index])),
            "z": text_of(ours.vectors[index]),
        }
        for index in range(start, min(start + count, len(ours.vectors)))
    ]
    return {"total": len(ours.vectors), **about(kind), "directions": rows}, None


@question
def consistency(scene: Scene, directions: list[str], point: Any) -> Answer:
    """How alike the effect of each direction is over ``STARTS`` seeds, with the classes of the point: from -1 to 1."""
    if not 1 <= len(directions) <= PAGE:
        raise ConfigError("directions", len(directions), N_("a number from {ge} to {le}"), ge=1, le=PAGE)
    spec = scene.renderer.spec
    at = Point.read(point, spec)
    scene.renderer.switch(at.off)
    vectors = np.stack([vector(text, spec.latent_size) for text in directions])

    def render(points: np.ndarray) -> np.ndarray:
        told = None if at.classes is None else np.repeat(at.classes[None], len(points), axis=0)
        return scene.renderer.samples(points, told)

    values = consistencies(render, vectors, latents(STARTS, spec.latent_size, seed=0), REACH)
    return {"consistency": [round(float(value), 3) for value in values]}, None


def _find(scene: Scene, kind: str) -> Directions:
    renderer, spec = scene.renderer, scene.renderer.spec
    if kind == "raw":
        return found.raw(spec.latent_size)
    if kind == "sefa":
        return found.sefa(renderer.kernel, spec.latent_size)
    renderer.switch({})
    if kind in PARTS:
        return _of_part(scene, kind)
    noise = latents(SAMPLES, spec.latent_size, seed=0)
    if kind == "pca":
        # One class for all: several would add differences that no latent direction makes.
        classes = np.eye(spec.classes, dtype=np.float32)[np.zeros(SAMPLES, int)] if spec.classes else None
        return found.pca(noise, renderer.activations(noise, classes), spec.latent_size)
    return _between_all(scene, noise)


def _of_part(scene: Scene, kind: str) -> Directions:
    """Directions in one part of the noise, from what clips show: the first frame, or by what it makes them other clips."""
    renderer, spec = scene.renderer, scene.renderer.spec
    if kind not in renderer.parts:
        raise GANBoardError(
            N_("These directions are for generators whose noise has a part for who is seen and one for how it moves.")
        )
    part = renderer.parts[kind]
    noise = latents(CLIPS, spec.latent_size, seed=0)
    classes = np.eye(spec.classes, dtype=np.float32)[np.arange(CLIPS) % spec.classes] if spec.classes else None
    alone = np.zeros_like(noise)
    alone[:, part] = noise[:, part]
    if kind == "who":
        seen = _grain(renderer.samples(alone, classes)[:, 0])
    else:
        moved, at_rest = renderer.samples(noise, classes), renderer.samples(noise - alone, classes)
        seen = np.concatenate(
            [_grain(moved[:, frame]) - _grain(at_rest[:, frame]) for frame in range(1, spec.shape[0])], axis=1
        )
    return replace(found.pca(alone, seen, alone[:, part].shape[1]), kind=kind)


def _between_all(scene: Scene, noise: np.ndarray) -> Directions:
    """A direction between every two classes, or values of a factor, of which there are enough pictures among the samples."""
    spec, dataset = scene.renderer.spec, scene.config.dataset
    if spec.classes or not dataset.classes:
        raise GANBoardError(
            N_(
                "These directions are for generators that are not told the class, of images that have one. "
                "Where the class is told, choose it above the picture."
            )
        )
    images = scene.renderer.samples(noise)
    labels = extractor_for(dataset, spec.shape).classify(images).argmax(axis=1)
    groups = [(labels, dataset.classes)]
    if dataset.factors:
        values = np.unravel_index(labels, [len(factor) for factor in dataset.factors])
        groups = [(own, factor.titles) for own, factor in zip(values, dataset.factors, strict=True)]
    vectors, shares, titles = [], [], []
    for own, names in groups:
        for first in range(len(names)):
            for second in range(first):
                try:
                    one = found.between(noise, own, first, second)
                except GANBoardError:  # too few of one of them
                    continue
                vectors.append(one.vectors[0])
                shares.append(one.shares[0])
                more, less = message(names[first]), message(names[second])
                titles.append(message(N_("More {first}, less {second}"), first=more, second=less))
    if not vectors:
        raise GANBoardError(N_("The classifier sees too few classes in these pictures. Choose a later checkpoint."))
    return Directions("labels", np.stack(vectors), np.asarray(shares), tuple(titles))


def _grain(pictures: np.ndarray) -> np.ndarray:
    """Pictures, uint8 (count, height, width, channels), as means of 2×2 pixels: float32, (count, numbers)."""
    count, height, width, channels = pictures.shape
    blocks = pictures.astype(np.float32).reshape(count, height // 2, 2, width // 2, 2, channels)
    return blocks.mean(axis=(2, 4)).reshape(count, -1)


def _share(kind: str, share: float) -> dict[str, Any]:
    if kind == "labels":
        return message(N_("separation {value}"), value=f"{share:.2f}")
    if kind == "sefa":
        return message(N_("{percent}% of the weights"), percent=f"{100 * share:.1f}")
    if kind == "raw":
        return message(N_("{percent}% of the noise"), percent=f"{100 * share:.1f}")
    return message(N_("{percent}% of the variance"), percent=f"{100 * share:.1f}")


def about(kind: str) -> dict[str, Any]:
    """What a kind of directions is: ``about``, plain sentences, and ``source``, how they are found and by whom. Messages."""
    ours = KINDS[kind]
    if not ours.reference:
        return {"about": message(ours.summary), "source": ""}
    source = message(N_("{summary} ({reference})"), summary=message(ours.how), reference=ours.reference)
    return {"about": message(ours.summary), "source": source}
