"""The losses of the article's program, as they are printed."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class Printed(Objective):
    """Logit times label, 1 for real samples and 0 for fakes: nothing about fakes is left, and there is no lowest point.

    Not offered anywhere: it is there to be seen in the failure museum.

    Reference: the program of the article that this project follows.
    Differs from the article: nothing in the numbers. Both networks have this one sum there; here G's part of it is written
    without what is about real samples, which does not depend on G.
    """

    name: ClassVar[str] = "printed"
    listed: ClassVar[bool] = False
    title: ClassVar[str] = N_("As printed in the article")
    summary: ClassVar[str] = N_("Logit times label. It teaches nothing: see the failure museum.")
    discriminator_formula: ClassVar[str] = (
        r"\mathbb{E}_{\real{x}}[1 \cdot \judge{\ell}(\real{x})]"
        r" + \mathbb{E}_{\noise{z}}[0 \cdot \judge{\ell}(\fake{G}(\noise{z}))]"
    )
    generator_formula: ClassVar[str] = r"\mathbb{E}_{\noise{z}}[0 \cdot \judge{\ell}(\fake{G}(\noise{z}))]"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661"
    divergence: ClassVar[str] = N_("Nothing: what is said of fakes is multiplied by 0.")
    divergence_formula: ClassVar[str] = "0"
    divergence_reference: ClassVar[str] = reference
    when: ClassVar[str] = N_("Never, but to see what it does.")
    even: ClassVar[float | None] = None
    logistic: ClassVar[bool] = False
    teaches: ClassVar[bool] = False

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean (1 real) + mean (0 fake)."""
        return keras.ops.mean(real_logits) + self.fake_loss(real_logits, fake_logits)

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean (0 fake)."""
        return keras.ops.mean(0.0 * fake_logits)

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean (0 fake)."""
        return keras.ops.mean(0.0 * fake_logits)

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """The logit."""
        return np.asarray(logits, np.float64)

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """0."""
        return np.zeros_like(logits, np.float64)

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """0."""
        return np.zeros_like(logits, np.float64)
