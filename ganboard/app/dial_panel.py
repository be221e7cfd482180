"""What the Train page says of changes: the dials below the curves, and where a branch came from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ganboard.app.changed import of_run
from ganboard.app.components.stage import dials
from ganboard.app.connection import engine
from ganboard.app.dials import described
from ganboard.app.family import left_at
from ganboard.app.paths import UNREACHABLE, base
from ganboard.app.session import _, in_markdown, language, written
from ganboard.app.titles import title
from ganboard.app.widgets import expander
from ganboard.config import TrainConfig
from ganboard.engine.protocol import View
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.runs import Run, find_run


def show_parent(view: View, go_to: Callable[[str], None]) -> None:
    """What a branch has come from, and the way there.

    Args:
        view: Of the run on the screen; nothing is shown of one that is no branch.
        go_to: Puts another run there.
    """
    if view.parent is None:
        return
    run = Run(engine().root / view.run_id)
    parent, step = view.parent["run"], f"{left_at(run.status()):,}"
    with st.container(horizontal=True, vertical_alignment="center", key="parent"):
        try:
            name = title(find_run(engine().root, parent))
        except GANBoardError:  # deleted since
            st.caption(
                in_markdown(message(N_("A branch, from step {step} on, of a training that is gone."), step=step))
            )
            return
        sentence = N_("A branch of {run}, from step {step} on. That training is kept as it was.")
        changes = written(of_run(run, _))
        st.caption(f"{in_markdown(message(sentence, run=name, step=step))} {changes}")
        if st.button(_("Open it"), key="open_parent", icon=":material/call_merge:"):
            go_to(parent)


def show_dials(run: Run, config: TrainConfig) -> str | None:
    """What may be turned while it trains.

    Returns:
        The id of the branch in which a dial was just turned; None where there is none.
    """
    with expander("train.dials", _("Dials"), icon=":material/tune:"):
        words = {
            "dials": _("Dials"),
            "began": _("began with {value}"),
            "back": _("Back to the value at the start"),
            "turns": _(
                "Turn one while it trains: it holds from the next step on. Charts, history and exported script tell of it."
            ),
            "branches": _(
                "There are later checkpoints than step {step}. A dial that you turn here begins a branch: a training of its own, "
                "which shares what came before. What came after is kept."
            ),
            "changes": _("What was changed"),
            "at": _("step {step}"),
            "unreachable": _(UNREACHABLE),
        }
        told = {"run": run.id, "dials": described(config, _), "language": language(), "words": words}
        return dials(f"dials_{run.id}", base=base(), **told)
