"""What is said of two futures beside what is said of every race: what they share, what was changed, how far apart they came."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from ganboard import figures
from ganboard.app.changed import of_run
from ganboard.app.comparison import Side
from ganboard.app.connection import engine
from ganboard.app.session import _, in_markdown, show_run, written
from ganboard.app.titles import title
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.media import PixelMedium
from ganboard.race.entry import Race
from ganboard.run_status import PARENT
from ganboard.runs import Run, find_run


def change_of(run_id: str) -> str:
    """What a future has otherwise, in words; its id where nobody knows it any more."""
    with suppress(GANBoardError):
        if told := of_run(find_run(engine().root, run_id), _):
            return told
    return run_id


def tell_past(race: Race) -> None:
    """What the futures share, and what was changed."""
    parent = _parent(race)
    name = title(parent) if parent is not None else _("a training that is gone")
    shared = message(N_("Up to step {step} both are {run}."), step=f"{race.start:,}", run=name)
    changes = written(_("What was changed: {change}.").format(change=change_of(race.runs[1])))
    st.caption(f"{in_markdown(shared)} {changes}")


def to_parent(race: Race) -> None:
    """The way back to the training that they came from."""
    parent = _parent(race)
    if parent is not None:
        st.button(
            _("Back to where they parted"),
            key="race_parent",
            icon=":material/call_merge:",
            on_click=show_run,
            args=(parent.id,),
        )


def how_far_apart(sides: Sequence[Side]) -> str:
    """How much the pictures of two futures differ in the end; nothing where they are no pictures, or of different steps."""
    config, steps = sides[0].config, {side.view.step if side.view else -1 for side in sides}
    if config is None or not isinstance(config.dataset.medium, PixelMedium) or len(steps) > 1:
        return ""
    try:
        one, other = (find_run(engine().root, side.run_id).picture(*steps) for side in sides)
    except GANBoardError:
        return ""
    levels = figures.difference(one, other, config.network_spec.shape[-2])
    if levels == 0:
        return _("Their pictures are the same, pixel by pixel.")
    return _("From the same noise they make pictures whose pixels differ by {levels} of 255 levels on average.").format(
        levels=f"{levels:.1f}"
    )


def _parent(race: Race) -> Run | None:
    """The training that the futures came from; None where it is gone, or nobody knows."""
    for run_id in reversed(race.runs):
        with suppress(GANBoardError):
            parent = find_run(engine().root, run_id).status().get(PARENT)
            if parent:
                return find_run(engine().root, parent["run"])
    return None
