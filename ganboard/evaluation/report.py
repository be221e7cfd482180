"""All readings of one generator, and what is looked at beside them: two clouds of points, and the nearest real images."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ganboard.errors import CheckpointError, reason
from ganboard.i18n import N_, message
from ganboard.metrics.base import METRICS, ImageSet, Samples
from ganboard.metrics.distances import rounding, squared_distances, squared_radii
from ganboard.metrics.neighbourhoods import MIDDLE
from ganboard.metrics.reading import Reading

POINTS = 400
"""Points of each cloud, at most."""
SHOWN = 24
"""Fakes whose nearest training image is shown, at most."""
NEIGHBOUR = 3
"""A real image's neighbourhood reaches its neighbour of this number; the one of precision and recall."""


@dataclass(frozen=True)
class Sights:
    """What a visitor looks at.

    Attributes:
        fakes: uint8, (points, height, width, channels).
        fake_places: float32, (points, 2): their features along the two directions in which real images differ most.
        outside: bool, (points,): whether a fake lies in no real image's neighbourhood.
        reals: uint8, (others, height, width, channels), training images.
        real_places: float32, (others, 2).
        nearest: uint8, (shown, height, width, channels): the training image nearest to each of the first fakes, by features.
        distances: float32, (shown,): how far it is, root mean square over the features.
        usual: float32, (3,): of unseen real images' distances to their nearest training image the 1%, 10% and 50% mark; NaN
            where there are none.
    """

    fakes: np.ndarray
    fake_places: np.ndarray
    outside: np.ndarray
    reals: np.ndarray
    real_places: np.ndarray
    nearest: np.ndarray
    distances: np.ndarray
    usual: np.ndarray


