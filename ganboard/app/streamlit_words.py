"""Streamlit's own words, which it has in English alone; ``components/shared/translated.js`` puts ours in their place."""

from __future__ import annotations

from ganboard.app.session import _
from ganboard.i18n import N_

WORDS = (
    N_("App pages"),
    N_("Autoscale"),
    N_("Choose an option"),
    N_("Choose options"),
    N_("Clear all"),
    N_("Clear value"),
    N_("Close"),
    N_("Close fullscreen"),
    N_("Collapse sidebar"),
    N_("Decrement"),
    N_("Dismiss"),
    N_("Download plot as a PNG"),
    N_("Expand sidebar"),
    N_("Fullscreen"),
    N_("Help for {}"),
    N_("Increment"),
    N_("Logo"),
    N_("Navigate to home page"),
    N_("No results"),
    N_("Open"),
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Remove {}"),
    N_("Reset axes"),
    N_("Select all"),
    N_("Selected values"),
    N_("Sidebar"),
    N_("Skip to main content"),
    N_("Zoom"),
    N_("Zoom in"),
    N_("Zoom out"),
)
"""As its scripts write them; {} stands for what is named there. What is missing here stays as it is."""


def in_language() -> dict[str, str]:
    """Those that the visitor's language has other words for."""
    return {word: said for word in WORDS if (said := _(word)) != word}
