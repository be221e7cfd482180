"""No constraint."""

from __future__ import annotations

from typing import ClassVar

from ganboard.constraints.base import CONSTRAINTS, Constraint
from ganboard.i18n import N_


@CONSTRAINTS.register
class NoConstraint(Constraint):
    """D's weights go where its updates take them.

    Reference: Goodfellow et al. 2014, Algorithm 1, arXiv:1406.2661.
    Differs from the paper: nothing.
    """

    name: ClassVar[str] = "none"
    title: ClassVar[str] = N_("None")
    summary: ClassVar[str] = N_(
        "The judge's weights may become as large as they like. A penalty can keep it calm instead."
    )
    order: ClassVar[int] = 1
    formula: ClassVar[str] = r"w \leftarrow w"
    reference: ClassVar[str] = "Goodfellow et al. 2014, Algorithm 1, arXiv:1406.2661"
    when: ClassVar[str] = N_("Almost always: a penalty such as R1 does the same more gently.")
    across: ClassVar[str] = N_("size of a weight, before")
