"""The non-saturating GAN loss, the default."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, CrossEntropy


@OBJECTIVES.register
class NonSaturating(CrossEntropy):
    """D's cross-entropy, and for G the logarithm of the score that D gives to fakes.

    Reference: Goodfellow et al. 2014, Section 3, arXiv:1406.2661.
    Differs from the paper: nothing; computed from logits with softplus, which neither overflows nor takes log 0.
    """

    name: ClassVar[str] = "nonsaturating"
    title: ClassVar[str] = N_("Non-saturating")
    summary: ClassVar[str] = N_(
        "The generator raises the score of its fakes. It learns well even while the judge still spots "
        "every fake. The usual choice."
    )
    order: ClassVar[int] = 1
    generator_formula: ClassVar[str] = r"-\mathbb{E}_{\noise{z}}[\log \judge{D}(\fake{G}(\noise{z}))]"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Section 3, arXiv:1406.2661"
    divergence: ClassVar[str] = N_(
        "No divergence from start to end, but each step has a direction: with the best D, G moves down KL(q‖p) minus "
        "twice the Jensen–Shannon divergence. KL(q‖p) is high where fakes are unlike the data, and hardly notices what "
        "is missing."
    )
    divergence_formula: ClassVar[str] = (
        r"\nabla \mathbb{E}_{\noise{z}}[-\log \judge{D^*}(\fake{G}(\noise{z}))]"
        r" = \nabla\big(\mathrm{KL}(\fake{q} \,\|\, \real{p}) - 2\,\mathrm{JS}(\real{p}, \fake{q})\big)"
    )
    divergence_reference: ClassVar[str] = "Arjovsky & Bottou 2017, Theorem 2.5, arXiv:1701.04862"
    when: ClassVar[str] = N_("Almost always, and first. Together with R1 it trains steadily.")

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(-fake)."""
        return keras.ops.mean(keras.ops.softplus(-fake_logits))

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """-log D(G(z)) = softplus(-logit)."""
        return np.logaddexp(0.0, -logits)
