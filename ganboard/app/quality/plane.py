"""The numbers of points in the plane, which need no network that looks at pictures."""

from __future__ import annotations

import html

import streamlit as st

from ganboard.app.connection import engine
from ganboard.app.layers import experts
from ganboard.app.pictures import large, thumb
from ganboard.app.quality.controls import choose_count
from ganboard.app.session import _, in_markdown, say
from ganboard.errors import GANBoardError
from ganboard.evaluation.points import PlaneNumbers
from ganboard.runs import Run


def show_plane(run: Run, step: int, count: int) -> None:
    """A checkpoint's points and what they amount to, beside unseen real points.

    Args:
        run: Of points in the plane.
        step: Of the checkpoint.
        count: Fakes.
    """
    left, right = st.columns([2, 3], gap="medium")
    with left:
        try:
            alt = _("Samples at step {step}.").format(step=f"{step:,}")
            st.html(large(thumb(run.picture(step), alt), alt, smooth=True))
        except GANBoardError:  # the numbers do not need it
            st.caption(_("There are no samples of this checkpoint."))
    with right:
        try:
            with st.spinner(_("Measuring …")):
                found = _measured(run.id, step, run.stamp(step) or "", count)
        except GANBoardError as error:
            st.error(in_markdown(error.message))
            return
        st.html(f"<p class='gb-verdict'>{html.escape(say(found['told'][0]))}</p>")
        with experts("evaluate") as shown:
            if shown:
                _numbers(found)


def _numbers(found: dict) -> None:
    """What stands behind the sentence, beside the same of unseen real points."""
    fakes, unseen = (PlaneNumbers(**found[side]) if found[side] else None for side in ("fakes", "unseen"))
    best = unseen.rows() if unseen else {}
    st.table(
        [
            {
                _("What is measured"): _(title),
                _("fakes"): value,
                _("unseen real points"): best.get(title, "–"),
            }
            for title, value in (fakes.rows() if fakes else {}).items()
        ]
    )
    st.caption(
        _(
            "The numbers for pictures need a network that looks at pictures. Points need none: what they "
            "are drawn from is known, or the real points themselves are compared with."
        )
    )
    choose_count()


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(run_id: str, step: int, stamp: str, count: int) -> dict:
    """Kept by the checkpoint's stamp: the same fakes come again."""
    return engine().explore("plane_numbers", run_id, None, {"step": step, "count": count})[0]
