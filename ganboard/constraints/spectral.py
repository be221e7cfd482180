"""Spectral normalisation: no layer of D stretches anything by more than a bound."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from ganboard.backend import tf
from ganboard.constraints.base import CONSTRAINTS, Constraint
from ganboard.i18n import N_

TINY = 1e-12
"""Lengths below this count as this, where something is divided by them."""


@CONSTRAINTS.register
class Spectral(Constraint):
    """Each of D's layers is divided by its largest stretch σ where that is above ``bound``, after each update.

    σ is found by power iteration, one round an update, with a vector that is remembered: weights change little from update to
    update, so it follows them. Of a convolution σ is that of its kernel as a matrix, (height * width * inputs, outputs).

    Reference: Miyato et al. 2018, Eq. 8 and Algorithm 1, arXiv:1802.05957.
    Differs from the paper: weights themselves are brought back after each update, and only where σ is too large; the paper
    divides by σ, whatever it is, whenever a layer is used, and the update knows of that; a bound of 3 instead of 1,
    with which these small networks do not look at labels.
    """

    name: ClassVar[str] = "spectral"
    title: ClassVar[str] = N_("Spectral normalisation")
    summary: ClassVar[str] = N_(
        "Holds every layer of the judge to a largest stretch, so that as a whole it cannot become steep."
    )
    order: ClassVar[int] = 3
    formula: ClassVar[str] = r"W \leftarrow \frac{W}{\max(1, \sigma(W) / c)}"
    reference: ClassVar[str] = "Miyato et al. 2018, Eq. 8, arXiv:1802.05957"
    when: ClassVar[str] = N_(
        "With the hinge objective, or where no penalty shall be computed: it costs next to nothing."
    )
    across: ClassVar[str] = N_("largest stretch σ of a layer, before")

    bound: float = Field(
        3.0,
        gt=0,
        le=100,
        title=N_("Largest stretch c"),
        description=N_("How much a layer of the judge may stretch. Small: it stays flat and learns slowly."),
    )

    @property
    def limit(self) -> float:
        """See :attr:`Constraint.limit`."""
        return self.bound

    def start(self, weights: dict[str, Any], seed: int) -> dict[str, Any]:
        """A vector of chance for each layer, (outputs,). No step's chance has such a number."""
        layers = [(name, weight) for name, weight in weights.items() if len(weight.shape) > 1]
        return {
            name: tf.random.stateless_normal([weight.shape[-1]], [seed, -1 - number])
            for number, (name, weight) in enumerate(layers)
        }

    def hold(self, weights: dict[str, Any], memory: dict[str, Any]) -> None:
        """See :meth:`Constraint.hold`."""
        for name, vector in memory.items():
            weight = weights[name]
            matrix = tf.reshape(weight, [-1, weight.shape[-1]])
            left = tf.linalg.matvec(matrix, vector)
            left /= tf.maximum(tf.norm(left), TINY)
            right = tf.linalg.matvec(matrix, left, transpose_a=True)
            stretch = tf.norm(right)
            # Of weights that are all 0, as some are at the start, nothing is learned about directions.
            vector.assign(tf.where(stretch > 0, right / tf.maximum(stretch, TINY), vector))
            weight.assign(weight / tf.maximum(1.0, stretch / self.bound))
