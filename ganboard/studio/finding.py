"""Find my image: the point of a visitor's picture, encoded at once or searched for from question to question."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.errors import ConfigError, EngineError
from ganboard.i18n import N_, message
from ganboard.latent.inversion import NEAR, Inversion, describe
from ganboard.studio.base import Answer, Scene, of_pictures, question
from ganboard.studio.points import text_of, vector

SLICE_SECONDS = 0.08
"""How long a search goes on in one answer; training waits meanwhile."""
UNLIKE = 0.7
"""Part of a picture's contrast, its pixels' standard deviation. What is off by more than this is like it in nothing but
brightness, and in a pale picture that may still be few grey levels."""
DIGITS = "mnist"
"""The dataset for which a drawing is centred."""
GONE = N_(
    "This search is over: nobody asked for it for some minutes, or its checkpoint was trained anew. Press Find again."
)


@dataclass
class Search:
    """A search that is going on.

    Attributes:
        inversion: Carries it on.
        scene: Whose generator it searches; held, so that no other visitor's questions can end the search.
        contrast: Standard deviation of the picture's pixels, grey levels.
    """

    inversion: Inversion
    scene: Scene
    contrast: float


@of_pictures
@question
def findable(scene: Scene) -> Answer:
    """What the pad is for: ``digits``, whether a drawing is to be centred as handwritten digits are."""
    return {"digits": scene.config.dataset.name == DIGITS}, None


@of_pictures
@question
def encoded(scene: Scene, picture: Any) -> Answer:
    """The point that the encoder says for a picture, without any search. Only for networks that encode.

    Args:
        scene: Whose networks.
        picture: As :func:`find` has it.

    Returns:
        As :func:`find_on`, done.
    """
    target, renderer = pixels(picture, scene.renderer.spec), scene.renderer
    renderer.switch({})
    latent, label = renderer.encode(target)
    return _compared(scene, latent, label, target)


@of_pictures
@question
def near(scene: Scene, z: str, label: int | None = None, picture: str | None = None) -> Answer:
    """How near a point's picture, found before, is to a visitor's.

    Args:
        scene: Whose networks.
        z: Base64 of the point's latents.
        label: Of its class; None where the generator is told none.
        picture: As :func:`find` has it; None where it is not there any more.

    Returns:
        As :func:`find_on`, done; without a picture ``distance`` is 0 and ``sentence`` None.

    Raises:
        ConfigError: this is no point, or no picture, of this generator.
    """
    spec = scene.renderer.spec
    latent = vector(z, spec.latent_size)
    if not spec.classes and label is not None:
        raise ConfigError("label", label, N_("no label: this generator was not told the class"))
    if spec.classes and (label is None or not 0 <= label < spec.classes):
        raise ConfigError("label", label, N_("a class from 0 to {last}"), last=spec.classes - 1)
    scene.renderer.switch({})
    return _compared(scene, latent, label, None if picture is None else pixels(picture, spec))


@of_pictures
@question
def find(scene: Scene, key: str, picture: Any, seed: int = 0) -> Answer:
    """Begin a search: random points are tried. :func:`find_on` carries it on.

    Args:
        scene: The generator that should make the picture.
        key: A name for the search, the page's own; an earlier search of this name ends.
        picture: Base64 of the pixels, uint8, row by row, of the generator's shape.
        seed: Decides which points are tried.

    Returns:
        As :func:`find_on`.
    """
    target = pixels(picture, scene.renderer.spec)
    scene.renderer.switch({})
    inversion = Inversion(scene.renderer.generator, scene.renderer.spec, target, seed=seed)
    search = Search(inversion, scene, float(target.std()))
    return _standing(scene.studio.works.put(_place(scene, key), search))


@question
def find_on(scene: Scene, key: str) -> Answer:
    """Carry a search on for ``SLICE_SECONDS``, or for one iteration where that takes longer.

    Returns:
        ``progress`` from 0 to 1, ``done``, the nearest point so far as ``z`` and ``label`` (None where the generator is
        told no class), its ``distance`` (root mean square, grey levels from 0 to 255) and that in words as ``sentence``; and
        the point's picture, (1, height, width, channels).

    Raises:
        EngineError: there is no such search any more.
    """
    works, place = scene.studio.works, _place(scene, key)
    search: Search | None = works.get(place)
    if search is None:
        raise EngineError(GONE)
    search.scene.take()
    search.scene.renderer.switch({})
    search.inversion.advance(seconds=SLICE_SECONDS)
    if search.inversion.done:
        works.drop(place)
    return _standing(search)


@question
def find_end(scene: Scene, key: str) -> Answer:
    """Give a search up; nothing happens if there is none."""
    scene.studio.works.drop(_place(scene, key))
    return {}, None


def pixels(text: Any, spec: NetworkSpec) -> np.ndarray:
    """A picture from base64: uint8, (height, width, channels).

    Raises:
        ConfigError: it is none of this generator's shape.
    """
    height, width, channels = spec.shape
    try:
        raw = base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != height * width * channels:
        raise ConfigError(
            "picture",
            N_("{count} bytes").format(count=len(raw)),
            N_("{height}×{width}×{channels} bytes, as this generator's pictures have"),
            height=height,
            width=width,
            channels=channels,
        )
    return np.frombuffer(raw, np.uint8).reshape(spec.shape)


def _compared(scene: Scene, latent: np.ndarray, label: int | None, target: np.ndarray | None) -> Answer:
    """A point's picture beside the one that was wanted."""
    made = scene.renderer.samples(latent[None], _told(scene, label))
    if target is None:
        return {**_head(latent, label, 0.0, 0.0), "sentence": None}, made
    error = float(np.sqrt(np.square(made[0].astype(np.float32) - target).mean()))
    return _head(latent, label, error, float(target.std())), made


def _place(scene: Scene, key: str) -> tuple[Any, ...]:
    return "search", scene.key, key


def in_words(error: float, contrast: float) -> dict[str, Any]:
    """How near the nearest picture is, as a message.

    Args:
        error: Root mean square, grey levels from 0 to 255.
        contrast: Standard deviation of the wanted picture's pixels, grey levels.
    """
    close = NEAR[0][0]
    if error > close and error > UNLIKE * contrast:
        return message(NEAR[-1][1])
    return describe(error)


def _standing(search: Search) -> Answer:
    scene, inversion = search.scene, search.inversion
    latent, label, error = inversion.best()
    head = _head(latent, label, error, search.contrast)
    return head | {"progress": inversion.progress, "done": inversion.done}, scene.renderer.samples(
        latent[None], _told(scene, label)
    )


def _head(latent: np.ndarray, label: int | None, error: float, contrast: float) -> dict[str, Any]:
    return {
        "progress": 1.0,
        "done": True,
        "z": text_of(latent),
        "label": label,
        "distance": error,
        "sentence": in_words(error, contrast),
    }


def _told(scene: Scene, label: int | None) -> np.ndarray | None:
    """Weights of classes that name one alone: float32, (1, classes); None where none is told."""
    return None if label is None else np.eye(scene.renderer.spec.classes, dtype=np.float32)[[label]]
