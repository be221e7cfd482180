"""A run to take away, as files: for everybody first, for programmers below."""

from __future__ import annotations

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _, language


def take(run_id: str, step: int | None, clips: bool = False) -> None:
    """Put a button for each file on the page.

    Args:
        run_id: What they are of.
        step: The chosen checkpoint; None for now.
        clips: Whether it makes clips.
    """
    works_alone = _("The poster is one file that works without internet, has sliders to move, and prints on one page.")
    moving = [
        {"form": "clips_gif", "label": _("Clips (GIF)")},
        {"form": "clips_webp", "label": _("Clips (WebP)")},
        {"form": "clips_frames", "label": _("Clips, frame by frame (ZIP)")},
    ]
    forms = [
        {"form": "grid", "label": _("Pictures (PNG)")},
        *(moving if clips else []),
        {"form": "gif", "label": _("Film of the training (GIF)")},
        {"form": "poster", "label": _("Poster (web page)"), "hint": works_alone},
        {
            "form": "keras",
            "label": _("Generator (.keras, for programmers)"),
            "hint": _("The free program Netron (netron.app) opens it and shows its layers."),
        },
        {"form": "script", "label": _("Python script of this training")},
    ]
    words = {
        "making": _("The file is being made…"),
        "saved": _("Saved: {file}"),
        "lost": _("The file could not be made: GANBoard's server does not answer. Try again."),
    }
    data = {"base": base(), "language": language(), "run": run_id, "step": step, "forms": forms, "words": words}
    mount("take", "take")(key="take", data=data)
