"""Two samples at a time."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, PLANE, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Two(Exhibit):
    """Two samples a step: what is learned from them is mostly chance.

    Reference: Brock et al. 2019, Section 3.1, arXiv:1809.11096.
    Differs from the paper: 2 and 64 points instead of 256 and 2048 pictures.
    """

    name: ClassVar[str] = "two"
    title: ClassVar[str] = N_("Two at a time")
    summary: ClassVar[str] = N_("The networks see two points at a time, and never come to rest.")
    order: ClassVar[int] = 8
    look_at: ClassVar[str] = N_(
        "The orange points. They sat in eight heaps; after the lever they swim about between them."
    )
    why: ClassVar[str] = N_(
        "At each step the networks look at some samples and change a little. From 64 points one can tell roughly where "
        "all of them lie. From two one cannot: two points say “go left”, the next two “go up”. What is learned is mostly "
        "chance."
    )
    reference: ClassVar[str] = "Brock et al. 2019, Section 3.1, arXiv:1809.11096"
    lever: ClassVar[str] = N_("Show two points at a time")
    cure: ClassVar[str] = N_("Show 64 points at a time")
    base: ClassVar[dict[str, Any]] = PLANE
    sabotage: ClassVar[dict[str, Any]] = {"batch_size": 2}
    remedy: ClassVar[dict[str, Any]] = {"batch_size": 64}
    symptom: ClassVar[str] = "missing"
    warm: ClassVar[int] = 1500
    steps_to_break: ClassVar[int] = 1500
    steps_to_mend: ClassVar[int] = 1500
