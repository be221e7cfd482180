"""Every picture changed, always as far: DiffAugment."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.augmentations.base import AUGMENTATIONS, Changing
from ganboard.i18n import N_


@AUGMENTATIONS.register
class Fixed(Changing):
    """Every picture that D sees is changed, real or fake, for its own loss and for G's.

    Reference: Zhao et al. 2020 (DiffAugment), Section 3.2, arXiv:2006.10738.
    Differs from the paper: D judges changed fakes once and both losses use that verdict; pictures may be mirrored; of the
    transforms see ``transforms.py``.
    """

    name: ClassVar[str] = "fixed"
    title: ClassVar[str] = N_("Always the same")
    summary: ClassVar[str] = N_(
        "Every picture is changed a little before the judge sees it, real or fake. So it cannot learn "
        "the real ones by heart."
    )
    order: ClassVar[int] = 2
    formula: ClassVar[str] = r"\judge{D}(T_s(\real{x})), \quad \judge{D}(T_s(\fake{G}(\noise{z})))"
    reference: ClassVar[str] = "Zhao et al. 2020, Section 3.2, arXiv:2006.10738"
    when: ClassVar[str] = N_("With few pictures, some hundred to some thousand.")

    def level(self, step: Any, strength: Any, state: dict[str, Any]) -> tuple[Any, Any]:
        """Always, as far as the dial says."""
        return 1.0, strength

    def curve(self, steps: np.ndarray, signs: np.ndarray, batch_size: int) -> np.ndarray:
        """The strength."""
        return np.full(len(steps), self.strength)
