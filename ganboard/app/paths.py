"""Where a page finds what it fetches by itself."""

from __future__ import annotations

import streamlit as st

BASE = "ganboard"
"""The first part of the address of everything that is not Streamlit's."""


def root() -> str:
    """The path of the dashboard: empty, or ``"/path"`` where it stands below one."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


def base() -> str:
    """The path of our own addresses."""
    return f"{root()}/{BASE}"
