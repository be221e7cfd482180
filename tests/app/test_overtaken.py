"""What was chosen just before something else reaches us, however busy the script was."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunException, ScriptRunContext, StopException, add_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.state.common import WidgetMetadata

from ganboard.app import overtaken
from ganboard.app.components import news_of
from tests.waiting import until

PRESSED = "$$ID-pressed"


def states(**values: int) -> WidgetStates:
    return WidgetStates(widgets=[WidgetState(id=name, int_value=value) for name, value in values.items()])


def press() -> WidgetStates:
    return WidgetStates(widgets=[WidgetState(id=PRESSED, trigger_value=True)])


class Script:
    """A script's thread as far as it takes requests, on this thread; a session may have several."""

    def __init__(self, state: SessionState, first: RerunData) -> None:
        self.requests = ScriptRequests()
        self.requests.request_rerun(first)
        self.state = SafeSessionState(state, self.reach)
        self.context = ScriptRunContext(
            session_id="session",
            _enqueue=lambda message: self.reach(),
            query_string="",
            session_state=self.state,
            uploaded_file_mgr=MemoryUploadedFileManager("/upload"),
            main_script_path="",
            user_info={},
            fragment_storage=MemoryFragmentStorage(),
            pages_manager=PagesManager(""),
            script_requests=self.requests,
        )

    def reach(self) -> None:
        """What Streamlit does wherever it may end a script."""
        request = self.requests.on_scriptrunner_yield()
        if request is not None:
            raise StopException if request.type is ScriptRequestType.STOP else RerunException(request.rerun_data)

    def take(self) -> WidgetStates | None:
        """Take a request to begin with."""
        request = self.requests.on_scriptrunner_ready()
        return request.rerun_data.widget_states if request.type is ScriptRequestType.RERUN else None

    def hear(self, values: WidgetStates | None) -> None:
        """Run the callbacks of a request."""
        add_script_run_ctx(threading.current_thread(), self.context)
        self.state.on_script_will_rerun(values)


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    overtaken.keep()
    yield
    if hasattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME):
        delattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME)


def drawn(state: SessionState, callback: Callable[[], Any]) -> SessionState:
    """The session with a button on its page."""
    state._set_widget_metadata(
        WidgetMetadata(id=PRESSED, deserializer=bool, serializer=bool, value_type="trigger_value", callback=callback)
    )
    return state


def test_a_request_for_another_page_does_not_undo_the_one_before() -> None:
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


@pytest.mark.parametrize("taken", [False, True], ids=["before it was taken", "before its callbacks ran"])
def test_a_press_into_a_script_that_ends_for_the_next_request_is_heard_once(taken: bool) -> None:
    called: list[str] = []
    state = drawn(SessionState(), lambda: called.append("pressed"))
    first = Script(state, RerunData(widget_states=press()))
    values = first.take() if taken else None
    left = overtaken.hand_over(first.requests)  # as the next request arrives,
    first.requests.request_stop()  # for which Streamlit stops the script
    if taken:
        with pytest.raises(StopException):
            first.hear(values)
    else:
        assert first.take() is None
    assert called == []
    second = Script(state, RerunData(widget_states=overtaken.together(left, states(language=2))))
    second.hear(second.take())
    assert called == ["pressed"]
    assert "language" in state._new_widget_state.states
    assert overtaken.hand_over(second.requests) is None  # and not a third time


def test_callbacks_run_to_their_ends_and_the_next_scripts_come_after_them() -> None:
    order: list[str] = []
    scripts: list[Script] = []
    other: list[threading.Thread] = []

    def begin_the_next() -> None:
        order.append("begins")
        first = scripts[0]
        assert overtaken.hand_over(first.requests) is None  # these are being heard
        first.requests.request_stop()
        second = Script(state, RerunData(widget_states=press()))
        drawn(state, lambda: order.append("next"))
        thread = threading.Thread(target=lambda: second.hear(second.take()))
        other.append(thread)
        thread.start()
        first.reach()  # it does not end here
        first.state["said"] = 1
        order.append("ends")

    state = drawn(SessionState(), begin_the_next)
    scripts.append(Script(state, RerunData(widget_states=press())))
    scripts[0].hear(scripts[0].take())
    with pytest.raises(StopException):
        scripts[0].reach()  # but here
    until(lambda: not other[0].is_alive(), "the next script's callbacks")
    assert order == ["begins", "ends", "next"]


def test_a_script_that_asks_to_be_run_again_is_not_taken_for_one_with_something_to_say() -> None:
    script = Script(SessionState(), RerunData())
    assert script.take() is None
    script.requests.request_rerun(RerunData(widget_states=states(size=1)))
    with pytest.raises(RerunException) as ended:
        script.reach()
    assert ended.value.rerun_data.widget_states == states(size=1)
    script.requests.request_rerun(RerunData(widget_states=states(size=2)))
    script.reach()  # the one that it has taken comes first
    script.hear(states(size=1))
    with pytest.raises(RerunException):
        script.reach()


def test_all_that_is_replaced_is_there_under_the_same_name() -> None:
    for place, name, ours in overtaken.REPLACED:
        assert getattr(place, name) is ours
    for there in (
        overtaken._newest,
        overtaken._ready,
        overtaken._yield,
        overtaken._will_rerun,
        overtaken._request_rerun,
    ):
        assert there.__module__.startswith("streamlit.")


def test_what_is_said_along_stands_in_the_next_request(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ClientState | None] = []
    monkeypatch.setattr(overtaken, "_request_rerun", lambda session, said: asked.append(said))
    script = Script(SessionState(), RerunData(widget_states=press()))
    visitor: Any = SimpleNamespace(_scriptrunner=SimpleNamespace(_requests=script.requests))
    requests = [ClientState(fragment_id="part"), None, *(ClientState(widget_states=states(language=n)) for n in (2, 3))]
    for each in requests:
        overtaken.ask(visitor, each)
    said = [None if each is None else [state.id for state in each.widget_states.widgets] for each in asked]
    assert said == [[], None, ["language", PRESSED], ["language"]]  # a part of a page, or nobody, stops no script


def test_what_was_told_by_a_component_that_is_gone_is_nothing() -> None:
    assert news_of("tour_cards", "begin") is None


def test_callbacks_ask_for_what_was_told_in_the_one_way_that_survives_a_page_that_was_left() -> None:
    unsafe = re.compile(r"session_state(\.(?!get\b|pop\b|setdefault\b|update\b)\w+|\[\w+\])\.(?!update\b|get\b)\w+")
    files = (Path(overtaken.__file__).parent).rglob("*.py")
    found = {each.name: unsafe.findall(each.read_text(encoding="utf-8")) for each in files}
    assert {name: lines for name, lines in found.items() if lines} == {}
