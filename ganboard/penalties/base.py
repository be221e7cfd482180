"""What every penalty has: a term added to D's loss, its curve, its LaTeX, its paper, and when to use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from ganboard.registry import Part, Registry


class Penalty(Part):
    r"""A term added to D's loss. A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``.

    LaTeX may use the four colour macros ``\real``, ``\fake``, ``\judge`` and ``\noise``; ℓ is D's logit.
    """

    formula: ClassVar[str]
    """LaTeX of the term."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""
    when: ClassVar[str]
    """When to use it, in one or two plain sentences. Marked for translation."""

    def term(self, discriminator: Callable[[Any], Any], real: Any, fake: Any) -> Any:
        """The term, a scalar tensor.

        Args:
            discriminator: From images, (count, height, width, channels) in [-1, 1], the first of the batch or all, to
                logits, (count,).
            real: Real images.
            fake: Fakes, of the same shape.
        """
        raise NotImplementedError

    def curve(self, norms: np.ndarray) -> np.ndarray:
        """The term where the gradient of D's logit has one norm everywhere, in pure NumPy.

        Args:
            norms: Norms of the gradient by the image, at least 0.

        Returns:
            float64 of the same shape.
        """
        raise NotImplementedError


PENALTIES: Registry[Penalty] = Registry("penalty", "ganboard.penalties", default="r1")
