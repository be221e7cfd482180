"""What every objective has: two losses on logits, their curves, their LaTeX, their paper, and what they are good for."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.registry import Part, Registry


class Objective(Part):
    r"""A pair of losses, both to be minimised.

    A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``. Logits are float tensors of shape
    (batch,); D(x) is their sigmoid. D's loss is the mean over real images plus the mean over fakes of a function of the
    logit, and G's is a mean over fakes; the three curves are these functions, in pure NumPy.

    LaTeX may use the four colour macros ``\real``, ``\fake``, ``\judge`` and ``\noise``; p is the density of real
    images, q that of fakes.
    """

    discriminator_formula: ClassVar[str]
    """LaTeX of the loss that D minimises."""
    generator_formula: ClassVar[str]
    """LaTeX of the loss that G minimises."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""
    divergence: ClassVar[str]
    """What G minimises while D is at its best, in one to three plain sentences. Marked for translation."""
    divergence_formula: ClassVar[str]
    """The same in LaTeX."""
    divergence_reference: ClassVar[str]
    """Where this is proven: authors, year, theorem and arXiv or DOI number."""
    when: ClassVar[str]
    """When to use it, in one or two plain sentences. Marked for translation."""

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Mean loss of D, a scalar tensor."""
        raise NotImplementedError

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Mean loss of G, a scalar tensor. Most look at fakes alone; relativistic ones compare them with real images."""
        raise NotImplementedError

    def score(self, logits: np.ndarray) -> np.ndarray | None:
        """D(x), the probability from 0 to 1 of being real that a logit stands for, float64 of the same shape, in pure NumPy.

        None for a critic: its logit is no probability, and no value of it means guessing.
        """
        return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(logits, np.float64)))

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """D's loss of a real image with each of these logits, float64 of the same shape."""
        raise NotImplementedError

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """D's loss of a fake with each of these logits, float64 of the same shape."""
        raise NotImplementedError

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """G's loss of a fake with each of these logits, float64 of the same shape."""
        raise NotImplementedError


OBJECTIVES: Registry[Objective] = Registry("objective", "ganboard.objectives", default="nonsaturating")
