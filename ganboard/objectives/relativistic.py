"""The relativistic paired loss: which of two is real?"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class Relativistic(Objective):
    """D says of each pair of a real image and a fake which is the real one; G wants it to be wrong.

    Reference: Jolicoeur-Martineau 2019, Section 4.1 with the logistic loss, arXiv:1807.00734; used by Huang et al. 2024 (R3GAN),
    Eq. 2, arXiv:2501.05441.
    Differs from the papers: nothing.
    """

    name: ClassVar[str] = "relativistic"
    title: ClassVar[str] = N_("Relativistic, in pairs")
    summary: ClassVar[str] = N_(
        "The judge compares: which of these two is real? So every fake is measured against a real "
        "sample, and none can be forgotten."
    )
    order: ClassVar[int] = 6
    discriminator_formula: ClassVar[str] = (
        r"-\mathbb{E}_{\real{x},\noise{z}}\big[\log \sigma\big(\judge{\ell}(\real{x})"
        r" - \judge{\ell}(\fake{G}(\noise{z}))\big)\big]"
    )
    generator_formula: ClassVar[str] = (
        r"-\mathbb{E}_{\real{x},\noise{z}}\big[\log \sigma\big(\judge{\ell}(\fake{G}(\noise{z}))"
        r" - \judge{\ell}(\real{x})\big)\big]"
    )
    reference: ClassVar[str] = "Jolicoeur-Martineau 2019, Section 4.1, arXiv:1807.00734"
    divergence: ClassVar[str] = N_(
        "A divergence: how much less than log 2, the loss of a coin, D's loss can be. It is 0 only where real images and fakes "
        "agree, and log 2 where every pair can be told."
    )
    divergence_formula: ClassVar[str] = (
        r"\log 2 - \min_{\judge{\ell}} \mathbb{E}_{\real{p}, \fake{q}}"
        r"\big[\log\big(1 + e^{\judge{\ell}(\fake{y}) - \judge{\ell}(\real{x})}\big)\big]"
    )
    divergence_reference: ClassVar[str] = "Jolicoeur-Martineau 2020, Theorem 3.1, arXiv:1901.02474"
    when: ClassVar[str] = N_("When fakes show too little variety. Together with R1 and R2 it is the loss of R3GAN.")
    relative: ClassVar[bool] = True
    paired: ClassVar[bool] = True
    even: ClassVar[float | None] = None
    logistic: ClassVar[bool] = False

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(fake - real), pair by pair."""
        return keras.ops.mean(keras.ops.softplus(fake_logits - real_logits))

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(fake - real), pair by pair."""
        return self.discriminator_loss(real_logits, fake_logits)

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(real - fake), pair by pair."""
        return keras.ops.mean(keras.ops.softplus(real_logits - fake_logits))

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """Half of a pair's softplus(-logit): the other half is its fake's."""
        return 0.5 * np.logaddexp(0.0, -logits)

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """Half of a pair's softplus(logit)."""
        return 0.5 * np.logaddexp(0.0, logits)

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """softplus(-logit)."""
        return np.logaddexp(0.0, -logits)
