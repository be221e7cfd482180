"""Whether somebody can tell real from fake, and from which step on no more; and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

from ganboard.i18n import N_, message
from ganboard.metrics.intervals import difference
from ganboard.quiz.tally import Guess, Rate, judges, stages, yours

CHANCE = 0.5
"""How often one is right who guesses."""
FEWEST = 10
"""Guesses before which nothing is said where the interval holds :data:`CHANCE`: it would anyway."""
SURE = 0.05
"""How often somebody may be told a fall that there was not."""
Kind = Literal["few", "told", "chance", "below", "fell"]


@dataclass(frozen=True)
class Verdict:
    """What guesses amount to.

    Attributes:
        kind: ``"few"``, too few to say anything; ``"told"``, right more often than by guessing; ``"chance"``, as often;
            ``"below"``, less often; ``"fell"``, more often before a step, and as often from there on.
        step: That step; None but for ``"fell"``.
        judge: Whether D was right more often than by guessing: altogether, or for ``"fell"`` from the step on.
        better: ``"you"`` or ``"judge"``, who was surely right more often on the same pairs; None where that is open.
    """

    kind: Kind
    step: int | None = None
    judge: bool = False
    better: Literal["you", "judge"] | None = None


def verdict(guesses: Sequence[Guess]) -> Verdict:
    """What guesses amount to, as far as their 95% intervals say so.

    That somebody fell to chance at a step is said where before it the interval lies above chance, from there on it holds chance,
    and the second part is surely smaller than the first. Every border between two stages is tried, and the earliest that holds
    counts: so many chances to be wrong make the comparison's interval wider (Bonferroni). Simulations show that of those who
    guess equally well all the time fewer than 5% are told that they fell (``tests/quiz/test_verdict.py``).

    Args:
        guesses: In any order.
    """
    if not guesses:
        return Verdict("few")
    better = _better(guesses)
    parts = stages(guesses)
    width = NormalDist().inv_cdf(1 - SURE / max(1, len(parts) - 1) / 2)
    for place in range(1, len(parts)):
        before = [each for part in parts[:place] for each in part.guesses]
        after = [each for part in parts[place:] for each in part.guesses]
        first, second = yours(before).interval(), yours(after).interval()
        holds = second.low <= CHANCE <= second.high
        fell = difference(yours(before).interval(width), yours(after).interval(width)).high < 0
        if first.low > CHANCE and holds and fell:
            return Verdict("fell", parts[place].first, _tells(judges(after)), better)
    return Verdict(_overall(yours(guesses)), None, _tells(judges(guesses)), better)


def _overall(rate: Rate) -> Kind:
    found = rate.interval()
    if found.low > CHANCE:
        return "told"
    if found.high < CHANCE:
        return "below"
    return "chance" if rate.count >= FEWEST else "few"


def _tells(rate: Rate) -> bool:
    return rate.interval().low > CHANCE


def _better(guesses: Sequence[Guess]) -> Literal["you", "judge"] | None:
    """Who was right more often; on the same pairs, so that only those count in which just one of the two was right."""
    apart = [each for each in guesses if each.right != each.judge_right]
    if not apart:
        return None
    found = yours(apart).interval()
    return "you" if found.low > CHANCE else "judge" if found.high < CHANCE else None


YOU: dict[Kind | tuple[Kind, bool], str] = {
    "few": N_("Too few guesses to say anything yet."),
    ("told", True): N_(
        "You can tell real from fake: right in {right} of {count}. So can the judge: {judge} of {count}."
    ),
    ("told", False): N_(
        "You can tell real from fake: right in {right} of {count}. The judge cannot surely tell: {judge} of {count}."
    ),
    ("chance", True): N_(
        "Right in {right} of {count}: guessing alone can give as many. The judge can tell: {judge} of {count}."
    ),
    ("chance", False): N_(
        "Right in {right} of {count}: guessing alone can give as many. The judge cannot surely tell "
        "either: {judge} of {count}."
    ),
    ("below", True): N_(
        "Right in {right} of {count}, fewer than by guessing: the fakes looked more real to you than "
        "the real ones. The judge can tell: {judge} of {count}."
    ),
    ("below", False): N_(
        "Right in {right} of {count}, fewer than by guessing: the fakes looked more real to you than "
        "the real ones. The judge cannot surely tell either: {judge} of {count}."
    ),
    ("fell", True): N_("From step {step} on you could not tell any more; the judge still could."),
    ("fell", False): N_("From step {step} on you could not tell any more, and the judge could not surely either."),
}
"""What is said to one visitor, by kind and by whether D can tell; marked for translation."""
CLASS: dict[Kind | tuple[Kind, bool], str] = {
    "few": N_("Too few guesses to say anything yet."),
    ("told", True): N_(
        "The class can tell real from fake: right in {right} of {count}. So can the judge: {judge} of {count}."
    ),
    ("told", False): N_(
        "The class can tell real from fake: right in {right} of {count}. The judge cannot surely "
        "tell: {judge} of {count}."
    ),
    ("chance", True): N_(
        "The class is right in {right} of {count}: guessing alone can give as many. The judge can "
        "tell: {judge} of {count}."
    ),
    ("chance", False): N_(
        "The class is right in {right} of {count}: guessing alone can give as many. The judge cannot "
        "surely tell either: {judge} of {count}."
    ),
    ("below", True): N_(
        "The class is right in {right} of {count}, fewer than by guessing: the fakes look more real "
        "than the real ones. The judge can tell: {judge} of {count}."
    ),
    ("below", False): N_(
        "The class is right in {right} of {count}, fewer than by guessing: the fakes look more real "
        "than the real ones. The judge cannot surely tell either: {judge} of {count}."
    ),
    ("fell", True): N_("From step {step} on the class could not tell any more; the judge still could."),
    ("fell", False): N_(
        "From step {step} on the class could not tell any more, and the judge could not surely either."
    ),
}
"""The same of a class."""


def in_words(found: Verdict, guesses: Sequence[Guess], of_class: bool = False) -> dict[str, Any]:
    """The verdict as one sentence or two, a message.

    Args:
        found: What :func:`verdict` says.
        guesses: Of which.
        of_class: Whether they are a class's.
    """
    sentences = CLASS if of_class else YOU
    template = sentences["few" if found.kind == "few" else (found.kind, found.judge)]
    right, judge = yours(guesses).right, judges(guesses).right
    return message(template, right=right, count=len(guesses), judge=judge, step=found.step)
