"""What a metric is: a number about fakes, its interval, the same number for unseen real images, and a plain sentence."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeVar

import numpy as np

from ganboard.datasets.split import digests
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.metrics.intervals import Interval
from ganboard.metrics.reading import Better, Reading, shown
from ganboard.registry import Part, Registry

Need = Literal["features", "classes", "held_out", "asked"]
"""What a metric can ask for beyond images."""
T = TypeVar("T")
SEED = 0
"""Of what :meth:`ImageSet.mixed` leaves to chance."""


@dataclass(frozen=True, eq=False)
class ImageSet:
    """Images of one kind and what an extractor says of them.

    Attributes:
        images: uint8, (count, height, width, channels).
        features: float32, (count, size); None where none were taken.
        probabilities: float32, (count, classes), each row sums to 1; None where the extractor knows no classes.
        labels: int, (count,): which class a fake was asked to be, or a real image is; None where there are none.

    Raises:
        GANBoardError: counts or shapes do not fit together, or among the features are values that are no numbers.
    """

    images: np.ndarray
    features: np.ndarray | None = None
    probabilities: np.ndarray | None = None
    labels: np.ndarray | None = None
    _found: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        images = np.asarray(self.images)
        if images.ndim != 4 or images.dtype != np.uint8:
            raise GANBoardError(
                N_("Expected images as uint8 of shape {expected}, 0 for black to 255 for white, but got {found}."),
                expected="(count, height, width, channels)",
                found=f"{images.dtype} {images.shape}",
            )
        for values, axes in ((self.features, 2), (self.probabilities, 2), (self.labels, 1)):
            if values is not None and (np.ndim(values) != axes or len(values) != len(images)):
                raise GANBoardError(
                    N_("Images: {count}. What was said of them has another shape, {found}."),
                    count=len(images),
                    found=str(np.shape(values)),
                )
        for values in (self.features, self.probabilities):
            if values is not None and not np.isfinite(values).all():
                raise GANBoardError(N_("Among the features are values that are no numbers. Leave those images out."))

    def __len__(self) -> int:
        return len(self.images)

    def take(self, count: int) -> ImageSet:
        """Some of the images, drawn as by :meth:`mixed`; itself where there are no more."""
        return self if count >= len(self) else self._only(self.mixed()[:count])

    def mixed(self) -> np.ndarray:
        """The numbers of all images in an order whose beginning stands for all, however the images are sorted: int64, (count,).

        With labels the classes take turns, each as often as it comes; within a class, and without labels, chance decides,
        always the same one.
        """
        order = np.random.default_rng(SEED).permutation(len(self))
        if self.labels is None:
            return order
        order = order[np.argsort(self.labels[order], kind="stable")]
        _, starts, counts = np.unique(self.labels[order], return_index=True, return_counts=True)
        rank = np.arange(len(order)) - np.repeat(starts, counts)
        return order[np.argsort((rank + 0.5) / np.repeat(counts, counts), kind="stable")]

    def _only(self, numbers: np.ndarray) -> ImageSet:
        others = (self.features, self.probabilities, self.labels)
        return ImageSet(self.images[numbers], *(None if values is None else values[numbers] for values in others))

    @property
    def digests(self) -> list[bytes]:
        """As of :func:`ganboard.datasets.split.digests`."""
        return self.remember("digests", lambda: digests(self.images))

    def remember(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What ``compute`` gave the first time for this key: several metrics use the same distances."""
        if key not in self._found:
            self._found[key] = compute()
        return self._found[key]


@dataclass(frozen=True, eq=False)
class Samples:
    """What metrics look at.

    Attributes:
        fake: Generated images, in any order; those asked for a class have it as label.
        real: The training images, or a part of them drawn by chance.
        held_out: Real images that were never trained on; None where none were kept.
        extractor: The extractor's id. Numbers of two extractors cannot be compared.
        extractor_title: Its name for the screen. Marked for translation.
        classes: Names of the classes. Marked for translation; empty where the extractor knows none.
        seed: Decides what is left to chance in a metric: the same samples and seed give the same readings.
        trained: Digests of all training images, where ``real`` is a part of them; None where it is all.

    Raises:
        GANBoardError: the three sets hold images of different shapes, or features of different extractors.
    """

    fake: ImageSet
    real: ImageSet
    held_out: ImageSet | None = None
    extractor: str = ""
    extractor_title: str = ""
    classes: tuple[str, ...] = ()
    seed: int = 0
    trained: frozenset[bytes] | None = None

    def __post_init__(self) -> None:
        for other in (self.real, self.held_out):
            if other is None:
                continue
            if other.images.shape[1:] != self.fake.images.shape[1:]:
                raise GANBoardError(
                    N_("The fakes are images of shape {fake}, the real ones of shape {real}. They must be the same."),
                    fake=str(self.fake.images.shape[1:]),
                    real=str(other.images.shape[1:]),
                )
            for name in ("features", "probabilities"):
                own, its = getattr(self.fake, name), getattr(other, name)
                if own is not None and its is not None and own.shape[1] != its.shape[1]:
                    raise GANBoardError(
                        N_(
                            "One set has {first} features an image, the other {second}. "
                            "Take both from the same extractor."
                        ),
                        first=own.shape[1],
                        second=its.shape[1],
                    )

    @cached_property
    def matched(self) -> ImageSet:
        """As many fakes as there are held-out images: some numbers depend on the count, and only these compare fairly."""
        return self.fake if self.held_out is None else self.fake.take(len(self.held_out))

    @cached_property
    def unseen(self) -> ImageSet | None:
        """The held-out images, at most as many as there are fakes."""
        return None if self.held_out is None else self.held_out.take(len(self.fake))

    def copied(self, images: ImageSet) -> np.ndarray:
        """Which images are training images, pixel by pixel: bool, (count,)."""
        trained = self.trained or self.real.remember("digest set", lambda: frozenset(self.real.digests))
        return np.array([digest in trained for digest in images.digests], bool)


