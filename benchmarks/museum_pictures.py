"""Make the pictures of the museum's cards: what each exhibit looks like when it is broken.

    python benchmarks/museum_pictures.py [EXHIBIT ...]

Writes ``ganboard/app/museum/pictures/NAME.png``, a corner of the samples; of points, all of them.
"""

from __future__ import annotations

import io
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from PIL import Image

from ganboard.app.museum.hall import PICTURES
from ganboard.branches import branch
from ganboard.errors import TrainingDiverged
from ganboard.exhibits import EXHIBITS, Exhibit
from ganboard.media import ImageMedium
from ganboard.recording import Recording
from ganboard.runs import Run

COLUMNS, ROWS = 4, 2
"""Samples in a picture."""
OFTEN = 25
"""Steps from one picture to the next."""
SIDE = 240
"""Pixels of a picture of points."""


def broken(exhibit: type[Exhibit], folder: Path) -> Run:
    """The exhibit's training after the lever was pulled."""
    run = Run.create(folder / "healthy", exhibit.healthy() if exhibit.warm else exhibit.spoilt(), exhibit.name)
    if exhibit.warm:
        _train(run, exhibit.warm)
        run = branch(run, exhibit.warm, settings=exhibit.sabotage)
    _train(run, exhibit.steps_to_break)
    return run


def _train(run: Run, steps: int) -> None:
    """Train on; where it breaks down, the picture is that of shortly before."""
    recording = Recording(run)
    recording.save()
    end = recording.step + steps
    with suppress(TrainingDiverged):
        while recording.step < end:
            recording.trainer.advance(min(OFTEN, end - recording.step))
            recording.save()
    recording.close()


def cropped(run: Run) -> Image.Image:
    """The part of the newest samples that a card shows."""
    config = run.config()
    picture = Image.open(io.BytesIO(run.picture(run.steps()[-1])))
    if not isinstance(config.dataset.medium, ImageMedium):
        return picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).convert("P", palette=Image.Palette.ADAPTIVE)
    cell = config.network_spec.shape[0] + 2
    return picture.crop((0, 0, COLUMNS * cell - 2, ROWS * cell - 2))


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or EXHIBITS.names():
        with tempfile.TemporaryDirectory() as folder:
            target = PICTURES / f"{name}.png"
            cropped(broken(EXHIBITS.get(name), Path(folder))).save(target, optimize=True)
            print(f"{target}: {target.stat().st_size:,} bytes")
