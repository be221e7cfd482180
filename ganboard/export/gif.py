"""A training as a film of its fixed samples."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from ganboard import figures
from ganboard.errors import CheckpointError
from ganboard.i18n import N_
from ganboard.runs import Run
from ganboard.storage import write_bytes

SECONDS = 8.0
"""How long the film takes, about."""
HOLD_MS = 1500
"""How long the last frame stays, milliseconds."""
FRAME_MS = (30, 500)
"""A frame stays at least so long, since browsers show shorter ones slowly, and at most so long, milliseconds."""
WIDTH = 480
"""Smaller pictures are enlarged by a whole factor towards this width, pixels."""


def export_gif(run: Run, path: Path) -> None:
    """Write an animated GIF of the fixed samples, a frame for each checkpoint, the last one held.

    Args:
        run: The run; one in training may be filmed too.
        path: The file, which is replaced in one step.

    Raises:
        CheckpointError: no checkpoint has a picture yet.
        OSError: the file cannot be written.
    """
    pictures = _pictures(run)
    each = (SECONDS * 1000 - HOLD_MS) / max(len(pictures) - 1, 1)
    each = int(np.clip(each, *FRAME_MS)) // 10 * 10  # GIF counts in 10 ms
    factor = max(1, WIDTH // pictures[0].shape[1])
    frames = [figures.to_pil(figures.enlarge(picture, factor)) for picture in pictures]
    buffer = io.BytesIO()
    durations = [each] * (len(frames) - 1) + [HOLD_MS]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0)
    write_bytes(path, buffer.getvalue())


def _pictures(run: Run) -> list[np.ndarray]:
    """The checkpoints' pictures up to where the training stands, evenly thinned where more are there than fit into the time."""
    pictures = []
    last = run.standing()
    steps = [step for step in run.steps() if last is None or step <= last]
    most = int((SECONDS * 1000 - HOLD_MS) // FRAME_MS[0])
    for index in np.unique(np.linspace(0, len(steps) - 1, min(len(steps), most)).round().astype(int)):
        try:
            pictures.append(figures.read_png(run.picture(steps[index])))
        except (CheckpointError, OSError, ValueError, SyntaxError):  # the latter three: Pillow's words for damage
            continue  # let go of since its step was listed, as happens while the run trains; or damaged
    if not pictures:
        raise CheckpointError(N_("The run {run} has no pictures of its training yet."), run=run.id)
    return pictures
