"""How sharp the fakes are."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.distances import enough
from ganboard.metrics.intervals import Interval, ratio

BLOCK = 250
"""Images looked at together."""


def edges(images: np.ndarray) -> np.ndarray:
    """Variance of the Laplacian of each image: float64, (count,); 0 for one that is flat, the larger the sharper.

    Args:
        images: uint8, (count, height, width, channels), at least 3 pixels high and wide.

    Raises:
        GANBoardError: they are smaller.

    Reference: Pech-Pacheco et al. 2000, Section 3, doi:10.1109/ICPR.2000.903548.
    Differs from the paper: all channels together; without the border.
    """
    if min(images.shape[1:3]) < 3:
        raise GANBoardError(N_("Images of fewer than 3 pixels have no edges whose sharpness could be told."))
    found = np.empty(len(images))
    for start in range(0, len(images), BLOCK):
        part = images[start : start + BLOCK].astype(np.float32)
        around = part[:, :-2, 1:-1] + part[:, 2:, 1:-1] + part[:, 1:-1, :-2] + part[:, 1:-1, 2:]
        found[start : start + BLOCK] = (around - 4 * part[:, 1:-1, 1:-1]).var(axis=(1, 2, 3), dtype=np.float64)
    return found


@METRICS.register
class Sharpness(Metric):
    """Mean of :func:`edges` over the fakes, over that of the real images; its interval by the delta method.

    Reference: Pech-Pacheco et al. 2000, Section 3, doi:10.1109/ICPR.2000.903548.
    Differs from the paper: see :func:`edges`.
    """

    name: ClassVar[str] = "sharpness"
    title: ClassVar[str] = N_("Sharpness")
    summary: ClassVar[str] = N_(
        "How strong edges are in fakes, compared with real images: below 1 blurred, above 1 noisy."
    )
    better: ClassVar = "near one"
    reference: ClassVar[str] = "Pech-Pacheco et al. 2000, Section 3, doi:10.1109/ICPR.2000.903548"
    order: ClassVar[int] = 41
    below: ClassVar[str] = N_(
        "The fakes are blurred: their edges are {value} times as strong as real ones, those of unseen images {best} times."
    )
    worse: ClassVar[str] = N_(
        "The fakes are too hard or noisy: their edges are {value} times as strong as real ones, those of unseen images "
        "{best} times."
    )
    beyond: ClassVar[str] = N_("The fakes are as sharp as real images: {value} times, unseen ones {best} times.")
    alone: ClassVar[str] = N_("Edges in fakes are {value} times as strong as in real images, between {low} and {high}.")

    def estimate(self, fake: ImageSet, samples: Samples) -> Interval:
        """See :class:`Metric`."""
        enough(min(len(fake), len(samples.real)), 2)
        above, below = _remembered(fake), _remembered(samples.real)
        if not below.any():
            raise GANBoardError(
                N_("The real images are flat, without any edge, so that there is nothing to compare with.")
            )
        return ratio(above, below)


def _remembered(images: ImageSet) -> np.ndarray:
    return images.remember("edges", lambda: edges(images.images))
