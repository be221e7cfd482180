"""The room on the Train page where two futures of a run are set up: the moment, the change, how long, the bet."""

from __future__ import annotations

import json
import secrets
from typing import Any

import streamlit as st

from ganboard.app import linked
from ganboard.app.changed import in_words, settings_at
from ganboard.app.choices import choose, chosen, everything, forget
from ganboard.app.comparison import table
from ganboard.app.complaints import complain, show_complaint
from ganboard.app.connection import engine
from ganboard.app.fields import field
from ganboard.app.race.bets import ask, note_bet
from ganboard.app.session import _, in_markdown
from ganboard.app.starting import end_own, one_by_one, own_race
from ganboard.app.widgets import obeyed, pills, press, select
from ganboard.config import TrainConfig
from ganboard.engine.futures import play
from ganboard.engine.protocol import ACTIVE, View
from ganboard.errors import GANBoardError
from ganboard.race.entry import Race
from ganboard.race.fork import AS_IT_WAS
from ganboard.race.whatif import WhatIf, changeable, offered, parts
from ganboard.runs import Run

ANY = "any"
"""The choice of a setting that stands in no question."""
FAR = "far"
"""The choice to play as far as the training has gone."""
LENGTHS = (200, 500, 1000, 2000, 5000)
"""How many steps may be played."""
USUAL = 500
MADE: dict[str, tuple[Race, str, str]] = {}
"""What came of the newest tickets: race, bet and training. An impatient second click has the same ticket as the first."""
REMEMBERED = 100


def branch_button(run: Run, view: View) -> None:
    """The button that opens the room and closes it."""
    is_open = _is_open(run)
    st.button(
        _("Branch from here"),
        icon=":material/call_split:",
        key="branch",
        disabled=not view.checkpoints,
        help=_("Two futures of this training from the moment that is shown: as it was, and with one thing changed."),
        on_click=choose,
        args=("future.open", None if is_open else run.id),
    )


def _is_open(run: Run) -> bool:
    linked.take("future.open", lambda value: isinstance(value, bool))
    if chosen("future.open") is True:  # a link says that it is open, not of which run
        choose("future.open", run.id)
    is_open = chosen("future.open") == run.id
    linked.tell("future.open", is_open, False)
    return is_open


def set_up_futures(run: Run, view: View, config: TrainConfig, moment: int | None) -> None:
    """Draw the room, if it is open.

    Args:
        run: On the screen.
        view: What is to be seen of it.
        config: Its own.
        moment: The step of the checkpoint that is shown; None for now.
    """
    if chosen("future.open") != run.id or not view.checkpoints:
        return
    ticket = st.session_state.setdefault("ticket", secrets.token_hex(8))
    if ticket in MADE:  # a second click cut the script off
        _go_there(ticket)
    step = view.step if moment is None else moment
    known = None if moment is None and view.state in ACTIVE else step
    try:
        now = settings_at(run, step)
    except GANBoardError as error:
        st.error(in_markdown(error.message))
        return
    with st.container(border=True, key="future_room"):
        _say_when(known)
        questions = {question.name: (question, settings) for question, settings in offered(config, now)}
        kind = pills(
            "future.kind",
            _("What is changed"),
            [*questions, ANY],
            lambda name: _("Any setting") if name == ANY else _(questions[name][0].title),
            next(iter(questions), ANY),
        )
        question, settings = questions[kind] if kind in questions else (None, _any_setting(config, now))
        changes = in_words(settings, now, now, _)
        if question is not None:
            st.caption(changes)
        same = all(now.get(name) == value for name, value in settings.items())
        steps = _how_long(step, max(view.checkpoints))
        if same:
            st.caption(_("Choose another value than the one that it has."))
        _forget_other_bet(settings)
        bet = None if same else _bet(question, changes, None if known is None else known + steps)
        show_complaint("future")
        if _begin(same, bet) and bet is not None:
            _start(ticket, run.id, moment, settings, steps, question, bet)


def _say_when(step: int | None) -> None:
    title = _("Two futures from now on")
    if step is not None:
        title = _("Two futures from step {step} on").format(step=f"{step:,}")
    st.markdown(f"**{title}**")
    st.caption(
        _(
            "Both share the past up to this moment. Then one goes on as it was, the other with one thing "
            "changed. Both get the same noise and the same real ones: if they differ, it is because of "
            "your change. Go back on the timeline to part elsewhere."
        )
    )


def _any_setting(config: TrainConfig, now: dict[str, Any]) -> dict[str, Any]:
    """Another value of a setting that the visitor chooses."""
    infos = changeable(config)
    left, right = st.columns(2)
    with left:
        titles = {name: table([now], [name], _)[0][0] for name in infos}
        name = select("future.setting", _("Setting"), list(infos), titles.__getitem__)
    info, registry = infos[name]
    names = None if registry is None else {each: _(registry.get(each).title) for each in parts(config, name, registry)}
    with right:
        return {name: field(f"future.value.{name}", name, info, now[name], names)}


def _how_long(step: int, last: int) -> int:
    """How many steps are played."""
    lengths: list[Any] = [*([FAR] if last > step else []), *LENGTHS]

    def shown(length: Any) -> str:
        if length == FAR:
            return _("As far as it has gone: to step {step}").format(step=f"{last:,}")
        return _("{number} steps").format(number=f"{length:,}")

    length = select("future.length", _("How long"), lengths, shown, lengths[0] if lengths[0] == FAR else USUAL)
    return last - step if length == FAR else int(length)


def _bet(question: WhatIf | None, changes: str, end: int | None) -> str | None:
    asks = _("**First your bet:** which future draws better in the end?")
    if end is not None:
        asks = _("**First your bet:** which future draws better at step {step}?").format(step=f"{end:,}")
    return ask("future.bet", asks, [_(AS_IT_WAS), _(question.title) if question is not None else changes])


def _forget_other_bet(settings: dict[str, Any]) -> None:
    """A bet is on this change, and on no other."""
    change = json.dumps(settings, sort_keys=True)
    if chosen("future.changed") != change:
        forget("future.bet")
        choose("future.changed", change)


def _begin(same: bool, bet: str | None) -> bool:
    return press(
        "future_start",
        _("Play both futures"),
        type="primary",
        icon=":material/call_split:",
        width="stretch",
        disabled=same or bet is None,
        help=_("Choose above which one draws better, or that you just watch.") if not same and bet is None else None,
    )


def _start(
    ticket: str,
    run_id: str,
    moment: int | None,
    settings: dict[str, Any],
    steps: int,
    question: WhatIf | None,
    bet: str,
) -> None:
    try:
        told = question.title if question is not None else ""
        with one_by_one():
            if ticket not in MADE:
                MADE[ticket] = (play(engine(), run_id, moment, settings, steps, told), bet, run_id)
    except GANBoardError as error:
        obeyed(everything())
        complain(error.message, "future")
        st.rerun()
    for old in list(MADE)[:-REMEMBERED]:
        MADE.pop(old, None)
    _go_there(ticket)


def _go_there(ticket: str) -> None:
    """Put what was begun on the screen. A script may be cut off at any line of it: then this is done again."""
    race, bet, run_id = MADE[ticket]
    obeyed(everything())
    if chosen("train.own") != race.runs[0]:
        end_own(but=run_id)
    note_bet(race.id, bet)
    own_race(race)
    forget("future.")
    st.session_state.pop("ticket", None)
    st.rerun()
