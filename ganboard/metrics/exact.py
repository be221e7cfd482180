"""How many of the fakes are training images, pixel by pixel."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.i18n import N_, message
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import enough
from ganboard.metrics.intervals import Interval, share
from ganboard.metrics.reading import Reading, shown


@METRICS.register
class Exact(Metric):
    """The part of the fakes that are a training image, pixel by pixel, with Wilson's interval. Needs no unseen real images.

    All training images are looked through, also where only a part of them is compared by features.

    Reference: Wilson 1927, doi:10.1080/01621459.1927.10502953, for the interval.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "exact"
    title: ClassVar[str] = N_("Exact copies")
    summary: ClassVar[str] = N_(
        "The part of the fakes that are a training image, pixel by pixel. 0% is best; copies with a changed pixel do not count."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "lower"
    reference: ClassVar[str] = "Wilson 1927, doi:10.1080/01621459.1927.10502953"
    order: ClassVar[int] = 29
    worse: ClassVar[str] = N_("{value} of the fakes are training images, pixel by pixel: copies.")
    alike: ClassVar[str] = N_("None of the fakes is a training image, pixel by pixel.")
    beyond: ClassVar[str] = alike
    alone: ClassVar[str] = alike

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        enough(min(len(fake), len(samples.real)), 2)
        return share(float(samples.copied(fake).mean()), len(fake))

    def best(self, samples: Samples) -> Interval | None:
        """0, since unseen real images are none of the training images; None where there are no unseen ones."""
        return None if samples.held_out is None else Interval(0.0, 0.0, 0.0)

    def sentence(self, reading: Reading, samples: Samples) -> dict[str, Any]:
        """See :class:`Metric`. A copy is one, also where there is nothing to compare with."""
        if not reading.value:
            return message(self.alike)
        return message(self.worse, value=shown(reading.value, self.unit))
