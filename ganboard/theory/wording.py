"""How a number stands in a sentence."""

from __future__ import annotations


def decimal(value: float, digits: int = 2) -> str:
    """A number as text, with a real minus sign and none before a zero.

    Args:
        value: Finite.
        digits: Decimals, at least 0.
    """
    text = f"{value:.{digits}f}"
    return f"−{text[1:]}" if text.startswith("-") and float(text) else text.removeprefix("-")
