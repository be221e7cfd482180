"""The numbers of clips: what judges that ship see in them."""

from __future__ import annotations

import html
import time
from typing import Any

import streamlit as st

from ganboard.app.layers import experts
from ganboard.app.pictures import large, thumb
from ganboard.app.quality.parts import part_of
from ganboard.app.quality.pictures import samples
from ganboard.app.session import _, in_markdown, say
from ganboard.errors import GANBoardError
from ganboard.evaluation.clips import ClipCounts, ClipNumbers, in_words
from ganboard.runs import Run
from ganboard.studio.moving import PARTS

PATIENCE = 0.5
"""Seconds after which it is shown how far the measuring has come."""


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
            st.html(large(thumb(samples(run, step), alt), alt))
        except GANBoardError:  # the numbers do not need it
            st.caption(_("There are no samples of this checkpoint."))
    with right:
        try:
            fakes, unseen = _measured(run.id, step, run.stamp(step) or "")
        except GANBoardError as error:
            st.error(in_markdown(error.message))
            return
        st.html(f"<p class='gb-verdict'>{html.escape(say(in_words(fakes, unseen)))}</p>")
        with experts("evaluate") as shown:
            if shown:
                _numbers(fakes.rows(), unseen.rows())


def _numbers(fakes: dict[str, str], unseen: dict[str, str]) -> None:
    """What stands behind the sentence, beside the same of unseen real clips."""
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


def _measured(run_id: str, step: int, stamp: str) -> tuple[ClipNumbers, ClipNumbers]:
    """The numbers of fakes and of unseen clips, part by part: who goes to another page meanwhile ends it."""
    fakes, unseen, begun, place = ClipCounts(), ClipCounts(), time.monotonic(), st.empty()
    with st.spinner(_("Measuring …")):
        for part in range(PARTS):
            found = _part(run_id, step, stamp, part)
            fakes, unseen = fakes + ClipCounts.from_dict(found["fakes"]), unseen + ClipCounts.from_dict(found["unseen"])
            if time.monotonic() - begun > PATIENCE:
                place.progress((part + 1) / PARTS)
    place.empty()
    return fakes.numbers(), unseen.numbers()


@st.cache_data(max_entries=64 * PARTS, show_spinner=False)
def _part(run_id: str, step: int, stamp: str, part: int) -> dict[str, Any]:
    """Kept by the checkpoint's stamp: the same clips come again."""
    return part_of("clip_counts", run_id, step, part=part)
