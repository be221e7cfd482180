"""The numbers of clips: what judges that ship see in them."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from ganboard.app.connection import engine
from ganboard.app.layers import experts
from ganboard.app.pictures import data_url, large
from ganboard.app.session import _, in_markdown, say
from ganboard.errors import GANBoardError
from ganboard.evaluation.clips import ClipNumbers
from ganboard.runs import Run


def show_clips(run: Run, step: int) -> None:
    """A checkpoint's clips and what they amount to, beside unseen real ones.

    Args:
        run: Of clips.
        step: Of the checkpoint.
    """
    left, right = st.columns([2, 3], gap="medium")
    with left:
        try:
            alt = _("Samples at step {step}.").format(step=f"{step:,}")
            image = f"<img class='gb-thumb' src='{data_url(run.picture(step))}' alt='{html.escape(alt)}'>"
            st.html(large(image, alt))
        except GANBoardError:  # the numbers do not need it
            st.caption(_("There are no samples of this checkpoint."))
    with right:
        try:
            with st.spinner(_("Measuring …")):
                found = _measured(run.id, step, run.stamp(step) or "")
        except GANBoardError as error:
            st.error(in_markdown(error.message))
            return
        st.html(f"<p class='gb-verdict'>{html.escape(say(found['told']))}</p>")
        with experts("evaluate") as shown:
            if shown:
                _numbers(found)


def _numbers(found: dict[str, Any]) -> None:
    """What stands behind the sentence, beside the same of unseen real clips."""
    fakes, unseen = (ClipNumbers.from_dict(found[side]).rows() for side in ("fakes", "unseen"))
    st.table(
        [
            {_("What is measured"): _(title), _("fakes"): value, _("unseen real clips"): unseen[title]}
            for title, value in fakes.items()
        ]
    )
    st.caption(
        _(
            "Two judges that come with GANBoard look at clips: one names the creature in each frame, the other the motion. Even in "
            "real clips the first one errs, where eyes are closed or horns leave the picture. So fakes are compared with these."
        )
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(run_id: str, step: int, stamp: str) -> dict[str, Any]:
    """Kept by the checkpoint's stamp: the same clips come again."""
    return engine().explore("clip_numbers", run_id, None, {"step": step})[0]
