"""Is it copied? The training images nearest to a picture, and how often real images lie that near to each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import DatasetError
from ganboard.i18n import N_, message
from ganboard.latent.neighbours import Neighbours
from ganboard.metrics import Extractor, extractor_for
from ganboard.studio.background import in_background
from ganboard.studio.base import IN_USE, Answer, Scene, Studio, of_pictures, question
from ganboard.studio.memory import Memory
from ganboard.studio.points import Point

COUNT = 5
"""Neighbours shown."""
SLICE_SECONDS = 0.08
"""How long features are taken in one answer; training waits meanwhile."""
SLICE = 50
"""Images whose features are taken between two looks at the clock."""
GALLERIES, PICTURES = 2, 6
"""Sources, and pictures of each, whose neighbours are remembered though nobody looks at them."""
RARE, SELDOM = 0.01, 0.1
"""Parts of the real images below which a neighbour that near is a sign of a copy, or at least unusual."""


@dataclass(frozen=True)
class Found:
    """The neighbours of one picture, by pixels or by features.

    Attributes:
        numbers: Of the training images, from 0; the nearest first.
        distances: Root mean square difference; for pixels grey levels from 0 to 255.
        common: Part of the real images that have another one as near as the first of these, 0 to 1.
    """

    numbers: list[int]
    distances: list[float]
    common: float


class Gallery:
    """The training images of a source, made ready to be compared with, bit by bit.

    Only what needs TensorFlow is done in the caller's thread, in slices; reading and comparing have a thread of their own.

    Args:
        config: Of the run.
        read: Gives the images. Called in the other thread.
    """

    def __init__(self, config: TrainConfig, read: Callable[[], Data]) -> None:
        self._config = config
        self._pixels = in_background(lambda: _by_pixels(read()), "pixels")
        self._extractor: Extractor | None = None
        self._taken: np.ndarray | None = None
        self._count = 0
        self._features: Future[Neighbours] | None = None
        self._asked: Memory[Future[Found]] = Memory(2 * PICTURES, IN_USE)

    @property
    def data(self) -> Data | None:
        """The images; None as long as they are being read.

        Raises:
            DatasetError: they cannot be had any more.
        """
        return self._pixels.result()[0] if self._pixels.done() else None

    @property
    def title(self) -> str:
        """Of the features, marked for translation."""
        return self._extractor.title if self._extractor else N_("features")

    @property
    def progress(self) -> float:
        """Part of the images whose features are known, 0 to 1."""
        return self._count / max(1, len(self._taken)) if self._taken is not None else 0.0

    def advance(self) -> None:
        """Get on with the features, for about ``SLICE_SECONDS``. The first time a network is built, which takes longer."""
        data = self.data
        if data is None or self._features is not None:
            return
        if self._extractor is None or self._taken is None:
            self._extractor = extractor_for(self._config.dataset, self._config.dataset.shape)
            self._taken = np.empty((len(data), self._extractor.size), np.float32)
            return
        until = time.perf_counter() + SLICE_SECONDS
        while self._count < len(data) and time.perf_counter() < until:
            part = slice(self._count, self._count + SLICE)
            self._taken[part] = self._extractor.features(data.samples[part])
            self._count = min(len(data), self._count + SLICE)
        if self._count == len(data):
            taken = self._taken
            self._features = in_background(lambda: _measured(Neighbours(taken)), "neighbours")

    def by_pixels(self, picture: np.ndarray) -> Found | None:
        """The nearest to a picture, uint8 (height, width, channels); None as long as that is not known."""
        if self.data is None:
            return None
        return self._look("pixels", picture, self._pixels.result()[1], lambda: picture.reshape(-1))

    def by_features(self, picture: np.ndarray) -> Found | None:
        """As :meth:`by_pixels`, by what a network sees."""
        if self._features is None or not self._features.done() or self._extractor is None:
            return None
        extractor = self._extractor
        return self._look("features", picture, self._features.result(), lambda: extractor.features(picture[None])[0])

    def _look(self, way: str, picture: np.ndarray, index: Neighbours, vector: Callable[[], np.ndarray]) -> Found | None:
        def begin() -> Future[Found]:
            query = vector()
            return in_background(lambda: _nearest(index, query), "nearest")

        future = self._asked.once((way, picture.tobytes()), begin)
        return future.result() if future.done() else None


@of_pictures
@question
def copied(scene: Scene, point: Any) -> Answer:
    """What is known so far about a point's picture; see :func:`compare`. Asked again until ``looking`` is false."""
    at = Point.read(point, scene.renderer.spec)
    scene.renderer.switch(at.off)
    made = scene.renderer.samples(at.noise[None], None if at.classes is None else at.classes[None])
    return compare(scene, made[0])


