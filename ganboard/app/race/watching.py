"""A race on the screen: its entrants side by side, one set of buttons for all, and what came of it."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import streamlit as st

from ganboard.app.choices import choose
from ganboard.app.comparison import Side, apart, facts, look_at
from ganboard.app.complaints import show_complaint
from ganboard.app.components.race import race as race_part
from ganboard.app.connection import engine
from ganboard.app.instead import instead
from ganboard.app.live import obey
from ganboard.app.moments import joined
from ganboard.app.paths import page_file
from ganboard.app.presence import promise
from ganboard.app.race.bets import bet_on, note_bet, told
from ganboard.app.race.past import change_of, how_far_apart, tell_past, to_parent
from ganboard.app.session import _, say, show_run
from ganboard.app.watchers import invite_button, watching
from ganboard.errors import GANBoardError, RunError
from ganboard.i18n import N_
from ganboard.metrics.reading import shown
from ganboard.race.entry import LETTERS, Race
from ganboard.race.fork import AS_IT_WAS
from ganboard.race.verdict import Finish, Verdict, in_words, verdict
from ganboard.run_status import ENDED
from ganboard.runs import find_run

TURN = 100
"""Steps that entrants are apart at most when they are stopped: those of one turn."""
GONE = N_("There is no race called {race}. It may have been deleted.")


def race_of(run_id: str) -> Race | None:
    """The race that a run is in; None for a run that is in none, is damaged, or is not there."""
    with suppress(GANBoardError):
        return Race.of(find_run(engine().root, run_id).status())
    return None


def show_race_of(run_id: str) -> Race | None:
    """Draw the race that one of its runs leads to, and keep it up to date; where there is none, say so and give None."""
    race = race_of(run_id)
    if race is None:
        show_run(None)
        what = say(RunError(GONE, race=run_id).message)
        instead(what, do=_("All trainings"), page="runs", icon="history", first=False)
        return None
    st.fragment(_draw)(race)
    return race


def _draw(race: Race) -> None:
    sides = [look_at(run_id, "") for run_id in race.runs]
    names = _names(race, sides)
    over = all(side.view is None or side.view.state in ENDED for side in sides)
    title = _("Race: {title}").format(title=_(race.title)) if race.title else _("Race")
    if race.start is not None:
        title = _("Two futures from step {step} on").format(step=f"{race.start:,}")
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    left.html(f"<h1 class='gb-title'>{html.escape(title)}</h1>")
    _buttons(right, race, sides, over)
    called = [f"{letter} · {name}" for letter, name in zip(LETTERS, names, strict=False)]
    if race.start is not None:
        tell_past(race)
    if over:
        _result(race, sides, called)
    elif bet := told(bet_on(race.id), None, called):
        st.caption(bet)
    show_complaint()
    race_part(
        race.id,
        [_told(race, side, name) for side, name in zip(sides, names, strict=True)],
        race.by,
        _length(sides, race),
        bet_on(race.id),
        partial(note_bet, race.id),
        race.start,
    )
    if over:
        _onward(race)


def _names(race: Race, sides: Sequence[Side]) -> list[str]:
    """What the entrants are called: as the race says, or by what differs in their settings."""
    if race.names:
        return [_(name) for name in race.names]
    if race.start is not None:
        return [_(AS_IT_WAS), *map(change_of, race.runs[1:])]
    flats = {number: side.config.to_flat() for number, side in enumerate(sides) if side.config is not None}
    known = dict(zip(flats, apart(list(flats.values()), _), strict=True)) if flats else {}
    return [known.get(number) or _("entrant {letter}").format(letter=LETTERS[number]) for number in range(len(sides))]


def _length(sides: Sequence[Side], race: Race) -> float:
    """Where the race ends, in steps or seconds."""
    ends = [
        (side.config.steps if race.by == "step" else side.config.seconds) for side in sides if side.config is not None
    ]
    return float(next((end for end in ends if end), 1))


def _told(race: Race, side: Side, name: str) -> dict[str, Any]:
    letter = race.letter(side.run_id)
    side = Side(side.run_id, name, side.view, side.config, side.problem)
    if side.view is None:
        return {
            "run": side.run_id,
            "title": name,
            "letter": letter,
            "problem": say(side.problem) if side.problem else "",
        }
    view = side.view
    more = {
        "letter": letter,
        "quality": joined(view.quality, view.later_quality),
        "told": [say(sentence) for sentence in view.told],
        "error": say(view.error) if view.error else "",
    }
    return {**facts(side, _), **more}


def _buttons(place: Any, race: Race, sides: Sequence[Side], over: bool) -> None:
    states = [side.view.state for side in sides if side.view is not None]
    going = any(state not in (*ENDED, "paused") for state in states)
    one = next((side.run_id for side in sides if side.view is not None and side.view.state not in ENDED), race.id)
    watching(race.id)
    with place.container(horizontal=True, horizontal_alignment="right", key="race_controls"):
        invite_button(race.id, "race")
        if over:
            return
        if going:
            _button(_("Pause"), "race_pause", ":material/pause:", lambda: engine().pause(one), help=promise())
        else:
            _button(_("Resume"), "race_resume", ":material/play_arrow:", lambda: engine().resume(one), type="primary")
        _button(
            _("Stop"),
            "race_stop",
            ":material/stop:",
            lambda: engine().end(one),
            help=_("Ends the race here, and measures."),
        )


def _button(label: str, key: str, icon: str, action: Callable[[], Any], **options: Any) -> None:
    st.button(label, key=key, icon=icon, on_click=obey, args=(action,), **options)


def _far_apart(steps: Sequence[int]) -> bool:
    """Whether entrants ended further from one another than those who take turns are, such as a future that was there before."""
    return bool(steps) and max(steps) - min(steps) > max(TURN, max(steps) // 10)


def _result(race: Race, sides: Sequence[Side], called: Sequence[str]) -> None:
    """Who won, on which numbers that rests, and the visitor's bet."""
    finishes = [_finish(side) for side in sides]
    uneven = race.by == "step" and _far_apart([finish.step for finish in finishes if finish is not None])
    found = Verdict(None, None) if uneven else verdict(finishes)
    won = _("{name} wins") if race.start is None else _("{name} comes out better")
    head = won.format(name=called[found.winner]) if found.winner is not None else _("Too close to call")
    if found.best is None:
        head = _("No winner")
    lines = [say(in_words(found, called, finishes))]
    if uneven:
        lines = [_("They ended at different steps, so they cannot be compared.")]
    known = [finish for finish in finishes if finish is not None and finish.distance is not None]
    if race.start is not None and (apart := how_far_apart(sides)):
        lines.append(apart)
    if len(known) > 1:
        lines.append(
            _(
                "Measured with {count} fakes of each, with 95% intervals. The more take part, the clearer the "
                "lead has to be. With another seed it may turn out differently."
            ).format(count=f"{known[0].count:,}")
        )
    lines += [
        _("Dropped out: {name}.").format(name=name) for name, side in zip(called, sides, strict=True) if _dropped(side)
    ]
    rows = [
        f"<li><b>{html.escape(name)}</b> {shown(finish.distance.value)} "
        + "<small>"
        + html.escape(_("{low} to {high}").format(low=shown(finish.distance.low), high=shown(finish.distance.high)))
        + "</small></li>"
        for name, finish in zip(called, finishes, strict=True)
        if finish is not None and finish.distance is not None
    ]
    bet = told(bet_on(race.id), found, called)
    listed = html.escape(_("Distance from the real samples (less is better)"))
    st.html(
        "<div class='gb-race-end' role='status'>"
        f"<p class='gb-race-winner'>{html.escape(head)}</p>"
        + (f"<p class='gb-race-bet'>{html.escape(bet)}</p>" if bet else "")
        + f"<p>{html.escape(lines[0])}</p><ul aria-label='{listed}'>"
        + "".join(rows)
        + "</ul>"
        + "".join(f"<p><small>{html.escape(line)}</small></p>" for line in lines[1:])
        + "</div>"
    )


def _finish(side: Side) -> Finish | None:
    with suppress(GANBoardError):
        return Finish.of(find_run(engine().root, side.run_id).status())
    return None


def _dropped(side: Side) -> bool:
    return side.view is None or side.view.state == "failed"


def _onward(race: Race) -> None:
    """Where one can look closer."""
    if race.start is not None:
        to_parent(race)
    if st.button(_("Compare them closer"), key="race_compare", icon=":material/compare:"):
        choose("runs.compared", list(race.runs))
        choose("runs.by", race.by)
        choose("runs.compare", True)
        st.switch_page(page_file("runs"))