@dataclass(frozen=True)
class Evaluation:
    """All readings of one generator.

    Attributes:
        readings: By the metric's name, in the order in which they are shown.
        sights: What is looked at; None where there were no features.
        count: Fakes.
        extractor: Its id.
        extractor_title: Its name for the screen. Marked for translation.
        created: Unix time.
        seconds: What measuring took.
        notes: What must be known to read the numbers rightly, messages: repeats, what was left out, what looks like a mistake.
        checkpoint: What was measured, as :meth:`ganboard.runs.Run.fingerprint` names it; empty where that is not known.
    """

    readings: dict[str, Reading]
    sights: Sights | None
    count: int
    extractor: str
    extractor_title: str
    created: float = field(default_factory=time.time)
    seconds: float = 0.0
    notes: tuple[dict[str, Any], ...] = ()
    checkpoint: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON types, without the sights; texts not translated yet."""
        return {
            "count": self.count,
            "extractor": self.extractor,
            "extractor_title": self.extractor_title,
            "created": self.created,
            "seconds": self.seconds,
            "checkpoint": self.checkpoint,
            "notes": list(self.notes),
            "readings": {name: reading.to_dict() for name, reading in self.readings.items()},
        }

    @staticmethod
    def from_dict(data: dict[str, Any], sights: Sights | None = None) -> Evaluation:
        """What :meth:`to_dict` described.

        Raises:
            CheckpointError: this is no description of an evaluation.
        """
        try:
            readings = {name: Reading.from_dict(reading) for name, reading in data["readings"].items()}
            known = {name: data[name] for name in ("count", "extractor", "extractor_title", "created", "seconds")}
            return Evaluation(
                readings,
                sights,
                **known,
                notes=tuple(data.get("notes", ())),
                checkpoint=str(data.get("checkpoint", "")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CheckpointError(
                N_("An evaluation in the run's folder cannot be read: {problem}. Measure again."), problem=reason(error)
            ) from None


def evaluate(
    samples: Samples, told: Callable[[int], None] = lambda done: None, notes: Sequence[dict[str, Any]] = ()
) -> Evaluation:
    """Take all readings.

    Args:
        samples: Fakes and real images.
        told: Told how many metrics are done.
        notes: What is known of the images beforehand, messages.
    """
    begun = time.perf_counter()
    readings = {}
    for number, metric in enumerate(METRICS, 1):
        readings[metric.name] = metric().measure(samples)
        told(number)
    sights = sights_of(samples) if samples.fake.features is not None and len(samples.real) > 1 else None
    return Evaluation(
        readings,
        sights,
        len(samples.fake),
        samples.extractor,
        samples.extractor_title,
        seconds=time.perf_counter() - begun,
        notes=(*notes, *_noticed(samples)),
    )


def _noticed(samples: Samples) -> list[dict[str, Any]]:
    """What the fakes are, where that makes the numbers say something else than they seem to."""
    notes, count, different = [], len(samples.fake), len(set(samples.fake.digests))
    if different == 1 < count:
        notes.append(message(N_("All {count} fakes are the same picture."), count=f"{count:,}"))
    elif different < count:
        notes.append(message(REPEATED, count=f"{count:,}", different=f"{different:,}"))
    apart = set() if samples.held_out is None else set(samples.held_out.digests)
    kept = sum(digest in apart for digest in samples.fake.digests)
    if kept:
        text = UNSEEN_AMONG if kept > 1 else ONE_UNSEEN
        notes.append(message(text, count=f"{count:,}", kept=f"{kept:,}"))
    return notes


REPEATED = N_(
    "Of the {count} fakes only {different} are different pictures, the others are repeats. They count as often as they come, so "
    "that variety is missing where they are, and the intervals are narrower than they should be."
)
UNSEEN_AMONG = N_(
    "Of the {count} fakes {kept} are unseen real images, pixel by pixel. Where they are many, real images are compared with "
    "real images."
)
ONE_UNSEEN = N_("One of the {count} fakes is an unseen real image, pixel by pixel.")


def sights_of(samples: Samples) -> Sights:
    """Pictures and places; see :class:`Sights`. Needs features."""
    fake, real = samples.fake.take(POINTS), samples.real
    features = _float(fake)
    everything = _float(real)
    directions = _directions(everything)
    middle = everything.mean(axis=0)
    shown = real.take(POINTS)
    (radii,) = squared_radii(everything, (min(NEIGHBOUR, len(everything) - 1),))
    outside, nearest, distances = _around(features, everything, radii)
    few = min(SHOWN, len(fake))
    usual = np.full(3, np.nan)
    if samples.held_out is not None:
        gaps = _around(_float(samples.held_out), everything, radii)[2]
        usual = np.quantile(gaps, (0.01, 0.1, 0.5))
    return Sights(
        fakes=fake.images,
        fake_places=((features - middle) @ directions).astype(np.float32),
        outside=outside,
        reals=shown.images,
        real_places=((_float(shown) - middle) @ directions).astype(np.float32),
        nearest=real.images[nearest[:few]],
        distances=distances[:few].astype(np.float32),
        usual=usual.astype(np.float32),
    )


def _float(images: ImageSet) -> np.ndarray:
    return np.asarray(images.features, np.float64)


def _directions(features: np.ndarray) -> np.ndarray:
    """The two directions in which features differ most, (size, 2); one column of zeros where there is only one feature."""
    _, vectors = np.linalg.eigh(np.atleast_2d(np.cov(features, rowvar=False)))
    found = vectors[:, ::-1][:, :2]
    found *= np.sign(found[np.abs(found).argmax(axis=0), np.arange(found.shape[1])])  # the same picture every time
    return np.pad(found, ((0, 0), (0, 2 - found.shape[1])))


def _around(features: np.ndarray, real: np.ndarray, radii: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each of some features: whether no real image's neighbourhood holds it, the nearest real one, and its distance."""
    outside, nearest = np.empty(len(features), bool), np.empty(len(features), np.int64)
    gaps = np.empty(len(features))
    margin = rounding(features, real)
    balls = np.maximum(radii, MIDDLE * margin)  # as precision counts
    for rows, found in squared_distances(features, real):
        outside[rows] = ~(found + margin < balls).any(axis=1)
        nearest[rows] = found.argmin(axis=1)
        gaps[rows] = found.min(axis=1)
    return outside, nearest, np.sqrt(gaps / features.shape[1])
