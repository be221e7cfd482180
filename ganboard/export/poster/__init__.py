"""A poster: one HTML file that says what a training made. It asks the network for nothing, moves, and prints on one page."""

from __future__ import annotations

from pathlib import Path

from ganboard.export.poster.facts import gather
from ganboard.export.poster.page import written
from ganboard.export.poster.strips import strips
from ganboard.i18n import translations
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from ganboard.storage import write_bytes
from ganboard.studio import Studio

HOME = "http://localhost:8501"
"""Where GANBoard is on the computer of whoever opens a poster that was made without a browser."""


def export_poster(
    run: Run,
    path: Path,
    step: int | None = None,
    language: str = "en",
    home: str = HOME,
    studio: Studio | None = None,
) -> Checkpoint:
    """Write the poster of a checkpoint.

    Args:
        run: The run.
        path: The file, which is replaced in one step.
        step: Of the checkpoint; where the run stands if left out.
        language: A code that the catalogue knows; English for any other.
        home: The address of GANBoard's pages, with which the link begins that makes the training again.
        studio: What opens networks, where one is there already.

    Returns:
        The checkpoint that it is of, which tells what could not be read.

    Raises:
        CheckpointError: there is no such checkpoint, or it has no picture that can be read.
        OSError: the file cannot be written.
    """
    checkpoint = run.load(step, only=("meta/",))
    facts = gather(run, checkpoint, home)
    found = strips(studio or Studio(run.path.parent), run, facts)
    page = written(facts, found, language, translations(language).gettext)
    write_bytes(path, page.encode())
    return checkpoint


__all__ = ["HOME", "export_poster"]
