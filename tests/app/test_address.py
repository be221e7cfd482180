"""Whose wish an address is: the visitor's, or only ours of before, which the browser has not replaced yet."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from ganboard.app import address

    address.begin()
    if "choose" in st.session_state:  # as a callback does, before the page asks
        address.write("run", st.session_state.choose)
        del st.session_state.choose
    st.session_state.asked = address.asked("run")
    if "write" in st.session_state:
        address.write("run", st.session_state.write)
        del st.session_state.write
    if st.session_state.pop("overtaken", False):
        st.stop()
    address.stand()


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(script, default_timeout=30)


def asks(page: AppTest, said: str | None, write: Any = ...) -> Any:
    """What counts when the browser sends an address; and what the page writes then."""
    if said is None:
        page.query_params.pop("run", None)
    else:
        page.query_params["run"] = said
    if write is not ...:
        page.session_state.write = write
    page.run()
    assert not page.exception
    return page.session_state.asked


def test_a_link_counts_and_what_was_replaced_does_not(page: AppTest) -> None:
    assert asks(page, "a", write="b") == "a"
    assert asks(page, "a") is None  # sent before "b" arrived
    assert asks(page, "b") == "b"
    assert asks(page, "a") == "a"  # the browser had read "b": now somebody wants "a"


def test_what_was_taken_out_does_not_come_back_by_itself(page: AppTest) -> None:
    assert asks(page, "a", write=None) == "a"
    assert asks(page, "a") is None
    assert asks(page, None) is None


def test_what_is_written_again_counts_again(page: AppTest) -> None:
    assert asks(page, "a", write="b") == "a"
    assert asks(page, "b", write="a") == "b"
    assert asks(page, "b") is None
    assert asks(page, "a") == "a"


def test_what_another_page_wrote_counts_only_as_a_link(page: AppTest) -> None:
    assert asks(page, None, write="a") is None
    page.session_state.trails["run"][-1] = ("a", "another page")
    assert asks(page, "a") is None  # it arrived late
    page.session_state.stood_on = "another page"
    assert asks(page, "a") == "a"  # a link from there


def test_what_was_just_chosen_is_not_undone_by_an_address_of_before(page: AppTest) -> None:
    assert asks(page, None, write="a") is None
    page.session_state.choose = "b"
    assert asks(page, "a") == "b"  # our own word: whether the browser has it, nobody knows
    assert asks(page, "a") is None
    assert asks(page, "b") == "b"
    assert asks(page, "a") == "a"


def test_the_last_of_several_choices_stays_whatever_the_browser_still_says(page: AppTest) -> None:
    """Chosen fast: "a", "b", "a" and "c". The browser says of each when it gets there, the visitor chose none of them since."""
    asks(page, "x")
    for value in ("a", "b", "a", "c"):
        page.session_state.choose = value
        asks(page, "x")
    for late in ("x", "a", "b", "a"):
        assert asks(page, late) is None
    assert asks(page, "c") == "c"
    assert asks(page, "b") == "b"  # all has arrived: now somebody wants "b"


def test_what_comes_twice_does_not_let_in_what_lies_between(page: AppTest) -> None:
    asks(page, "x")
    for value in ("a", "b", "a"):
        page.session_state.choose = value
        asks(page, "x")
    assert asks(page, "a") == "a"  # the first of the two or the second
    assert asks(page, "b") is None
    assert asks(page, "a") == "a"


@pytest.mark.parametrize("value", ["b", None])
def test_what_an_overtaken_script_wrote_is_written_once_more(page: AppTest, value: str | None) -> None:
    assert asks(page, "a") == "a"
    page.session_state.overtaken = True
    asks(page, "a", write=value)
    assert asks(page, "a") == value  # of the request that overtook it: the browser was not told yet
    assert page.query_params.get("run") in ([value] if value else [None])
    assert asks(page, "a") is None  # now it is on its way
    assert asks(page, value) == value
