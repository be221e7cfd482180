"""The classifier score: the formula of the inception score on any classifier."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import enough
from ganboard.metrics.intervals import Interval, positive


def classifier_score(probabilities: np.ndarray) -> float:
    """Exponential of the mean divergence between what a classifier says of one image and of all of them.

    Args:
        probabilities: (count, classes), at least 0; each row sums to 1.

    Returns:
        1 where every image looks alike to the classifier, up to the number of classes where it is sure of each image and
        sees all classes equally often.

    Raises:
        GANBoardError: these are no probabilities.

    Reference: Salimans et al. 2016, Section 4, arXiv:1606.03498.
    Differs from the paper: another classifier than Inception; from all images at once instead of ten parts.
    """
    return float(np.exp(divergences(probabilities).mean()))


def divergences(probabilities: np.ndarray) -> np.ndarray:
    """KL divergence of each row from the mean of all rows: float64, (count,)."""
    values = np.asarray(probabilities, np.float64)
    sound = values.ndim == 2 and values.size and np.isfinite(values).all() and (values >= 0).all()
    if not sound or np.abs(values.sum(axis=1) - 1).max() > 1e-3:
        raise GANBoardError(
            N_("Expected probabilities of classes, shape {expected}, each row summing to 1, but got others."),
            expected="(count, classes)",
        )
    mean = values.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(values > 0, values * np.log(values / mean), 0.0)
    return terms.sum(axis=1)


@METRICS.register
class Score(Metric):
    """:func:`classifier_score`; its interval is that of the mean of :func:`divergences`, above 0, by the delta method.

    Reference: Salimans et al. 2016, Section 4, arXiv:1606.03498.
    Differs from the paper: see :func:`classifier_score`.
    """

    name: ClassVar[str] = "score"
    title: ClassVar[str] = N_("Classifier score")
    summary: ClassVar[str] = N_(
        "How many kinds of things the classifier seems to see clearly: 1 at worst, the number of classes at best."
    )
    better: ClassVar = "higher"
    needs: ClassVar = ("classes",)
    reference: ClassVar[str] = "Salimans et al. 2016, Section 4, arXiv:1606.03498"
    order: ClassVar[int] = 60
    worse: ClassVar[str] = N_(
        "The classifier sees fewer kinds of things, or less clearly, than in unseen real images: {value} instead of {best}."
    )
    beyond: ClassVar[str] = N_(
        "The classifier is surer of the fakes than of unseen real images, {value} against {best}: they may be too much alike."
    )
    alone: ClassVar[str] = N_("The classifier seems to see {value} kinds of things, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        found = divergences(np.asarray(fake.probabilities))
        enough(len(found), 2)
        around = positive(float(found.mean()), float(found.var(ddof=1)) / len(found))
        return Interval(math.exp(around.value), math.exp(around.low), math.exp(around.high))
