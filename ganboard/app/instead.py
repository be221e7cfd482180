"""What a page says in the place of what it cannot show: what happened, what is still there, and the one thing to do about it.

In the place of a picture ``components/shared/waiting.js`` says it; here it stands in the page. One look for both, on every page.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from ganboard import shipped
from ganboard.app.paths import page_file
from ganboard.app.session import _, show_run
from ganboard.engine.protocol import ACTIVE, is_interrupted
from ganboard.runs import Run

Does = Callable[[], Any]


def instead(
    what: str,
    still: str = "",
    do: str = "",
    page: str = "",
    then: Does | None = None,
    icon: str = "arrow_forward",
    first: bool = True,
    key: str = "instead",
) -> None:
    """Say why something is not here.

    Args:
        what: What happened, one sentence.
        still: What is still there, or will come.
        do: What the button says; no button where it is empty.
        page: The page that the button leads to, by its plain id; empty where it leads to none.
        then: Called when the button is pressed, before that.
        icon: The button's, by its name among the Material ones.
        first: Whether the button is the page's main one.
        key: Tells two of them on one page apart; begins with "instead".
    """
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in (what, still) if line)
        st.html(f"<div class='gb-instead' role='alert'>{lines}</div>")
        pressed = do and st.button(
            do,
            key=f"do_{key}",
            icon=f":material/{icon}:",
            type="primary" if first else "secondary",
            on_click=then,
        )
    if pressed and page:
        st.switch_page(page_file(page))


def way_out(source: str, other: str) -> dict[str, str]:
    """The button in the place of a maker's pictures when there are none, see ``waiting.js``.

    Args:
        source: The maker that was asked for.
        other: One that comes with GANBoard, which always works.
    """
    if shipped.archive_of(source):
        return {"text": _("Try again"), "run": ""}
    return {"text": _("Show one that is trained already"), "run": other}


def to_train(run_id: str, what: str, still: str = "") -> None:
    """Say why something of a training cannot be shown, and lead to its Train page, which says and mends what ails it.

    Args:
        run_id: The training.
        what: As :func:`instead`.
        still: As there.
    """
    instead(what, still, _("To the training"), "train", lambda: show_run(run_id), "model_training", first=False)


def nothing_yet(run: Run) -> str:
    """Why a training has nothing to show yet, one sentence or two.

    Args:
        run: Its folder.

    Raises:
        RunError: the folder is damaged.
    """
    if will_come(run):
        return _("This training has no pictures yet. The first ones come after a few seconds.")
    if run.status()["state"] == "failed":
        return _("This training broke down before its first pictures were drawn.")
    return _("This training rests, and has drawn nothing yet. Press “Resume” on its page, and the first pictures come.")


def will_come(run: Run) -> bool:
    """Whether a training that has nothing to show yet gets it by itself.

    Args:
        run: Its folder.

    Raises:
        RunError: the folder is damaged.
    """
    status = run.status()
    return status["state"] in ACTIVE and not is_interrupted(run, status)
