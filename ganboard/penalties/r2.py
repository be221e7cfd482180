"""R2: a flat discriminator around the fakes."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, ZeroCentred


@PENALTIES.register
class R2(ZeroCentred):
    """gamma / 2 times the squared norm of the gradient of D's logit ℓ at fakes, averaged over the batch.

    Reference: Mescheder et al. 2018, Eq. 10, arXiv:1801.04406.
    Differs from the paper: measured on the first quarter of the batch (``fraction``), whose mean is the same.
    """

    name: ClassVar[str] = "r2"
    title: ClassVar[str] = N_("R2")
    summary: ClassVar[str] = N_("As R1, but near fakes: what the generator learns from its own samples stays gentle.")
    order: ClassVar[int] = 2
    formula: ClassVar[str] = (
        r"\tfrac{\gamma}{2}\, \mathbb{E}_{\noise{z}}"
        r"\big[\lVert \nabla\, \judge{\ell}(\fake{G}(\noise{z})) \rVert^2\big]"
    )
    reference: ClassVar[str] = "Mescheder et al. 2018, Eq. 10, arXiv:1801.04406"
    when: ClassVar[str] = N_("To compare it with R1. Alone it says nothing of the place that the fakes should go to.")

    def term(self, bench: Bench) -> Any:
        """gamma / 2 * mean over fakes of ||dD/dx||^2, a scalar tensor."""
        return self.flatness(bench, bench.fake)
