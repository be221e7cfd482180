"""The samples of one moment as a large picture, with a line that says what they are."""

from __future__ import annotations

import io
import math
from pathlib import Path

from PIL import Image

from ganboard import figures
from ganboard.export.lettering import at_step, made, named, with_strip
from ganboard.media import ImageMedium
from ganboard.presets import title_of
from ganboard.runs import Run
from ganboard.storage import write_bytes

WIDTH = 1024
"""Pictures are enlarged by a whole factor until they are so wide, pixels."""


def export_grid(run: Run, path: Path, step: int | None = None, language: str = "en") -> None:
    """Write the fixed samples of a checkpoint as a PNG of at least :data:`WIDTH` pixels.

    Args:
        run: The run.
        path: The file, which is replaced in one step.
        step: Of the checkpoint; where the run stands if left out.
        language: Of the words in it, a code that the catalogue knows; English for any other.

    Raises:
        CheckpointError: there is no such checkpoint, or it has no picture that can be read.
        OSError: the file cannot be written.
    """
    step = run.load(step, only=("meta/",)).step if step is None else step
    write_bytes(path, grid_png(run, run.picture(step), step, language))


def grid_png(run: Run, picture: bytes, step: int, language: str = "en") -> bytes:
    """Samples of a run, PNG as they lie in its folder, as the same large picture.

    Args:
        run: The run.
        picture: The samples.
        step: Of which step they are.
        language: Of the words in it.

    Raises:
        CheckpointError: the picture is damaged.
    """
    small = figures.to_pil(figures.read_png(picture))
    factor = max(1, math.ceil(WIDTH / small.width))
    dataset = run.config().dataset
    smooth = not isinstance(dataset.medium, ImageMedium)  # round dots have no pixels of their own to show
    how = Image.Resampling.LANCZOS if smooth else Image.Resampling.NEAREST
    large = small.convert("RGB").resize((small.width * factor, small.height * factor), how)
    buffer = io.BytesIO()
    name = named(title_of(run.status()["name"]), dataset.title, language)
    with_strip(large, name, f"{at_step(step, language)} · {made(language)}").save(buffer, "PNG")
    return buffer.getvalue()
