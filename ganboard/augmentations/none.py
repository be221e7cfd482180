"""No augmentation."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.augmentations.base import AUGMENTATIONS, Augmentation
from ganboard.i18n import N_


@AUGMENTATIONS.register
class NoAugmentation(Augmentation):
    """D sees everything as it is, as in the first GAN paper.

    Reference: Goodfellow et al. 2014, Algorithm 1, arXiv:1406.2661.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "none"
    title: ClassVar[str] = N_("None")
    summary: ClassVar[str] = N_(
        "The judge sees everything as it is. Where there are few real samples, it may learn them by heart."
    )
    order: ClassVar[int] = 1
    formula: ClassVar[str] = r"\judge{D}(\real{x}), \quad \judge{D}(\fake{G}(\noise{z}))"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Algorithm 1, arXiv:1406.2661"
    when: ClassVar[str] = N_("With many pictures, or where training is short.")

    def level(self, step: Any, strength: Any, state: dict[str, Any]) -> tuple[Any, Any]:
        """Never, and not at all."""
        return 0.0, 0.0

    def curve(self, steps: np.ndarray, signs: np.ndarray, batch_size: int) -> np.ndarray:
        """Zero."""
        return np.zeros(len(steps))
