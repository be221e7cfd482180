"""R1 and R2 together: a flat discriminator around the real data and around the fakes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from ganboard.i18n import N_
from ganboard.penalties.base import PENALTIES, Bench, ZeroCentred


@PENALTIES.register
class R1R2(ZeroCentred):
    """R1 plus R2, both with the same gamma.

    Reference: Huang et al. 2024 (R3GAN), Section 2, arXiv:2501.05441.
    Differs from the paper: gamma stays as it is, while the paper lets it fall; measured on the first quarter of the batch
    (``fraction``), whose mean is the same.
    """

    name: ClassVar[str] = "r1r2"
    title: ClassVar[str] = N_("R1 and R2")
    summary: ClassVar[str] = N_(
        "Keeps the judge's verdict smooth near real samples and near fakes. Surer than one of them alone."
    )
    order: ClassVar[int] = 3
    formula: ClassVar[str] = (
        r"\begin{aligned} &\tfrac{\gamma}{2}\, \mathbb{E}_{\real{x}}"
        r"\big[\lVert \nabla_{\real{x}}\, \judge{\ell}(\real{x}) \rVert^2\big] \\ &+ \tfrac{\gamma}{2}\, "
        r"\mathbb{E}_{\noise{z}}\big[\lVert \nabla\, \judge{\ell}(\fake{G}(\noise{z})) \rVert^2\big] \end{aligned}"
    )
    reference: ClassVar[str] = "Huang et al. 2024, Section 2, arXiv:2501.05441"
    when: ClassVar[str] = N_("With a relativistic objective: together they are the loss of R3GAN.")

    def term(self, bench: Bench) -> Any:
        """gamma / 2 * (mean over real samples + mean over fakes of ||dD/dx||^2), a scalar tensor."""
        return self.flatness(bench, bench.real) + self.flatness(bench, bench.fake)

    def curve(self, values: np.ndarray) -> np.ndarray:
        """gamma * norm^2, with the same norm at both kinds."""
        return 2 * super().curve(values)
