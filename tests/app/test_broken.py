"""What a visitor reads where a page's script broke off: plain words in the visitor's language, and nothing of the error itself."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from ganboard.app.broken import tell
from ganboard.app.doors import around
from tests.app.visitors import refused


def script() -> None:
    from ganboard.app.broken import tell
    from ganboard.app.session import choose_language
    from ganboard.errors import RunError

    choose_language()
    told = [tell(error) for error in (KeyError("a secret"), RunError("There is no run called {run}.", run="x"))]
    assert told == [True, True]  # Streamlit shows nothing


def test_what_broke_off_is_told_in_plain_words() -> None:
    test = AppTest.from_function(script)
    test.query_params["lang"] = "zh"
    said = refused(test.run())
    assert not test.exception
    assert said.count("刷新") == 2
    assert "There is no run called x." in said
    assert "secret" not in said


def test_the_server_tells_it_so() -> None:
    assert around()["on_script_error"] is tell