def compare(scene: Scene, picture: np.ndarray) -> Answer:
    """Compare a picture with the images that the scene's generator learned from.

    Args:
        scene: Of the generator.
        picture: uint8, (height, width, channels).

    Returns:
        ``looking`` while there is more to come, ``progress`` from 0 to 1, ``count`` of training images, and ``ways``: for
        pixels and for features, as far as known, ``numbers`` of the nearest (from 1), ``distances``, ``classes`` (names of
        theirs, or empty), ``common`` as in :class:`Found`, a ``sentence`` and a ``title``. The pictures are the picture
        itself and then the nearest, way by way.

    Raises:
        DatasetError: the training images cannot be had any more.
    """
    galleries = _galleries.setdefault(scene.studio, Memory(GALLERIES, IN_USE))
    gallery = galleries.once(scene.life, lambda: Gallery(scene.config, scene.data))
    try:
        gallery.advance()
        data, found = gallery.data, {"pixels": gallery.by_pixels(picture), "features": gallery.by_features(picture)}
    except DatasetError as error:
        galleries.drop(scene.life)  # who asks again has them read again
        raise DatasetError(
            N_("There is nothing to compare with, for the training images cannot be had any more: {problem}"),
            problem=error.message,
        ) from None
    if data is None:
        return {"looking": True, "progress": 0.0, "count": 0, "ways": []}, picture[None]
    known = {way: each for way, each in found.items() if each is not None}
    seen = message(N_("Alike to the eye of a network ({title})"), title=message(gallery.title))
    titles = {"pixels": message(N_("Alike dot by dot (pixels)")), "features": seen}
    names = scene.config.dataset.titles()
    ways = [
        {
            "way": way,
            "title": titles[way],
            "numbers": [number + 1 for number in each.numbers],
            "distances": each.distances,
            "classes": [names[data.labels[number]] for number in each.numbers] if data.labels is not None else [],
            "common": each.common,
            "sentence": in_words(way, each),
        }
        for way, each in known.items()
    ]
    shown = [data.samples[each.numbers] for each in known.values()]
    head = {"looking": len(known) < len(found), "progress": gallery.progress, "count": len(data), "ways": ways}
    return head, np.concatenate([picture[None], *shown])


def in_words(way: str, found: Found) -> dict[str, Any]:
    """What the nearest neighbour tells about copying, as a message."""
    number = found.numbers[0] + 1
    if way == "pixels" and not found.distances[0]:
        return message(N_("It is training image {number}, pixel by pixel: a copy."), number=number)
    if not found.distances[0]:  # also where the set repeats itself, so that a real image has another one as near
        return message(
            N_("To the network it is the same as training image {number}: it looks like a copy."), number=number
        )
    if not found.common:
        return message(N_("It looks like a copy: no real image that was asked about has another real one that near."))
    percent = f"{100 * found.common:.1f}" if found.common < SELDOM else f"{100 * found.common:.0f}"
    if found.common < RARE:
        sentence = N_("It looks like a copy: only {percent}% of the real images have another real one that near.")
    elif found.common < SELDOM:
        sentence = N_(
            "Unusually close to a training image: {percent}% of the real images have another real one that near."
        )
    else:
        sentence = N_("No sign of a copy: {percent}% of the real images have another real one that near.")
    return message(sentence, percent=percent)


_galleries: WeakKeyDictionary[Studio, Memory[Gallery]] = WeakKeyDictionary()
"""What is known about the images of a source holds for all of its checkpoints, so it is kept beside the scenes."""


def _by_pixels(data: Data) -> tuple[Data, Neighbours]:
    return data, _measured(Neighbours(data.samples.reshape(len(data), -1)))


def _measured(index: Neighbours) -> Neighbours:
    index.how_common(0.0)  # the first time takes longest
    return index


def _nearest(index: Neighbours, query: np.ndarray) -> Found:
    numbers, distances = index.nearest(query, COUNT)
    return Found(numbers.tolist(), [float(each) for each in distances], index.how_common(float(distances[0])))
