"""DRAGAN: a discriminator with slope 1 all around the real samples."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, Steep, every, slopes


@PENALTIES.register
class Dragan(Steep):
    """weight times the squared distance of the gradient's norm from 1, at real samples with noise on them.

    Reference: Kodali et al. 2017, Section 2, arXiv:1705.07215, with k = 1.
    Differs from the paper: the noise is measured in the standard deviation of the batch's real samples, as in its authors'
    code; the gradient is that of the logit; a weight of 1 instead of 10,
    with which small networks draw one sample for all.
    """

    name: ClassVar[str] = "dragan"
    title: ClassVar[str] = N_("DRAGAN")
    summary: ClassVar[str] = N_(
        "As the gradient penalty, but around real samples: the judge must not end in a cliff beside them."
    )
    order: ClassVar[int] = 5
    formula: ClassVar[str] = (
        r"\lambda\, \mathbb{E}_{\real{x}, \delta}"
        r"\big[(\lVert \nabla\, \judge{\ell}(\real{x} + \delta) \rVert - 1)^2\big],\ \delta \sim \mathcal{N}(0, c^2)"
    )
    reference: ClassVar[str] = "Kodali et al. 2017, Section 2, arXiv:1705.07215"
    when: ClassVar[str] = N_("With the minimax or the non-saturating objective, where samples all become alike.")

    dial: ClassVar[str] = "weight"

    weight: float = Field(
        1.0,
        ge=0,
        le=1000,
        title=N_("Penalty strength λ"),
        description=N_("How much the judge pays where its slope is not 1."),
    )
    around: float = Field(
        0.5,
        gt=0,
        le=10,
        title=N_("Reach around real samples"),
        description=N_("How far around real samples the slope is measured; 1: as far as these differ from their mean."),
    )
    every: int = every()

    def term(self, bench: Bench) -> Any:
        """weight * mean over real samples with noise of (||dD/dx|| - 1)^2, a scalar tensor."""
        noise = self.around * keras.ops.std(bench.real) * bench.normal(bench.real.shape)
        off = slopes(bench.judge, bench.real + noise) - 1.0
        return self.strength(bench) * keras.ops.mean(keras.ops.square(off))

    def curve(self, values: np.ndarray) -> np.ndarray:
        """weight * (norm - 1)^2."""
        return self.weight * np.square(np.asarray(values, np.float64) - 1.0)
