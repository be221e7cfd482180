"""Custom components: HTML, CSS and JavaScript beside their Python face, a folder for each page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
COMMON = HERE / "shared" / "common.css"
WRAPPER = """
export default function (component) {
  const modules = import(new URL(`${component.data.base}/code/ROOM/NAME.js`, location.origin));
  modules.then((module) => module.draw(component));
  return () => modules.then((module) => module.dispose(component.parentElement));
}
"""


@cache
def mount(room: str, name: str, sheets: tuple[str, ...] | None = None) -> Any:
    """The component that a module of ours draws. Its data must hold ``base``, see ``app/paths.py``.

    Args:
        room: A folder beside this file.
        name: Of the module ``NAME.js`` in it with ``draw`` and ``dispose``, see ``shared/element.js``.
        sheets: Names of the stylesheets in that folder that it needs beside the common one; ``NAME.css`` if left out.

    Returns:
        What ``st.components.v2.component`` gives: a function that puts it on the page.
    """
    files = [COMMON, *(HERE / room / f"{sheet}.css" for sheet in ((name,) if sheets is None else sheets))]
    css = "".join(file.read_text(encoding="utf-8") for file in files)
    js = WRAPPER.replace("ROOM", room).replace("NAME", name)
    return st.components.v2.component(f"ganboard.{room}.{name}", css=css, js=js)
