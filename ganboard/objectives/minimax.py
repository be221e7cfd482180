"""The original minimax GAN loss."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, CrossEntropy


@OBJECTIVES.register
class Minimax(CrossEntropy):
    """min over G, max over D of V(D, G): both players play for the same number.

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661.
    Differs from the paper: nothing; computed from logits with softplus, which neither overflows nor takes log 0.
    """

    name: ClassVar[str] = "minimax"
    title: ClassVar[str] = N_("Minimax")
    summary: ClassVar[str] = N_(
        "The formula of the first GAN paper. The generator's gradient almost vanishes while the judge "
        "is sure of itself."
    )
    order: ClassVar[int] = 2
    generator_formula: ClassVar[str] = r"\mathbb{E}_{\noise{z}}[\log(1 - \judge{D}(\fake{G}(\noise{z})))]"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661"
    divergence: ClassVar[str] = N_(
        "The Jensen–Shannon divergence of real images and fakes. It is 0 where they agree and never more than log 2, "
        "however far apart they are."
    )
    divergence_formula: ClassVar[str] = (
        r"\max_{\judge{D}} V(\judge{D}, \fake{G}) = 2\,\mathrm{JS}(\real{p}, \fake{q}) - \log 4"
    )
    divergence_reference: ClassVar[str] = "Goodfellow et al. 2014, Theorem 1, arXiv:1406.2661"
    when: ClassVar[str] = N_("To watch the theory at work. For good images take the non-saturating loss.")

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean log(1 - D(fake)) = -mean softplus(fake); never above 0."""
        return -keras.ops.mean(keras.ops.softplus(fake_logits))

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """log(1 - D(G(z))) = -softplus(logit)."""
        return -np.logaddexp(0.0, logits)
