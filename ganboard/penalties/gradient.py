"""The gradient penalty of WGAN-GP: a discriminator with slope 1 between real samples and fakes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, Steep, every, slopes


@PENALTIES.register
class GradientPenalty(Steep):
    """weight times the squared distance of the gradient's norm from 1, at mixtures of a real sample and a fake each.

    Reference: Gulrajani et al. 2017, Eq. 3, arXiv:1704.00028.
    Differs from the paper: nothing; of a norm of 0 the gradient, which is not defined, counts as 0.
    """

    name: ClassVar[str] = "gradient"
    title: ClassVar[str] = N_("Gradient penalty")
    summary: ClassVar[str] = N_(
        "The judge shall rise evenly on the way from fakes to real samples: with slope 1, neither flat nor steep."
    )
    order: ClassVar[int] = 4
    formula: ClassVar[str] = (
        r"\begin{aligned} &\lambda\, \mathbb{E}_{\hat{m}}\big[(\lVert \nabla_{\hat{m}}\, \judge{\ell}(\hat{m}) \rVert - 1)^2\big],"
        r" \\ &\hat{m} = \epsilon\, \real{x} + (1 - \epsilon)\, \fake{G}(\noise{z}),\ \epsilon \sim \mathcal{U}(0, 1)"
        r" \end{aligned}"
    )
    reference: ClassVar[str] = "Gulrajani et al. 2017, Eq. 3, arXiv:1704.00028"
    when: ClassVar[str] = N_("With the Wasserstein objective, and several lessons of the judge per step.")

    dial: ClassVar[str] = "weight"

    weight: float = Field(
        10.0,
        ge=0,
        le=1000,
        title=N_("Penalty strength λ"),
        description=N_("How much the judge pays where its slope is not 1."),
    )
    every: int = every()

    def term(self, bench: Bench) -> Any:
        """weight * mean over pairs of (||dD/dx|| - 1)^2, a scalar tensor."""
        count = min(bench.real.shape[0], bench.fake.shape[0])
        real, fake = bench.real[:count], bench.fake[:count]
        part = bench.uniform([count] + [1] * (len(real.shape) - 1))
        off = slopes(bench.judge, fake + part * (real - fake)) - 1.0
        return self.strength(bench) * keras.ops.mean(keras.ops.square(off))

    def curve(self, values: np.ndarray) -> np.ndarray:
        """weight * (norm - 1)^2."""
        return self.weight * np.square(np.asarray(values, np.float64) - 1.0)
