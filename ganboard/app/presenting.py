"""In front of a class: large type and pictures, the main controls alone, and "Next class", which resets all with one press.

What is hidden is hidden by ``present.css``, so that a page is the same page; the address holds ``?present=1``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ganboard.app import address
from ganboard.app.browsers import asking
from ganboard.app.choices import choose, chosen, everything
from ganboard.app.complaints import complain
from ganboard.app.components.shared.keys import keys
from ganboard.app.connection import engine
from ganboard.app.paths import page_file
from ganboard.app.presence import is_open
from ganboard.app.prose import DEFAULT
from ganboard.app.session import _
from ganboard.app.widgets import toggle
from ganboard.errors import GANBoardError
from ganboard.run_status import ENDED
from ganboard.runs import find_run

PRESENT, BEFORE, RESETS = "present", "present.before", "present.resets"
"""The choices that say whether it is on, what was there before the last reset, as JSON, and how many there were."""
STYLE = Path(__file__).parent / "present.css"
OWN = ("tray", "tray_of_tables", "shelf")
"""What Streamlit's session holds of a class: files that it brought, and what it laid aside."""
STAYS = ("language", PRESENT)
"""Choices that outlive a reset."""

_tabs: dict[str, set[str]] = {}
"""The sessions of each browser that present, by its secret."""


def head(page: str) -> None:
    """The switch and the keys in the page's header, and what stands around a page while it is on.

    Args:
        page: The name of the page that is drawn.
    """
    if chosen(PRESENT) is None:  # once: later the address may still say what was there before the switch was turned
        choose(PRESENT, address.asked(PRESENT) == "1")
    with st.container(key="present_switch"):
        on = toggle(
            PRESENT,
            _("Presenter"),
            help=_("Large type and pictures for a projector, and only the main controls. Key: P"),
        )
        keys(int(chosen(RESETS, 0)), undone=chosen(BEFORE) is None)
    address.write(PRESENT, "1" if on else None)
    _presents(on)
    if on:
        st.html(STYLE)
        _bar(page)
    if target := st.session_state.pop("present_to", None):
        st.switch_page(page_file(target))


def _bar(page: str) -> None:
    """The bar at the lower edge."""
    before = chosen(BEFORE)
    with st.container(horizontal=True, vertical_alignment="center", key="present_bar"):
        if before and not _begun():
            st.html(f"<p role='status'>{_told(json.loads(before)['stopped'])}</p>")
            st.button(_("Go back to it"), key="present_undo", icon=":material/undo:", on_click=_undo)
        if not before or _anything_since():
            st.button(
                _("Next class"),
                key="present_reset",
                help=_(
                    "Begins as new: stops what was begun for this class, and goes to the first page. All runs are kept."
                ),
                on_click=_reset,
                args=(page,),
            )


def _presents(on: bool) -> None:
    """Have the engine's client note what this browser begins, as long as one of its tabs presents: one may also just be closed."""
    secret, context = asking().secret, get_script_run_ctx()
    if not secret or context is None:
        return
    tabs = {tab for tab in _tabs.get(secret, ()) if tab != context.session_id and is_open(tab)}
    if on:
        tabs.add(context.session_id)
    if tabs:
        _tabs[secret] = tabs
        engine().begun.setdefault(secret, [])
    else:
        _tabs.pop(secret, None)
        engine().begun.pop(secret, None)


def _begun() -> list[str]:
    """What this browser has begun since it presents."""
    return engine().begun.get(asking().secret, [])


def _anything_since() -> bool:
    """Whether anything was begun or chosen since the last reset."""
    return bool(_begun()) or any(name not in (*STAYS, BEFORE, RESETS) for name in everything())


def _told(stopped: list[str]) -> str:
    if stopped:
        return _("Ready for the next class. Trainings stopped: {count}. All runs are kept.").format(count=len(stopped))
    return _("Ready for the next class. All runs are kept.")


def _reset(page: str) -> None:
    """Stop what was begun in front of this class, forget what was chosen, and go to the first page. Nothing on disk is touched."""
    if chosen(BEFORE) and not _anything_since():  # pressed twice: there would be nothing left to go back to
        return
    stopped = [run_id for run_id in _begun() if _stop(run_id)]
    _begun().clear()
    before = {name: value for name, value in everything().items() if name not in (*STAYS, BEFORE)}
    st.session_state.present_aside = {name: st.session_state.pop(name) for name in OWN if name in st.session_state}
    _choose_anew({BEFORE: json.dumps({"choices": before, "page": page, "stopped": stopped})})
    _go(DEFAULT)


def _undo() -> None:
    """Take all back that was chosen, and let what was stopped train on."""
    before = chosen(BEFORE)
    if not before:  # pressed twice
        return
    told = json.loads(before)
    _choose_anew(told["choices"])
    st.session_state.update(st.session_state.pop("present_aside", {}))
    for run_id in told["stopped"]:
        try:
            engine().resume(run_id)
        except GANBoardError as error:
            complain(error.message)
    _go(told["page"])


def _choose_anew(choices: dict[str, Any]) -> None:
    resets = int(chosen(RESETS, 0)) + 1
    kept = {name: value for name, value in everything().items() if name in STAYS}
    everything().clear()
    everything().update({**kept, **choices, RESETS: resets})


def _stop(run_id: str) -> bool:
    """Whether a run moved, and was stopped."""
    try:
        if find_run(engine().root, run_id).status()["state"] in (*ENDED, "paused"):
            return False
        engine().end(run_id)
    except GANBoardError:  # it was deleted meanwhile
        return False
    return True


def _go(page: str) -> None:
    st.session_state.present_to = page
