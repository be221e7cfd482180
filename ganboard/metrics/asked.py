"""Whether the class that was asked for is the one that is seen."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, REASONS, ImageSet, Metric, Samples
from ganboard.metrics.intervals import Interval, share


@METRICS.register
class Asked(Metric):
    """The part of the fakes in which the classifier sees the class that was asked for, with Wilson's interval.

    Reference: Ravuri and Vinyals 2019, Section 3, arXiv:1905.10887, who train on fakes and classify real images.
    Differs from the paper: the other way round, as the classifier knows real images only.
    """

    name: ClassVar[str] = "asked"
    title: ClassVar[str] = N_("Asked-for class seen")
    summary: ClassVar[str] = N_(
        "The part of the fakes in which the classifier sees the class that the generator was asked to make."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "higher"
    needs: ClassVar = ("classes", "asked")
    reference: ClassVar[str] = "Ravuri and Vinyals 2019, Section 3, arXiv:1905.10887"
    order: ClassVar[int] = 52
    worse: ClassVar[str] = N_(
        "The asked-for class is seen in {value} of the fakes; in unseen real images the right one is seen in {best}."
    )
    alike: ClassVar[str] = N_(
        "The asked-for class is seen in {value} of the fakes, as surely as the right one in unseen real images, {best}, as far as "
        "can be told."
    )
    beyond: ClassVar[str] = N_(
        "The asked-for class is seen in {value} of the fakes, more surely than the right one in unseen real images, {best}: "
        "the fakes may be too plain."
    )
    alone: ClassVar[str] = N_("The asked-for class is seen in {value} of the fakes, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        if fake.labels is None:
            raise GANBoardError(REASONS["asked"])
        right = np.asarray(fake.probabilities).argmax(axis=1) == fake.labels
        return share(float(right.mean()), len(right))
