"""The Wasserstein loss: a critic, whose values have no scale of their own."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class Wasserstein(Objective):
    """The critic puts real images as high above fakes as its slope allows, and G lifts its fakes.

    Reference: Arjovsky et al. 2017, Eq. 2 and Algorithm 1, arXiv:1701.07875.
    Differs from the paper: what limits the critic's slope is chosen apart from it, as a penalty or a constraint.
    """

    name: ClassVar[str] = "wasserstein"
    title: ClassVar[str] = N_("Wasserstein")
    summary: ClassVar[str] = N_(
        "The judge becomes a critic: no probability, only a height. Its slope must be limited, or the heights run away."
    )
    order: ClassVar[int] = 4
    discriminator_formula: ClassVar[str] = (
        r"\mathbb{E}_{\noise{z}}[\judge{\ell}(\fake{G}(\noise{z}))] - \mathbb{E}_{\real{x}}[\judge{\ell}(\real{x})]"
    )
    generator_formula: ClassVar[str] = r"-\mathbb{E}_{\noise{z}}[\judge{\ell}(\fake{G}(\noise{z}))]"
    reference: ClassVar[str] = "Arjovsky et al. 2017, Eq. 2, arXiv:1701.07875"
    divergence: ClassVar[str] = N_(
        "The Wasserstein distance, if the critic's slope is nowhere above 1: how far, on average, probability must be carried to "
        "turn fakes into real images. It tells G the way even where the two do not overlap."
    )
    divergence_formula: ClassVar[str] = (
        r"\mathrm{W}_1(\real{p}, \fake{q}) = \max_{\lVert \nabla \judge{\ell} \rVert \le 1}"
        r" \mathbb{E}_{\real{p}}[\judge{\ell}] - \mathbb{E}_{\fake{q}}[\judge{\ell}]"
    )
    divergence_reference: ClassVar[str] = "Arjovsky et al. 2017, Theorem 3, arXiv:1701.07875"
    when: ClassVar[str] = N_(
        "With a gradient penalty and several lessons of the judge per step. Without a limit it runs away."
    )
    even: ClassVar[float | None] = None
    logistic: ClassVar[bool] = False

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean fake - mean real."""
        return keras.ops.mean(fake_logits) - keras.ops.mean(real_logits)

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean fake - mean real: one height alone would sink for ever."""
        return self.discriminator_loss(real_logits, fake_logits)

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """-mean fake."""
        return -keras.ops.mean(fake_logits)

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """-logit."""
        return -np.asarray(logits, np.float64)

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """The logit."""
        return np.asarray(logits, np.float64)

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """-logit."""
        return -np.asarray(logits, np.float64)
