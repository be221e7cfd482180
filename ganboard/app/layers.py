"""Layers of a page: pictures and a sentence first; numbers behind "Details", which stays open for who opened it.

Each name is remembered by itself: who wants the curves of the Train page did not ask for the statistics of the Evaluate page. A
choice lasts as long as the visit. So the browser keeps a cookie with the names that are open: ``components/shared/remember.js``
writes it from the choices, ``components/shared/details.js`` from what it draws by itself. A cookie and not the window's storage,
because the server reads it before it draws a page for the first time: nothing opens, and moves the page, a moment later. A link
carries what is open, too (linked.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from ganboard.app import linked
from ganboard.app.choices import chosen
from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _
from ganboard.app.widgets import expander

COOKIE = "ganboard_details"
"""Names that are open, with dots between them: a name holds letters, digits, "-" and "_" alone."""
PREFIX = "details."
"""How the choices are named."""


@contextmanager
def details(name: str, label: str = "") -> Iterator[bool]:
    """Put what the block draws behind "Details"; it should draw only where it is told that this is open.

    Args:
        name: What is remembered: the page's name, with "-" and more where a page has several, such as "train" or "explore-find".
        label: What a visitor reads, translated; "Details" if left out.

    Yields:
        Whether it is open: what nobody sees need not be computed.
    """
    left_open = is_open(name)
    linked.take(PREFIX + name, lambda value: isinstance(value, bool))
    with st.container(key=f"unseen_{name}"):
        state = {"base": base(), "name": name, "open": chosen(PREFIX + name, left_open)}
        mount("shared", "remember", ())(key=f"remember_{name}", data=state)
    place = expander(PREFIX + name, label or _("Details"), left_open, icon=":material/read_more:")
    with place:
        yield bool(place.open)


def experts(name: str) -> AbstractContextManager[bool]:
    """The same where it holds statistics: "For experts"."""
    return details(name, _("For experts"))


def is_open(name: str) -> bool:
    """Whether this browser left it open at an earlier visit."""
    return name in st.context.cookies.get(COOKIE, "").split(".")
