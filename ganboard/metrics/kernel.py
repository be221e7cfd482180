"""The kernel distance between two sets of features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import blocks, vector_pair
from ganboard.metrics.intervals import Interval, positive


def kernel_distance(first: np.ndarray, second: np.ndarray) -> float:
    """Squared maximum mean discrepancy with the kernel ``(xᵀy / size + 1)³``, without bias.

    Args:
        first: Features, (count, size), count at least 2.
        second: Features, (others, size).

    Returns:
        0 on average where both come from the same distribution, and so now and then below; else above.

    Raises:
        GANBoardError: the features have another shape, are too few, differ in size, or are no numbers.

    Reference: Bińkowski et al. 2018, Section 4, arXiv:1801.01401; Gretton et al. 2012, Eq. 3, JMLR 13:723.
    Differs from the paper: from all images at once instead of averaged over subsets; other features than Inception's.
    """
    first, second = vector_pair(first, second)
    return _value(kernel_sums(first), kernel_sums(second), kernel_sums(first, second))


def kernel_interval(first: np.ndarray, second: np.ndarray) -> Interval:
    """:func:`kernel_distance` with its interval.

    With the pairs of each vector with itself it would be a squared length, whose logarithm is nearly normally distributed; so the
    interval is made for that and moved back by the difference.

    The variance is that of a U-statistic: what each vector does by itself, and what pairs do beyond that, which is all there is
    where both distributions are the same. A bootstrap would pair each vector with its own copies.

    Args:
        first: Features, (count, size).
        second: Features, (others, size).

    Reference: Serfling 1980, Section 5.2.1, doi:10.1002/9780470316481.
    Differs from the paper: two samples; the estimated effect of each vector varies also because it is estimated from pairs, which
    is taken out again.
    """
    first, second = vector_pair(first, second)
    one, two, across = kernel_sums(first), kernel_sums(second), kernel_sums(first, second)
    own = [4 * _alone(one, across.rows / len(second)), 4 * _alone(two, across.columns / len(first))]
    pairs = [2 * one.bent() / (one.pairs), 2 * two.bent() / (two.pairs), 4 * across.bent() / across.pairs]
    variance = max(sum(own) - sum(pairs), sum(pairs))
    value = _value(one, two, across)
    bias = _bias(first, one) + _bias(second, two)
    around = positive(max(value + bias, 0.0), variance)
    return Interval(value, around.low - bias, around.high - bias)


@dataclass(frozen=True)
class Sums:
    """What is kept of a matrix of kernel values.

    Attributes:
        rows: float64, (count,): the sum of each row, without the pair of a vector with itself.
        columns: float64, (others,).
        squares: The sum of all squares.
        pairs: How many values there are.
    """

    rows: np.ndarray
    columns: np.ndarray
    squares: float
    pairs: int

    @property
    def mean(self) -> float:
        """Of all values."""
        return float(self.rows.sum() / self.pairs)

    def bent(self) -> float:
        """Mean square of what is left of the values without the effects of row and column; not below 0."""
        of_rows = np.square(self.rows * (len(self.rows) / self.pairs)).mean()
        of_columns = np.square(self.columns * (len(self.columns) / self.pairs)).mean()
        return max(float(self.squares / self.pairs - of_rows - of_columns + self.mean**2), 0.0)


def kernel_sums(first: np.ndarray, second: np.ndarray | None = None) -> Sums:
    """Sums over the kernel values of all pairs, float64 vectors; with one set, of all pairs of different vectors."""
    others = first if second is None else second
    rows, columns, squares = np.empty(len(first)), np.zeros(len(others)), 0.0
    for part, values in _kernel(first, others):
        if second is None:
            values[np.arange(len(values)), np.arange(part.start, part.stop)] = 0.0
        rows[part] = values.sum(axis=1)
        columns += values.sum(axis=0)
        squares += float(np.vdot(values, values))
    return Sums(rows, columns, squares, len(first) * (len(others) - (second is None)))


def _kernel(first: np.ndarray, second: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
    """(rows of ``first``, kernel values of these with all of ``second``), block by block."""
    for rows in blocks(len(first), len(second)):
        values = first[rows] @ second.T
        values /= first.shape[1]
        values += 1
        cubes = values * values
        cubes *= values
        yield rows, cubes


def _value(one: Sums, two: Sums, across: Sums) -> float:
    return one.mean + two.mean - 2 * across.mean


def _bias(values: np.ndarray, within: Sums) -> float:
    """What the pairs of each vector with itself would add."""
    own = (np.einsum("ij,ij->i", values, values) / values.shape[1] + 1) ** 3
    return float(own.mean() - within.mean) / len(values)


def _alone(within: Sums, across: np.ndarray) -> float:
    """Variance of the mean over the vectors of one set of what each does by itself."""
    return float((within.rows / (len(within.rows) - 1) - across).var(ddof=1)) / len(within.rows)


@METRICS.register
class Kernel(Metric):
    """:func:`kernel_distance`, with the interval of :func:`kernel_interval`.

    Reference: Bińkowski et al. 2018, Section 4, arXiv:1801.01401.
    Differs from the paper: see :func:`kernel_distance`.
    """

    name: ClassVar[str] = "kernel"
    title: ClassVar[str] = N_("Kernel distance")
    summary: ClassVar[str] = N_(
        "How far apart fakes and real images are, by all shapes their features can have. 0 is best, whatever the count."
    )
    better: ClassVar = "lower"
    needs: ClassVar = ("features",)
    reference: ClassVar[str] = "Bińkowski et al. 2018, Section 4, arXiv:1801.01401"
    order: ClassVar[int] = 12
    worse: ClassVar[str] = N_(
        "The fakes are farther from the real images than unseen real images are: {value} instead of {best}."
    )
    beyond: ClassVar[str] = N_(
        "The fakes are nearer to the training images than unseen real images are, {value} against {best}. "
        "Look whether they are copies."
    )
    alone: ClassVar[str] = N_(
        "The distance of the fakes from the real images is {value}, between {low} and {high}. 0 is no difference; chance alone can "
        "make it a little less."
    )

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        return kernel_interval(np.asarray(fake.features), np.asarray(samples.real.features))
