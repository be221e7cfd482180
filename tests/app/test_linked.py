"""What a visitor can set is in the page's address, and comes back from it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import controls, linked
from ganboard.app.address import KEYS, NOT_IN_LINKS
from ganboard.app.race import entrants
from ganboard.config import TrainConfig

APP = Path(__file__).parents[2] / "ganboard" / "app"
WIDGETS = ("select", "pills", "segments", "several", "toggle", "text", "number", "number_field", "page_number", "tabs")
WRAPPED = (*WIDGETS, "expander", "field", "ask", "details", "experts")
OURS = ("widgets.py", "fields.py", "bets.py", "layers.py")
"""Files that pass on the name they are given; who calls them is looked at."""


def choices() -> Iterator[tuple[str, str]]:
    """The choice of every widget on every page, as far as it is known before it is drawn, and its file."""
    for file in APP.rglob("*.py"):
        if file.name in OURS:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    names, values = (
                        each.elts if isinstance(each, ast.Tuple) else [each] for each in (target, node.value)
                    )
                    texts |= {ast.unparse(name): value for name, value in zip(names, values, strict=False)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
            room, _, name = ast.unparse(call.func).rpartition(".")
            if name in WRAPPED and room in ("", "widgets", "fields"):
                yield ("details." if name in ("details", "experts") else "") + said(call.args[0], texts), file.name


def said(node: ast.expr, texts: dict[str, ast.expr]) -> str:
    """A name as far as it is known: of ``f"quiz.{page}"`` the beginning."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return str(first.value) if isinstance(first, ast.Constant) else f"PAGE{said(node.values[1], texts)}"
    if isinstance(node, ast.BinOp):
        return said(node.left, texts)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "step_name":
        return "evaluate.step."
    return said(texts[node.id], texts) if isinstance(node, ast.Name) and node.id in texts else ast.unparse(node)


def test_every_widget_is_in_the_address_or_a_reason_says_why_not() -> None:
    found = dict(choices())
    assert {"evaluate.tab", "runs.measure", "race.by", "details.evaluate", "train.field."} <= found.keys()
    assert {name: file for name, file in found.items() if not all(map(known, of_every_page(name)))} == {}


def known(name: str) -> bool:
    return bool(linked.name_of(name) or linked.switch_of(name) or name in NOT_IN_LINKS)


def of_every_page(name: str) -> list[str]:
    """The names that ``f"{page}.source"`` stands for."""
    return [name.replace("PAGE", page) for page in ("say", "draw", "swap", "move", "quiz")]


def script() -> None:
    import streamlit as st

    from ganboard.app import address, linked
    from ganboard.app.widgets import expander, number, select, tabs, toggle

    linked.begin("evaluate")
    st.session_state.seen = {
        "fakes": select("evaluate.count", "Fakes", [500, 1000, 2000], default=1000),
        "metric": select("evaluate.metric", "Metric", ["recall", "1"], default="recall"),
        "soft": toggle("say.smooth", "Soft", True),
        "number": number("evaluate.clouds.number.a_5", "Number", 1, 1, 20, step=1),
        "tab": [
            name
            for name, place in tabs("evaluate.tab", {"numbers": "Numbers", "classes": "Classes"}).items()
            if place.open
        ],
        "open": bool(expander("train.advanced", "Advanced").open),
    }
    st.session_state.told = linked.to_browser()
    address.stand()


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(script, default_timeout=30)


def told(page: AppTest) -> dict[str, Any]:
    return {name: text for name, text in page.session_state.told["said"].items() if text is not None}


LINK = {"fakes": "2000", "metric": "1", "soft": "0", "number": "7", "tab": "classes", "open": "advanced"}


def test_a_page_told_by_a_link_tells_the_same_link(page: AppTest) -> None:
    page.run()
    assert page.session_state.seen["fakes"] == 1000
    assert told(page) == {}  # what nobody chose is in no address
    page = AppTest.from_function(script, default_timeout=30)
    page.query_params.update(LINK)
    page.run()
    assert not page.exception
    seen = {"fakes": 2000, "metric": "1", "soft": False, "number": 7, "tab": ["classes"], "open": True}
    assert page.session_state.seen == seen
    assert told(page) == {name: text for name, text in LINK.items() if name != "open"}
    assert page.session_state.told["open"] == {"advanced": True}


def test_a_choice_is_not_undone_by_the_address_of_before(page: AppTest) -> None:
    page.query_params.update(LINK)
    page.run()
    page.selectbox[0].select(500).run()  # the browser still says 2000
    assert page.session_state.seen["fakes"] == 500
    assert told(page)["fakes"] == "500"
    page.toggle[0].set_value(True).run()
    assert page.session_state.seen["fakes"] == 500
    assert "soft" not in told(page)  # back at what nobody need say
    page.query_params["fakes"] = "500"
    page.run()
    page.query_params["fakes"] = "2000"  # the browser had said 500: somebody followed a link
    page.run()
    assert page.session_state.seen["fakes"] == 2000


def test_nonsense_in_a_link_is_passed_over(page: AppTest) -> None:
    seen = {"fakes": 1000, "metric": "recall", "soft": True, "number": 1, "tab": ["numbers"], "open": False}
    turns = ["", "x" * 9999, "1e999", "-1", "true", "NaN", "[]", "7.5", "٣", "numbers.classes"]
    for turn in range(0, len(turns), 3):  # each name gets each kind, three pages would be drawn in vain
        nonsense = [*turns[turn:], *turns[:turn]]
        page.query_params.update(dict(zip(LINK, nonsense, strict=False)))
        page.run()
        assert not page.exception
        assert page.session_state.seen == seen
        assert told(page) == {}


def form() -> None:
    import streamlit as st

    from ganboard.app import address, controls, linked

    linked.begin("train")
    controls.prepare()
    st.session_state.config = controls.config().to_json()
    st.session_state.preset = controls.preset_name()
    controls.tell_address()
    st.session_state.told = linked.to_browser()
    address.stand()


@pytest.mark.slow
@pytest.mark.parametrize("preset", [None, "quick", "points"])
def test_the_form_is_what_its_address_says(preset: str | None) -> None:
    link = {"seed": "4", "penalty": "none", "conditional": "false"} if preset in (None, "quick") else {"seed": "4"}
    first, second = (AppTest.from_function(form, default_timeout=30) for _ in range(2))
    first.query_params.update(link if preset is None else {**link, "preset": preset})
    first.run()
    assert not first.exception
    assert "problem" not in first.session_state
    assert first.session_state.preset == preset
    assert TrainConfig.from_json(first.session_state.config).seed == 4
    written = told(first)
    assert len(written) <= len(link) + 1
    second.query_params.update(written)
    second.run()
    same = ("config", "preset") if written.get("preset") or preset is None else ("config",)
    assert [second.session_state[name] for name in same] == [first.session_state[name] for name in same]


def test_entrants_come_back_and_no_link_names_files_of_this_computer() -> None:
    configs = [TrainConfig(), TrainConfig(penalty="none", seed=3)]
    text = entrants._packed(configs)
    assert len(text) < linked.LONGEST / 4
    assert entrants._unpacked(text) == configs
    for nonsense in ("", "é", "bm9uc2Vuc2U", text[:-5], "W3siYSI6MX1d", "W10", "MQ"):
        assert entrants._unpacked(nonsense) == []


def test_names_in_an_address_are_no_settings_of_a_training() -> None:
    assert KEYS.keys() & controls.KNOWN == {"seed"}  # "Say it" and "Draw a creature" are other pages than Train
