"""How many of the fakes are suspiciously near to a training image."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from ganboard.i18n import N_, message
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import enough, nearest, vector_pair
from ganboard.metrics.intervals import Interval
from ganboard.metrics.reading import Reading, shown

RARE = 0.05
"""The part of the unseen real images that are as near."""
LEAST = 100
"""Unseen real images needed to tell which distance is rare."""
DRAWS = 2_000
"""Redrawn for the interval."""


def rarely_near(fakes: np.ndarray, unseen: np.ndarray, seed: int = 0) -> Interval:
    """The part of the fakes that are nearer to a training image than 19 of 20 unseen real images are.

    Its interval is the bootstrap's: both lists are drawn anew, and the middle 95% of what comes out are between its ends. The
    training images are taken as given; so nothing is drawn twice that is compared with itself.

    Args:
        fakes: Distances to the nearest training image, (count,).
        unseen: Those of unseen real images, (others,).
        seed: Decides what is drawn.

    Reference: Efron 1979, doi:10.1214/aos/1176344552.
    Differs from the paper: nothing.
    """
    chance = np.random.default_rng(seed)
    place = math.ceil(RARE * len(unseen)) - 1
    fakes, unseen = np.sort(fakes), np.sort(unseen)
    # Which of the sorted distances is at that place when as many are drawn: that of as many uniform numbers.
    places = np.floor(chance.beta(place + 1, len(unseen) - place, DRAWS) * len(unseen)).astype(int)
    found = np.searchsorted(fakes, unseen[places], "left") / len(fakes)
    low, high = np.quantile(chance.binomial(len(fakes), found) / len(fakes), [0.025, 0.975])
    value = float(np.searchsorted(fakes, unseen[place], "left") / len(fakes))
    return Interval(value, min(float(low), value), max(float(high), value))


def with_copies(said: dict[str, Any], reading: Reading, samples: Samples) -> dict[str, Any]:
    """What a number that shows no copying says where some fakes are training images all the same; else ``said``.

    Args:
        said: What the number alone would say, a message.
        reading: Of a metric that looks for copies, with a value.
        samples: What it looked at.
    """
    count = int(samples.copied(samples.fake).sum())
    if not count or reading.value is None:
        return said
    value = shown(reading.value, reading.unit)
    if count == 1:
        return message(COPY, value=value)
    return message(AMONG, value=value, count=f"{count:,}")


COPY = N_(
    "As a whole the fakes show no copying by this number ({value}), but one of them is a training image, pixel by pixel."
)
AMONG = N_(
    "As a whole the fakes show no copying by this number ({value}), but {count} of them are training images, pixel by pixel."
)


@METRICS.register
class Copies(Metric):
    """:func:`rarely_near` by features; 5% where fakes are as unseen real images are.

    Reference: Meehan et al. 2020, Section 3, arXiv:2004.05675, for comparing with unseen real images.
    Differs from the paper: a share of fakes instead of a test.
    """

    name: ClassVar[str] = "copies"
    title: ClassVar[str] = N_("Suspiciously near")
    summary: ClassVar[str] = N_(
        "The part of the fakes that are nearer to a training image than 19 of 20 unseen real images are: 5% without copying."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "lower"
    needs: ClassVar = ("features", "held_out")
    reference: ClassVar[str] = "Meehan et al. 2020, Section 3, arXiv:2004.05675"
    order: ClassVar[int] = 31
    worse: ClassVar[str] = N_(
        "{value} of the fakes are as near to a training image as {best} of unseen real images: look at the nearest ones."
    )
    alike: ClassVar[str] = N_(
        "{value} of the fakes are as near to a training image as {best} of unseen real images: no sign of copies."
    )
    beyond: ClassVar[str] = alike
    alone: ClassVar[str] = alike

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        sides = [np.asarray(each.features) for each in (fake, samples.held_out, samples.real) if each is not None]
        enough(len(sides[1]), LEAST)
        fakes, unseen = (nearest(*vector_pair(each, sides[2]))[1] for each in sides[:2])
        return rarely_near(fakes, unseen, samples.seed)

    def sentence(self, reading: Reading, samples: Samples) -> dict[str, Any]:
        """See :class:`Metric`. Nothing is called free of copies that holds some."""
        said = super().sentence(reading, samples)
        return said if reading.verdict == "worse" else with_copies(said, reading, samples)

    def best(self, samples: Samples) -> Interval:
        """5%, by its definition."""
        return Interval(RARE, RARE, RARE)
