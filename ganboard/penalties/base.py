"""What every penalty has: a term added to D's loss, its LaTeX and its paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ganboard.registry import Part, Registry


class Penalty(Part):
    """A term added to D's loss. A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``."""

    formula: ClassVar[str]
    """LaTeX of the term."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""

    def term(self, discriminator: Callable[[Any], Any], real: Any, fake: Any) -> Any:
        """The term, a scalar tensor.

        Args:
            discriminator: From images, (count, height, width, channels) in [-1, 1], the first of the batch or all, to
                logits, (count,).
            real: Real images.
            fake: Fakes, of the same shape.
        """
        raise NotImplementedError


PENALTIES: Registry[Penalty] = Registry("penalty", "ganboard.penalties")
