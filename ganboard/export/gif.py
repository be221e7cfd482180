"""A training as a film of its fixed samples."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ganboard import figures
from ganboard.errors import CheckpointError
from ganboard.export.lettering import at_step, in_seconds, with_strip
from ganboard.i18n import N_
from ganboard.runs import Run
from ganboard.storage import write_bytes

SECONDS = 8.0
"""How long the film takes, about."""
HOLD_MS = 1500
"""How long the last frame stays, milliseconds."""
FRAME_MS = (30, 500)
"""A frame stays at least so long, since browsers show shorter ones slowly, and at most so long, milliseconds."""
SIDE = 512
"""Smaller pictures are enlarged by a whole factor until their longer side is so long, pixels."""
MOST_BYTES = 9_500_000
"""Where a film is larger, every second frame is left out: mail and chats take ten million bytes."""
FEWEST = 8
"""So many frames stay, however large they are."""
COLOURS = 240
"""Of the samples in one frame: some of the 256 that GIF has are left for the letters."""


@dataclass(frozen=True)
class _Frame:
    """One checkpoint: its samples, uint8 (height, width, 1 or 3), the step, and the seconds of training; None if unknown."""

    picture: np.ndarray
    step: int
    seconds: float | None

    def drawn(self, language: str) -> Image.Image:
        """Enlarged, with step and seconds below, in words of a language."""
        height, width = self.picture.shape[:2]
        factor = max(1, math.ceil(SIDE / max(height, width)))
        small = figures.to_pil(self.picture)
        if small.mode != "L":  # before the enlargement, which adds no colours
            small = small.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        large = small.resize((width * factor, height * factor), Image.Resampling.NEAREST)
        seconds = "" if self.seconds is None else in_seconds(self.seconds, language)
        return with_strip(large, at_step(self.step, language), seconds)


def export_gif(run: Run, path: Path, language: str = "en") -> None:
    """Write an animated GIF of the fixed samples, a frame for each checkpoint, the last one held.

    Below each stand its step and the seconds of training. The file stays below :data:`MOST_BYTES`.

    Args:
        run: The run; one in training may be filmed too.
        path: The file, which is replaced in one step.
        language: Of the words in it, a code that the catalogue knows; English for any other.

    Raises:
        CheckpointError: no checkpoint has a picture yet.
        OSError: the file cannot be written.
    """
    frames = [frame.drawn(language) for frame in _frames(run)]
    film = _film(frames)
    while len(film) > MOST_BYTES and len(frames) > FEWEST:
        frames = frames[::-1][::2][::-1]  # the last one stays
        film = _film(frames)
    write_bytes(path, film)


def _film(frames: list[Image.Image]) -> bytes:
    each = (SECONDS * 1000 - HOLD_MS) / max(len(frames) - 1, 1)
    each = int(np.clip(each, *FRAME_MS)) // 10 * 10  # GIF counts in 10 ms
    durations = [each] * (len(frames) - 1) + [HOLD_MS]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0)
    return buffer.getvalue()


def _frames(run: Run) -> list[_Frame]:
    """The checkpoints up to where the training stands, evenly thinned where more are there than fit into the time."""
    frames = []
    last = run.standing()
    steps = [step for step in run.steps() if last is None or step <= last]
    seconds = {int(row["step"]): row["seconds"] for row in run.history() if "seconds" in row}
    most = int((SECONDS * 1000 - HOLD_MS) // FRAME_MS[0])
    for index in np.unique(np.linspace(0, len(steps) - 1, min(len(steps), most)).round().astype(int)):
        try:
            picture = figures.read_png(run.picture(steps[index]))
        except CheckpointError:
            continue  # let go of since its step was listed, as happens while the run trains; or damaged
        frames.append(_Frame(picture, steps[index], seconds.get(steps[index])))
    if not frames:
        raise CheckpointError(N_("The run {run} has no pictures of its training yet."), run=run.id)
    return frames
