"""R1: a flat discriminator around the real data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.backend import keras, tf
from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Penalty


@PENALTIES.register
class R1(Penalty):
    """gamma / 2 times the squared norm of the gradient of D's logit ℓ at real images, averaged over the batch.

    Reference: Mescheder et al. 2018, Eq. 9, arXiv:1801.04406.
    Differs from the paper: measured on the first quarter of the batch (``fraction``), whose mean is the same.
    """

    name: ClassVar[str] = "r1"
    title: ClassVar[str] = N_("R1")
    summary: ClassVar[str] = N_(
        "Keeps D's verdict smooth near real samples, so that the two networks settle instead of circling."
    )
    order: ClassVar[int] = 1
    formula: ClassVar[str] = (
        r"\tfrac{\gamma}{2}\, \mathbb{E}_{\real{x}}"
        r"\big[\lVert \nabla_{\real{x}}\, \judge{\ell}(\real{x}) \rVert^2\big]"
    )
    reference: ClassVar[str] = "Mescheder et al. 2018, Eq. 9, arXiv:1801.04406"
    when: ClassVar[str] = N_("Almost always. Raise γ where the scores swing and the samples come and go.")

    gamma: float = Field(
        0.1,
        ge=0,
        le=100,
        title=N_("Penalty strength γ"),
        description=N_("How strongly D is kept smooth near real samples."),
    )

    fraction: float = Field(
        0.25,
        gt=0,
        le=1,
        title=N_("Part of the batch"),
        description=N_("On how many of the real samples it is measured. A part is enough on average, and quicker."),
    )

    def term(self, discriminator: Callable[[Any], Any], real: Any, fake: Any) -> Any:
        """gamma / 2 * mean over the batch of ||dD/dx||^2, a scalar tensor."""
        real = real[: max(1, round(self.fraction * real.shape[0]))]
        with tf.GradientTape() as tape:
            tape.watch(real)
            total = keras.ops.sum(discriminator(real))
        gradient = tape.gradient(total, real)
        axes = tuple(range(1, len(gradient.shape)))
        return 0.5 * self.gamma * keras.ops.mean(keras.ops.sum(keras.ops.square(gradient), axis=axes))

    def curve(self, norms: np.ndarray) -> np.ndarray:
        """gamma / 2 * norm^2."""
        return 0.5 * self.gamma * np.square(norms, dtype=np.float64)
