"""The usual start."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.starts.base import STARTS, Start


@STARTS.register
class Fresh(Start):
    """Random weights.

    Reference: Glorot & Bengio 2010, Eq. 16, which Keras' layers use unless an architecture says otherwise.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "fresh"
    title: ClassVar[str] = N_("From nothing")
    summary: ClassVar[str] = N_("The networks know nothing yet.")
    order: ClassVar[int] = 1
    frozen: ClassVar[int] = 0  # type: ignore[misc]

    @property
    def warm(self) -> bool:
        """Whether there is something that was learnt before: no."""
        return False

    def arrays(self, beside: Path | None = None) -> dict[str, np.ndarray]:
        """See :meth:`Start.arrays`: none."""
        return {}
