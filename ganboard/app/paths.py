"""Where a page finds what it fetches by itself."""

from __future__ import annotations

import streamlit as st

BASE = "ganboard"
"""The first part of the address of everything that is not Streamlit's."""


def base() -> str:
    """The path of our own addresses, also where the dashboard stands below a path."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}/{BASE}" if path else f"/{BASE}"
