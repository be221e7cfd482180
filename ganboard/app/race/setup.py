"""The room of the form where a race is made: a ready one by one click, or the form's settings one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ganboard.app import controls, linked
from ganboard.app.choices import choose, everything, forget
from ganboard.app.comparison import apart
from ganboard.app.complaints import complain, show_complaint
from ganboard.app.race.bets import WATCH, ask, note_bet
from ganboard.app.race.entrants import entrants, keep
from ganboard.app.session import _, in_markdown, written
from ganboard.app.starting import start_race
from ganboard.app.widgets import obeyed, pills, press, segments, select
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.race.entry import LETTERS, MOST, By, check
from ganboard.race.lineup import Lineup
from ganboard.race.ready import READY, Ready

OWN = "own"
"""The choice of a race that the visitor makes."""
LENGTHS: dict[By, tuple[int, ...]] = {"step": (300, 600, 1000, 2000, 5000), "seconds": (10, 25, 60, 180)}
"""How long each entrant may train."""
TURNS: dict[By, str] = {"step": N_("Step for step"), "seconds": N_("Second for second")}
"""What is fair, to be chosen from."""


def race_button() -> bool:
    """The button that opens the room and closes it. Returns whether it is open."""
    is_open = linked.switched("race.open")
    st.button(
        _("Race"),
        icon=":material/sports_score:",
        key="race",
        help=_("Two to four settings take turns on the same data. Bet on one of them, and see which draws best."),
        on_click=choose,
        args=("race.open", not is_open),
    )
    return is_open


def set_up(data: Data | None) -> None:
    """Draw the room.

    Args:
        data: The visitor's own, where the form learns from such.
    """
    with st.container(border=True, key="race_room"):
        kind = pills(
            "race.kind",
            _("Which race"),
            [*READY, OWN],
            lambda name: _("A race of your own") if name == OWN else _(READY[name].title),
            next(iter(READY)),
            _forget_bet,
        )
        ready = READY.get(kind)
        if ready is not None:
            _ready(ready)
        else:
            _own(data)


def _forget_bet() -> None:
    """A bet is on these entrants, and on no others."""
    forget("race.bet")


def _ready(ready: Ready) -> None:
    st.caption(_(ready.summary))
    seed = int(controls.value("seed"))
    names = [_(entrant.name) for entrant in ready.entrants]
    length = ready.length
    unit = _("{number} steps each, step for step.") if ready.by == "step" else _("{number} s each, second for second.")
    st.caption(unit.format(number=f"{length:,}"))
    bet = _bet(names)
    if _begin(bet):
        told = [entrant.name for entrant in ready.entrants]
        _start(Lineup(ready.configs(seed), told, ready.by, length, told=told, title=ready.title), bet)


def _own(data: Data | None) -> None:
    st.caption(
        _(
            "Take the settings of this form as an entrant, change one thing in the form, and take them again: two to four times."
        )
    )
    configs = entrants()
    names = _names(configs)
    for number, name in enumerate(names):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{LETTERS[number]}** · {written(name)}")
            st.button(
                _("Take {letter} out").format(letter=LETTERS[number]),
                key=f"race_out_{number}",
                icon=":material/close:",
                on_click=_take_out,
                args=(configs[number],),
            )
    st.button(
        _("Take these settings as {letter}").format(letter=LETTERS[min(len(configs), MOST - 1)]),
        key="race_add",
        icon=":material/add:",
        disabled=len(configs) >= MOST,
        on_click=_take_in,
    )
    show_complaint("race")
    by: By = segments("race.by", _("What is fair"), list(TURNS), lambda each: _(TURNS[each]), "step")
    st.caption(
        _("Nobody is ahead by more than a moment's steps: which learns more from each step?")
        if by == "step"
        else _("Each gets the same time, however many steps it takes in it: which learns more in a minute?")
    )
    length = select(
        f"race.length.{by}",
        _("Steps of each") if by == "step" else _("Seconds of each"),
        list(LENGTHS[by]),
        lambda number: f"{number:,}",
        LENGTHS[by][1],
    )
    if len(configs) < 2:
        return
    bet = _bet(names)
    if _begin(bet):
        own = _brings_own(configs[0])
        if own and (data is None or not _still_chosen(configs[0])):
            st.error(_("Your own data are not there any more: choose them again in this form."))
            return
        _start(Lineup(configs, names, by, length, data if own else None), bet)


def _brings_own(config: TrainConfig) -> bool:
    """Whether an entrant learns from what a visitor brought."""
    dataset = config.dataset
    return dataset.name in (controls.UPLOAD, controls.HAND) or (
        dataset.name == controls.POINTS and config.to_flat()["dataset.kind"] == "own"
    )


def _still_chosen(config: TrainConfig) -> bool:
    """Whether the form, which holds the data that a visitor brought, still learns from what an entrant does."""
    try:
        return controls.config().dataset == config.dataset
    except GANBoardError:
        return False


def _names(configs: Sequence[TrainConfig]) -> list[str]:
    """What each is called: what differs; the first one alone is only the first."""
    if not configs:
        return []
    told = apart([config.to_flat() for config in configs], _)
    return [name or _("as in the form") for name in told]


def _take_in() -> None:
    """Take what the form says as another entrant; where that cannot be, keep the reason for the room."""
    try:
        config = controls.config().replace(steps=None, seconds=None)
        check([*entrants(), config])
    except GANBoardError as error:
        complain(error.message, "race")
        return
    keep([*entrants(), config])
    _forget_bet()


def _take_out(config: TrainConfig) -> None:
    """Take an entrant out: it, and not its place, where another one stands when the button is pressed twice."""
    keep([each for each in entrants() if each != config])
    _forget_bet()


def _bet(names: Sequence[str]) -> str | None:
    """Which entrant the visitor believes in."""
    return ask("race.bet", _("**First your bet:** which of them wins?"), names)


def _begin(bet: str | None) -> bool:
    """The button that starts the race, once there is a bet."""
    return press(
        "race_start",
        _("Start the race"),
        type="primary",
        icon=":material/sports_score:",
        width="stretch",
        disabled=bet is None,
        help=_("Choose above who wins, or that you just watch.") if bet is None else None,
    )


def _start(lineup: Lineup, bet: str | None) -> None:
    try:
        race = start_race(lineup)
    except GANBoardError as error:
        obeyed(everything())
        st.error(in_markdown(error.message))
        return
    if race is not None:
        note_bet(race.id, bet or WATCH)
        _forget_bet()
        choose("race.open", False)
    st.rerun()
