"""The visitor's own ten digits, written on the page."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import numpy as np
import streamlit as st

from ganboard.app.choices import choose, chosen
from ganboard.app.components.hand import SIDE, writing
from ganboard.datasets import Data
from ganboard.datasets.hand import written
from ganboard.errors import DatasetError

WRITTEN = "train.hand"
"""The choice that holds what was written, as :func:`ganboard.app.components.hand.writing` has it."""
LEVEL = 17
"""From one of the sixteen greys of the pad to the next, of 255 levels."""


def choose_digits() -> tuple[Data | None, dict[str, Any] | None]:
    """The pad, and what is learned from what was written on it.

    Returns:
        All digits in several ways, or None as long as one is missing; and then which, as a message.
    """
    held = chosen(WRITTEN, "")
    now = writing(held)
    if now is not None and now != held and st.session_state.get("hand_last") != now:
        st.session_state.hand_last = held = now
        choose(WRITTEN, now)
    try:
        return _learned(held), None
    except DatasetError as error:
        return None, error.message


@st.cache_data(max_entries=8, show_spinner=False)
def _learned(text: str) -> Data:
    return written(unpacked(text), np.arange(10))


def unpacked(text: str) -> np.ndarray:
    """The ten digits of a text of the pad: uint8, (10, 56, 56, 1); black where it is none, as from somebody else's browser."""
    try:
        pairs = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
    except (binascii.Error, ValueError, TypeError):
        pairs = np.zeros(0, np.uint8)
    if len(pairs) != 10 * SIDE * SIDE // 2:
        return np.zeros((10, SIDE, SIDE, 1), np.uint8)
    return (np.stack([pairs >> 4, pairs & 15], axis=1) * LEVEL).astype(np.uint8).reshape(10, SIDE, SIDE, 1)
