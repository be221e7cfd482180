"""What every objective has: two losses on logits, their LaTeX and their paper."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.registry import Part, Registry


class Objective(Part):
    """A pair of losses, both to be minimised.

    A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``. Logits are float tensors of shape
    (batch,); D(x) is their sigmoid.
    """

    discriminator_formula: ClassVar[str]
    """LaTeX of the loss that D minimises."""
    generator_formula: ClassVar[str]
    """LaTeX of the loss that G minimises."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Mean loss of D, a scalar tensor."""
        raise NotImplementedError

    def generator_loss(self, fake_logits: Any) -> Any:
        """Mean loss of G, a scalar tensor."""
        raise NotImplementedError


OBJECTIVES: Registry[Objective] = Registry("objective", "ganboard.objectives")
