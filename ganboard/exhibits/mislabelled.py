"""Wrong labels."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Mislabelled(Exhibit):
    """Labels that are mostly wrong: a generator that is told the class learns that it means nothing.

    Reference: Thekumparampil et al. 2018, Section 1, arXiv:1811.03205.
    Differs from the paper: wrong labels of any other class alike; no part of the remedy is theirs.
    """

    name: ClassVar[str] = "mislabelled"
    title: ClassVar[str] = N_("Wrong labels")
    summary: ClassVar[str] = N_(
        "Most of the digits it learns from are called something else, and it makes what nobody asked for."
    )
    order: ClassVar[int] = 7
    look_at: ClassVar[str] = N_(
        "The columns. Each was asked for one digit, 0 to 9 from left to right; each shows all sorts."
    )
    why: ClassVar[str] = N_(
        "The generator is told which digit to make, and the judge which digit it should see. Where most labels are wrong, "
        "a seven under the label 3 is nothing to wonder at. So the label says little, and the networks learn to ignore "
        "it."
    )
    reference: ClassVar[str] = "Thekumparampil et al. 2018, Section 1, arXiv:1811.03205"
    lever: ClassVar[str] = N_("Give most of the pictures a wrong label")
    cure: ClassVar[str] = N_("Put the labels right")
    base: ClassVar[dict[str, Any]] = {"dataset": "mnist", "conditional": True, "ema_decay": 0.9}
    sabotage: ClassVar[dict[str, Any]] = {"dataset.mislabelled": 0.9}
    remedy: ClassVar[dict[str, Any]] = {"dataset.mislabelled": 0.0}
    symptom: ClassVar[str] = "disobeys"
    warm: ClassVar[int] = 0
    steps_to_break: ClassVar[int] = 300
    steps_to_mend: ClassVar[int] = 300
