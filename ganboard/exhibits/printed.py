"""The article's program as printed."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.exhibits.base import EXHIBITS, Exhibit
from ganboard.i18n import N_


@EXHIBITS.register
class Printed(Exhibit):
    """The losses of the article's program, once it is made to run: nothing in them is about fakes.

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661.
    Differs from the paper: it is the article's: logit times label, 0 for fakes, in the place of the cross-entropy of that equation.
    """

    name: ClassVar[str] = "printed"
    title: ClassVar[str] = N_("A misprinted formula")
    summary: ClassVar[str] = N_(
        "Losses as an article printed them: the generator never learns, and the judge's loss falls without end."
    )
    order: ClassVar[int] = 10
    look_at: ClassVar[str] = N_(
        "The pictures: noise that does not change at all. The judge's loss, in the chart on Train: down, and down, and down."
    )
    why: ClassVar[str] = N_(
        "The printed loss is the judge's answer times the label. The label of fakes is 0, so whatever "
        "is said of fakes is multiplied by 0: the generator is never told anything. And a product has "
        "no lowest point, so the judge goes down for ever and learns nothing by it either."
    )
    reference: ClassVar[str] = "Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661"
    lever: ClassVar[str] = N_("Take the losses as they are printed")
    cure: ClassVar[str] = N_("Take the losses that the first paper means")
    base: ClassVar[dict[str, Any]] = {"dataset": "mnist", "ema_decay": 0.9}
    sabotage: ClassVar[dict[str, Any]] = {"objective": "printed"}
    remedy: ClassVar[dict[str, Any]] = {"objective": "nonsaturating"}
    symptom: ClassVar[str] = "vanishing"
    back: ClassVar[bool] = True
    warm: ClassVar[int] = 0
    steps_to_break: ClassVar[int] = 150
    steps_to_mend: ClassVar[int] = 275
