"""No penalty."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.backend import keras
from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, Penalty


@PENALTIES.register
class NoPenalty(Penalty):
    """D's loss alone, as in the first GAN paper.

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "none"
    title: ClassVar[str] = N_("None")
    summary: ClassVar[str] = N_("The judge may become as steep as it likes. Training can swing or collapse.")
    order: ClassVar[int] = 9
    formula: ClassVar[str] = "0"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661"
    when: ClassVar[str] = N_("To see what a penalty is good for, or to train as the first GAN paper did.")

    def term(self, bench: Bench) -> Any:
        """Zero."""
        return keras.ops.zeros(())

    def curve(self, values: np.ndarray) -> np.ndarray:
        """Zero."""
        return np.zeros_like(values, np.float64)
