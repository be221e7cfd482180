"""A generator as a file that plain Keras loads."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.snapshot import Checkpoint
from ganboard.storage import naming


def export_keras(run: Run, path: Path, step: int | None = None) -> Checkpoint:
    """Write the shown generator, the running average, as a ``.keras`` file.

    ``keras.saving.load_model(path)`` loads it without GANBoard: latents, float32, (batch, latent_size), to images in
    [-1, 1], (batch, height, width, channels). One that is told the class takes ``[latents, labels]``, labels int32,
    (batch,); one that is given drawings ``[latents, labels, sketches]``, sketches (batch, height, width, 1) from 0, ink, to 255.

    Args:
        run: The run.
        path: The file, which is replaced in one step.
        step: The checkpoint; the newest if left out.

    Returns:
        The checkpoint that it is of, which tells what could not be read.

    Raises:
        CheckpointError: there is no such checkpoint.
        OSError: the file cannot be written.
    """
    checkpoint = run.load(step)
    generator = Sampler.from_checkpoint(run.config(), checkpoint).maker.generator
    # Keras insists on the suffix, so the file is made in a folder of its own beside its place.
    with naming(path), tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        temporary = Path(folder) / "generator.keras"
        generator.save(temporary)
        os.replace(temporary, path)
    return checkpoint
