"""The catalogue of objectives, penalties and constraints, made from their registries: what is added in one file appears here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganboard.constraints import CONSTRAINTS, Constraint
from ganboard.i18n import N_, message
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.penalties import PENALTIES, Penalty
from ganboard.registry import Part
from ganboard.theory.scene import Line, Plot, Rule
from ganboard.theory.wording import decimal

LOGITS = np.linspace(-6.0, 6.0, 121)
"""Where the losses are drawn: D's score from 0.25% to 99.75%."""
NORMS = np.linspace(0.0, 6.0, 121)
"""Where the penalties are drawn."""
SURE = -4.0
"""A logit with which D is sure to see a fake: a score of 1.8%."""

ACROSS = {
    (False, False): N_("D's logit: the higher, the more real"),
    (False, True): N_("the critic's value: the higher, the more real"),
    (True, True): N_("how far D's logit lies above that of the other kind"),
}
"""What the losses are drawn over: of objectives that compare, and of those without a logit that means guessing."""


TERMS = {
    "slope": (
        N_("What a steep D pays"),
        N_("The term over the steepness of D: {zero} where D is flat, {one} at steepness 1, {three} at 3."),
        N_("steepness of D: norm of its logit's gradient"),
    ),
    "distance": (
        N_("What a D pays that is too sure"),
        N_(
            "The term over how far D's logit lies from the usual one of the other kind: {zero} at 0, {one} at 1, {three} at 3."
        ),
        N_("how far D's logit lies from the usual one of the other kind"),
    ),
}
"""Title, text alternative and axis of a penalty's curve, by what that is drawn over."""


@dataclass(frozen=True)
class Entry:
    r"""One objective, penalty or constraint, ready to be shown. Texts are marked, not translated yet.

    Attributes:
        kind: ``"objective"``, ``"penalty"`` or ``"constraint"``.
        name: Its name in the registry.
        title: What a visitor reads in a list.
        summary: One or two sentences.
        formulas: Pairs of a label and LaTeX with the colour macros ``\real``, ``\fake``, ``\judge`` and ``\noise``.
        divergence: What G minimises while D is at its best; empty for a penalty or a constraint.
        divergence_formula: The same in LaTeX; empty for a penalty or a constraint.
        divergence_reference: Where it is proven; empty for a penalty or a constraint.
        when: When to use it.
        reference: Authors, year, equation and arXiv or DOI number.
        file: Where it is computed, such as ``ganboard/objectives/minimax.py``.
        plot: Its curves, with the settings that a training starts with.
    """

    kind: str
    name: str
    title: str
    summary: str
    formulas: tuple[tuple[str, str], ...]
    divergence: str
    divergence_formula: str
    divergence_reference: str
    when: str
    reference: str
    file: str
    plot: Plot


def entries() -> list[Entry]:
    """All objectives, then all penalties, then all constraints, in the order of their registries."""
    found = [_objective(part) for part in OBJECTIVES]
    found += [_restraint(PENALTIES.kind, part, N_("Added to D's loss"), _term(part())) for part in PENALTIES]
    return found + [
        _restraint(CONSTRAINTS.kind, part, N_("After each update of D"), _held(part())) for part in CONSTRAINTS
    ]


def _objective(part: type[Objective]) -> Entry:
    return Entry(
        kind=OBJECTIVES.kind,
        name=part.name,
        title=part.title,
        summary=part.summary,
        formulas=(
            (N_("D makes this small"), part.discriminator_formula),
            (N_("G makes this small"), part.generator_formula),
        ),
        divergence=part.divergence,
        divergence_formula=part.divergence_formula,
        divergence_reference=part.divergence_reference,
        when=part.when,
        reference=part.reference,
        file=_file(part),
        plot=_losses(part()),
    )


def _restraint(kind: str, part: type[Penalty] | type[Constraint], label: str, plot: Plot) -> Entry:
    return Entry(
        kind=kind,
        name=part.name,
        title=part.title,
        summary=part.summary,
        formulas=((label, part.formula),),
        divergence="",
        divergence_formula="",
        divergence_reference="",
        when=part.when,
        reference=part.reference,
        file=_file(part),
        plot=plot,
    )


def _file(part: type[Part]) -> str:
    return part.__module__.replace(".", "/") + ".py"


def _range(curves: Sequence[np.ndarray]) -> tuple[float, float]:
    """Whole numbers around all values, never the same."""
    low, high = np.floor(min(curve.min() for curve in curves)), np.ceil(max(curve.max() for curve in curves))
    return float(low), float(max(high, low + 1))


def _losses(objective: Objective) -> Plot:
    real, fake = objective.real_curve(LOGITS), objective.fake_curve(LOGITS)
    generator = objective.generator_curve(LOGITS)
    middle, sure = objective.even or 0.0, SURE if objective.even in (None, 0.0) else 0.0
    slope = np.gradient(generator, LOGITS)[np.abs(LOGITS - sure).argmin()]
    at = [float(np.interp(middle, LOGITS, curve)) for curve in (real, fake, generator)]
    return Plot(
        title=message(N_("Losses of one image")),
        alt=message(
            N_(
                "Three curves over D's logit. At {middle}, D's loss is {real} of a real image and {fake} of a fake, and G's is "
                "{generator}. Where D is sure to see a fake, at {sure}, G's curve has the slope {slope}."
            ),
            middle=decimal(middle, 1 if middle else 0),
            real=decimal(at[0]),
            fake=decimal(at[1]),
            generator=decimal(at[2]),
            sure=decimal(sure, 0),
            slope=decimal(slope),
        ),
        marks=[
            *([] if objective.even is None else [Rule(objective.even, "x", message(N_("undecided")))]),
            Line(LOGITS, real, "judge", message(N_("D's loss of a real image"))),
            Line(LOGITS, fake, "judge", message(N_("D's loss of a fake")), "dashed"),
            Line(LOGITS, generator, "fake", message(N_("G's loss of a fake"))),
        ],
        across=message(ACROSS[objective.relative, objective.even is None]),
        up=message(N_("loss")),
        x_range=(LOGITS[0], LOGITS[-1]),
        y_range=_range([real, fake, generator]),
    )


def _term(penalty: Penalty) -> Plot:
    term = penalty.curve(NORMS)
    one, three = (term[np.abs(NORMS - norm).argmin()] for norm in (1.0, 3.0))
    title, alt, across = TERMS[penalty.over]
    return Plot(
        title=message(title),
        alt=message(alt, zero=decimal(term[0]), one=decimal(one), three=decimal(three)),
        marks=[Line(NORMS, term, "judge", message(N_("added to D's loss")))],
        across=message(across),
        up=message(N_("penalty")),
        x_range=(NORMS[0], NORMS[-1]),
        y_range=_range([term]),
    )


def _held(constraint: Constraint) -> Plot:
    limit = constraint.limit
    sizes = np.linspace(0.0, round(3.0 * (limit or 1.0), 6), 121)
    alt = message(N_("A straight line: whatever the size is before, it is the same after."))
    if limit is not None:
        text = N_(
            "The size after an update over that before it: what is below {limit} stays, what is above becomes {limit}."
        )
        alt = message(text, limit=decimal(limit))
    return Plot(
        title=message(N_("What becomes of large weights")),
        alt=alt,
        marks=[
            *([] if limit is None else [Rule(limit, "x", message(N_("bound")))]),
            Line(sizes, constraint.curve(sizes), "judge", message(N_("after"))),
        ],
        across=message(constraint.across),
        up=message(N_("after")),
        x_range=(sizes[0], sizes[-1]),
        y_range=(0.0, sizes[-1]),
    )
