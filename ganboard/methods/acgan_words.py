"""What an AC-GAN's measures say, in plain words."""

from __future__ import annotations

from typing import Any

from ganboard.i18n import message
def of_names(step, measures):
    return message("todo")
