"""The clips of one moment, all moving together, as files that every program shows."""

from __future__ import annotations

import io
import math
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ganboard import figures
from ganboard.errors import ConfigError
from ganboard.export.gif import COLOURS
from ganboard.i18n import N_
from ganboard.media.clip import MILLISECONDS
from ganboard.runs import Run
from ganboard.storage import write_bytes

SIDE = 512
"""Smaller pictures are enlarged by a whole factor until their longer side is so long, pixels."""
SUFFIXES = {"clips_gif": ".gif", "clips_webp": ".webp", "clips_frames": ".zip"}
"""The kinds of files: endless films, and each frame as a PNG in a zip."""


def export_clips(run: Run, path: Path, form: str, step: int | None = None) -> None:
    """Write the clips of a checkpoint as they are shown, rows the same creature.

    Args:
        run: Of clips.
        path: The file, which is replaced in one step.
        form: A key of :data:`SUFFIXES`.
        step: Of the checkpoint; where the run stands if left out.

    Raises:
        ConfigError: the run makes no clips.
        CheckpointError: there is no such checkpoint, or its picture is damaged.
        OSError: the file cannot be written.
    """
    step = run.load(step, only=("meta/",)).step if step is None else step
    write_bytes(path, clips_file(run, run.picture(step), form))


def clips_file(run: Run, picture: bytes, form: str) -> bytes:
    """Clips of a run, a picture as it lies in its folder, as a file.

    Args:
        run: Of clips.
        picture: The clips.
        form: A key of :data:`SUFFIXES`.

    Raises:
        ConfigError: the run makes no clips.
        CheckpointError: the picture is damaged.
    """
    count = run.config().dataset.medium.frames
    if count < 2:
        raise ConfigError("format", form, N_("a form of pictures: this training makes no clips"))
    return frames_file(figures.frames_of(picture, count), form)


def frames_file(frames: list[np.ndarray], form: str) -> bytes:
    """Frames as a file: pictures that follow one another without end, or each by itself.

    Args:
        frames: uint8, (height, width, 1 or 3) each, at least one.
        form: A key of :data:`SUFFIXES`.
    """
    factor = max(1, math.ceil(SIDE / max(frames[0].shape[:2])))
    buffer = io.BytesIO()
    if form == "clips_frames":
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # PNG is compressed already
            for number, frame in enumerate(frames, start=1):
                archive.writestr(f"frame_{number:02d}.png", figures.png(figures.enlarge(frame, factor)))
        return buffer.getvalue()
    shown = [Image.fromarray(frame) for frame in frames]
    options: dict[str, Any] = {"save_all": True, "duration": MILLISECONDS, "loop": 0}
    if form == "clips_gif":  # fewer colours before the enlargement, which adds none
        shown = [each.quantize(COLOURS, dither=Image.Dither.NONE) for each in shown]
    else:
        options |= {"lossless": True, "quality": 0, "method": 0}
    first, *others = [
        each.resize((each.width * factor, each.height * factor), Image.Resampling.NEAREST) for each in shown
    ]
    first.save(buffer, form.removeprefix("clips_").upper(), append_images=others, **options)
    return buffer.getvalue()
