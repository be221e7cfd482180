"""The parts of the Explore page that move by themselves. Their JavaScript lies in modules that share one desk, ``core.js``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ganboard.app.paths import base
from ganboard.app.session import language

HERE = Path(__file__).parent
WRAPPER = """
export default function (component) {
  const modules = import(new URL(`${component.data.base}/code/NAME.js`, location.origin));
  modules.then((module) => module.draw(component));
  return () => modules.then((module) => module.dispose(component.parentElement));
}
"""


@cache
def _mount(name: str) -> Any:
    css = (HERE / "common.css").read_text() + (HERE / f"{name}.css").read_text()
    return st.components.v2.component(f"ganboard.explore.{name}", css=css, js=WRAPPER.replace("NAME", name))


def part(name: str, **data: Any) -> Any:
    """Put a part on the page.

    Args:
        name: Of its module ``NAME.js`` with ``draw`` and ``dispose``, and of its ``NAME.css``.
        **data: What the module reads, beside ``base`` and ``language``; its texts as ``words``.

    Returns:
        What the component tells; see Streamlit.
    """
    return _mount(name)(key=f"explore_{name}", data={"base": base(), "language": language(), **data})
