"""What the page shows before there are numbers: always something to look at, and what to do next."""

from __future__ import annotations

import html

import streamlit as st

from ganboard.app.components.theory import demo
from ganboard.app.instead import instead, nothing_yet, to_train, will_come
from ganboard.app.layers import experts
from ganboard.app.quality.choice import choose_inside
from ganboard.app.quality.controls import choose_count
from ganboard.app.quality.pictures import show_pictures
from ganboard.app.session import _, say
from ganboard.runs import Run

LOOK_SECONDS = 2.0
"""From one look for a first checkpoint to the next."""


def nothing_trained() -> None:
    """There is no training with a checkpoint: the numbers on two clouds that one can drag."""
    what = _("There is no training to measure yet.")
    still = _("Start one, and after a few seconds it can be measured here.")
    instead(what, still, _("Start a training"), "train", icon="play_arrow")
    choose_inside()
    st.markdown(_("Until then, see how such numbers answer: drag the cloud of fakes away from the real one."))
    demo("two_clouds")


def no_checkpoint(run: Run) -> None:
    """A training that has only begun: look again until it has a checkpoint. Or one that will never have any."""
    gone = run.gone_message()
    if gone or not will_come(run):
        to_train(run.id, say(gone) if gone else nothing_yet(run))
    else:
        instead(_("This training has no pictures yet."), _("The first ones come after a few seconds."))

    @st.fragment(run_every=LOOK_SECONDS)
    def look() -> None:
        if run.steps() or not run.path.exists():  # deleted meanwhile: the page says so
            st.rerun()

    look()
    demo("two_clouds")


def not_measured(run: Run, step: int) -> None:
    """A checkpoint without numbers: its samples, and what measuring will tell."""
    with st.container(key="evaluate_row"):  # whose room app/style.css keeps
        left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        question = _("How good are these? Measuring takes a few seconds, and longer beside a training.")
        with st.container(key="evaluate_question"):  # the same
            st.html(f"<p class='gb-verdict'>{html.escape(question)}</p>")
        st.caption(_("A training beside it goes on. Leaving this page stops the measuring; what was measured stays."))
    with right:
        show_pictures(run, step)
    with experts("evaluate") as shown:
        if shown:
            st.markdown(
                _(
                    "The generator makes new images, a network looks at them and at real ones, and you get\n\n"
                    "- how far the fakes are from real images, and how near one can hope to come: real images that were never "
                    "trained on are measured in the same way;\n"
                    "- whether single images look real (precision), and whether all kinds of real images are made (recall);\n"
                    "- whether it copies: the nearest training image of each fake;\n"
                    "- how sure each number is: its 95% interval."
                )
            )
            choose_count()
