"""The catalogue of objectives, penalties, constraints and augmentations, made from their registries: a file more is a card more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganboard.augmentations import AUGMENTATIONS, Augmentation
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
STEPS = np.linspace(0.0, 12_000.0, 121)
"""Where augmentations are drawn: steps of a training."""
SIGNS = np.interp(STEPS, (0.0, 2_000.0, 6_000.0, 8_000.0), (0.0, 0.9, 0.9, 0.35))
"""The mean sign of what D says of real images there, made up: it grows too sure of them, and then less sure."""
BATCH_SIZE = 20
"""Real images at each of these steps."""
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
    r"""One objective, penalty, constraint or augmentation, ready to be shown. Texts are marked, not translated yet.

    Attributes:
        kind: ``"objective"``, ``"penalty"``, ``"constraint"`` or ``"augmentation"``.
        name: Its name in the registry.
        title: What a visitor reads in a list.
        summary: One or two sentences.
        formulas: Pairs of a label and LaTeX with the colour macros ``\real``, ``\fake``, ``\judge`` and ``\noise``.
        divergence: What G minimises while D is at its best; only for an objective.
        divergence_formula: The same in LaTeX; only for an objective.
        divergence_reference: Where it is proven; only for an objective.
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
    """All objectives, then all penalties, constraints and augmentations, in the order of their registries."""
    found = [_objective(part) for part in OBJECTIVES]
    found += [_restraint(PENALTIES.kind, part, N_("Added to D's loss"), _term(part())) for part in PENALTIES]
    found += [_restraint(CONSTRAINTS.kind, part, N_("After each update of D"), _held(part())) for part in CONSTRAINTS]
    return found + [_augmentation(part) for part in AUGMENTATIONS]


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


def _augmentation(part: type[Augmentation]) -> Entry:
    return Entry(
        kind=AUGMENTATIONS.kind,
        name=part.name,
        title=part.title,
        summary=part.summary,
        formulas=((N_("What is computed"), part.formula),),
        divergence="",
        divergence_formula="",
        divergence_reference="",
        when=part.when,
        reference=part.reference,
        file=_file(part),
        plot=_amount(part()),
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


def _amount(augmentation: Augmentation) -> Plot:
    amount = augmentation.curve(STEPS, SIGNS, BATCH_SIZE)
    middle = len(STEPS) // 2
    return Plot(
        title=message(N_("How much is changed in what D sees")),
        alt=message(
            N_(
                "Two curves over the steps of a training. Dashed, and made up: how surely D takes real images for real, from "
                "0.00 up to 0.90, and then down to 0.35. Solid: how much is changed, {first} at the start, {middle} in the "
                "middle, {last} at the end."
            ),
            first=decimal(amount[0]),
            middle=decimal(amount[middle]),
            last=decimal(amount[-1]),
        ),
        marks=[
            Line(STEPS, amount, "judge", message(N_("how much is changed"))),
            Line(STEPS, SIGNS, "real", message(N_("how surely D recognises real images (made up)")), "dashed"),
        ],
        across=message(N_("step")),
        up=message(N_("from 0 to 1")),
        x_range=(STEPS[0], STEPS[-1]),
        y_range=_range([amount, SIGNS]),
    )
