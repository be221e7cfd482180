"""What stands behind "Details": closed at first, drawn only where it is open, remembered by the browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import layers


def _page() -> None:
    import streamlit as st

    from ganboard.app.layers import details, experts

    with details("train") as shown:
        if shown:
            st.write("curves")
    with experts("evaluate") as shown:
        if shown:
            st.write("statistics")


@pytest.mark.parametrize(
    ("cookie", "drawn"), [("", []), ("train", ["curves"]), ("explore.evaluate", ["statistics"]), ("trains", [])]
)
def test_what_the_browser_left_open_is_drawn(monkeypatch: pytest.MonkeyPatch, cookie: str, drawn: list[str]) -> None:
    class Context:
        cookies = {layers.COOKIE: cookie} if cookie else {}

    monkeypatch.setattr(layers.st, "context", Context(), raising=False)
    monkeypatch.setattr("ganboard.app.session.language", lambda: "en")
    page = AppTest.from_function(_page).run()
    assert not page.exception
    assert [each.value for each in page.markdown] == drawn
    assert [each.label for each in page.expander] == ["Details", "For experts"]


def test_a_choice_of_this_visit_counts_before_what_was_remembered() -> None:
    page = AppTest.from_function(_page)
    page.session_state["choices"] = {"details.train": True}
    page.run()
    assert [each.value for each in page.markdown] == ["curves"]
