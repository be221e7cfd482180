"""The parts of the Explore page that move by themselves. Their JavaScript lies in modules that share one desk, ``core.js``."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import language

MORE = {"mixer": ("shared/waiting",)}
"""Stylesheets that a part needs beside its own."""


def part(name: str, **data: Any) -> Any:
    """Put a part on the page.

    Args:
        name: Of its module ``NAME.js`` with ``draw`` and ``dispose``, and of its ``NAME.css``.
        **data: What the module reads, beside ``base`` and ``language``; its texts as ``words``.

    Returns:
        What the component tells; see Streamlit.
    """
    return mount("explore", name, (name, *MORE.get(name, ())))(
        key=f"explore_{name}", data={"base": base(), "language": language(), **data}
    )
