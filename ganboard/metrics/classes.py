"""How often each class is seen among fakes and among real images."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import enough
from ganboard.metrics.intervals import Interval, redrawn
from ganboard.metrics.tails import chi_squared_tail

DRAWS = 1_000
"""Histograms redrawn for an interval."""


def histogram(probabilities: np.ndarray) -> np.ndarray:
    """How many images look most like each class: int64, (classes,).

    Args:
        probabilities: (count, classes).
    """
    return np.bincount(probabilities.argmax(axis=1), minlength=probabilities.shape[1])


def common_share(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """What two histograms have in common: the sum of the smaller shares, 1 less the total variation distance.

    Args:
        first: Counts, (..., classes).
        second: Counts, (..., classes).

    Returns:
        (...), 0 for no common class to 1 for equal shares.
    """
    shares = [counts / counts.sum(axis=-1, keepdims=True) for counts in (first, second)]
    return np.minimum(*shares).sum(axis=-1)


def same_shares(first: np.ndarray, second: np.ndarray) -> tuple[float, int, float]:
    """Pearson's χ² test of whether two histograms come from the same shares.

    Args:
        first: Counts, (classes,), at least one above 0.
        second: Counts, (classes,), at least one above 0.

    Returns:
        The statistic, its degrees of freedom, and how probable one at least as large is where the shares are the same. Classes
        in neither do not count.

    Reference: Pearson 1911, doi:10.1093/biomet/8.1-2.250.
    Differs from the paper: nothing.
    """
    table = np.array([first, second], np.float64)
    table = table[:, table.sum(axis=0) > 0]
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    statistic, freedom = float((np.square(table - expected) / expected).sum()), table.shape[1] - 1
    return statistic, freedom, chi_squared_tail(statistic, freedom) if freedom else 1.0


@METRICS.register
class ClassBalance(Metric):
    """:func:`common_share`, and in its details both histograms and :func:`same_shares`.

    Its interval is the value ± 1.96 standard deviations of histograms redrawn from those found, a bootstrap. It is not moved by
    the mean of the redrawn values: that differs by as much as the value itself does from the one of infinitely many images.

    Reference: Efron 1979, doi:10.1214/aos/1176344552, for the bootstrap.
    Differs from the paper: see above.
    """

    name: ClassVar[str] = "class_balance"
    title: ClassVar[str] = N_("Class balance")
    summary: ClassVar[str] = N_(
        "What the frequencies of the classes have in common among fakes and real images: 100% where each comes equally often."
    )
    unit: ClassVar[str] = "share"
    better: ClassVar = "higher"
    needs: ClassVar = ("classes",)
    reference: ClassVar[str] = "Pearson 1911, doi:10.1093/biomet/8.1-2.250"
    counts_matter: ClassVar[bool] = True
    order: ClassVar[int] = 50
    worse: ClassVar[str] = N_(
        "Some classes come too seldom and others too often: the frequencies have {value} in common, those of unseen real "
        "images {best}."
    )
    beyond: ClassVar[str] = N_(
        "Each class comes about as often as among the real images; their frequencies have {value} in common, "
        "those of unseen real images {best}."
    )
    alone: ClassVar[str] = N_(
        "The frequencies of the classes have {value} in common with those of the real images, between {low} and {high}."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        enough(min(len(fake), len(samples.real)), 2)
        counts = [histogram(np.asarray(each.probabilities)) for each in (fake, samples.real)]
        chance = np.random.default_rng(samples.seed)
        draws = [chance.multinomial(each.sum(), each / each.sum(), DRAWS) for each in counts]
        return redrawn(float(common_share(*counts)), common_share(*draws), lowest=0.0, highest=1.0)

    def details(self, samples: Samples) -> dict[str, Any]:
        """``fake`` and ``real``, the counts of each class; ``statistic``, ``freedom`` and ``p`` of the χ² test."""
        counts = [histogram(np.asarray(each.probabilities)) for each in (samples.fake, samples.real)]
        statistic, freedom, p = same_shares(*counts)
        found = {"fake": counts[0].tolist(), "real": counts[1].tolist()}
        return {**found, "statistic": statistic, "freedom": freedom, "p": p}
