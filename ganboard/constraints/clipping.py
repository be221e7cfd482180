"""Weight clipping: no weight of D is larger than a bound."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from ganboard.backend import tf
from ganboard.constraints.base import CONSTRAINTS, Constraint
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.penalties import PENALTIES, Penalty, Steep


@CONSTRAINTS.register
class Clipping(Constraint):
    """Every trainable number of D is cut to at most ``bound`` after each update, so that D cannot become steeper than that allows.

    Reference: Arjovsky et al. 2017, Algorithm 1, arXiv:1701.07875.
    Differs from the paper: Adam instead of RMSProp; a larger bound and learning rates, for these networks have no batch
    normalisation in D, and with 0.01 nothing of a picture reaches its verdict. Weights at their bounds make a simple D, which
    hardly looks at labels unless wrong ones count as fake.
    """

    name: ClassVar[str] = "clipping"
    title: ClassVar[str] = N_("Weight clipping")
    summary: ClassVar[str] = N_("Cuts off every weight of the judge that becomes too large: simple, and rough.")
    order: ClassVar[int] = 2
    formula: ClassVar[str] = r"w \leftarrow \min(\max(w, -c), c)"
    reference: ClassVar[str] = "Arjovsky et al. 2017, Algorithm 1, arXiv:1701.07875"
    when: ClassVar[str] = N_(
        "With the Wasserstein objective and without a penalty, to train as its first paper did: five "
        "lessons of the judge per step, small learning rates (judge 0.0005, generator 0.001), and, if "
        "the networks are told the class, 0.5 for wrong labels. Its authors call it “clearly "
        "terrible”."
    )
    across: ClassVar[str] = N_("size of a weight, before")

    bound: float = Field(
        0.03,
        gt=0,
        le=10,
        title=N_("Largest weight c"),
        description=N_(
            "What is larger is cut off. Small: the judge stays flat and learns slowly; large: as if "
            "nothing were cut off."
        ),
    )

    @property
    def limit(self) -> float:
        """See :attr:`Constraint.limit`."""
        return self.bound

    def check(self, penalty: Penalty) -> None:
        """See :meth:`Constraint.check`."""
        if isinstance(penalty, Steep):
            raise ConfigError(
                "penalty",
                penalty.name,
                N_(
                    "one of {choices}: weight clipping already limits how steep the judge is, and one would work "
                    "against the other"
                ),
                choices=", ".join(part.name for part in PENALTIES if not issubclass(part, Steep)),
            )

    def hold(self, weights: dict[str, Any], memory: dict[str, Any]) -> None:
        """See :meth:`Constraint.hold`."""
        for weight in weights.values():
            weight.assign(tf.clip_by_value(weight, -self.bound, self.bound))
