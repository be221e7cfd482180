"""The relativistic average loss: more real than the others on average?"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.objectives.base import OBJECTIVES, Objective


@OBJECTIVES.register
class RelativisticAverage(Objective):
    """D says whether an image looks more real than those of the other kind do on average; G wants it the other way round.

    Reference: Jolicoeur-Martineau 2019, Section 4.2, arXiv:1807.00734.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "relativistic_average"
    title: ClassVar[str] = N_("Relativistic, on average")
    summary: ClassVar[str] = N_(
        "The judge asks whether a sample looks more real than those of the other kind do on average."
    )
    order: ClassVar[int] = 7
    discriminator_formula: ClassVar[str] = (
        r"\begin{aligned}"
        r"-&\mathbb{E}_{\real{x}}\big[\log \sigma\big(\judge{\ell}(\real{x}) - \bar{\judge{\ell}}_{\fake{G}}\big)\big] \\"
        r"-&\mathbb{E}_{\noise{z}}\big[\log \sigma\big(\bar{\judge{\ell}}_{\real{x}}"
        r" - \judge{\ell}(\fake{G}(\noise{z}))\big)\big]"
        r"\end{aligned}"
    )
    generator_formula: ClassVar[str] = (
        r"\begin{aligned}"
        r"-&\mathbb{E}_{\noise{z}}\big[\log \sigma\big(\judge{\ell}(\fake{G}(\noise{z}))"
        r" - \bar{\judge{\ell}}_{\real{x}}\big)\big] \\"
        r"-&\mathbb{E}_{\real{x}}\big[\log \sigma\big(\bar{\judge{\ell}}_{\fake{G}} - \judge{\ell}(\real{x})\big)\big]"
        r"\end{aligned}"
    )
    reference: ClassVar[str] = "Jolicoeur-Martineau 2019, Section 4.2, arXiv:1807.00734"
    divergence: ClassVar[str] = N_(
        "A divergence: how much less than 2 log 2, the loss of guessing, D's loss can be. It is 0 only where real images and fakes "
        "agree. From one batch it is estimated with an error that the paired form does not have."
    )
    divergence_formula: ClassVar[str] = (
        r"2 \log 2 - \min_{\judge{\ell}} \Big(\mathbb{E}_{\real{p}}\big[\log\big(1"
        r" + e^{\bar{\judge{\ell}}_{\fake{q}} - \judge{\ell}(\real{x})}\big)\big]"
        r" + \mathbb{E}_{\fake{q}}\big[\log\big(1 + e^{\judge{\ell}(\fake{y}) - \bar{\judge{\ell}}_{\real{p}}}\big)\big]\Big)"
    )
    divergence_reference: ClassVar[str] = "Jolicoeur-Martineau 2020, Theorem 3.1, arXiv:1901.02474"
    when: ClassVar[str] = N_("As the paired form; calmer with large batches.")
    relative: ClassVar[bool] = True
    even: ClassVar[float | None] = None
    logistic: ClassVar[bool] = False

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(mean fake - real) + mean softplus(fake - mean real)."""
        softplus, mean = keras.ops.softplus, keras.ops.mean
        return mean(softplus(mean(fake_logits) - real_logits)) + mean(softplus(fake_logits - mean(real_logits)))

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(fake - mean real)."""
        return keras.ops.mean(keras.ops.softplus(fake_logits - keras.ops.mean(real_logits)))

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(mean real - fake) + mean softplus(real - mean fake)."""
        softplus, mean = keras.ops.softplus, keras.ops.mean
        return mean(softplus(mean(real_logits) - fake_logits)) + mean(softplus(real_logits - mean(fake_logits)))

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """softplus(-logit)."""
        return np.logaddexp(0.0, -logits)

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """softplus(logit)."""
        return np.logaddexp(0.0, logits)

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """2 softplus(-logit): G gains at a fake, and as much at the real images that the fake is compared with."""
        return 2.0 * np.logaddexp(0.0, -logits)
