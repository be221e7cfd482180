"""The visitor's own images: what was put into the field, and what came of it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.app import controls
from ganboard.app.choices import choose
from ganboard.app.components.upload import upload_field
from ganboard.app.session import _, in_markdown, say
from ganboard.app.tray import Tray
from ganboard.app.widgets import expander
from ganboard.datasets import Data
from ganboard.datasets.images import VERY_FEW, read_images
from ganboard.datasets.prepare import GROUND_NAMES
from ganboard.datasets.report import Report
from ganboard.errors import DatasetError


def choose_images(size: int, color: bool, ground: str) -> tuple[Data | None, dict[str, Any] | None]:
    """The upload field, and what could be read of what was chosen.

    Args:
        size: Side of the images, pixels.
        color: Whether to keep colours.
        ground: What transparent parts become, as the dataset's setting.

    Returns:
        The images, or None as long as nothing usable was chosen; and what is wrong with those that were chosen, as a message.
    """
    # Not a cache of the session: Streamlit empties that whenever the connection is lost for a moment.
    tray: Tray = st.session_state.get("tray") or Tray()
    st.session_state.tray = tray
    upload_field(tray, tray.clear)
    if tray.missing:
        st.warning(
            _("Files of the last choice that have not come: {missing}. Choose them again.").format(
                missing=f"{tray.missing:,}"
            )
        )
    if not tray.files:
        st.caption(_("At least 16 images. They stay on the computer that runs this program."))
        return None, None
    try:
        with st.spinner(_("Reading the images …")):
            data = _read(tray.token, tray.version, size, color, ground, _tray=tray)
    except DatasetError as error:
        st.error(in_markdown(error.message))
        return None, error.message
    if data.report:
        show_report(data.report)
    return data, None


def show_report(report: Report) -> None:
    """What was read, what is noticed about it, and all that was left out."""
    st.caption("  \n".join(in_markdown(line) for line in report.facts()))
    if warnings := report.warnings():
        st.warning("  \n".join(in_markdown(line) for line in warnings))
    if report.ground in GROUND_NAMES:
        st.button(
            _("Put them on {ground}").format(ground=_(GROUND_NAMES[report.ground])),
            key="ground",
            icon=":material/contrast:",
            on_click=choose,
            args=(f"{controls.FIELD}dataset.ground", report.ground),
        )
    if 0 < report.different < VERY_FEW:
        st.warning(
            _(
                "With so few pictures ({count}) it will mostly copy them. A bar shows how many it copies while it learns. More "
                "than {enough} are better."
            ).format(count=report.different, enough=VERY_FEW)
        )
    if report.left_out:
        with expander("train.left_out", _("Left out: {count}").format(count=f"{len(report.left_out):,}")):
            st.text("\n".join(say(reason) for reason in report.left_out))  # names of files are a visitor's: no Markdown


@st.cache_data(max_entries=4, show_spinner=False)
def _read(token: str, version: int, size: int, color: bool, ground: str, _tray: Tray) -> Data:
    return read_images(_tray.files, size, color, ground)