REASONS: dict[str, str] = {
    "features": N_("No features were taken from these images."),
    "classes": N_("This needs a classifier that knows these images, and there is none."),
    "held_out": N_("This compares with real images that were kept apart from training, and there are none."),
    "asked": N_("This generator is not told which class to make."),
}


class Metric(Part):
    """One number about fakes. A subclass gives :meth:`estimate` and describes itself.

    Its docstring, or that of the function with the formula, ends with ``Reference:`` and ``Differs from the paper:``, and says
    how the interval is made.
    """

    unit: ClassVar[str] = ""
    """``"share"`` for a part of 1, shown as percent; else a word behind the number, marked for translation, or nothing."""
    better: ClassVar[Better]
    """``"lower"``, ``"higher"``, ``"near one"`` or ``"near zero"``."""
    needs: ClassVar[tuple[Need, ...]] = ()
    """What it cannot do without."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""
    counts_matter: ClassVar[bool] = False
    """Whether it depends on how many images there are, so that only numbers from equally many can be compared."""
    order: ClassVar[int] = 100
    """Where it stands in a list."""
    worse: ClassVar[str]
    """What it means that the fakes are clearly worse than unseen real images; ``{value}`` and ``{best}``. Marked."""
    alike: ClassVar[str] = N_(
        "Cannot tell the fakes from unseen real images by this number: {value}, and {best} for those."
    )
    """What it means that the intervals overlap. Marked."""
    below: ClassVar[str] = ""
    """Where a number should be near a target: what it means that it is clearly worse, and below. Marked."""
    beyond: ClassVar[str]
    """What it means that the fakes are clearly better by this number than unseen real images. Marked."""
    alone: ClassVar[str]
    """What the number means where there are no unseen real images; ``{value}``, ``{low}`` and ``{high}``. Marked."""

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """The number for a set in the place of the fakes, against the training images.

        Raises:
            GANBoardError: it cannot be told; the sentence says why.
        """
        raise NotImplementedError

    def best(self, samples: Samples) -> Interval | None:
        """The number for unseen real images in the place of the fakes; None where there are none, or too few."""
        unseen = samples.unseen
        if unseen is None:
            return None
        try:  # the same for every checkpoint of a run
            found = unseen.remember((self, samples.real, samples.seed), lambda: self.estimate(unseen, samples))
        except GANBoardError:
            return None
        return found if found.finite else None

    def fair(self, samples: Samples, found: Interval) -> Interval:
        """The number to compare with :meth:`best`: ``found``, or that of as many fakes where counts matter."""
        if not self.counts_matter or samples.matched is samples.fake:
            return found
        return self.estimate(samples.matched, samples)

    def details(self, samples: Samples) -> dict[str, Any]:
        """What else the page shows of it, as JSON types."""
        return {}

    def sentence(self, reading: Reading, samples: Samples) -> dict[str, Any]:
        """What a reading of samples, one with a value, means: a message."""
        templates = {"worse": self.worse, "cannot tell yet": self.alike, "better": self.beyond, None: self.alone}
        numbers = {"value": reading.value, "low": reading.low, "high": reading.high}
        if reading.fair is not None and reading.best is not None:
            numbers = {"value": reading.fair.value, "best": reading.best.value}
            if self.below and reading.fair.value < reading.best.value:
                templates["worse"] = self.below
        texts = {key: shown(value, self.unit) for key, value in numbers.items() if value is not None}
        return message(templates[reading.verdict], **texts)

    def measure(self, samples: Samples) -> Reading:
        """The number, its interval, its comparison with unseen real images, and a sentence.

        Never fails: where the number cannot be told, the reading's value is None and its sentence says why.
        """
        told_by = bool({"features", "classes"} & set(self.needs))
        blank = Reading(
            name=self.name,
            better=self.better,
            unit=self.unit,
            count=len(samples.fake),
            real_count=len(samples.real),
            held_out_count=0 if samples.held_out is None else len(samples.held_out),
            extractor=samples.extractor if told_by else "",
            extractor_title=samples.extractor_title if told_by else "",
            counts_matter=self.counts_matter,
        )
        try:
            self._check(samples)
            found = self.estimate(samples.fake, samples)
            if not found.finite:
                raise GANBoardError(N_("This number cannot be computed for these images: they are too much alike."))
            best = self.best(samples)
            fair = found if best is None else self.fair(samples, found)
            reading = replace(blank, value=found.value, low=found.low, high=found.high, best=best, fair=fair)
            return replace(reading, sentence=self.sentence(reading, samples), details=self.details(samples))
        except GANBoardError as error:
            return replace(blank, sentence=error.message)

    def _check(self, samples: Samples) -> None:
        there = {
            "features": samples.fake.features is not None and samples.real.features is not None,
            "classes": samples.fake.probabilities is not None and samples.real.probabilities is not None,
            "held_out": samples.held_out is not None,
            "asked": samples.fake.labels is not None,
        }
        for need in self.needs:
            if not there[need]:
                raise GANBoardError(REASONS[need])


METRICS: Registry[Metric] = Registry("metric", "ganboard.metrics")
