"""What a request said that was overtaken by another still counts.

While a script is busy, Streamlit puts the requests that wait for it together, and takes the widgets' values from the newest one. A
request that opens another page brings only the values of what stands on every page: so what was chosen just before would be lost,
and no callback of ours would hear of it. Its own function is private; the version is pinned, and a test watches that it is there.
"""

from __future__ import annotations

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils import script_requests

_newest = script_requests._coalesce_widget_states


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


def keep() -> None:
    """From now on, have Streamlit put requests together so."""
    script_requests._coalesce_widget_states = together
