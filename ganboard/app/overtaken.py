"""What a request said that was overtaken by another still counts.

A request brings what the visitor did, the widgets' values, and its script first runs their callbacks. At the next request Streamlit
stops that script and begins another one. So it loses what was said last, and no callback of ours would hear of it:

- Where a script was stopped before its callbacks began (some hundredths of a second, and more on a busy computer), nobody hears
  them. Here the next request takes along what is unheard (:func:`ask`).
- A callback that runs is ended where it asks for something. Here callbacks run to their ends, and those of the next script wait
  for them (:func:`hear`).
- Of requests that wait, the newest one's values are taken. One that opens another page brings only the values of what stands on
  every page; here the older one's count for the others (:func:`together`).

What is replaced for that is private to Streamlit; the version is pinned, and tests watch that it is there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from streamlit import config
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests, ScriptRequestType
from streamlit.runtime.state.safe_session_state import SafeSessionState

_newest = script_requests._coalesce_widget_states
_ready = ScriptRequests.on_scriptrunner_ready
_yield = ScriptRequests.on_scriptrunner_yield
_will_rerun = SafeSessionState.on_script_will_rerun
_request_rerun = AppSession.request_rerun


@dataclass
class Said:
    """What a script's thread knows of its requests.

    Attributes:
        unheard: The values of the request that it has taken, until their callbacks run.
        hearing: Whether callbacks run.
        over: Whether the next script hears what this one has not heard.
    """

    unheard: WidgetStates | None = None
    hearing: bool = False
    over: bool = False


_GUARD = threading.Lock()
"""Guards all that follows. Held for moments only."""
_SAID: WeakKeyDictionary[ScriptRequests, Said] = WeakKeyDictionary()
_ONE_BY_ONE: WeakValueDictionary[str, Any] = WeakValueDictionary()
"""Locks by session, as long as callbacks run."""


def together(old_states: WidgetStates | None, new_states: WidgetStates | None) -> WidgetStates | None:
    """The widgets' values of two requests: the newer one's, and of the older one what the newer one says nothing of.

    Args:
        old_states: Of the request that was overtaken; None if it had none.
        new_states: Of the one that overtook it.
    """
    found = _newest(old_states, new_states)
    if old_states and new_states and found is not None:
        told = {state.id for state in found.widgets}
        found.widgets.extend(state for state in old_states.widgets if state.id not in told)
    return found


def ask(session: AppSession, client_state: ClientState | None) -> None:
    """Ask for a script. Where another one is stopped for it, what that one has not heard is said along."""
    before = session._scriptrunner
    stops = client_state is not None and not client_state.fragment_id and config.get_option("runner.fastReruns")
    if before is not None and client_state is not None and stops:
        values = together(hand_over(before._requests), client_state.widget_states)
        if values is not None:
            client_state.widget_states.CopyFrom(values)
    _request_rerun(session, client_state)


def hand_over(waiting: ScriptRequests) -> WidgetStates | None:
    """What a script's thread has not heard, and will not hear any more."""
    with _GUARD:
        said = _said(waiting)
        waits = waiting._state is ScriptRequestType.RERUN and not said.over
        unheard, said.unheard = together(said.unheard, waiting._rerun_data.widget_states if waits else None), None
        said.over = not said.hearing
        return unheard


def take_first(waiting: ScriptRequests) -> ScriptRequest:
    """The request to begin with, or to go on with when a script is through."""
    with _GUARD:
        return _taken(waiting, _ready(waiting))


def take_next(waiting: ScriptRequests) -> ScriptRequest | None:
    """The request for which a script ends here; None where it goes on, and as long as the one before is unheard."""
    with _GUARD:
        said = _said(waiting)
        if said.hearing or (said.unheard is not None and waiting._state is ScriptRequestType.RERUN):
            return None
        return _taken(waiting, _yield(waiting))


def hear(state: SafeSessionState, *values: Any, **more: Any) -> None:
    """Set the widgets' values of the request that was taken, and run their callbacks, all of them to their ends.

    Raises:
        StopException: The next script hears them.
    """
    context = get_script_run_ctx()
    if context is None or context.script_requests is None:
        _will_rerun(state, *values, **more)
        return
    with _one_by_one(context.session_id):
        with _GUARD:
            said = _said(context.script_requests)
            if said.over:
                raise StopException
            said.unheard, said.hearing = None, True
        try:
            _will_rerun(state, *values, **more)
        finally:
            said.hearing = False


@contextmanager
def _one_by_one(session: str) -> Iterator[None]:
    """The callbacks of a session's scripts, one script's after the other's."""
    with _GUARD:
        lock = _ONE_BY_ONE.setdefault(session, threading.RLock())
    with lock:
        yield


def _said(waiting: ScriptRequests) -> Said:
    return _SAID.setdefault(waiting, Said())


def _taken(waiting: ScriptRequests, request: Any) -> Any:
    """The same request; what it says is unheard."""
    if request is not None:
        _said(waiting).unheard = request.rerun_data.widget_states if request.type is ScriptRequestType.RERUN else None
    return request


REPLACED = (
    (script_requests, "_coalesce_widget_states", together),
    (ScriptRequests, "on_scriptrunner_ready", take_first),
    (ScriptRequests, "on_scriptrunner_yield", take_next),
    (SafeSessionState, "on_script_will_rerun", hear),
    (AppSession, "request_rerun", ask),
)
"""What of Streamlit's is replaced, and by what."""


def keep() -> None:
    """From now on, have Streamlit treat requests so."""
    for place, name, ours in REPLACED:
        setattr(place, name, ours)
