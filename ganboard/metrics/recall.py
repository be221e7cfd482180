"""The part of the real images that the fakes reach."""

from __future__ import annotations

from typing import ClassVar

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.intervals import Interval, share
from ganboard.metrics.neighbourhoods import WIDTH, measured


@METRICS.register
class Recall(Metric):
    """The part of the real images in a neighbourhood of a fake; its interval is Wilson's, by ``neighbourhoods.spread``.

    Reference: Kynkäänniemi et al. 2019, Eq. 1-2, arXiv:1904.06991.
    Differs from the paper: see :func:`ganboard.metrics.neighbourhoods.precision_recall`.
    """

    name: ClassVar[str] = "recall"
    title: ClassVar[str] = N_("Recall")
    summary: ClassVar[str] = N_(
        "The part of the real images that lie among fakes: how much of the variety is there, however good single pictures are."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "higher"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Kynkäänniemi et al. 2019, Eq. 1-2, arXiv:1904.06991"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 21
    worse: ClassVar[str] = N_(
        "The fakes reach fewer of the real images than unseen real images do: {value} instead of {best}. Variety is missing."
    )
    beyond: ClassVar[str] = N_(
        "More real images lie among the fakes than among unseen real images, {value} against {best}: "
        "the fakes are scattered widely."
    )
    alone: ClassVar[str] = N_("{value} of the real images lie among the fakes, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        found, spread = measured(fake, samples)
        return share(found.recall, spread.recall, WIDTH)
