"""The non-saturating GAN loss, the default."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class NonSaturating(Objective):
    """D's cross-entropy, and for G the logarithm of the score that D gives to fakes.

    Reference: Goodfellow et al. 2014, Section 3, arXiv:1406.2661.
    Differs from the paper: nothing; computed from logits with softplus, which neither overflows nor takes log 0.
    """

    name: ClassVar[str] = "nonsaturating"
    title: ClassVar[str] = N_("Non-saturating")
    summary: ClassVar[str] = N_(
        "G raises the score of its fakes. Learns well even while D still spots every fake. The usual choice."
    )
    order: ClassVar[int] = 1
    discriminator_formula: ClassVar[str] = r"-\mathbb{E}_{x}[\log D(x)] - \mathbb{E}_{z}[\log(1 - D(G(z)))]"
    generator_formula: ClassVar[str] = r"-\mathbb{E}_{z}[\log D(G(z))]"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Section 3, arXiv:1406.2661"

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(-real) + mean softplus(fake)."""
        softplus, mean = keras.ops.softplus, keras.ops.mean
        return mean(softplus(-real_logits)) + mean(softplus(fake_logits))

    def generator_loss(self, fake_logits: Any) -> Any:
        """mean softplus(-fake)."""
        return keras.ops.mean(keras.ops.softplus(-fake_logits))
