"""What stood in a visitor's way is said, even where the script that was to say it is ended, and it is said once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import complaints


def _script() -> None:
    import streamlit as st

    from ganboard.app.complaints import complain, show_complaint, through
    from ganboard.i18n import message

    st.button("go", key="go", on_click=complain, args=(message("No *room* for {n}.", n=3), "form"))
    show_complaint()
    show_complaint("form", st.container(), st.container())
    if st.session_state.get("ended"):
        st.stop()
    through()


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(_script).run()


def said(page: AppTest) -> list[str]:
    assert not page.exception
    return [each.value for each in page.error]


def test_a_sentence_is_said_in_each_of_its_places_until_the_page_is_drawn_again(page: AppTest) -> None:
    assert said(page) == []
    assert said(page.button("go").click().run()) == ["No *room* for 3."] * 2
    assert said(page.run()) == []


def test_a_script_that_is_ended_has_said_nothing(page: AppTest) -> None:
    page.session_state.ended = True
    page.button("go").click().run()
    page.session_state.ended = False
    assert said(page.run()) == ["No *room* for 3."] * 2
    assert said(page.run()) == []


def test_what_stood_in_the_way_long_ago_is_not_said(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page.session_state.ended = True
    page.button("go").click().run()
    now: Callable[[], float] = complaints.time.time
    monkeypatch.setattr(complaints.time, "time", lambda: now() + complaints.PATIENCE)
    assert said(page.run()) == []
