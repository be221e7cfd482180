"""What was chosen just before another page was opened reaches us, however busy the script was."""

from __future__ import annotations

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

from ganboard.app import overtaken


def states(**values: int) -> WidgetStates:
    return WidgetStates(widgets=[WidgetState(id=name, int_value=value) for name, value in values.items()])


def test_a_request_for_another_page_does_not_undo_the_one_before() -> None:
    overtaken.keep()
    waiting = ScriptRequests()
    waiting.request_rerun(RerunData(widget_states=states(language=1, size=72), page_script_hash="train"))
    waiting.request_rerun(RerunData(widget_states=states(language=2), page_script_hash="runs"))
    request = waiting.on_scriptrunner_ready()
    assert request.rerun_data.page_script_hash == "runs"
    assert request.rerun_data.widget_states is not None
    told = {each.id: each.int_value for each in request.rerun_data.widget_states.widgets}
    assert told == {"language": 2, "size": 72}


def test_requests_without_values_stay_as_they_are() -> None:
    assert overtaken.together(None, None) is None
    assert overtaken.together(None, states(a=1)) == states(a=1)
    assert overtaken.together(states(a=1), None) == states(a=1)
