"""R1: a flat discriminator around the real data."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, ZeroCentred


@PENALTIES.register
class R1(ZeroCentred):
    """gamma / 2 times the squared norm of the gradient of D's logit ℓ at real images, averaged over the batch.

    Reference: Mescheder et al. 2018, Eq. 9, arXiv:1801.04406.
    Differs from the paper: measured on the first quarter of the batch (``fraction``), whose mean is the same.
    """

    name: ClassVar[str] = "r1"
    title: ClassVar[str] = N_("R1")
    summary: ClassVar[str] = N_(
        "Keeps the judge's verdict smooth near real samples, so that the two networks settle instead of circling."
    )
    order: ClassVar[int] = 1
    formula: ClassVar[str] = (
        r"\tfrac{\gamma}{2}\, \mathbb{E}_{\real{x}}"
        r"\big[\lVert \nabla_{\real{x}}\, \judge{\ell}(\real{x}) \rVert^2\big]"
    )
    reference: ClassVar[str] = "Mescheder et al. 2018, Eq. 9, arXiv:1801.04406"
    when: ClassVar[str] = N_("Almost always. Raise γ where the scores swing and the samples come and go.")

    def term(self, bench: Bench) -> Any:
        """gamma / 2 * mean over real samples of ||dD/dx||^2, a scalar tensor."""
        return self.flatness(bench, bench.real)
