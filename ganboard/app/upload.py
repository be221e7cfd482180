"""The visitor's own images."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.app.session import _, say
from ganboard.app.widgets import expander, toggle, uploads
from ganboard.datasets import Data
from ganboard.datasets.images import read_images
from ganboard.errors import DatasetError

KINDS = ["png", "jpg", "jpeg", "webp", "bmp", "gif", "zip"]


def choose_images(size: int, color: bool) -> tuple[Data | None, dict[str, Any] | None]:
    """The upload field, and what could be read of what was chosen.

    Args:
        size: Side of the images, pixels.
        color: Whether to keep colours.

    Returns:
        The images, or None as long as nothing usable was chosen; and what is wrong with those that were chosen, as a message.
    """
    files = uploads(
        _("Your images: PNG, JPEG, WebP, BMP, GIF, or a zip of them"),
        KINDS,
        folder=toggle("train.folder", _("Choose a whole folder")),
        remove=_("Remove"),
    )
    if not files:
        st.caption(_("At least 16 images. They stay on the computer that runs this program."))
        return None, None
    try:
        data = _read(tuple((file.file_id, file.name) for file in files), size, color, _files=files)
    except DatasetError as error:
        st.error(say(error.message))
        return None, error.message
    st.caption(_("{count} images read.").format(count=len(data)))
    if data.skipped:
        with expander("train.skipped", _("Files skipped: {count}").format(count=len(data.skipped))):
            st.text("\n".join(say(reason) for reason in data.skipped))  # names of files are a visitor's: no Markdown
    return data, None


@st.cache_data(max_entries=4, show_spinner=False)
def _read(names: tuple[tuple[str, str], ...], size: int, color: bool, _files: list) -> Data:
    return read_images(((file.name, file.getvalue()) for file in _files), size, color)
