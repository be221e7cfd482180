"""The part of the fakes that look real."""

from __future__ import annotations

from typing import ClassVar

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.intervals import Interval, share
from ganboard.metrics.neighbourhoods import WIDTH, measured


@METRICS.register
class Precision(Metric):
    """The part of the fakes in a neighbourhood of a real image; its interval is Wilson's, by ``neighbourhoods.spread``.

    Reference: Kynkäänniemi et al. 2019, Eq. 1-2, arXiv:1904.06991.
    Differs from the paper: see :func:`ganboard.metrics.neighbourhoods.precision_recall`.
    """

    name: ClassVar[str] = "precision"
    title: ClassVar[str] = N_("Precision")
    summary: ClassVar[str] = N_(
        "The part of the fakes that lie among real images: how good single pictures are, whatever their variety."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "higher"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Kynkäänniemi et al. 2019, Eq. 1-2, arXiv:1904.06991"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 20
    worse: ClassVar[str] = N_(
        "Fewer fakes lie among the real images than unseen real images do: {value} instead of {best}. "
        "Too many pictures are not good enough."
    )
    beyond: ClassVar[str] = N_(
        "More fakes than unseen real images lie among the real images, {value} against {best}: "
        "they keep to the usual, or are copies."
    )
    alone: ClassVar[str] = N_("{value} of the fakes lie among the real images, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        found, spread = measured(fake, samples)
        return share(found.precision, spread.precision, WIDTH)
