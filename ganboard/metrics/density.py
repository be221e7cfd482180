"""How densely real images lie around the fakes."""

from __future__ import annotations

from typing import ClassVar

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.intervals import Interval, positive
from ganboard.metrics.neighbourhoods import measured


@METRICS.register
class Density(Metric):
    """In how many neighbourhoods of real images a fake lies, over k.

    Its interval is normal on the scale of logarithms, with the variance of ``neighbourhoods.spread``.

    Reference: Naeem et al. 2020, Eq. 3-4, arXiv:2002.09797.
    Differs from the paper: see :func:`ganboard.metrics.neighbourhoods.density_coverage`.
    """

    name: ClassVar[str] = "density"
    title: ClassVar[str] = N_("Density")
    summary: ClassVar[str] = N_(
        "How densely real images lie where fakes are: about 1 where both are alike, above 1 where fakes keep to the usual."
    )
    better: ClassVar = "higher"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Naeem et al. 2020, Eq. 3-4, arXiv:2002.09797"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 22
    worse: ClassVar[str] = N_(
        "The fakes lie where real images are rarer than around unseen real images: {value} instead of {best}."
    )
    beyond: ClassVar[str] = N_(
        "The fakes keep to where real images are most frequent, {value} against {best} for unseen ones: the unusual may be missing."
    )
    alone: ClassVar[str] = N_(
        "Real images lie {value} times as densely around fakes as around themselves, between {low} and {high}."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        found, spread = measured(fake, samples)
        return positive(found.density, spread.density)
