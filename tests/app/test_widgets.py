"""The rule that a visitor's choice is held by us: no page puts a widget of Streamlit's on the screen by itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ganboard.app.choices import LONGEST, choose, restore
from tests.app.bound import bound

APP = Path(__file__).parents[2] / "ganboard" / "app"
WITH_A_VALUE = {
    *(
        "audio_input",
        "camera_input",
        "chat_input",
        "checkbox",
        "color_picker",
        "data_editor",
        "date_input",
        "date_range",
    ),
    *("datetime_input", "expander", "feedback", "file_uploader", "form", "menu_button", "multiselect", "number_input"),
    *("pagination", "pills", "radio", "segmented_control", "select_slider", "selectbox", "slider", "tabs", "text_area"),
    *("text_input", "time_input", "toggle"),
}
"""Streamlit's functions whose result, or whose being open, is a visitor's choice. Buttons and downloads are none."""


LEAD_ELSEWHERE = ("dial_panel.py", "instead.py", "opened.py", "runs.py", "watching.py")
"""Files of buttons that open another page: whoever presses something else at once wants that instead."""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[ast.Call]:
    """Calls of methods; what is awaited is a request's, not Streamlit's."""
    tree = tree_of(path)
    awaited = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Await)}
    awaited |= {
        id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.AsyncWith) for item in node.items
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and id(node) not in awaited:
            yield node


def sources() -> list[Path]:
    return sorted(APP.rglob("*.py"))


def results(path: Path) -> set[int]:
    """Calls whose result is looked at, by their id."""
    nodes = list(ast.walk(tree_of(path)))
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return {id(node) for node in nodes if isinstance(node, ast.Call) and id(node) not in alone}


def faults(path: Path) -> list[str]:
    """What a file of the dashboard does that only one room may do."""
    found = []
    used = results(path)
    for call in calls(path):
        assert isinstance(call.func, ast.Attribute)
        name, on = call.func.attr, ast.unparse(call.func.value)
        words = {keyword.arg for keyword in call.keywords}
        if path.name != "widgets.py" and on != "widgets" and (name in WITH_A_VALUE or words & {"on_select", "bind"}):
            found.append(f"{path.name}:{call.lineno}: {on}.{name} belongs into widgets.py, bound to a choice")
        if name == "button" and on == "st" and id(call) in used and path.name not in {"widgets.py", *LEAD_ELSEWHERE}:
            found.append(
                f"{path.name}:{call.lineno}: work is begun by widgets.press or on_click: another click may come first"
            )
        if name == "toast" and path.name != "session.py":
            found.append(
                f"{path.name}:{call.lineno}: say it by session.toast: in a fragment's callback it breaks the page"
            )
        if on == "st.query_params" and name in ("update", "pop", "clear", "from_dict") and path.name != "address.py":
            found.append(f"{path.name}:{call.lineno}: the address is written by address.py")
    return found


def test_there_are_sources_and_the_rule_finds_what_it_looks_for(tmp_path: Path) -> None:
    assert len(sources()) > 50
    bad = tmp_path / "page.py"
    bad.write_text(
        "left.selectbox('a', [])\nst.plotly_chart(f, on_select='rerun')\nst.toast('x')\nst.query_params.pop('a')\n"
        "if st.button('a'):\n    work()\nst.button('b', on_click=work)\n"
    )
    assert len(faults(bad)) == 5
    assert WITH_A_VALUE - {"date_range"} <= set(dir(st))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(APP)))
def test_only_one_room_puts_widgets_on_a_page(path: Path) -> None:
    assert faults(path) == []


def test_the_address_is_set_in_one_room() -> None:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and path.name != "address.py":
                assert not any(ast.unparse(target).startswith("st.query_params[") for target in node.targets), path


@pytest.mark.parametrize("value", [object(), {"a": 1}, (1, 2), b"x", [object()]])
def test_a_choice_is_plain(value: Any) -> None:
    with pytest.raises(TypeError, match="expected a value that JSON has"):
        choose("train.size", value)


def script() -> None:
    import streamlit as st

    from ganboard.app import widgets
    from ganboard.app.choices import chosen, forget

    if st.session_state.get("elsewhere"):
        st.stop()
    german = st.session_state.get("german", False)
    colours = {"red": "Rot", "blue": "Blau"} if german else {"red": "Red", "blue": "Blue"}
    steps = st.session_state.get("steps", [1, 2])
    st.session_state.seen = {
        "colour": widgets.select("a.colour", "Colour", list(colours), colours.__getitem__),
        "row": widgets.pills("a.row", "Row", list(colours), colours.__getitem__, "red"),
        "many": widgets.several("a.many", "Many", list(colours), colours.__getitem__, most=2),
        "step": widgets.select("a.step", "Step", steps, lambda step: f"{'Schritt' if german else 'step'} {step}"),
        "size": widgets.number("a.size", "Size", 20, 2, 1000, step=1),
        "rate": widgets.number("a.rate", "Rate", 0.5, None, 1, optional=True, step=0.1),
        "on": widgets.toggle("a.on", "On"),
        "text": widgets.text("a.text", "Text"),
    }
    if st.button("Forget"):
        forget("a.")
    st.session_state.held = chosen("a.size")


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(script, default_timeout=30).run()


def seen(page: AppTest) -> dict[str, Any]:
    assert not page.exception
    return dict(page.session_state.seen)


def choose_all(page: AppTest) -> dict[str, Any]:
    bound(page.selectbox, "a.colour").set_value("blue")
    bound(page.button_group, "a.row").set_value("blue")
    bound(page.multiselect, "a.many").set_value(["red", "blue"])
    bound(page.selectbox, "a.step").set_value(2)
    bound(page.number_input, "a.size").set_value(48)
    bound(page.number_input, "a.rate").set_value(None)
    bound(page.toggle, "a.on").set_value(True)
    bound(page.text_input, "a.text").set_value("hello")
    page.run()
    expected = {
        "colour": "blue",
        "row": "blue",
        "many": ["red", "blue"],
        "step": 2,
        "size": 48,
        "rate": None,
        "on": True,
    }
    assert seen(page) == {**expected, "text": "hello"}
    return seen(page)


def test_every_choice_outlives_another_language(page: AppTest) -> None:
    before = choose_all(page)
    for german in (True, False, True):
        page.session_state.german = german
        page.run()
        assert seen(page) == before
        assert bound(page.selectbox, "a.colour").value == "blue"
        assert bound(page.selectbox, "a.step").value == 2


def test_every_choice_outlives_another_page_which_has_none_of_the_widgets(page: AppTest) -> None:
    before = choose_all(page)
    page.session_state.elsewhere = True
    page.run()
    assert not page.number_input
    page.session_state.elsewhere = False
    page.run()
    assert seen(page) == before
    assert bound(page.number_input, "a.size").value == 48


def test_what_cannot_be_chosen_any_more_gives_way_and_comes_back(page: AppTest) -> None:
    choose_all(page)
    page.session_state.steps = [1, 3]
    page.run()
    assert seen(page)["step"] == 1
    page.session_state.steps = [1, 2, 3]
    page.run()
    assert seen(page)["step"] == 2


def test_what_the_page_changes_is_shown_by_the_widget(page: AppTest) -> None:
    choose_all(page)
    page.session_state.choices["a.size"] = 64
    page.run()
    assert bound(page.number_input, "a.size").value == seen(page)["size"] == 64
    page.session_state.choices["a.size"] = "a lot"  # nonsense, from wherever it came
    page.run()
    assert bound(page.number_input, "a.size").value == seen(page)["size"] == 20


def test_a_window_gives_back_only_what_is_plain() -> None:
    st.session_state.clear()
    for told in (None, 5, "x", [1], {"a": {"b": 1}}, {"a": "x" * LONGEST}):
        restore(told)
    assert not st.session_state.get("choices")
    restore({"a": 5, "b": {"c": 1}})
    assert st.session_state.choices == {"a": 5}


def press_and_work() -> None:
    import streamlit as st

    from ganboard.app.choices import everything
    from ganboard.app.widgets import obeyed, press

    waits = press("go", "Go")
    if st.session_state.get("cut"):  # as Streamlit ends a script when the visitor does something else
        st.stop()
    if waits:
        held = everything()
        st.session_state.done = st.session_state.get("done", 0) + 1
        obeyed(held)


def test_a_press_counts_until_its_work_has_begun_and_once() -> None:
    page = AppTest.from_function(press_and_work).run()
    page.session_state.cut = True
    page.button("go").click().run()
    assert "done" not in page.session_state
    page.session_state.cut = False
    assert page.run().session_state.done == 1
    assert page.run().session_state.done == 1
    page.button("go").click().run()
    assert page.session_state.done == 2


def test_a_press_over_another_training_is_an_impatient_second_one() -> None:
    page = AppTest.from_function(press_and_work).run()
    page.session_state.choices["train.own"] = "begun by the first press"
    page.button("go").click().run()  # the button that was drawn before
    assert "done" not in page.session_state
    page.button("go").click().run()
    assert page.session_state.done == 1


@pytest.mark.parametrize("told", [[100.0, None], [True, None], [], 4e9, "yes"])
def test_a_press_of_long_ago_and_what_is_none_are_not_obeyed(told: Any) -> None:
    page = AppTest.from_function(press_and_work)
    page.session_state.choices = {"pressed.go": told}
    assert "done" not in page.run().session_state
