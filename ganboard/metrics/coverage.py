"""The part of the real images beside which there is a fake."""

from __future__ import annotations

from typing import ClassVar

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.intervals import Interval, share
from ganboard.metrics.neighbourhoods import WIDTH, measured


@METRICS.register
class Coverage(Metric):
    """The part of the real images in whose neighbourhood lies a fake; its interval is Wilson's, by ``neighbourhoods.spread``.

    Reference: Naeem et al. 2020, Eq. 3-4, arXiv:2002.09797.
    Differs from the paper: see :func:`ganboard.metrics.neighbourhoods.density_coverage`.
    """

    name: ClassVar[str] = "coverage"
    title: ClassVar[str] = N_("Coverage")
    summary: ClassVar[str] = N_(
        "The part of the real images beside which there is a fake. Unlike recall it is not misled by a few stray fakes."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "higher"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Naeem et al. 2020, Eq. 3-4, arXiv:2002.09797"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 23
    worse: ClassVar[str] = N_(
        "Fewer real images have a fake beside them than have an unseen real image: {value} instead of {best}. Variety is missing."
    )
    beyond: ClassVar[str] = N_(
        "More real images have a fake beside them than have an unseen real image, {value} against {best}. "
        "Look whether they are copies."
    )
    alone: ClassVar[str] = N_("{value} of the real images have a fake beside them, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        found, spread = measured(fake, samples)
        return share(found.coverage, spread.coverage, WIDTH)
