"""The kernel distance between two sets of features."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ganboard.metrics.distances import blocks, vector_pair


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
    within = sum(kernel_mean(each, each, leave_out_own=True) for each in (first, second))
    return float(within - 2 * kernel_mean(first, second))


def kernel_mean(first: np.ndarray, second: np.ndarray, leave_out_own: bool = False) -> float:
    """Mean of the kernel over all pairs; ``leave_out_own`` leaves out those of a vector with itself."""
    total = sum(float(values.sum()) for _, values in kernel_blocks(first, second))
    if not leave_out_own:
        return total / (len(first) * len(second))
    own = (np.einsum("ij,ij->i", first, first) / first.shape[1] + 1) ** 3
    return (total - float(own.sum())) / (len(first) * (len(first) - 1))


def kernel_blocks(first: np.ndarray, second: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
    """(rows of ``first``, kernel values of these with all of ``second``), block by block."""
    for rows in blocks(len(first), len(second)):
        values = first[rows] @ second.T
        values /= first.shape[1]
        values += 1
        yield rows, values * values * values
