"""What is shown of guesses: rates with their intervals, stage by stage, and the verdict in the visitor's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ganboard.i18n import N_, render
from ganboard.quiz.tally import Guess, Rate, judges, stages, yours
from ganboard.quiz.verdict import in_words, verdict

BETTER = {
    "you": N_("On the same pairs you are better than the judge!"),
    "judge": N_("On the same pairs the judge is better than you."),
}
CLASS_BETTER = {
    "you": N_("On the same pairs the class is better than the judge!"),
    "judge": N_("On the same pairs the judge is better than the class."),
}


def score(guesses: Sequence[Guess], translate: Callable[[str], str], of_class: bool = False) -> dict[str, Any]:
    """The state of a round, or of a room, as JSON types.

    Args:
        guesses: What came of the pairs.
        translate: Into the visitor's language.
        of_class: Whether they are a class's.

    Returns:
        ``count``; ``you`` and ``judge``, each with right, count, value, low and high, None before the first guess; ``stages``, each
        with ``first`` and ``last`` step and the same two; ``fell``, the first step of the stage at which the visitor fell to
        chance, or None; ``verdict``, a sentence; ``better``, another one, or nothing.
    """
    found = verdict(guesses)
    better = (CLASS_BETTER if of_class else BETTER).get(found.better or "", "")
    return {
        "count": len(guesses),
        **_rates(guesses),
        "stages": [{"first": each.first, "last": each.last, **_rates(each.guesses)} for each in stages(guesses)],
        "fell": found.step,
        "verdict": render(in_words(found, guesses, of_class), translate),
        "better": translate(better) if better else "",
    }


def _rates(guesses: Sequence[Guess]) -> dict[str, Any]:
    if not guesses:
        return {"you": None, "judge": None}
    return {"you": _rate(yours(guesses)), "judge": _rate(judges(guesses))}


def _rate(rate: Rate) -> dict[str, Any]:
    return {"right": rate.right, "count": rate.count, **rate.interval().to_dict()}
