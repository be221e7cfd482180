"""The visitor's own images."""

from __future__ import annotations

import streamlit as st

from ganboard.app.session import _, say
from ganboard.datasets import Data
from ganboard.datasets.images import read_images
from ganboard.errors import DatasetError

KINDS = ["png", "jpg", "jpeg", "webp", "bmp", "gif", "zip"]


def choose_images(size: int, color: bool) -> Data | None:
    """The upload field, and what could be read of what was chosen.

    Args:
        size: Side of the images, pixels.
        color: Whether to keep colours.

    Returns:
        The images; None as long as nothing usable was chosen (the page says why).
    """
    folder = st.toggle(_("Choose a whole folder"), key="upload_folder")
    files = st.file_uploader(
        _("Your images: PNG, JPEG, WebP, BMP, GIF, or a zip of them"),
        type=KINDS,
        accept_multiple_files="directory" if folder else True,
        key=f"uploaded_{'folder' if folder else 'files'}",
    )
    if not files:
        st.caption(_("At least 16 images. They stay on the computer that runs this program."))
        return None
    try:
        data = _read(tuple((file.file_id, file.name) for file in files), size, color, _files=files)
    except DatasetError as error:
        st.error(say(error.message))
        return None
    st.caption(_("{count} images read.").format(count=len(data)))
    if data.skipped:
        with st.expander(_("Files skipped: {count}").format(count=len(data.skipped))):
            st.text("\n".join(say(reason) for reason in data.skipped))  # names of files are a visitor's: no Markdown
    return data


@st.cache_data(max_entries=4, show_spinner=False)
def _read(names: tuple[tuple[str, str], ...], size: int, color: bool, _files: list) -> Data:
    return read_images(((file.name, file.getvalue()) for file in _files), size, color)
