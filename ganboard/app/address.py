"""What the page's address asks for (``?run=``), and what the page writes into it.

The browser sends its address along with whatever the visitor does. What it sends may be older than what was written last, which is
still on its way there; and what another page wrote may arrive when the visitor has gone on. So what we wrote ourselves is a wish of
the visitor's only where nothing was written since, and not on another page; who follows a link or goes back wishes what it says.

What we write arrives in the order in which it was written. So of each name there is a trail: what the browser said last, and what
was written since. Whatever it says next of these, what comes behind is still on its way.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

Trail = list[tuple[str | None, str]]
"""Values in the order in which the browser gets them, each with the page that wrote it; None: the name was taken out."""
LONGEST_TRAIL = 200
"""Values of a trail at most; a browser that is further behind than these is not there."""


class Key(NamedTuple):
    """A name in the address.

    Attributes:
        pages: Which pages read it; "" stands for all.
        meaning: What its value is.
        choices: The choices that it says, which ``linked.py`` reads and writes; one that ends in "." stands for all that begin so.
    """

    pages: str
    meaning: str
    choices: tuple[str, ...] = ()


KEYS = {
    "lang": Key("", "the language, such as zh"),
    "tour": Key("", "the id of the guided tour that is on"),
    "stop": Key("", "at which of its stops, from 1"),
    "present": Key("", "1: large type and the main controls alone, for a class"),
    "world": Key("start", "what the first page draws, such as creatures"),
    "missing": Key("start", "what was asked for where there is no page"),
    "run": Key(
        "",
        "the id of the run that is looked at; of makers that ship, such as shipped-words, only where one can be chosen",
    ),
    "race": Key("train", "the race that is looked at, one of its runs"),
    "preset": Key(
        "train",
        "what the form is filled with; single settings stand beside it by their flat names, such as penalty.gamma",
    ),
    "step": Key("train explore evaluate draw swap", "the step of the checkpoint"),
    "open": Key("", "what is open or switched on, by the names of SWITCHES, with dots between them"),
    "points": Key("train", "where one's own points come from, draw or table", ("train.points_from",)),
    "chart": Key("train", "what the second chart shows"),
    "race-kind": Key("train", "the race that is prepared", ("race.kind",)),
    "race-by": Key("train", "what is fair in one's own race, step or seconds", ("race.by",)),
    "race-length": Key("train", "how long each of its entrants trains", ("race.length.",)),
    "entrants": Key("train", "its entrants: what each has otherwise than TrainConfig, packed"),
    "change": Key("train", "what is changed in a branch", ("future.kind",)),
    "setting": Key("train", "where that is any setting, which", ("future.setting",)),
    "value": Key("train", "and its value", ("future.value.",)),
    "length": Key("train", "how many steps a branch is played", ("future.length",)),
    "point": Key("explore", "noise, class, truncation and units that are off, packed (desk_links.py)"),
    "view": Key("explore", "the open tab and what it holds, the sliders, packed"),
    "soft": Key(
        "say draw swap move quiz",
        "0: pixels are squares",
        ("say.smooth", "draw.smooth", "swap.smooth", "move.smooth", "quiz.smooth"),
    ),
    "say": Key("say", "the sentence"),
    "seed": Key(
        "say draw swap move",
        "the seed of what the sentence, the drawing, or a choice of who it is leaves open, or of which creatures are shown",
    ),
    "who": Key("move", "who it is: factors and values, with * between"),
    "manner": Key("move", "the seed of how it moves"),
    "sketch": Key("draw", "the drawing: its side, and sixteen greys of every place, packed"),
    "told": Key("draw", "what the generator is told besides, such as red"),
    "way": Key("swap", "from which side pictures come, such as night; the first one if left out"),
    "pick": Key("swap", "which of the eight is large, from 0"),
    "room": Key("quiz", "the code of the room"),
    "show": Key("quiz", "class: the board that a class looks at"),
    "exhibit": Key("museum", "the exhibit that is open"),
    "chapter": Key("theory", "the chapter that is read"),
    "demo": Key(
        "theory evaluate",
        "what was moved in its demonstrations: DEMO*SETTING*VALUE*SETTING*VALUE, with ** between two of them",
    ),
    "part": Key("theory", "the part of the game's drawing that is lit"),
    "fakes": Key("evaluate", "how many fakes are measured", ("evaluate.count",)),
    "metric": Key("evaluate", "the number whose curve is shown", ("evaluate.metric",)),
    "tab": Key("evaluate", "the open tab", ("evaluate.tab",)),
    "second": Key("evaluate", "the training to compare with", ("evaluate.second",)),
    "second-step": Key("evaluate", "its checkpoint", ("evaluate.second.step.",)),
    "cloud": Key("evaluate", "of which points of the clouds a picture is shown", ("evaluate.clouds.kind.",)),
    "number": Key("evaluate", "of which of them", ("evaluate.clouds.number.",)),
    "compare": Key("runs", "the ids of the runs that are compared, between commas"),
    "by": Key("runs", "whether they are compared at the same step or seconds", ("runs.by",)),
    "at": Key("runs train", "at which of these, also in a race; the newest if left out"),
    "measure": Key("runs", "whose curves are shown", ("runs.measure",)),
    "page": Key("runs", "the page of the list, from 1", ("runs.page",)),
}
"""All that a link of ours can carry: the state of the page that it leads to. A test finds every name that is read or written."""
SWITCHES = {
    "form": "train.new",
    "advanced": "train.advanced",
    "dials": "train.dials",
    "race": "race.open",
    "branch": "future.open",
    "compare": "runs.compare",
    "trees": "runs.trees",
    "settings": "runs.everything",
    "left-out": "train.left_out",
}
"""What the name ``open`` says, beside the layers that have names of their own (layers.py): choices that are on or off."""
NOT_IN_LINKS = {
    "race.bet": "a bet is one's own: in a link it would be everybody's",
    "future.bet": "a bet is one's own",
    "museum.bet.": "a bet is one's own",
    "quiz.code": "what is being typed; once it is a room, room says it",
    "language": "lang says it",
    "present": "present says it",
    "run": "run says it",
    "race.entrants": "entrants says it",
    "explore.source": "run says it",
    "explore.smooth": "view says it",
    "explore.tab": "view says it",
    "evaluate.run": "run says it",
    "evaluate.step.": "step says it",
    "say.source": "run says it",
    "draw.source": "run says it",
    "swap.source": "run says it",
    "move.source": "run says it",
    "quiz.source": "run says it",
    "runs.compared": "compare says it",
    "train.preset": "preset says it",
    "train.field.": "the flat names of the settings say it",
}
"""Choices that no link carries under a name of their own, and why."""


def asked(name: str) -> str | None:
    """What the address asks for; None if nothing, or only what is no wish of the visitor's."""
    said, trail, here = st.query_params.get(name), _trail(name), _page()
    if name in _on_their_way():
        return said
    context = get_script_run_ctx()
    followed = st.session_state.get("stood_on") != here or bool(context and context.is_history_navigation)
    values = [value for value, _ in trail]
    if followed or said not in values:
        trail[:] = [(said, here)]
        return said
    del trail[: values.index(said)]  # chosen, another one, and the first again: it may be at the first of the two
    return said if trail[-1] == (said, here) else None


