"""The original minimax GAN loss."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class Minimax(Objective):
    """min over G, max over D of V(D, G): both players play for the same number.

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661.
    Differs from the paper: nothing; computed from logits with softplus, which neither overflows nor takes log 0.
    """

    name: ClassVar[str] = "minimax"
    title: ClassVar[str] = N_("Minimax")
    summary: ClassVar[str] = N_(
        "The formula of the first GAN paper. G's gradient almost vanishes while D is sure of itself."
    )
    order: ClassVar[int] = 2
    discriminator_formula: ClassVar[str] = r"-\mathbb{E}_{x}[\log D(x)] - \mathbb{E}_{z}[\log(1 - D(G(z)))]"
    generator_formula: ClassVar[str] = r"\mathbb{E}_{z}[\log(1 - D(G(z)))]"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661"

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """-V(D, G): mean softplus(-real) + mean softplus(fake)."""
        softplus, mean = keras.ops.softplus, keras.ops.mean
        return mean(softplus(-real_logits)) + mean(softplus(fake_logits))

    def generator_loss(self, fake_logits: Any) -> Any:
        """mean log(1 - D(fake)) = -mean softplus(fake); never above 0."""
        return -keras.ops.mean(keras.ops.softplus(fake_logits))
