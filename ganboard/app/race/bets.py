"""What a visitor bet on, and what is said of it when the race is over. A bet stays with the visitor's session."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ganboard.app.choices import choose, chosen
from ganboard.app.session import _
from ganboard.app.widgets import pills
from ganboard.race.entry import LETTERS
from ganboard.race.verdict import Verdict

WATCH = "watch"
"""The bet of one who just watches."""
MOST = 20
"""Races of which the bet is remembered."""


def ask(name: str, question: str, names: Sequence[str]) -> str | None:
    """Have the visitor bet on an entrant, or say that he only watches.

    Args:
        name: Of the choice.
        question: What is bet on, Markdown.
        names: What the entrants are called.

    Returns:
        A letter or :data:`WATCH`; None as long as he said nothing.
    """
    letters = list(LETTERS[: len(names)])
    st.markdown(question)
    shown = {letter: f"{letter} · {name}" for letter, name in zip(letters, names, strict=True)}
    return pills(name, _("Your bet"), [*letters, WATCH], lambda each: shown.get(each, _("I just watch")), None)


def note_bet(race_id: str, bet: str) -> None:
    """Remember a bet: a letter, or :data:`WATCH`."""
    choose("race.placed", [*([race, was] for race, was in _bets() if race != race_id), [race_id, bet]][-MOST:])


def bet_on(race_id: str) -> str | None:
    """What this visitor bet in a race; None for a race of somebody else's."""
    return dict(_bets()).get(race_id)


def _bets() -> list[tuple[str, str]]:
    """What is remembered, and fits: a window may give anything back."""
    pairs = [each for each in chosen("race.placed", []) or [] if isinstance(each, list) and len(each) == 2]
    return [(race, bet) for race, bet in pairs if isinstance(race, str) and bet in (*LETTERS, WATCH)]


def told(bet: str | None, found: Verdict | None, names: Sequence[str]) -> str:
    """The bet in words; nothing where there was none.

    Args:
        bet: As :func:`bet_on` gives it.
        found: What came of the race; None as long as it goes on.
        names: What the entrants are called, each with its letter.
    """
    number = LETTERS.find(bet) if bet and bet != WATCH else -1
    if bet == WATCH:
        return _("You just watch.") if found is None else _("You just watched.")
    if not 0 <= number < len(names):
        return ""
    name = names[number]
    if found is None:
        return _("You bet on {name}.").format(name=name)
    if found.winner is None:
        return _("You bet on {name}. Nobody won, so nobody lost.").format(name=name)
    if found.winner == number:
        return _("You bet on {name}. You were right!").format(name=name)
    return _("You bet on {name}. {winner} won.").format(name=name, winner=names[found.winner])
