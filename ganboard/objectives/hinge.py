"""The hinge loss: D wants a margin and no more."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class Hinge(Objective):
    """D wants real images above 1 and fakes below -1, and is content beyond; G lifts its fakes.

    Reference: Lim & Ye 2017, Section 3, arXiv:1705.02894; Miyato et al. 2018, Eq. 16 and 17, arXiv:1802.05957.
    Differs from the papers: nothing.
    """

    name: ClassVar[str] = "hinge"
    title: ClassVar[str] = N_("Hinge")
    summary: ClassVar[str] = N_(
        "The judge wants a margin between real and fake, and learns only from what lies within it. "
        "The choice of many large GANs."
    )
    order: ClassVar[int] = 5
    discriminator_formula: ClassVar[str] = (
        r"\mathbb{E}_{\real{x}}[\max(0, 1 - \judge{\ell}(\real{x}))]"
        r" + \mathbb{E}_{\noise{z}}[\max(0, 1 + \judge{\ell}(\fake{G}(\noise{z})))]"
    )
    generator_formula: ClassVar[str] = r"-\mathbb{E}_{\noise{z}}[\judge{\ell}(\fake{G}(\noise{z}))]"
    reference: ClassVar[str] = "Lim & Ye 2017, Section 3, arXiv:1705.02894"
    divergence: ClassVar[str] = N_(
        "The total variation: how much probability lies in the wrong place. It is 0 where real images and fakes agree and 2 where "
        "they do not overlap at all. The best D says 1 where real images are more likely, and else −1."
    )
    divergence_formula: ClassVar[str] = r"\int |\real{p} - \fake{q}|"
    divergence_reference: ClassVar[str] = "Nguyen et al. 2009, Section 3, doi:10.1214/08-AOS595"
    when: ClassVar[str] = N_(
        "With spectral normalisation or R1. It asks little of the judge, which keeps the game even."
    )
    even: ClassVar[float | None] = None
    logistic: ClassVar[bool] = False

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean max(0, 1 - real) + mean max(0, 1 + fake)."""
        relu, mean = keras.ops.relu, keras.ops.mean
        return mean(relu(1.0 - real_logits)) + mean(relu(1.0 + fake_logits))

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean max(0, 1 + fake)."""
        return keras.ops.mean(keras.ops.relu(1.0 + fake_logits))

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """-mean fake."""
        return -keras.ops.mean(fake_logits)

    def best(self, real: np.ndarray, fake: np.ndarray) -> np.ndarray:
        """1 where real images are more likely, else -1."""
        return np.sign(real - fake)

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """max(0, 1 - logit)."""
        return np.maximum(0.0, 1.0 - np.asarray(logits, np.float64))

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """max(0, 1 + logit)."""
        return np.maximum(0.0, 1.0 + np.asarray(logits, np.float64))

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """-logit."""
        return -np.asarray(logits, np.float64)
