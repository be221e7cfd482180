"""A start with what ships inside."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.errors import RunError, reason
from ganboard.i18n import N_
from ganboard.starts.base import NETWORKS, STARTS, Warm, read_settings

ARCHIVES = Path(__file__).parent.parent / "archives"
"""Where the archives lie that ship inside."""
TITLES = {
    "creatures": N_("Creatures"),
    "digits": N_("Handwritten digits"),
    "words": N_("Creatures from words"),
    "sketch": N_("Creatures from drawings"),
    "swap": N_("Creatures by day and by night"),
    "clips": N_("Creatures that move"),
    "untold": N_("Creatures of any kind"),
}
"""What each of them can draw. Marked for translation."""


@STARTS.register
class Shipped(Warm):
    """The weights of a maker that ships inside.

    Reference: Wang et al. 2018 (Transferring GANs), arXiv:1805.01677; Mo et al. 2020 (Freeze the Discriminator), arXiv:2002.10964.
    Differs from the papers: see :class:`ganboard.starts.base.Warm`.
    """

    name: ClassVar[str] = "shipped"
    title: ClassVar[str] = N_("With ready-made networks")
    summary: ClassVar[str] = N_("The networks can draw something already, and learn the new from there.")
    order: ClassVar[int] = 2

    archive: Literal["creatures", "digits", "words", "sketch", "swap", "clips", "untold"] = Field(
        "creatures",
        title=N_("What they can draw"),
        description=N_("Which ready-made networks this begins with. What does not fit starts from nothing."),
        json_schema_extra={"names": {**TITLES}},
    )

    def settings(self, beside: Path | None = None) -> dict[str, Any]:
        """See :meth:`Start.settings`."""
        return _settings(self.archive)

    def arrays(self, beside: Path | None = None) -> dict[str, np.ndarray]:
        """See :meth:`Start.arrays`."""
        path = ARCHIVES / f"{self.archive}.zip"
        try:
            with zipfile.ZipFile(path) as archive:
                member = next(name for name in archive.namelist() if name.endswith(".npz"))
                with np.load(io.BytesIO(archive.read(member)), allow_pickle=False) as arrays:
                    return {name: arrays[name] for name in arrays.files if name.startswith(NETWORKS)}
        except Exception as error:  # a damaged zip raises a dozen kinds
            raise RunError(
                N_("The file {path}, which comes with GANBoard, cannot be read: {problem}. Install GANBoard again."),
                path=str(path),
                problem=reason(error),
            ) from error


@cache
def _settings(name: str) -> dict[str, Any]:
    """Of what ships inside; whatever is wrong with it is told where its weights are read."""
    with suppress(OSError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(ARCHIVES / f"{name}.zip") as archive:
        return read_settings(archive.read("config.json"))
    return {}
