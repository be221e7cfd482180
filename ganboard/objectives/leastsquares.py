"""Least squares: D hits targets, G hits the target of real samples."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective, smoothing


@OBJECTIVES.register
class LeastSquares(Objective):
    """D's logit shall be 1 for real images and 0 for fakes, and G wants its fakes to get 1; what is off counts squared.

    Reference: Mao et al. 2017, Eq. 2 with a = 0 and b = c = 1, arXiv:1611.04076; smoothing: Salimans et al. 2016, Section 3.4,
    arXiv:1606.03498.
    Differs from the paper: its Pearson divergence holds for b - c = 1 and b - a = 2 and for the sum of G's loss and a
    term without gradient; what is claimed here is where G's gradient leads.
    """

    name: ClassVar[str] = "leastsquares"
    title: ClassVar[str] = N_("Least squares")
    summary: ClassVar[str] = N_(
        "The judge aims at 1 for real samples and at 0 for fakes, and being off counts squared. The "
        "generator gets a pull even where the judge is sure."
    )
    order: ClassVar[int] = 3
    discriminator_formula: ClassVar[str] = (
        r"\tfrac12 \mathbb{E}_{\real{x}}[(\judge{\ell}(\real{x}) - 1)^2]"
        r" + \tfrac12 \mathbb{E}_{\noise{z}}[\judge{\ell}(\fake{G}(\noise{z}))^2]"
    )
    generator_formula: ClassVar[str] = r"\tfrac12 \mathbb{E}_{\noise{z}}[(\judge{\ell}(\fake{G}(\noise{z})) - 1)^2]"
    reference: ClassVar[str] = "Mao et al. 2017, Eq. 2, arXiv:1611.04076"
    divergence: ClassVar[str] = N_(
        "A divergence that is 0 where real images and fakes agree and never more than log 2 − ¼ ≈ 0.44, however far apart they "
        "are. With other targets (−1, 1, and 0 for G) it is Pearson's χ²."
    )
    divergence_formula: ClassVar[str] = (
        r"\int \real{p}\, \varphi(\fake{q} / \real{p}), \quad"
        r" \varphi(t) = \tfrac12\big(t - 2 \log(1 + t) - \tfrac{1}{1 + t}\big) + \log 2 - \tfrac14"
    )
    divergence_reference: ClassVar[str] = N_(
        "follows from Nowozin et al. 2016, Section 2.2, arXiv:1606.00709; for χ² Mao et al. 2017, Section 3.2"
    )
    when: ClassVar[str] = N_(
        "When the scores of the usual losses stick to 0 and 1. Needs a penalty as much as they do."
    )
    even: ClassVar[float | None] = 0.5
    logistic: ClassVar[bool] = False

    smoothing: float = smoothing()

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Half of mean (real - 1 + smoothing)^2 + mean fake^2."""
        square, mean = keras.ops.square, keras.ops.mean
        return 0.5 * (mean(square(real_logits - (1.0 - self.smoothing))) + mean(square(fake_logits)))

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Half of mean fake^2."""
        return 0.5 * keras.ops.mean(keras.ops.square(fake_logits))

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Half of mean (fake - 1)^2."""
        return 0.5 * keras.ops.mean(keras.ops.square(fake_logits - 1.0))

    def best(self, real: np.ndarray, fake: np.ndarray) -> np.ndarray:
        """(1 - smoothing) p / (p + q)."""
        return (1 - self.smoothing) * real / (real + fake)

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """(logit - 1 + smoothing)^2 / 2."""
        return 0.5 * np.square(logits - (1.0 - self.smoothing))

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """logit^2 / 2."""
        return 0.5 * np.square(logits)

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """(logit - 1)^2 / 2."""
        return 0.5 * np.square(logits - 1.0)
