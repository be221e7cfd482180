"""Custom components: HTML, CSS and JavaScript beside their Python face, a folder for each page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ganboard.app.paths import UNREACHABLE
from ganboard.app.session import _

HERE = Path(__file__).parent
SIZE = re.compile(r"font-size:\s*([^;}]+)")
COMMON = (HERE / "shared" / "common.css", HERE / "shared" / "enlargeable.css")
WRAPPER = """
const TRIES = 3; // before the page says that its module cannot be had
const AGAIN = 2000; // milliseconds from one try to the next

async function load(component, number = 1) {
  const { data, parentElement } = component;
  const address = new URL(`${data.base}/code/ROOM/NAME.js`, location.href);
  if (number > 1) address.search = `?try=${number}`; // a browser may remember that an address failed
  try {
    const module = await import(address);
    parentElement.querySelector(".unreachable")?.remove();
    return module;
  } catch (error) {
    console.error(error);
    if (number === TRIES) {
      const problem = document.createElement("p");
      problem.className = "problem unreachable";
      problem.role = "alert";
      problem.textContent = data.unreachable.replace("{address}", new URL(`${data.base}/`, location.href));
      parentElement.append(problem);
    }
  }
  await new Promise((settle) => setTimeout(settle, AGAIN));
  return parentElement.isConnected ? load(component, number + 1) : { draw() {}, dispose() {} };
}

// Streamlit calls this at every rerun of the page's script, and what it gives back when the part leaves the page; but also, late,
// where a rerun overtook it: that must not take away what the newer one draws.
const newest = new WeakMap();

export default function (component) {
  const place = component.parentElement, modules = load(component);
  newest.set(place, modules);
  const counts = () => newest.get(place) === modules;
  modules.then((module) => counts() && module.draw(component));
  return () => counts() && newest.delete(place) && modules.then((module) => newest.has(place) || module.dispose(place));
}
"""


def mount(room: str, name: str, sheets: tuple[str, ...] | None = None) -> Callable[..., Any]:
    """The component that a module of ours draws. Its data must hold ``base``, see ``app/paths.py``.

    Args:
        room: A folder beside this file.
        name: Of the module ``NAME.js`` in it with ``draw`` and ``dispose``, see ``shared/element.js``.
        sheets: Names of the stylesheets in that folder that it needs beside the common one, or ``"FOLDER/NAME"`` of another's;
            ``NAME.css`` if left out.

    Returns:
        What puts it on the page, called as what ``st.components.v2.component`` gives.
    """
    component = _component(room, name, sheets)

    def put(*, data: dict[str, Any], **options: Any) -> Any:
        return component(data={"unreachable": _(UNREACHABLE), **data}, **options)

    return put


def news_of(key: str, news: str) -> Any:
    """What a component told, to be asked for by its callback.

    Args:
        key: Its identity.
        news: What it told.

    Returns:
        The value; None where its page was left meanwhile: Streamlit calls the callback of an impatient hand's second press, but
        holds nothing of the component any more.
    """
    return getattr(st.session_state.get(key), news, None)


def at_least(css: str) -> str:
    """A stylesheet with no letters smaller than ``--gb-least``, which a page sets in front of a class (``app/present.css``)."""
    return SIZE.sub(r"font-size: max(\1, var(--gb-least, 0px))", css)


@cache
def _component(room: str, name: str, sheets: tuple[str, ...] | None) -> Any:
    names = (name,) if sheets is None else sheets
    files = [*COMMON, *((HERE if "/" in each else HERE / room) / f"{each}.css" for each in names)]
    css = at_least("".join(file.read_text(encoding="utf-8") for file in files))
    js = WRAPPER.replace("ROOM", room).replace("NAME", name)
    return st.components.v2.component(f"ganboard.{room}.{name}", css=css, js=js)
