"""Whole numbers as they come in addresses and headers: text from outside, judged by its value."""

from __future__ import annotations

from ganboard.i18n import N_

STEPS = 999_999_999
"""The largest training step that a checkpoint's name has room for."""
NO_STEP = N_("There is no such step.")


def whole(text: str | None, low: int, high: int) -> int | None:
    """The number that a text spells in plain digits, if it lies in a range; None: it does not, or it is no number.

    Args:
        text: What came; nothing is no number.
        low: The smallest number that is meant.
        high: The largest.
    """
    if (
        not text or not text.isascii() or not text.isdigit()
    ):  # int() takes signs, spaces and other scripts' digits as well
        return None
    try:
        number = int(text)
    except ValueError:  # thousands of digits
        return None
    return number if low <= number <= high else None
