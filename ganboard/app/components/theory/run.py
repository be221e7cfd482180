"""The numbers of the run that is open, in the formula of the game."""

from __future__ import annotations

import numpy as np
import streamlit as st

from ganboard.app.choices import chosen
from ganboard.app.components import mount
from ganboard.app.connection import config_of, engine
from ganboard.app.instead import instead
from ganboard.app.moments import describe
from ganboard.app.paths import base
from ganboard.app.session import _, current_run, language, say, show_run
from ganboard.app.titles import known_runs, titles
from ganboard.app.widgets import select
from ganboard.app.wording import EVEN
from ganboard.errors import GANBoardError
from ganboard.objectives import Objective
from ganboard.runs import find_run

OFFERED = 30
"""Runs to choose from: the newest."""


def draw_run() -> None:
    """Put the choice of a run and its live numbers on the page, or an invitation to start one."""
    run_id = _choose(current_run())
    if run_id is None:
        return
    try:
        run = find_run(engine().root, run_id)
        config = config_of(run)
        view = engine().watch(run_id)
    except GANBoardError as error:
        show_run(None)
        instead(say(error.message))
        return
    objective = getattr(config.method, "objective", None)
    if objective is None:
        st.info(
            _(
                "This training plays no game: its method is “{method}”, in which no network judges another. So there is no V(D, G) "
                "to show here. Choose a GAN's training to see its numbers."
            ).format(method=_(config.method.title))
        )
        return
    if not plays_for_value(objective):
        st.info(
            _(
                "This training plays for other numbers: its objective is “{objective}”. The logarithms of this chapter "
                "belong to the objectives of chapter 2."
            ).format(objective=_(objective.title))
        )
        return
    live = describe(view, config, language())
    mount("theory", "run")(
        key="theory_numbers",
        data={"base": base(), "language": language(), "live": live, "even": EVEN, "words": _words()},
    )


def plays_for_value(objective: Objective) -> bool:
    """Whether D's loss is -V(D, G): the cross-entropy whose two means are shown."""
    logits = np.linspace(-6.0, 6.0, 25)
    found = np.concatenate([objective.real_curve(logits), objective.fake_curve(logits)])
    expected = np.concatenate([np.logaddexp(0, -logits), np.logaddexp(0, logits)])
    return bool(np.allclose(found, expected))


def _choose(open_id: str | None) -> str | None:
    """The run that is shown: the open one, or another that is chosen here."""
    found = titles(known_runs()[:OFFERED])
    names = {run_id: name for run_id, name in found.items() if name != run_id}  # a damaged one has no other name
    if open_id and open_id not in names:
        names = {open_id: open_id, **names}
    if not names:
        what, still = _("There is no training yet."), _("As soon as one runs, its numbers stand here.")
        instead(what, still, _("Start a training"), "start", icon="play_arrow")
        return None
    places = list(names)
    # The choice is the open run itself: one opened elsewhere is the chosen one here too.
    run_id: str | None = select(
        "run",
        _("Which training"),
        places,
        names.__getitem__,
        then=lambda: show_run(chosen("run")),
        placeholder=_("Choose a training"),
    )
    if run_id is None:
        instead(_("No training is open."), _("Choose one above."))
    return run_id


def _words() -> dict[str, str]:
    return {
        "at": _("step {step}"),
        "above": _("above an even match"),
        "below": _("below an even match"),
        "fooled": _("D is fooled"),
        "tie": _("−log 4 ≈ −1.386: an even match"),
        "zero": _("0: D is always right"),
        "scaleAlt": _("V is {value}. An even match is at −1.386; 0 means that D is always right."),
        "nothing": _("Nothing is learned yet. The numbers come with the first steps."),
        "before": _(
            "This training was written down before these two means were measured. Train it a few steps further, and they come."
        ),
        "means": _(
            "E is the mean over the batches since the last picture; after a single step, over that one batch. log is the "
            "natural logarithm."
        ),
        "told": _("Step {step}: V is {value}. {sentence}"),
    }
