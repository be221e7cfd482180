"""How many of the classes the fakes show at all."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any, ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.classes import histogram
from ganboard.metrics.distances import enough
from ganboard.metrics.intervals import Interval, share

SELDOM = 0.1
"""A class that comes less often than this part of its share among real images is missing."""


def covered(counts: np.ndarray, shares: np.ndarray) -> Interval:
    """The part of the classes that come at least a tenth as often as they should.

    The ends count the classes whose own intervals, made so wide that all of them hold at once in 95 of 100 cases, lie wholly or
    partly above a tenth of what they should be. So they cover the true part in at least 95 of 100.

    Args:
        counts: How often each class was seen, (classes,), at least one above 0.
        shares: How often it should be, (classes,); those of 0 do not count.

    Reference: Miller 1981, Section 1.15, doi:10.1007/978-1-4613-8122-8, for intervals that hold together (Bonferroni).
    Differs from the paper: nothing.
    """
    wanted, total = shares > 0, int(counts.sum())
    counts, least = counts[wanted], SELDOM * shares[wanted]
    width = NormalDist().inv_cdf(1 - 0.025 / len(counts))
    found = [share(count / total, total, width) for count in counts]
    ends = np.array([[each.value, each.low, each.high] for each in found])
    return Interval(*(float(part) for part in (ends >= least[:, None]).mean(axis=0)))


@METRICS.register
class ClassCoverage(Metric):
    """:func:`covered`, with the frequencies of the real images as they should be.

    Reference: Srivastava et al. 2017, Section 4, arXiv:1705.07761, who count modes.
    Differs from the paper: a class that hardly ever comes is missing too; the interval.
    """

    name: ClassVar[str] = "class_coverage"
    title: ClassVar[str] = N_("Classes shown")
    summary: ClassVar[str] = N_(
        "The part of the classes that fakes show at least a tenth as often as real images do. 100% is best."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "higher"
    needs: ClassVar = ("classes",)
    reference: ClassVar[str] = "Srivastava et al. 2017, Section 4, arXiv:1705.07761"
    order: ClassVar[int] = 51
    worse: ClassVar[str] = N_("The fakes show only {value} of the classes; unseen real images show {best}.")
    alike: ClassVar[str] = N_("The fakes show {value} of the classes; unseen real images show {best}.")
    beyond: ClassVar[str] = N_("The fakes show {value} of the classes; unseen real images show {best}.")
    alone: ClassVar[str] = N_("The fakes show {value} of the classes, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        enough(min(len(fake), len(samples.real)), 2)
        real = histogram(np.asarray(samples.real.probabilities))
        return covered(histogram(np.asarray(fake.probabilities)), real / real.sum())

    def details(self, samples: Samples) -> dict[str, Any]:
        """``missing``: the numbers of the classes that come too seldom."""
        fake, real = (histogram(np.asarray(each.probabilities)) for each in (samples.fake, samples.real))
        missing = (real > 0) & (fake / fake.sum() < SELDOM * real / real.sum())
        return {"missing": np.flatnonzero(missing).tolist()}