def followed(name: str) -> str | None:
    """What a link says that was only just followed; None where the address says what this page has read or written before."""
    said, trail, here = st.query_params.get(name), _trail(name), _page()
    context = get_script_run_ctx()
    arrived = st.session_state.get("stood_on") != here or bool(context and context.is_history_navigation)
    values = [value for value, _ in trail]
    if not arrived and said in values:
        del trail[: values.index(said)]
        return None
    trail[:] = [(said, here)]
    return said


def note(name: str, value: str | None) -> None:
    """The page's own script in the browser writes a value into the address (linked.py): what it says later is our own word."""
    trail, entry = _trail(name), (value, _page())
    if not trail:
        trail.append((st.query_params.get(name), ""))
    if trail[-1] != entry:
        trail[:] = [*trail, entry][-LONGEST_TRAIL:]


def write(name: str, value: str | None) -> None:
    """Write something into the address; None takes it out."""
    said, trail, entry = st.query_params.get(name), _trail(name), (value, _page())
    if not trail:
        trail.append((said, ""))
    if trail[-1] != entry:
        trail.append(entry)
    _on_their_way()[name] = _writer()
    if value is None:
        st.query_params.pop(name, None)
    elif said != value:
        st.query_params[name] = value


def begin() -> None:
    """A page is about to be drawn. To be called before it asks for anything.

    What a script wrote that was overtaken by this one (overtaken.py) may never have left: then the browser would go on saying what
    it said before, and that would be taken for the visitor's wish. So it is written once more.
    """
    context = get_script_run_ctx()
    back, waiting = bool(context and context.is_history_navigation), _on_their_way()
    unsent = [name for name, writer in waiting.items() if writer is not _writer()]
    for name in unsent:
        del waiting[name]
    again = {name: _trail(name)[-1][0] for name in unsent if not back and _trail(name)[-1][1] == _page()}
    if not again:
        return
    said = {**st.query_params.to_dict(), **again}
    waiting.update(dict.fromkeys(again, _writer()))
    st.query_params.from_dict(
        {name: value for name, value in said.items() if value is not None}
    )  # told even if it is the same


def stand() -> None:
    """The page is drawn: from now on its address is no link that was just followed. To be called at its end."""
    st.session_state.stood_on = _page()
    waiting = _on_their_way()
    for name in [name for name, writer in waiting.items() if writer is _writer()]:
        del waiting[name]


def _on_their_way() -> dict[str, Any]:
    """The names that scripts wrote which have not come to their ends, each with the one that did.

    What the address says of those that this one wrote is our own word, and no sign of where the browser is.
    """
    held: dict[str, Any] = st.session_state.setdefault("on_their_way", {})
    return held


def _writer() -> Any:
    """What tells this script from one that it overtook: what it gets its requests from."""
    context = get_script_run_ctx()
    return context.script_requests if context else None


def _trail(name: str) -> Trail:
    held: dict[str, Trail] = st.session_state.setdefault("trails", {})
    return held.setdefault(name, [])


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""
